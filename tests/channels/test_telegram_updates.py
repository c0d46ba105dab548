"""Telegram's updates: each kind is told, or ignored on purpose; python-telegram-bot reads the same."""

from __future__ import annotations

import datetime as dt
import json

import msgspec
import pytest
import telegram
from msgspec import Struct

from conversations.events import Blocked, Chosen, Reworded, Shown, Told
from handlers.channels.telegram_updates import GroupNotice, decode, private_only
from handlers.ports import Inbound, UnreadableUpdate
from tests.channels.telegram_payloads import (
    DATE,
    GROUP,
    IGNORED,
    MEDIA,
    PHOTO,
    PRIVATE,
    VIDEO,
    Json,
    edited,
    membership,
    message,
    tap,
)
from tests.channels.telegram_world import NOW


def heard(update: Json) -> Inbound:
    """Decode an update that is for us."""
    found = decode(msgspec.json.encode(update), NOW)
    assert isinstance(found, Inbound)
    return found


def test_text_is_told_with_telegrams_own_time_and_ids() -> None:
    """A text comes with the update's id as key, the chat as address and the channel's time in milliseconds."""
    assert heard(message(text="00012345")) == Inbound(
        channel="telegram",
        key="tg:900001",
        address="5001",
        what=Told(text="00012345", message="41"),
        sent=DATE * 1000,
        language="id",
    )


@pytest.mark.parametrize(
    "typed, told",
    [
        ("/start group", "/start group"),
        ("/menu@polis_sandbox_bot", "/menu"),
        ("/start@polis_sandbox_bot group", "/start group"),
        ("/ 12", "/ 12"),
        ("a/menu@b", "a/menu@b"),
    ],
)
def test_commands_are_told_as_text_without_the_bots_name(typed: str, told: str) -> None:
    """A command and a deep link's start text are text; the name after a command is Telegram's own."""
    assert heard(message(text=typed)).what == Told(text=told, message="41")


@pytest.mark.parametrize("media, kind", MEDIA)
def test_media_are_shown_by_kind(media: Json, kind: str) -> None:
    """What is no text is shown by its kind, and nothing of it is fetched."""
    assert heard(message(**media)).what == Shown(kind=kind, message="41")


@pytest.mark.parametrize("media", [PHOTO, VIDEO])
def test_a_caption_is_kept(media: Json) -> None:
    """A caption may hold a code or a number: it goes along."""
    assert heard(message(caption="kode 123456", **media)).what == Shown(
        "photo" if media is PHOTO else "video", "kode 123456", "41"
    )


@pytest.mark.parametrize("fields", [{"text": "123456"}, {"caption": "123456", **PHOTO}])
def test_an_edit_is_reworded_at_the_time_of_the_edit(fields: Json) -> None:
    """An edited text or caption is no answer; its time is the edit's."""
    inbound = heard(edited(**fields))
    assert inbound.what == Reworded(text="123456", message="41")
    assert (inbound.key, inbound.sent) == ("tg:900002", (DATE + 30) * 1000)


def test_a_tap_is_chosen_by_nonce_and_choice_with_its_label() -> None:
    """A tap bears its step's nonce, the choice, the label that was tapped, the message and the query to answer."""
    inbound = heard(tap("9f2c:group"))
    assert inbound.what == Chosen(id="group", nonce="9f2c", label="Group", message="40")
    assert (inbound.tap, inbound.sent, inbound.key, inbound.address) == ("77001", NOW, "tg:900003", "5001")


def test_a_choice_may_hold_colons() -> None:
    """Only the first colon parts nonce and choice."""
    assert heard(tap("9f2c:policy:3")).what == Chosen(id="policy:3", nonce="9f2c", message="40")


@pytest.mark.parametrize("data", [None, "", "group", "9f2c:", ":group", ":"])
def test_forged_or_foreign_data_is_a_stale_tap(data: str | None) -> None:
    """Data that we did not make has no nonce and so cannot answer anything, but its query is answered."""
    inbound = heard(tap(data))
    assert inbound.what == Chosen(id="", nonce="", message="40")
    assert inbound.tap == "77001"


def test_a_tap_on_an_inaccessible_message_is_still_a_tap() -> None:
    """Telegram may not show the message any more: its id and chat are enough."""
    inbound = heard(tap(message={"chat": PRIVATE, "message_id": 40, "date": 0}))
    assert inbound.what == Chosen(id="group", nonce="9f2c", message="40")


@pytest.mark.parametrize("status, blocked", [("kicked", True), ("member", False)])
def test_blocking_and_letting_in_are_told(status: str, blocked: bool) -> None:
    """In a private chat kicked means blocked and member means let in again."""
    inbound = heard(membership(status))
    assert inbound.what == Blocked(now=blocked)
    assert (inbound.address, inbound.sent) == ("5001", DATE * 1000)


@pytest.mark.parametrize("update", IGNORED)
def test_what_is_not_for_us_is_ignored(update: Json) -> None:
    """Stickers, dice, service messages, bots, live locations, other chats' news and unknown kinds: nothing."""
    assert decode(msgspec.json.encode(update), NOW) is None


@pytest.mark.parametrize(
    "text, addressee",
    [("/start", ""), ("/menu@polis_sandbox_bot", "polis_sandbox_bot"), ("/menu@other_bot x", "other_bot")],
)
def test_a_command_in_a_group_is_a_notice(text: str, addressee: str) -> None:
    """In a group only a command is answered, with where to answer and whom it names."""
    found = decode(msgspec.json.encode(message(text=text, chat=GROUP)), NOW)
    assert found == GroupNotice(address="-1001", addressee=addressee, language="id")


def test_talk_in_a_group_is_ignored() -> None:
    """What people say to each other is none of our business."""
    assert decode(msgspec.json.encode(message(text="halo semua", chat=GROUP)), NOW) is None


@pytest.mark.parametrize("fields", [{"message": {"chat": GROUP, "message_id": 4, "date": 0}}, {"message": None}])
def test_a_tap_outside_a_private_chat_is_only_answered(fields: Json) -> None:
    """A tap that cannot be ours has its query answered and nothing else."""
    update = tap(**fields)
    if fields["message"] is None:
        del update["callback_query"]["message"]
    assert decode(msgspec.json.encode(update), NOW) == GroupNotice(address="", language="id", tap="77001")


def test_private_only_is_said_in_the_language_and_not_for_other_bots() -> None:
    """The group's text follows the language hint; a command that names another bot gets none."""
    say = private_only(lambda language: f"text {language}", lambda: "Polis_Bot")
    assert say(GroupNotice(address="-1", language="en")) == "text en"
    assert say(GroupNotice(address="-1", addressee="polis_bot")) == "text "
    assert say(GroupNotice(address="-1", addressee="other_bot")) == ""


@pytest.mark.parametrize(
    ("escaped", "text"),
    [
        (rb"a\ud83db", "a\ufffdb"),
        (rb"\uDC00\ud83d", "\ufffd\ufffd"),
        (rb"\ud83d\ude00", "\U0001f600"),
        (rb"\ud83d\ud83d\ude00", "\ufffd\U0001f600"),
        (rb"\\ud83d", "\\ud83d"),
        (rb"\\\ud83d", "\\\ufffd"),
    ],
)
def test_half_of_a_pair_is_replaced(escaped: bytes, text: str) -> None:
    """A lone surrogate becomes U+FFFD; a pair stays, and so does a backslash that was typed."""
    body = json.dumps(message(text="@@")).encode().replace(b"@@", escaped)
    heard = decode(body, NOW)
    assert isinstance(heard, Inbound)
    assert heard.what == Told(text, "41")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b'{"update_id":1,"message":{"message_id":"x"}}',
        b'{"update_id":1,"message":{"message_id":1,"date":1}}',
        b'{"update_id":1,"callback_query":{}}',
        b'{"update_id":1,"message":{"message_id":1,"date":1,"chat":{"id":1,"type":"private"},"text":"\xff"}}',
        b'{"update_id":1,"x":' + b"[" * 50_000 + b"]" * 50_000 + b"}",
        b'{"update_id":1,"message":{"photo":' + b"[" * 50_000 + b"]" * 50_000 + b"}}",
        b'{"update_id":1',
    ],
)
def test_what_is_not_as_documented_is_unreadable(body: bytes) -> None:
    """Broken JSON, wrong types, no UTF-8 and absurd depth are one clear error without the content."""
    with pytest.raises(UnreadableUpdate) as raised:
        decode(body, NOW)
    assert str(raised.value) in {"DecodeError", "ValidationError", "UnicodeDecodeError", "RecursionError"}


# --- python-telegram-bot as the oracle ----------------------------------------------------------------------------


class Read(Struct, frozen=True):
    """What both decoders can say of an update."""

    key: str
    address: str
    sent: int
    language: str
    message: str
    words: str


READ = [
    message(text="00012345"),
    message(text="/start group"),
    *(message(caption="teks", **media) for media, kind in MEDIA if kind in ("photo", "voice", "video", "document")),
    *(message(**media) for media, _ in MEDIA),
    edited(text="123456"),
    edited(caption="123456", **PHOTO),
    tap("9f2c:group"),
    tap("x"),
    membership("kicked"),
    membership("member"),
]


@pytest.mark.parametrize("update", READ)
def test_python_telegram_bot_reads_the_same(update: Json) -> None:
    """Ids, chat, time, language and words agree with the library's reading."""
    assert ours(heard(update)) == theirs(update)


def ours(inbound: Inbound) -> Read:
    """Return our reading."""
    what = inbound.what
    words = getattr(what, "text", "") or getattr(what, "caption", "")
    if isinstance(what, Chosen):
        words = f"{what.nonce}:{what.id}".strip(":")
    sent = 0 if isinstance(what, Chosen) else inbound.sent
    return Read(inbound.key, inbound.address, sent, inbound.language, getattr(what, "message", ""), words)


def theirs(update: Json) -> Read:
    """Return the library's reading."""
    read = telegram.Update.de_json(update, bot=None)
    chat, user, said = read.effective_chat, read.effective_user, read.effective_message
    assert chat is not None
    assert user is not None
    words, at = "", 0
    if isinstance(said, telegram.Message) and not read.callback_query:
        words = said.text or said.caption or ""
        at = milliseconds(said.edit_date or said.date)
    elif read.my_chat_member:
        at = milliseconds(read.my_chat_member.date)
    elif read.callback_query:
        data = read.callback_query.data or ""
        words = data if ":" in data else ""
    return Read(
        f"tg:{read.update_id}", str(chat.id), at, user.language_code or "", str(said.message_id) if said else "", words
    )


def milliseconds(at: dt.datetime) -> int:
    """Return a time as we count it."""
    return int(at.timestamp() * 1000)
