"""A WhatsApp webhook of somebody else's writing: read, ignored on purpose, or wrong; and read as pywa reads it."""

from __future__ import annotations

import json
from typing import Any

from pywa.client import WhatsApp as Pywa
from pywa.types.base_update import RawUpdate
from pywa.types.callback import CallbackButton, CallbackSelection
from pywa.types.message import Message
from pywa.types.message_status import MessageStatus

from conversations.events import Chosen, Shown, Told
from handlers.channels.whatsapp_updates import decode
from handlers.ports import Inbound, Status, UnreadableUpdate

OURS = "100000000000001"
NOW = 1_795_406_400_000
UNREAD = (KeyError, ValueError, TypeError, AttributeError, IndexError)  # what pywa raises for what it does not read
PYWA_MESSAGES = frozenset({
    "text", "image", "video", "audio", "document", "location", "contacts", "order", "unsupported",
})  # fmt: skip


def check(payload: dict[str, Any]) -> tuple[str, str]:
    """Return what became of a payload (handled, ignored, WRONG) and a word on it."""
    whole = json.dumps(payload).encode()
    try:
        batch = decode(whole, OURS, NOW)
    except UnreadableUpdate as error:
        return "WRONG", f"not read: {error}"
    if batch.unreadable:
        return "WRONG", f"{batch.unreadable} parts not read"
    if not batch.inbound and not batch.statuses:
        return "ignored", _kind(payload)
    try:
        wrong, judged = _compare(
            payload, RawUpdate(whole, hmac_header=None, update_hash=""), batch.inbound, batch.statuses
        )
    except UNREAD as error:
        return "handled", f"{_kind(payload)}, which pywa does not read ({type(error).__name__})"
    if wrong:
        return "WRONG", f"pywa reads otherwise: {', '.join(wrong)}"
    return "handled", f"{_kind(payload)}{', as pywa reads it' if judged else ''}"


def _compare(
    payload: dict[str, Any], raw: RawUpdate, inbound: tuple[Inbound, ...], statuses: tuple[Status, ...]
) -> tuple[list[str], bool]:
    oracle = Pywa(phone_id=OURS, token="nobody's")
    if statuses:
        return _status(MessageStatus.from_update(oracle, raw), statuses[0]), True
    kind = _message(payload)["type"]
    [ours] = inbound
    if kind == "interactive":
        listed = "list_reply" in _message(payload)["interactive"]
        return _tap((CallbackSelection if listed else CallbackButton).from_update(oracle, raw), ours), True
    if kind == "button":
        return _tap(CallbackButton.from_update(oracle, raw), ours), True
    if kind in PYWA_MESSAGES:
        return _said(Message.from_update(oracle, raw), ours), True
    return [], False


def _said(theirs: Message, ours: Inbound) -> list[str]:
    words = ours.what.text if isinstance(ours.what, Told) else ours.what.caption if isinstance(ours.what, Shown) else ""
    return _different(
        id=(ours.key, f"wa:{theirs.id}"),
        sender=(ours.aliases.get("wa_id"), theirs.from_user.wa_id),
        time=(ours.sent, theirs.timestamp.timestamp() * 1000),
        words=(words, theirs.text or theirs.caption or ""),
    )


def _tap(theirs: CallbackButton[Any] | CallbackSelection[Any], ours: Inbound) -> list[str]:
    """A template's quick reply is words to us; a choice that bears no question of ours is no choice of ours."""
    same_id = (ours.key, f"wa:{theirs.id}")
    if isinstance(ours.what, Told):
        return _different(id=same_id, words=(ours.what.text, theirs.title))
    if not isinstance(ours.what, Chosen):
        return [f"no choice but {type(ours.what).__name__}"]
    if not ours.what.nonce:
        return _different(id=same_id, ours=(":" in theirs.data, False))
    data = f"{ours.what.nonce}:{ours.what.id}"
    return _different(id=same_id, data=(data, theirs.data), label=(ours.what.label, theirs.title))


def _status(theirs: MessageStatus[Any], ours: Status) -> list[str]:
    return _different(
        message=(ours.message, theirs.id),
        state=(ours.state, theirs.status.value),
        reference=(ours.reference, theirs.tracker),
    )


def _different(**pairs: tuple[object, object]) -> list[str]:
    return [f"{name}: {ours!r} is {theirs!r} there" for name, (ours, theirs) in pairs.items() if ours != theirs]


def _kind(payload: dict[str, Any]) -> str:
    change = payload["entry"][0]["changes"][0]
    if statuses := change["value"].get("statuses"):
        return f"a status {statuses[0]['status']}{'' if 'biz_opaque_callback_data' in statuses[0] else ', not of ours'}"
    if change["value"].get("messages"):
        return f"a message of type {_message(payload)['type']}"
    return f"a change of {change['field']}"


def _message(payload: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = payload["entry"][0]["changes"][0]["value"]["messages"][0]
    return found
