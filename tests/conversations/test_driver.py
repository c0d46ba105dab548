"""The driver: while a person leads, the bot keeps silent, save for what stays its own; every order of events agrees."""

from __future__ import annotations

from itertools import permutations

import pytest
from msgspec import structs

from conversations import events, states
from conversations.advance import advance
from conversations.chat import Chat
from conversations.drivers import AgentDrives, BotDrives, Driver, NobodyDrives
from conversations.limits import DAY, MINUTE
from conversations.staff_events import (
    DriverGone,
    HandedBack,
    Labelled,
    Noted,
    StaffSaid,
    TicketAnswered,
    TookOver,
    Transferred,
)
from conversations.states import Step
from conversations.steps.anywhere import inner
from conversations.steps.driving import refusal
from conversations.timers import next_deadline
from conversations.turn import Turn
from tests.conversations.samples import (
    CHALLENGE,
    DETAILS,
    EMAIL,
    MATCH,
    MESSAGES,
    NOW,
    OUTSIDE,
    STAFF,
    STEPS,
    TERMS,
    chat,
    event,
)
from tests.conversations.test_table import can_be_said_and_kept

AGENT = AgentDrives("rina", "Rina", NOW - 1000)
WAITS = NobodyDrives(NOW - 1000, "person", told=True)
DRIVERS: tuple[Driver, ...] = (AGENT, WAITS, NobodyDrives(NOW - 1000, "person"))
CONSENTED = [step for step in STEPS if chat(step).consent]
# What the bot still says to a customer's message while a person leads (in the code step, the code's own words as well).
QUIET = {
    "tip.agent",
    "ticket.open",
    "agent.otp_block",
    "agent.media",
    "agent.queued",
    "agent.offline",
    "agent.ask",
    "ticket.done",
    "ticket.story",
    "status.question",
    "ticket.added",
    "lang.changed",
}
LOOKUPS = (events.Matched, events.NotMatched, events.LookupRefused, events.LookupFailed)


@pytest.mark.parametrize("step", CONSENTED, ids=str)
@pytest.mark.parametrize("driver", DRIVERS, ids=str)
def test_a_message_is_the_care_teams_whatever_the_step(step: Step, driver: Driver) -> None:
    """The bot does not answer a customer who talks to a person, and the step stays where it is."""
    for what in MESSAGES:
        turn = _turn(chat(step, driver=driver), what)
        can_be_said_and_kept(turn)
        if turn.care == "left":
            assert isinstance(turn.chat.driver, BotDrives)
        elif not getattr(inner(step), "challenge", None):
            assert _keys(turn) <= QUIET, what
            assert turn.chat.step == step
            assert not turn.effects


@pytest.mark.parametrize("driver", DRIVERS, ids=str)
def test_menu_leaves_at_any_step(driver: Driver) -> None:
    """MENU, typed or tapped, gives the wheel back to the bot."""
    for step in CONSENTED:
        for what in (events.Told("menu"), events.Chosen("home", "an old one")):
            turn = _turn(chat(step, driver=driver), what)
            assert isinstance(turn.chat.driver, BotDrives)
            assert turn.chat.drive == 1
            assert "agent.left" in _keys(turn)


@pytest.mark.parametrize("driver", DRIVERS, ids=str)
def test_the_code_step_stays_the_bots(driver: Driver) -> None:
    """A right code links, a wrong one counts, a resend and the other method work, whoever leads."""
    step = states.EnteringCode(DETAILS, MATCH, CHALLENGE)
    right = _turn(chat(step, driver=driver), events.CodeTyped(events.Verdict.RIGHT, text="000123"))
    assert isinstance(right.chat.step, states.Linking)
    assert right.record == "[kode OTP]"
    wrong = _turn(chat(step, driver=driver), events.CodeTyped(events.Verdict.WRONG, text="000123"))
    assert _keys(wrong) == {"otp.wrong"}
    for what in (events.Told("kirim ulang"), events.Told("lewat sms"), events.Chosen("resend", "nonce")):
        assert _keys(_turn(chat(step, driver=driver), what)) & {"otp.resend_wait", "otp.not_received"}
    sent = _turn(chat(_sending(), driver=driver), events.CodeSent("send1"))
    assert "otp.sent.email" in _keys(sent)
    assert not any(reply.yields for reply in sent.replies), "a take-over does not silence the code's words"


@pytest.mark.parametrize("driver", DRIVERS, ids=str)
def test_news_is_told_and_nothing_is_asked(driver: Driver) -> None:
    """Outcomes are recorded while a person leads: look-ups in silence, news in words, neither with a question."""
    for step in CONSENTED:
        for what in OUTSIDE:
            if isinstance(what, events.AccountChanged):
                continue
            bot = advance(chat(step), event(what), TERMS)
            turn = advance(chat(step, driver=driver), event(what), TERMS)
            assert (turn is None) == (bot is None)
            if turn is None or bot is None:
                continue
            assert turn.chat.step == bot.chat.step
            assert turn.effects == bot.effects
            if isinstance(what, LOOKUPS):
                assert not turn.replies
            can_be_said_and_kept(turn)


def test_what_looks_like_a_code_never_reaches_the_care_team() -> None:
    """Six digits are kept back and masked; an amount of money is none."""
    for text in (
        "kode saya 123456",
        "123 456",
        "1-2-3-4-5-6",
        "ini 111222 atau 333444",
        "\uff11\uff12\uff13\uff14\uff15\uff16",
    ):
        turn = _turn(chat(states.AtMenu(), driver=AGENT), events.Told(text))
        assert _keys(turn) == {"agent.otp_block"}
        assert turn.record is not None
        assert "[kode OTP]" in turn.record
        assert not any(sign.isdigit() for sign in turn.record)
    for text in ("premi Rp 150.000", "sudah bayar 900.000 rupiah", "polis 00012345"):
        turn = _turn(chat(states.AtMenu(), driver=AGENT), events.Told(text))
        assert not turn.replies
        assert turn.record == text


@pytest.mark.parametrize(
    "what", [what for what in STAFF if not isinstance(what, Noted | Labelled | TicketAnswered)], ids=str
)
def test_a_stale_action_changes_nothing(what: events.Happening) -> None:
    """Every action names the driver it saw; where that is another by now, nothing happens."""
    for driver in (BotDrives(), *DRIVERS):
        before = structs.replace(chat(states.AtMenu(), driver=driver), drive=7)
        if isinstance(what, DriverGone) and driver == AGENT:
            continue
        assert advance(before, event(what), TERMS) is None
        assert advance(chat(states.Consenting(), driver=driver), event(what), TERMS) is None, "there is no consent"


@pytest.mark.parametrize("driver", [BotDrives(), *DRIVERS], ids=str)
def test_a_note_and_labels_reach_no_customer(driver: Driver) -> None:
    """Whoever leads, the care team's own remarks say nothing to the customer and move nothing but themselves."""
    before = chat(states.AtMenu(), driver=driver)
    noted = _turn(before, Noted("rina", "Sudah ditelepon."))
    assert (noted.note, noted.replies, noted.record, noted.chat.driver) == ("Sudah ditelepon.", (), None, driver)
    assert advance(before, event(Noted("rina", " ")), TERMS) is None
    labelled = _turn(before, Labelled("rina", ("urgent",)))
    assert labelled.chat == structs.replace(before, labels=("urgent",), nonce=labelled.chat.nonce)
    assert not labelled.replies


def test_why_an_action_is_refused() -> None:
    """The reason names what the page should show."""
    mine = structs.replace(chat(states.AtMenu(), channel="whatsapp", driver=AGENT), messages=3)
    said = StaffSaid("rina", 0, 3, "Selamat siang.")
    assert refusal(mine, said, NOW) == ""
    assert refusal(mine, structs.replace(said, seen=2), NOW) == "stale"
    assert refusal(mine, structs.replace(said, by="budi"), NOW) == "driver"
    assert refusal(mine, structs.replace(said, text=" "), NOW) == "text"
    assert refusal(mine, structs.replace(said, text="Kirim kode OTP"), NOW) == "code"
    assert refusal(mine, said, NOW + DAY) == "window"
    assert refusal(mine, structs.replace(said, template="agent_reply"), NOW + DAY) == ""
    assert refusal(mine, structs.replace(said, template="agent_reply"), NOW) == "window"
    assert refusal(mine, structs.replace(said, template="approved"), NOW + DAY) == "window", "nothing was approved"
    approved = structs.replace(mine, requests=(structs.replace(mine.requests[0], state="approved"),))
    assert refusal(approved, structs.replace(said, template="approved"), NOW + DAY) == ""
    told = _turn(approved, structs.replace(said, template="approved"), NOW + DAY)
    assert [reply.template.name for reply in told.replies if reply.template] == ["approved"]
    assert refusal(mine, TookOver("budi", "Budi", 0), NOW) == "driver", "somebody leads already"


def test_hand_back_names_the_step_that_resumes() -> None:
    """The step of a linking is named and asked; a day's pause does not count as the customer's silence."""
    before = structs.replace(chat(states.TypingBirth(DETAILS), driver=AGENT), moved=NOW - 29 * MINUTE)
    turn = _turn(before, HandedBack("rina", 0))
    assert [say.key for say in turn.replies[0].says] == ["agent.end.resume", "field.progress", "field.dob"]
    assert turn.chat.moved == NOW
    assert isinstance(turn.chat.step, states.TypingBirth)
    idle = _turn(chat(states.BrowsingPolicies(), driver=AGENT), HandedBack("rina", 0))
    assert _keys(idle) == {"agent.end"}
    assert idle.chat.step == states.AtMenu()
    aside = _turn(chat(states.Cancelling(states.TypingBirth(DETAILS)), driver=AGENT), HandedBack("rina", 0))
    assert isinstance(aside.chat.step, states.TypingBirth), "the step itself resumes, not the question about it"


def test_a_silent_driver_gives_the_customer_back_to_the_queue() -> None:
    """Ten minutes without an answer: the queue, where the customer keeps their place; a day of silence: the bot."""
    asked = _turn(chat(states.AtMenu(), driver=AGENT), events.Told("halo?")).chat
    assert next_deadline(structs.replace(asked, requests=()), TERMS) == NOW + 10 * MINUTE
    back = advance(asked, event(events.TimeCame(), at=NOW + 10 * MINUTE), TERMS)
    assert back is not None
    assert back.chat.driver == NobodyDrives(NOW, "requeued", told=True, reminded=True)
    assert _keys(back) == {"agent.requeued"}
    answered = _turn(asked, StaffSaid("rina", 0, asked.messages, "Selamat siang.")).chat
    assert next_deadline(structs.replace(answered, requests=()), TERMS) == NOW + DAY
    gone = advance(structs.replace(answered, requests=()), event(events.TimeCame(), at=NOW + DAY), TERMS)
    assert gone is not None
    assert isinstance(gone.chat.driver, BotDrives)
    assert not gone.replies


def test_every_order_of_take_over_message_outcome_and_hand_back() -> None:
    """Whatever comes first, the bot says nothing between take-over and hand-back, and asks once when it leads again."""
    names = ("take over", "message", "tap", "outcome", "hand back", "transfer")
    start = chat(states.LookingUp(DETAILS, "look1", NOW - 100, NOW + 24_900))
    for order in permutations(names):
        now = start
        for name in order:
            led_by_bot = isinstance(now.driver, BotDrives)
            turn = advance(now, event(_happening(name, now)), TERMS)
            if turn is None:
                continue
            if not led_by_bot and isinstance(turn.chat.driver, AgentDrives) and name != "transfer":
                assert _keys(turn) <= QUIET, order
            if turn.care == "handed_back":
                assert _keys(turn) & {"agent.end.resume", "agent.end"}, order
                assert len(turn.replies) == 1, order
            for reply in turn.replies:
                assert reply.yields == isinstance(turn.chat.driver, BotDrives), order
            now = turn.chat
        assert not isinstance(now.step, states.LookingUp), "the outcome was taken"


def _happening(name: str, now: Chat) -> events.Happening:
    match name:
        case "take over":
            return TookOver("rina", "Rina", now.drive)
        case "message":
            return events.Told("00099999")
        case "tap":
            return events.Chosen("edit", now.nonce)
        case "outcome":
            return events.NotMatched("look1")
        case "hand back":
            return HandedBack("rina", now.drive)
    return Transferred("rina", now.drive, "rina", "Rina")


@pytest.mark.parametrize("driver", DRIVERS, ids=str)
@pytest.mark.parametrize("text", ["menu", "batal", "hapus data"])
def test_a_word_that_whatsapp_brings_late_is_read_and_not_obeyed(driver: Driver, text: str) -> None:
    """Sent before the customer asked for a person, it leads nobody back to the bot and erases nothing."""
    asked = structs.replace(chat(states.AtMenu(), channel="whatsapp", driver=driver), asked=NOW)
    turn = advance(asked, event(events.Told(text), sent=NOW - 2 * MINUTE), TERMS)
    assert turn is not None
    waits = structs.replace(driver, waiting=NOW) if isinstance(driver, AgentDrives) else driver
    assert (turn.chat.driver, turn.chat.step) == (waits, asked.step), "an agent has a customer waiting from then on"
    assert turn.record == text
    assert not turn.replies


def _turn(before: Chat, what: events.Happening, at: int = NOW) -> Turn:
    turn = advance(before, event(what, at), TERMS)
    assert turn is not None
    return turn


def _keys(turn: Turn) -> set[str]:
    return {say.key for reply in turn.replies for say in reply.says}


def _sending() -> states.EnteringCode:
    return states.EnteringCode(DETAILS, MATCH, structs.replace(CHALLENGE, contact=EMAIL, sending="send1"))
