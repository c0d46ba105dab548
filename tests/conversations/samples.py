"""One chat in each state and one event of each kind, to be tried against each other."""

from __future__ import annotations

from datetime import date

from msgspec import structs

from conversations import events, staff_events, states
from conversations.advance import advance
from conversations.chat import Chat, Consent, LinkedPolicy, Request, Running, Ticket
from conversations.details import Challenge, Contact, Details, Issued, Match
from conversations.drivers import BotDrives, Driver
from conversations.events import Verdict
from conversations.states import Step
from conversations.terms import Terms
from conversations.turn import Event, Turn
from tests.clock import START

NOW = START
EMAIL = Contact("email", "jane.railey@example.com")
SMS = Contact("sms", "+628400000001")
DETAILS = Details("group", "00012345", "87654321", date(1990, 8, 17))
MATCH = Match("pr_1", "JANE RAILEY", "ACTIVE", True, (EMAIL, SMS), EMAIL.address)
CHALLENGE = Challenge("c1", EMAIL, (Issued(b"digest", NOW - 1000, NOW + 299_000),), sends=1)
SENDING = Challenge("c1", EMAIL, (Issued(b"digest", NOW - 1000, NOW + 299_000),), sends=1, sending="send1")
LINK = LinkedPolicy("l1", "pr_1", "group", "00012345", "87654321", "JANE RAILEY", "ACTIVE", NOW - 5000, EMAIL.address)
OTHER = LinkedPolicy("l2", "pr_2", "individu", "12345678", "", "JANE RAILEY", "LAPSED", NOW - 4000)
TICKET = Ticket("TK-00ABCDEF", NOW - 60_000, NOW + 86_400_000)
REQUEST = Request(
    "PL-00ABCDEF", "l3", "pr_3", "individu", "00012345", "", "JANE RAILEY", "ACTIVE", None, NOW - 3000, NOW + 10**9
)
LOOKING = states.LookingUp(DETAILS, "look1", NOW - 100, NOW + 24_900)

STEPS: tuple[Step, ...] = (
    states.Arriving(),
    states.Consenting(),
    states.Declined(),
    states.AtMenu(),
    states.ChoosingType(),
    states.ChoosingType(DETAILS),
    states.TypingPolicy(Details("individu")),
    states.TypingPolicy(DETAILS),
    states.TypingParticipant(Details("group", "00012345")),
    states.TypingBirth(Details("dplk", "00012345", "87654321")),
    states.Confirming(DETAILS),
    states.Mending(DETAILS),
    LOOKING,
    states.NotFound(DETAILS),
    states.NotFound(DETAILS, down=True),
    states.ChoosingMethod(DETAILS, MATCH),
    states.ChoosingMethod(DETAILS, MATCH, CHALLENGE),
    states.EnteringCode(DETAILS, MATCH, CHALLENGE),
    states.EnteringCode(DETAILS, MATCH, SENDING),
    states.EnteringCode(DETAILS, MATCH, CHALLENGE, "delete"),
    states.Linking("link1", NOW - 100, NOW + 24_900),
    states.LinkingFailed(DETAILS),
    states.Finished(),
    states.Finished("l2"),
    states.BrowsingPolicies(),
    states.ViewingPolicy("l1"),
    states.ViewingPolicy("l1", asking=True),
    states.ViewingPolicy("l1", failed=True),
    states.Unlinking("l1", "unlink1", NOW - 100, NOW + 24_900),
    states.BrowsingRequests(),
    states.BrowsingRequests("PL-00ABCDEF"),
    states.Withdrawing("PL-00ABCDEF", "withdraw1", NOW - 100, NOW + 24_900),
    states.WithdrawingConsent(states.AtMenu()),
    states.ViewingData(states.AtMenu()),
    states.ViewingData(states.Confirming(DETAILS)),
    states.Exporting("copy1", "jane.railey@example.com", NOW - 100, NOW + 24_900),
    states.ErasingData(states.AtMenu()),
    states.ErasingData(states.EnteringCode(DETAILS, MATCH, SENDING)),
    states.Cancelling(states.TypingBirth(Details("dplk", "00012345", "87654321"))),
    states.Cancelling(states.EnteringCode(DETAILS, MATCH, SENDING)),
    states.Cancelling(LOOKING),
    states.ErasingData(structs.replace(LOOKING, answer=events.NotMatched("look1"))),
    states.Resuming(states.Confirming(DETAILS)),
    states.Resuming(),
)
MESSAGES: tuple[events.HeardMessage, ...] = (
    *(
        events.Told(text)
        for text in (
            "halo", "menu", "bantuan", "petugas", "komplain", "batal", "kembali", "english", "bahasa", "ya", "tidak",
            "1", "9", "000123", "00012345", "17-08-1990", "kirim ulang", "lewat sms", "lewat email", "ganti metode",
            "tarik persetujuan", "/start group", "data saya", "hapus data", "3174011708900001", "x" * 5000, "\ud800",
            "{0} %s {name}",
        )
    ),
    *(
        events.Chosen(id, "nonce")
        for id in (
            "agree", "decline", "home", "person", "help", "cancel", "back", "policies", "link", "status", "language",
            "individu", "unknown", "edit", "born", "retry", "email", "sms", "resend", "switch", "activate", "l1", "more",
            "previous", "unlink", "export", "delete", "withdraw", "privacy",
            "sure", "keep", "PL-00ABCDEF", "stop", "on", "restart", "junk",
        )
    ),
    events.Chosen("link", "stale"),
    events.Chosen("", ""),
    events.Shown("photo", "000123"),
    events.Shown("voice"),
    events.Reworded("000123"),
    *(events.CodeTyped(verdict, NOW + 1000, "000123") for verdict in Verdict),
)  # fmt: skip
OUTSIDE: tuple[events.Happening, ...] = (
    events.Matched("look1", "pr_9", "JANE RAILEY", "ACTIVE", True, (EMAIL, SMS)),
    events.NotMatched("look1"),
    events.LookupRefused("look1", NOW + 1000),
    events.LookupFailed("look1"),
    events.CodeSent("send1"),
    events.CodeUnsure("send1"),
    events.CodeNotSent("send1"),
    events.CodeRefused("send1", NOW + 1000),
    events.CodeRefused("send1", 0),
    events.CodePaused("send1"),
    events.CopySent("copy1"),
    events.CopyNotSent("copy1"),
    events.CopyRefused("copy1", NOW + 1000),
    events.LinkMade("link1", "l9", False),
    events.LinkMade("link1", "l9", True),
    events.LinkStale("link1"),
    events.LinkFull("link1"),
    events.LinkFailed("link1"),
    events.LinkFailed("link1", already=True),
    events.Unlinked("unlink1"),
    events.UnlinkFailed("unlink1"),
    events.Withdrawn("withdraw1"),
    events.WithdrawFailed("withdraw1", True),
    events.WithdrawFailed("withdraw1", False),
    events.Released("release1"),
    events.OthersTold("tell1"),
    events.LinkedElsewhere("pr_1", "whatsapp", NOW),
    events.Polled("poll1"),
    events.Held(True),
    events.Held(False),
    events.EraseOrdered(),
    events.Decided("PL-00ABCDEF", True),
    events.Decided("PL-00ABCDEF", False, "docs"),
    events.TimeCame(),
    events.Blocked(True),
    events.AccountChanged(),
)
STAFF: tuple[staff_events.StaffAction, ...] = (
    staff_events.TookOver("rina", "Rina", 0),
    staff_events.Transferred("rina", 0),
    staff_events.Transferred("rina", 0, "budi", "Budi"),
    staff_events.HandedBack("rina", 0),
    staff_events.StaffSaid("rina", 0, 0, "Selamat siang."),
    staff_events.StaffSaid("rina", 0, 0, template="agent_reply"),
    staff_events.DriverGone("rina"),
    staff_events.Noted("rina", "Sudah ditelepon."),
    staff_events.Labelled("rina", ("urgent",)),
    staff_events.TicketAnswered("rina", TICKET.reference, "Kartu peserta dikirim ulang hari ini."),
)
RUNNING = (
    Running("link1", "link", reference="PL-00ZZZZZZ", details=DETAILS, match=MATCH),
    Running("unlink1", "unlink", link="l1"),
    Running("withdraw1", "withdraw", reference="PL-00ABCDEF"),
)


def chat(
    step: Step,
    *,
    channel: str = "telegram",
    language: str = "id",
    running: bool = True,
    driver: Driver = BotDrives(),  # noqa: B008 - a frozen value
) -> Chat:
    """Return a chat in ``step``, with consent wherever the step can only follow it."""
    before = isinstance(step, states.Arriving | states.Consenting | states.Declined)
    return Chat(
        channel=channel,
        account="abcdefghijklmnop",
        address="1",
        language=language,
        consent=None if before else Consent("1", "hash", "id", NOW - 60_000),
        step=step,
        nonce="nonce",
        asked=NOW - 500,
        began=NOW - 60_000,
        moved=NOW - 500,
        links=() if before else (LINK, OTHER),
        active="" if before else "l1",
        requests=() if before else (REQUEST,),
        tickets=() if before else (TICKET,),
        running=RUNNING if running and not before else (),
        driver=driver,
        heard=NOW - 500,
    )


def event(what: events.Happening, at: int = NOW, sent: int | None = None) -> Event:
    """Return an event that happens now."""
    return Event(what=what, at=at, sent=at if sent is None else sent, seed=b"seed of sixteen!")


TERMS = Terms()


def after(before: Chat, what: events.Happening, at: int = NOW) -> Turn:
    """Return what this causes."""
    turn = advance(before, event(what, at=at), TERMS)
    assert turn is not None
    return turn


def said(turn: Turn) -> list[str]:
    """Return the keys that were said."""
    return [say.key for reply in turn.replies for say in reply.says]
