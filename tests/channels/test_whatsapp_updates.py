"""Decoding WhatsApp's webhooks: every type, every level of a batch, every identity; and pywa reads the same."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pywa.client import WhatsApp as Pywa
from pywa.types.base_update import RawUpdate
from pywa.types.callback import CallbackButton, CallbackSelection
from pywa.types.message import Message
from pywa.types.message_status import MessageStatus
from pywa.types.system import PhoneNumberChange

from conversations.events import AccountChanged, Chosen, Reworded, Shown, Told
from handlers.channels.whatsapp_updates import Batch, decode
from handlers.ports import Inbound, Status, UnreadableUpdate
from tests.channels.whatsapp_payloads import (
    AT,
    BSUID,
    CHANGED,
    FILE,
    IGNORED,
    NUMBER,
    NUMBER_CHANGED,
    OTHER,
    OURS,
    SHOWN,
    Json,
    body,
    change,
    contact,
    encode,
    message,
    picked,
    status,
    text,
    webhook,
)

NOW = (AT + 60) * 1000


def read(whole: bytes) -> Batch:
    """Decode for our number."""
    return decode(whole, OURS, NOW)


def only(said: Json, **parts: Any) -> Inbound:
    """Decode one message."""
    [inbound] = read(body(said, **parts)).inbound
    return inbound


def test_a_text_is_told() -> None:
    """Everything that a turn needs to know of a text."""
    assert only(text("00012345")) == Inbound(
        channel="whatsapp",
        key="wa:wamid.1",
        address=NUMBER,
        what=Told("00012345", "wamid.1"),
        sent=AT * 1000,
        aliases={"wa_id": NUMBER},
    )


@pytest.mark.parametrize("kind", ["button_reply", "list_reply"])
def test_a_tap_is_chosen(kind: str) -> None:
    """Buttons and rows come back with the nonce of their question and the message that bore them."""
    said = picked(kind, "9f2c:group", "Group", description="Polis perusahaan")
    assert only(said).what == Chosen("group", "9f2c", "Group", "wamid.question", "wamid.1")
    assert only(picked(kind, "9f:a:b")).what == Chosen("a:b", "9f", "Group", "wamid.question", "wamid.1")


@pytest.mark.parametrize("id", ["", "group", ":", ":group", "9f2c:"])
def test_a_forged_tap_names_no_question(id: str) -> None:
    """An id that is not ours is a tap on nothing."""
    assert only(picked("list_reply", id)).what == Chosen("", "", "", "wamid.question", "wamid.1")


def test_a_templates_button_is_told() -> None:
    """Its label is what the customer says."""
    assert only(message("button", button={"payload": "x", "text": "Lihat polis"})).what == Told(
        "Lihat polis", "wamid.1"
    )


@pytest.mark.parametrize("said, kind, caption", SHOWN)
def test_what_is_no_text_is_shown(said: Json, kind: str, caption: str) -> None:
    """Files, places, people, orders, forms, and what Meta itself cannot tell."""
    assert only(said).what == Shown(kind, caption, "wamid.1")


@pytest.mark.parametrize("said", IGNORED)
def test_what_says_nothing_is_ignored(said: Json) -> None:
    """Stickers, reactions, revocations, groups, and types of tomorrow: neither heard nor an error."""
    assert read(body(said)) == Batch()


@pytest.mark.parametrize(
    "new",
    [
        {"type": "text", "text": {"body": "123457"}},
        {"type": "image", "image": {**FILE, "caption": "123457"}},
        {"type": "video", "video": {**FILE, "caption": "123457"}},
    ],
)
def test_an_edit_is_reworded(new: Json) -> None:
    """An edit names the message that it changed; its own id is what makes a repeat known."""
    said = message("edit", id="wamid.2", edit={"original_message_id": "wamid.1", "message": new})
    inbound = only(said)
    assert (inbound.key, inbound.what) == ("wa:wamid.2", Reworded("123457", "wamid.1"))


@pytest.mark.parametrize("said", CHANGED)
def test_a_changed_number_or_identity_is_told(said: Json) -> None:
    """It comes in the name of the old number, without contacts."""
    inbound = only(said, contacts=())
    assert (inbound.what, inbound.address) == (AccountChanged(), NUMBER)
    assert inbound.aliases["wa_id"] == NUMBER


@pytest.mark.parametrize(
    "said, contacts, address, aliases",
    [
        ({}, (contact(NUMBER, BSUID),), NUMBER, {"wa_id": NUMBER, "bsuid": BSUID}),
        ({"from_user_id": BSUID}, (contact(NUMBER),), NUMBER, {"wa_id": NUMBER, "bsuid": BSUID}),
        ({"from_user_id": BSUID}, (), NUMBER, {"wa_id": NUMBER, "bsuid": BSUID}),
        ({"from": None, "from_user_id": BSUID}, (contact(None, BSUID),), f"bsuid:{BSUID}", {"bsuid": BSUID}),
        ({"from": "", "from_user_id": BSUID}, (contact("", BSUID),), f"bsuid:{BSUID}", {"bsuid": BSUID}),
        (
            {"from": None, "from_user_id": BSUID},
            (contact(NUMBER, BSUID),),
            NUMBER,
            {"wa_id": NUMBER, "bsuid": BSUID},
        ),
        ({}, (contact(OTHER, "ID.9"), contact(NUMBER, BSUID)), NUMBER, {"wa_id": NUMBER, "bsuid": BSUID}),
        ({}, (contact(OTHER, "ID.9"),), NUMBER, {"wa_id": NUMBER}),
        ({"from": BSUID, "from_user_id": BSUID}, (contact(BSUID, BSUID),), f"bsuid:{BSUID}", {"bsuid": BSUID}),
        ({"from": BSUID}, (contact(BSUID),), f"bsuid:{BSUID}", {"bsuid": BSUID}),
        ({"from": BSUID}, (contact(NUMBER, BSUID),), NUMBER, {"wa_id": NUMBER, "bsuid": BSUID}),
    ],
)
def test_identities(said: Json, contacts: tuple[Json, ...], address: str, aliases: dict[str, str]) -> None:
    """A customer has a number, a business-scoped id, or both; another's contact lends neither."""
    inbound = only(text("halo") | said, contacts=contacts)
    assert (inbound.address, inbound.aliases) == (address, aliases)


def test_all_of_a_batch_is_read_in_its_order() -> None:
    """Entries, their changes, these' messages and statuses: none is dropped."""
    parts = iter(range(20))

    def full() -> Json:
        said = tuple(text(str(number), id=f"wamid.{number}") for number in (next(parts), next(parts)))
        return change(said, tuple(status(state, id=said[0]["id"]) for state in ("sent", "delivered")))

    batch = read(encode(webhook((full(), full()), (full(),), (full(), full()))))
    assert [inbound.key for inbound in batch.inbound] == [f"wa:wamid.{number}" for number in range(10)]
    assert len(batch.statuses) == 10


def test_other_numbers_and_other_fields_are_not_ours() -> None:
    """One app may serve several numbers, and hears of groups and templates too."""
    ours = change((text("ours", id="wamid.ours"),))
    others = change((text("other"),), (status("sent"),), number="1")
    groups = {"field": "group_lifecycle_update", "value": {"groups": [1]}}
    templates = {"field": "message_template_status_update", "value": {"event": "APPROVED"}}
    batch = read(encode(webhook((others, groups, ours, templates))))
    assert [inbound.key for inbound in batch.inbound] == ["wa:wamid.ours"]
    assert (batch.statuses, batch.unreadable) == ((), 0)


@pytest.mark.parametrize("state", ["sent", "delivered", "read"])
def test_a_status_is_told(state: str) -> None:
    """By the reference that we gave with the message."""
    [told] = read(body(statuses=(status(state),))).statuses
    assert told == Status(reference="account:17", message="wamid.9", state=state, at=AT * 1000)


def test_a_failure_is_told_with_its_code_and_without_contacts() -> None:
    """Failed statuses come without contacts."""
    failed = status("failed", errors=[{"code": 131047, "title": "Re-engagement message"}])
    [told] = read(body(statuses=(failed,), contacts=())).statuses
    assert (told.state, told.error) == ("failed", "131047")


@pytest.mark.parametrize(
    "told",
    [
        status("sent", reference=None),
        status("sent", reference="of-somebody-else"),
        status("played"),
        status("of_tomorrow"),
        status("read", recipient_type="group"),
    ],
)
def test_other_statuses_are_ignored(told: Json) -> None:
    """Not ours, of a kind that changes nothing, or of a group."""
    assert read(body(statuses=(told,))) == Batch()


@pytest.mark.parametrize(
    "whole",
    [b"", b"{}", b"[]", b"\xff", b"<html>", b'{"object":1,"entry":[]}', b'{"object":"x","entry":[{"changes":7}]}'],
)
def test_what_is_no_webhook_is_unreadable(whole: bytes) -> None:
    """And the error tells nothing of it."""
    with pytest.raises(UnreadableUpdate) as raised:
        read(whole)
    assert str(raised.value) in ("DecodeError", "ValidationError", "UnicodeDecodeError")


def test_nesting_is_unreadable() -> None:
    """A body nested too deep neither crashes nor takes long."""
    deep = b"[" * 200_000
    with pytest.raises(UnreadableUpdate):
        read(b'{"object":"x","entry":' + deep)


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"id": 7},
        text("x") | {"timestamp": "soon"},
        text("x") | {"timestamp": "1" * 5000},
        text("x") | {"timestamp": "\u0661"},
        text("x") | {"id": ""},
        text("x") | {"from": None},
        message("text"),
        message("button"),
        message("edit"),
        message("interactive", interactive={"type": "list_reply", "list_reply": {"title": "no id"}}),
    ],
)
def test_a_broken_message_does_not_take_its_neighbours_along(broken: Json) -> None:
    """It is counted; the others are heard."""
    batch = read(body(text("a", id="wamid.a"), broken, text("b", id="wamid.b"), statuses=(status("sent"), {"id": 1})))
    assert [inbound.key for inbound in batch.inbound] == ["wa:wamid.a", "wa:wamid.b"]
    assert len(batch.statuses) == 1
    assert batch.unreadable == 2


def test_a_broken_change_does_not_take_its_neighbours_along() -> None:
    """It is counted as one."""
    batch = read(encode(webhook(({"field": "messages", "value": 7}, change((text("a"),))))))
    assert (len(batch.inbound), batch.unreadable) == (1, 1)


def test_without_a_time_it_is_now() -> None:
    """Which WhatsApp documents never to happen."""
    said = text("a")
    del said["timestamp"]
    assert only(said).sent == NOW


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner), max_leaves=5))
def test_whatever_stands_in_a_field_it_is_read_or_counted(value: object) -> None:
    """No value of any field raises anything else."""
    said = picked("button_reply", "9f:a")
    for field in said:
        read(body(said | {field: value}))
    read(body(contacts=(contact() | {"wa_id": value},)))


# --- pywa as the oracle: what it reads, it reads as we do ----------------------------------------


@pytest.fixture(scope="module")
def oracle() -> Pywa:
    """Return pywa's client, which is not asked to call anybody."""
    return Pywa(phone_id=OURS, token="nobody's")


def raw(whole: bytes) -> RawUpdate:
    """Let pywa parse the very bytes that we read."""
    return RawUpdate(whole, hmac_header=None, update_hash="")


@pytest.mark.parametrize("said", [text("halo \N{WAVING HAND SIGN}"), *(case[0] for case in SHOWN[:9])])
def test_pywa_reads_messages_alike(oracle: Pywa, said: Json) -> None:
    """Who, when, which id, and the words."""
    whole = body(said, contacts=(contact(NUMBER, BSUID),))
    theirs = Message.from_update(oracle, raw(whole))
    [ours] = read(whole).inbound
    assert ours.key == f"wa:{theirs.id}"
    assert ours.aliases == {"wa_id": theirs.from_user.wa_id, "bsuid": theirs.from_user.bsuid}
    assert ours.sent == theirs.timestamp.timestamp() * 1000
    words = ours.what.text if isinstance(ours.what, Told) else ours.what.caption if isinstance(ours.what, Shown) else ""
    assert words == (theirs.text or theirs.caption or "")


def test_pywa_reads_taps_alike(oracle: Pywa) -> None:
    """Which button or row, of which message."""
    for kind, read_by in (("button_reply", CallbackButton), ("list_reply", CallbackSelection)):
        whole = body(picked(kind, "9f2c:group"), contacts=(contact(NUMBER, BSUID),))
        theirs = read_by.from_update(oracle, raw(whole))
        [ours] = read(whole).inbound
        assert isinstance(ours.what, Chosen)
        assert f"{ours.what.nonce}:{ours.what.id}" == theirs.data
        assert ours.what.label == theirs.title
        assert theirs.reply_to_message is not None
        assert ours.what.message == theirs.reply_to_message.id


def test_pywa_reads_statuses_alike(oracle: Pywa) -> None:
    """Which message, which state, our reference."""
    for state in ("sent", "delivered", "read"):
        whole = body(statuses=(status(state),), contacts=(contact(NUMBER, BSUID),))
        theirs = MessageStatus.from_update(oracle, raw(whole))
        [ours] = read(whole).statuses
        assert (ours.message, ours.state, ours.reference) == (theirs.id, theirs.status.value, theirs.tracker)


def test_pywa_reads_a_changed_number_alike(oracle: Pywa) -> None:
    """The old number is who speaks."""
    whole = body(NUMBER_CHANGED, contacts=())
    theirs = PhoneNumberChange.from_update(oracle, raw(whole))
    [ours] = read(whole).inbound
    assert (ours.address, OTHER) == (theirs.old_wa_id, theirs.new_wa_id)


def test_our_payloads_are_json_as_meta_escapes_it() -> None:
    """The wave is escaped, and read."""
    whole = body(text("\N{WAVING HAND SIGN}"))
    assert whole.isascii()
    assert json.loads(whole)
    [inbound] = read(whole).inbound
    assert inbound.what == Told("\N{WAVING HAND SIGN}", "wamid.1")
