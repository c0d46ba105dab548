"""Eras: what began before an erasure, a withdrawal of consent or a change of account is undone when it lands."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec import structs

from conversations import events, states
from conversations.advance import advance
from conversations.chat import Chat, Consent, Gone, Running
from conversations.details import Challenge, Contact, Details, Issued, Match
from conversations.effects import Release, SendCode
from conversations.turn import Turn
from tests.conversations.samples import LINK, NOW, OTHER, REQUEST, TERMS, chat, event

CODE = states.EnteringCode(
    Details(LINK.type, LINK.policy, LINK.participant),
    Match("pr_1", "JANE RAILEY", "ACTIVE", True, ()),
    Challenge("c1", Contact("email", "j@example.com"), (Issued(b"d", NOW, NOW + 300_000),)),
    "delete",
)
RIGHT = events.CodeTyped(events.Verdict.RIGHT, text="000123")
SURE = events.Chosen("sure", "nonce")


def after(before: Chat, what: events.Happening, era: int | None = None) -> Turn:
    """Return what this causes; ``era``: when the effect began whose outcome it is."""
    turn = advance(before, structs.replace(event(what), era=era), TERMS)
    assert turn is not None
    return turn


def erased() -> Turn:
    """Return an erasure in the middle of a link, an unlinking and a withdrawal."""
    return after(chat(CODE), RIGHT)


def test_an_erasure_keeps_ids_and_proofs_alone() -> None:
    """Nothing that was entered, linked or asked for is left in the state; what stays is named here."""
    before = structs.replace(chat(CODE), locked=NOW + 1, code_until=NOW + 2, heard=NOW, entry="group", paused=None)
    left = after(before, RIGHT).chat
    assert after(before, RIGHT).forgets
    assert left == Chat(
        channel="telegram",
        account=before.account,
        address=before.address,
        step=states.Arriving(),
        nonce=left.nonce,
        asked=NOW,
        heard=NOW,
        moved=NOW,
        code_until=NOW + 2,
        locked=NOW + 1,
        flood=left.flood,
        era=1,
        drive=1,
        since=NOW,
        proofs=(Consent("1", "hash", "id", NOW - 60_000, ended=NOW),),
        gone=(Gone(REQUEST.link_id, REQUEST.reference), Gone(LINK.id), Gone(OTHER.id)),
        receipts=left.receipts,
        running=left.running,
    )
    [receipt] = left.receipts
    assert (receipt.number[:3], receipt.at, receipt.done) == ("HD-", NOW, NOW)
    assert {(run.kind, run.details, run.match, run.reference) for run in left.running} == {
        ("release", None, None, ""),
        ("stray", None, None, ""),
    }


def test_an_erasure_lets_go_at_the_registry() -> None:
    """Every link and the open request are released; each effect bears the new era."""
    effects = erased().effects
    assert {effect.link_id for effect in effects if isinstance(effect, Release)} == {LINK.id, OTHER.id, REQUEST.link_id}
    assert {effect.era for effect in effects} == {1}


def test_nothing_is_kept_of_the_erasing_turn() -> None:
    """Neither the customer's line nor the bot's is written into the new transcript."""
    assert (erased().record, erased().kept) == (None, False)


@pytest.mark.parametrize("pending", [False, True])
def test_a_link_that_lands_after_an_erasure_is_undone(pending: bool) -> None:
    """It is let go at the registry, silently, and is no link of this chat."""
    turn = after(erased().chat, events.LinkMade("link1", "l9", pending), era=0)
    assert [(effect.link_id, effect.era) for effect in turn.effects if isinstance(effect, Release)] == [("l9", 1)]
    assert (turn.chat.links, turn.chat.requests, turn.replies) == ((), (), ())
    assert Gone("l9") in turn.chat.gone
    assert "link1" not in {run.effect for run in turn.chat.running}


def test_a_link_of_an_older_era_is_undone_even_if_nobody_remembers_it() -> None:
    """The era that the outcome bears decides, not what the state still knows."""
    bare = structs.replace(erased().chat, running=())
    assert [type(effect) for effect in after(bare, events.LinkMade("link1", "l9", False), era=0).effects] == [Release]


def test_a_link_of_this_era_is_recorded() -> None:
    """The same outcome, in its own era, is a link."""
    turn = after(chat(states.AtMenu()), events.LinkMade("link1", "l9", False), era=0)
    assert "l9" in {link.id for link in turn.chat.links}


def test_a_link_that_lands_after_it_was_told_as_failed_is_undone() -> None:
    """The customer was told that there is none; one that the chat knows stays."""
    failed = after(chat(states.AtMenu()), events.LinkFailed("link1")).chat
    late = after(failed, events.LinkMade("link1", "l9", False))
    assert [effect.link_id for effect in late.effects if isinstance(effect, Release)] == ["l9"]
    assert (late.replies, late.chat.links) == ((), failed.links)
    assert after(failed, events.LinkMade("link1", LINK.id, False)).effects == ()


def test_a_link_whose_asking_was_lost_stays_while_its_code_is_awaited() -> None:
    """A failover lost the turn: the same code asks again, and the same challenge gets the same link."""
    lost = structs.replace(chat(CODE), running=())
    assert after(lost, events.LinkMade("link1", "l9", False, challenge=CODE.challenge.id)).effects == ()


def test_a_late_link_is_undone_though_the_code_of_another_attempt_is_awaited() -> None:
    """It was told as failed, and the customer tries again: the code that is awaited asks under a challenge of its own."""
    again = structs.replace(chat(CODE), running=())
    late = after(again, events.LinkMade("link1", "l9", False, challenge="earlier"))
    assert [effect.link_id for effect in late.effects if isinstance(effect, Release)] == ["l9"]
    assert (late.replies, late.chat.step) == ((), again.step)


@pytest.mark.parametrize("what", [events.LinkStale("link1"), events.LinkFull("link1"), events.LinkFailed("link1")])
def test_a_link_that_fails_after_an_erasure_is_not_told(what: events.Happening) -> None:
    """Nobody is told of what nobody remembers; the run is forgotten."""
    turn = after(erased().chat, what, era=0)
    assert turn.replies == ()
    assert "link1" not in {run.effect for run in turn.chat.running}


def test_a_late_approval_of_an_ended_request_is_let_go_again() -> None:
    """The registry decided before it heard: it is asked once more, and no link is recorded."""
    turn = after(erased().chat, events.Decided(REQUEST.reference, True))
    assert [effect.link_id for effect in turn.effects if isinstance(effect, Release)] == [REQUEST.link_id]
    assert (turn.chat.links, turn.replies) == ((), ())
    assert after(erased().chat, events.Decided(REQUEST.reference, False)).effects == ()


def test_nothing_new_is_asked_while_the_registry_still_has_to_let_go() -> None:
    """A look-up waits, so that what is let go late can never be a link that the customer has just made."""
    before = chat(states.Confirming(Details("dplk", "0009", "0008", date(1990, 8, 17))), running=False)
    asked = after(before, events.Chosen("link", "nonce"))
    assert [type(effect).__name__ for effect in asked.effects] == ["LookUp"]
    waiting = structs.replace(before, running=(Running("release1", "release"),))
    refused = after(waiting, events.Chosen("link", "nonce"))
    assert (refused.effects, type(refused.chat.step)) == ((), states.NotFound)
    settled = after(refused.chat, events.Released("release1"))
    assert settled.chat.running == ()


def test_a_withdrawal_stops_what_runs_and_keeps_what_is_linked() -> None:
    """Open requests are let go, a link under way is undone when it lands, links stay; the proof says until when."""
    turn = after(chat(states.WithdrawingConsent(states.AtMenu())), SURE)
    assert turn.chat.consent is None
    assert turn.chat.proofs == (Consent("1", "hash", "id", NOW - 60_000, ended=NOW),)
    assert [link.id for link in turn.chat.links] == [LINK.id, OTHER.id]
    assert [request.state for request in turn.chat.requests] == ["withdrawn"]
    assert [effect.link_id for effect in turn.effects if isinstance(effect, Release)] == [REQUEST.link_id]
    late = after(turn.chat, events.LinkMade("link1", "l9", False), era=0)
    assert [effect.link_id for effect in late.effects if isinstance(effect, Release)] == ["l9"]


def test_a_changed_account_carries_nothing_over() -> None:
    """Links, requests and consent go; a link that lands late is undone."""
    turn = after(chat(states.AtMenu()), events.AccountChanged())
    assert (turn.chat.links, turn.chat.requests, turn.chat.consent, turn.chat.active) == ((), (), None, "")
    assert turn.chat.since == NOW
    late = after(turn.chat, events.LinkMade("link1", "l9", False), era=0)
    assert [effect.link_id for effect in late.effects if isinstance(effect, Release)] == ["l9"]


def test_what_is_linked_is_erased_after_a_code_alone() -> None:
    """A plain yes sends a code of its own purpose to a registered contact, and erases nothing yet."""
    registered = (Contact("sms", "+628400000001"),)
    before = structs.replace(
        chat(states.ErasingData(states.AtMenu())), links=(structs.replace(OTHER, contacts=registered),)
    )
    turn = after(before, SURE)
    [code] = turn.effects
    assert isinstance(code, SendCode)
    assert (code.purpose, code.contact, code.policy) == ("delete", registered[0], OTHER.policy)
    assert not turn.forgets


def test_a_group_policy_never_sends_the_code_by_sms() -> None:
    """Where the only contact cannot take this type's code, the customer is told who can help."""
    mobile = (Contact("sms", "+628400000001"),)
    before = structs.replace(chat(states.ErasingData(states.AtMenu())), links=(structs.replace(LINK, contacts=mobile),))
    turn = after(before, SURE)
    assert turn.effects == ()
    assert [say.key for reply in turn.replies for say in reply.says] == ["delete.no_contact"]


def test_a_code_that_links_does_not_erase() -> None:
    """The purpose of the step decides what a right code does."""
    turn = after(chat(structs.replace(CODE, purpose="link")), RIGHT)
    assert not turn.forgets
    assert [type(effect).__name__ for effect in turn.effects] == ["Link"]


def test_a_hold_keeps_the_records_until_it_is_lifted() -> None:
    """Everything stops at once; the erasure follows when the hold is lifted, with the same receipt."""
    held = after(chat(CODE), events.Held(True)).chat
    stopped = after(held, RIGHT)
    assert not stopped.forgets
    assert (stopped.chat.links, stopped.chat.requests, stopped.chat.consent) == ((), (), None)
    [receipt] = stopped.chat.receipts
    assert receipt.done == 0
    lifted = after(stopped.chat, events.Held(False))
    assert lifted.forgets
    assert [(known.number, known.done) for known in lifted.chat.receipts] == [(receipt.number, NOW)]
    assert lifted.chat.held == 0


def test_a_hold_alone_changes_nothing_else() -> None:
    """Placed and lifted without an erasure asked for: the chat is as before."""
    before = chat(states.AtMenu())
    assert after(after(before, events.Held(True)).chat, events.Held(False)).chat == before
