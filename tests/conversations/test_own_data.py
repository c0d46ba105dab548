"""DATA SAYA: masked and bounded in the chat, whole in the copy, and nothing of an earlier owner."""

from __future__ import annotations

import pytest
from msgspec import structs

from conversations import events, states
from conversations.advance import advance
from conversations.chat import Chat, Consent, Flood, LinkedPolicy, Paused
from conversations.house import House
from conversations.locales import MOST, Voice
from conversations.steps.own_data import MASKED, WHOLE, held, holds
from conversations.terms import Terms
from conversations.turn import Turn
from tests.conversations.samples import DETAILS, EMAIL, LINK, NOW, REQUEST, SMS, TERMS, chat, event

VOICE = Voice(House())
MENU = chat(states.AtMenu())


def many() -> tuple[LinkedPolicy, ...]:
    """Return forty policies of forty holders."""
    return tuple(
        structs.replace(LINK, id=f"l{n}", holder=f"HOLDER {n} KUSUMAWARDHANI", contacts=(EMAIL, SMS)) for n in range(40)
    )


@pytest.mark.parametrize("language", ["id", "en"])
def test_forty_policies_fit_a_message_with_buttons(language: str) -> None:
    """WhatsApp takes 1,024 characters beside buttons: the chat shows the first ones and says how many more there are."""
    paused = Paused(DETAILS, NOW)
    before = structs.replace(MENU, channel="whatsapp", language=language, links=many(), paused=paused)
    turn = after(before, events.Told("data saya"))
    spoken = VOICE.messages(turn.replies[0], language=language, channel="whatsapp", id="0" * 16, nonce="n" * 8)
    assert len(spoken) == 1
    assert len(spoken[0].message.text) <= MOST["body"]
    assert "35" in spoken[0].message.text


def test_the_chat_shows_no_whole_name_number_or_contact() -> None:
    """What the copy has whole, the chat has masked."""
    before = structs.replace(MENU, links=(structs.replace(LINK, contacts=(EMAIL, SMS)),))
    masked, whole = (repr(held(before, shown, 5)) for shown in (MASKED, WHOLE))
    for secret in ("JANE RAILEY", LINK.policy, LINK.participant, EMAIL.address, SMS.address):
        assert secret not in masked
        assert secret in whole


def test_every_request_and_policy_is_in_the_copy() -> None:
    """A copy leaves nothing out."""
    requests = tuple(structs.replace(REQUEST, reference=f"PL-{n:08d}") for n in range(30))
    whole = repr(held(structs.replace(MENU, links=many(), requests=requests), WHOLE, 5_000))
    assert all(f"HOLDER {n} " in whole for n in range(40))
    assert all(request.reference in whole for request in requests)


def test_nothing_is_held_before_a_consent_and_after_an_erasure() -> None:
    """A withdrawal leaves what was stored; an erasure and a changed account leave nothing of it."""
    new = chat(states.Arriving())
    ended = Consent("1", "hash", "id", NOW - 9, ended=NOW)
    assert not holds(new)
    assert holds(MENU)
    assert holds(structs.replace(new, proofs=(ended,)))
    assert not holds(structs.replace(new, proofs=(ended,), since=NOW))


@pytest.mark.parametrize("word", ["data saya", "hapus data"])
def test_who_never_agreed_hears_that_nothing_is_held(word: str) -> None:
    """Before consent there is nothing to show and nothing to erase."""
    turn = after(chat(states.Arriving()), events.Told(word))
    assert [say.key for reply in turn.replies for say in reply.says] == ["priv.none"]
    assert (turn.record, turn.kept) == (None, False)


def test_a_consent_covers_its_own_words_alone() -> None:
    """Another version or another hash is asked again; the words of another language are not compared."""
    terms = Terms(consent_words={"id.telegram": "hash", "en.telegram": "other"})
    given = Consent("1", "hash", "id", NOW)
    assert terms.covers(given, "telegram")
    assert not terms.covers(structs.replace(given, words="older"), "telegram")
    assert not terms.covers(structs.replace(given, version="0"), "telegram")
    assert not terms.covers(structs.replace(given, language="en"), "telegram")


@pytest.mark.parametrize(
    ("said", "asked"),
    [("1", True), ("menu", True), ("/start group", True), ("data saya", False), ("bantuan", False), ("english", False)],
)
def test_new_words_are_asked_before_anything_new_begins(said: str, asked: bool) -> None:
    """Rights, help and language go on under the old words."""
    terms = Terms(consent_words={"id.telegram": "newer"})
    turn = advance(MENU, event(events.Told(said)), terms)
    assert turn is not None
    assert isinstance(turn.chat.step, states.Consenting) == asked


def after(before: Chat, what: events.Happening) -> Turn:
    """Return what this causes."""
    turn = advance(before, event(what), TERMS)
    assert turn is not None
    return turn


@pytest.mark.parametrize(
    "text", ["Nama saya JANE RAILEY", "00012345", "17-08-1990", "jane@example.com", "petugas", "batal"]
)
def test_nothing_but_ids_language_entry_and_time_is_stored_before_a_consent(text: str) -> None:
    """Whatever is written before it: no text of it is in the state, and no line of it in the transcript."""
    one = Chat(channel="whatsapp", account="abcdefghijklmnop", address="628", aliases={"wa_id": "628"})
    for said in ("/start group", text, text):
        turn = after(one, events.Told(said))
        assert (turn.record, turn.kept, turn.effects) == (None, False, ())
        one = turn.chat
    kept = structs.asdict(structs.replace(one, nonce="", flood=Flood(), misses=0))
    told = {name: value for name, value in kept.items() if value and name not in ("driver", "step", "format", "flood")}
    known = {"channel", "account", "address", "aliases", "language", "entry", "asked", "heard", "moved", "asked_back"}
    assert told.keys() <= known
    assert isinstance(one.step, states.Consenting | states.Declined)
