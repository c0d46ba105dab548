"""What a turn lets out and keeps: replies in words and effects for the outbox, and the lines of the transcript."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import structs

from conversations.chat import Chat, Last
from conversations.drivers import AgentDrives, BotDrives
from conversations.events import Chosen, CodeTyped, Happening, Reworded, Shown, Told
from conversations.locales import Spoken, Voice
from conversations.masking import names_in
from conversations.messages import Erasure
from conversations.steps.anywhere import inner
from conversations.turn import Event, Place, Reply, Say, Turn
from handlers.ports import Channel
from storage.chats import Line
from storage.entries import Entry
from storage.queues import Queues

WINDOW = 24 * 3_600_000  # milliseconds since a customer's last message in which WhatsApp takes more than templates
_SAID = (Told, Shown, Reworded, CodeTyped)  # what has an id of the channel's
PREVIEW = 180  # characters that are kept of a last line: twice what is shown, so that what is masked is there whole
WANTED = 600  # characters that are kept of what a customer asked a person for


async def placed(turn: Turn, queues: Queues) -> Turn:
    """Put numbers where a customer is told their place in the queue."""
    if not any(_place(says) for reply in turn.replies for says in reply.says):
        return turn
    replies = [
        structs.replace(reply, says=tuple([await _counted(says, queues) for says in reply.says]))
        for reply in turn.replies
    ]
    return structs.replace(turn, replies=tuple(replies))


def outgoing(
    before: Chat, event: Event, turn: Turn, voice: Voice, channels: Mapping[str, Channel]
) -> tuple[tuple[Entry, ...], tuple[Line, ...]]:
    """Return what goes to the outbox, and the lines that the transcript keeps of this turn."""
    chat = turn.chat
    lines: list[Line] = []
    if turn.record is not None:
        step = type(inner(before.step)).__name__ if turn.understood else ""
        lines.append(Line(who="customer", text=turn.record, at=event.said, understood=turn.understood, step=step))
    entries: list[Entry] = []
    if turn.care:
        lines.append(Line(who="system", text=turn.care, at=event.at, by=_actor(event.what, chat)))
    if turn.note:
        lines.append(Line(who="note", text=turn.note, at=event.at, by=getattr(event.what, "by", "")))
    if turn.erase and channels[chat.channel].erases:
        id = event.fresh("erase")
        entries.append(Entry(id=id, kind="r", not_before=0, body=Erasure(id=id, message=own_message(event.what))))
    tapped = event.what.message if isinstance(event.what, Chosen) else ""
    for number, reply in enumerate(turn.replies):
        for said in _spoken(reply, voice, chat, event.fresh(f"reply{number}"), tapped):
            kind = "d" if reply.yields else "r"
            body = said.message
            if reply.template is not None and _closed(chat, event.at):
                body = structs.replace(body, closed=True)
            entries.append(Entry(id=body.id, kind=kind, not_before=reply.not_before, body=body))
            if turn.kept:
                lines.append(_line(reply, said, event.at))
    entries.extend(Entry(id=effect.id, kind="e", not_before=0, body=effect) for effect in turn.effects)
    names = names_in(chat)
    return tuple(entries), tuple(_named(line, names) for line in lines)


def _named(line: Line, names: frozenset[str]) -> Line:
    """Keep with a line which names it bears: they are masked still when the chat has forgotten whose it was."""
    if not names:
        return line
    folded = line.text.casefold()
    found = tuple(name for name in names if name.casefold() in folded)
    return structs.replace(line, names=found) if found else line


def previewed(chat: Chat, lines: tuple[Line, ...]) -> Chat:
    """Let the chat remember its last line that customer or care team can see, for the list of conversations."""
    said = [line for line in lines if line.who in ("customer", "bot", "agent")]
    return structs.replace(chat, last=_cut(said[-1], PREVIEW)) if said else chat


def wanting(before: Chat, chat: Chat, lines: tuple[Line, ...]) -> Chat:
    """Let the chat remember what its customer first said after they asked for a person, or after one took over."""
    if isinstance(before.driver, BotDrives) or isinstance(chat.driver, BotDrives):
        return structs.replace(chat, wanted=None)
    told = next((line for line in lines if line.who == "customer"), None)
    return structs.replace(chat, wanted=_cut(told, WANTED)) if told and chat.wanted is None else chat


def _cut(line: Line, most: int) -> Last:
    return Last(line.who, " ".join(line.text[: 2 * most].split())[:most], line.at, line.names)


def own_message(what: Happening) -> str:
    """Return the channel's id of the customer's own message, "" where there is none: never that of a message of ours."""
    if isinstance(what, Chosen):
        return what.own
    return what.message if isinstance(what, _SAID) else ""


def _closed(chat: Chat, at: int) -> bool:
    """Tell whether WhatsApp's window is shut, which Meta may tell only after it took a message."""
    return chat.channel == "whatsapp" and at - chat.heard >= WINDOW


def _spoken(reply: Reply, voice: Voice, chat: Chat, id: str, tapped: str) -> tuple[Spoken, ...]:
    edits = tapped if reply.edits else ""
    return voice.messages(reply, language=chat.language, channel=chat.channel, id=id, nonce=chat.nonce, edits=edits)


def _line(reply: Reply, said: Spoken, at: int) -> Line:
    labels = tuple(button.label for button in said.message.buttons)
    who = "agent" if reply.by else "bot"
    return Line(who=who, text=said.record, at=at, outbox=said.message.id, choices=labels, by=reply.by)


def _actor(what: Happening, chat: Chat) -> str:
    """Name who has the wheel after a change of the driver, or who let go of it."""
    driver = chat.driver
    return driver.id if isinstance(driver, AgentDrives) else getattr(what, "by", "")


def _place(says: Say) -> Place | None:
    if not says.values:
        return None
    return next((value for value in says.values.values() if isinstance(value, Place)), None)


async def _counted(says: Say, queues: Queues) -> Say:
    values = {
        name: await queues.place(value.since) if isinstance(value, Place) else value
        for name, value in says.values.items()
    }
    return structs.replace(says, values=values)
