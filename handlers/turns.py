"""A turn, from what arrived to what is committed: load, decide, commit once, then let replies and effects leave."""

from __future__ import annotations

import asyncio
from enum import Enum
from weakref import WeakValueDictionary

import structlog
from msgspec import structs

from conversations.advance import advance, expected_code
from conversations.chat import Chat
from conversations.drivers import AgentDrives
from conversations.events import (
    AccountChanged,
    CodeTyped,
    Decided,
    EraseOrdered,
    Happening,
    Held,
    TimeCame,
    Told,
)
from conversations.finding import findable
from conversations.limits import HOUR, Keep
from conversations.locales import Voice
from conversations.news import news_of
from conversations.staff_events import StaffAction
from conversations.steps.driving import refusal
from conversations.steps.requests import open_requests
from conversations.steps.tickets import open_tickets
from conversations.terms import Terms
from conversations.timers import next_deadline
from conversations.turn import Event, Turn
from handlers.chance import Chance, system
from handlers.channels.channel_clock import ChannelClock, channel_clocks
from handlers.codes import Codes
from handlers.drain import Drain
from handlers.identities import addressed, changed, newcomer
from handlers.outgoing import outgoing, own_message, placed, previewed, wanting
from handlers.ports import Channel, Clock, Inbound, Status, Tally
from handlers.replies import Address
from handlers.security import security_records
from storage.aliases import Aliases
from storage.audit import Audit
from storage.chats import Chats, Committed, Loaded, Moved, Write
from storage.counts import counts_of, days_until
from storage.errors import StoreDown
from storage.outbox import Outbox
from storage.queues import Queues, word

log = structlog.get_logger()

ATTEMPTS = 20  # times that a turn is decided anew because another one of the same chat was committed first
SEEN_TELEGRAM = 48 * HOUR  # Telegram delivers for a day; WhatsApp for a week, and there a setting says how long


class Came(Enum):
    """What became of an event: it caused nothing, it was taken in before, or it was taken in now."""

    IDLE = 1
    REPEATED = 2
    TAKEN = 3


class Turns:
    """Receives what happens and commits what it causes."""

    def __init__(
        self,
        *,
        chats: Chats,
        aliases: Aliases,
        outbox: Outbox,
        codes: Codes,
        audit: Audit,
        queues: Queues,
        drain: Drain | None,
        voice: Voice,
        terms: Terms,
        clock: Clock,
        channels: dict[str, Channel],
        clocks: dict[str, ChannelClock] | None = None,
        keep: Keep,
        tally: Tally | None = None,
        silences_from: int = 0,
        chance: Chance = system,
    ) -> None:
        self._chats = chats
        self._aliases = aliases
        self._outbox = outbox
        self._codes = codes
        self._audit = audit
        self._queues = queues
        self._drain = drain
        self._voice = voice
        self._terms = terms
        self._clock = clock
        self._channels = channels
        self._clocks = clocks or channel_clocks(clock)
        self._tally = tally
        self._keep = keep
        self._silences_from = silences_from
        self._chance = chance
        self._one_by_one: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()  # of the chats at hand alone
        if drain:
            drain.connect(self.report, self.locate)

    async def receive(self, inbound: Inbound) -> None:
        """Take a channel's update in; return when it is durably handled, or was before.

        Raises StoreDown: the channel must deliver it again.
        """
        account = await self._who(inbound)
        await self._turn(account, inbound.key, self._event(inbound.what, inbound), inbound)

    async def report(
        self,
        account: str,
        key: str,
        what: Happening,
        finished: bytes | None,
        era: int | None = None,
        known: Loaded | None = None,
    ) -> bool:
        """Take in the outcome of an effect; its commit removes the effect's entry (``finished``) from the outbox.

        ``era`` is the chat's when the effect began, ``known`` the chat as it may still be: the commit is refused where it is
        not, and decided anew. Return whether the chat took the outcome.
        """
        event = structs.replace(self._event(what), era=era)
        return await self._turn(account, key, event, finished=finished, known=known) is Came.TAKEN

    async def tell(self, account: str, key: str, what: Happening) -> None:
        """Let a chat hear what happened in another one; the same ``key`` again changes nothing."""
        if (await self._chats.load(account)).chat is not None:
            await self._turn(account, key, self._event(what))

    async def hold(self, account: str, now: bool) -> None:
        """Place a legal hold on a chat, or lift it."""
        await self._turn(account, f"hold:{self._chance(8).hex()}", self._event(Held(now)))

    async def erase(self, account: str, key: str) -> None:
        """Erase a chat's data because two of the care team ordered it; the same ``key`` again erases nothing more."""
        await self._turn(account, key, self._event(EraseOrdered()))

    async def ring(self, account: str) -> bool:
        """Let a chat look at its deadlines; return whether one had passed."""
        event = self._event(TimeCame())
        return await self._turn(account, f"time:{event.seed.hex()}", event) is not Came.IDLE

    async def decide(self, account: str, key: str, decision: Decided) -> None:
        """Take in a decision about a request; the same ``key`` again changes nothing."""
        await self._turn(account, key, self._event(decision))

    async def act(self, account: str, key: str, what: StaffAction) -> str:
        """Take in what the care team did; return "" when it was taken, else why not (see ``driving.refusal``).

        The same ``key`` again changes nothing and answers as the first time.
        """
        if await self._turn(account, key, self._event(what)) is not Came.IDLE:
            return ""
        if key and await self._chats.took(account, key):
            return ""
        chat = (await self._chats.load(account)).chat
        return refusal(chat, what, self._clock.now()) or "driver" if chat else "consent"

    async def note(self, status: Status) -> None:
        """Record what became of a message."""
        await self._outbox.note(
            status.reference, status.message, status.state, status.at, status.error, self._clock.now()
        )
        if self._drain and status.state == "failed":
            account, _, id = status.reference.partition(":")
            await self._drain.undelivered(account, id)

    async def locate(self, account: str) -> Address | None:
        """Return where a chat's replies go."""
        chat = (await self._chats.load(account)).chat
        return Address(chat.channel, chat.address) if chat else None

    # --- one turn ----------------------------------------

    async def _turn(
        self,
        account: str,
        key: str,
        event: Event,
        inbound: Inbound | None = None,
        finished: bytes | None = None,
        known: Loaded | None = None,
    ) -> Came:
        lock = self._one_by_one.setdefault(account, asyncio.Lock())
        async with lock:  # spares what is decided anew where another turn of this chat is committed first
            return await self._taken(account, key, event, inbound, finished, known)

    async def _taken(
        self,
        account: str,
        key: str,
        event: Event,
        inbound: Inbound | None,
        finished: bytes | None,
        known: Loaded | None,
    ) -> Came:
        for _ in range(ATTEMPTS):
            loaded, known = known or await self._chats.load(account), None
            chat = loaded.chat or await self._newcomer(account, inbound)
            if inbound and changed(chat, inbound) and not isinstance(event.what, AccountChanged):
                await self._taken(
                    account, f"{key}:changed", self._event(AccountChanged(), inbound), inbound, None, None
                )
                continue
            chat = addressed(chat, inbound)
            event = structs.replace(event, ahead=self._clocks[chat.channel].ahead)
            compared = await self._compared(chat, event)
            turn = advance(chat, compared, self._terms, self._silences(event.at))
            if turn is None and finished is None:
                return Came.IDLE
            idle = turn is None
            turn = await placed(self._codes.issue(turn or Turn(chat=chat)), self._queues)
            write = self._write(loaded, key, chat, compared, turn, finished)
            asked = asyncio.get_running_loop().time()
            outcome = await self._chats.commit(loaded, write)
            if isinstance(outcome, Moved):
                continue
            if isinstance(outcome, Committed):
                if self._tally:
                    self._tally(turn.marks, turn.chat.channel)
                self._speak(chat, turn.chat)
                self._leave(account, outcome, asked, turn.chat, event)
                await self._settle(chat, compared, turn)  # last: what may fail holds up no reply
            elif self._drain:
                await self._drain.recover(account)
            if idle:
                return Came.IDLE
            return Came.TAKEN if isinstance(outcome, Committed) else Came.REPEATED
        raise StoreDown("a chat was too busy to commit to")

    async def _compared(self, chat: Chat, event: Event) -> Event:
        asked = expected_code(chat, event, self._terms)
        if asked is None or not isinstance(event.what, Told):
            return event
        step, code = asked
        typed = await self._codes.compare(chat, step, code, event.what.text, event.what.message, event.at)
        return structs.replace(event, what=typed)

    async def _settle(self, chat: Chat, event: Event, turn: Turn) -> None:
        what = event.what
        if not isinstance(what, CodeTyped):
            return
        asked = expected_code(chat, structs.replace(event, what=Told(what.text, what.message)), self._terms)
        if asked:
            await self._codes.settle(asked[0], what.verdict, chat, turn.chat, event.at)

    def _speak(self, before: Chat, after: Chat) -> None:
        if self._drain and after.language != before.language:
            self._drain.aside(self._channels[after.channel].speak(after.address, after.language))

    def _leave(self, account: str, outcome: Committed, asked: float, chat: Chat, event: Event) -> None:
        if self._drain is None:
            return
        if outcome.lease is None:
            # Where an agent drives, only a read knows what the bot may not say any more.
            entries = None if isinstance(chat.driver, AgentDrives) else outcome.queued
            self._drain.poke(account, entries, outcome.loaded)
            return
        where = Address(chat.channel, chat.address, own_message(event.what))
        self._drain.start(account, outcome.lease, where, outcome.queued, asked=asked, chat=outcome.loaded)

    # --- what is written ----------------------------------------

    def _write(self, loaded: Loaded, key: str, before: Chat, event: Event, turn: Turn, finished: bytes | None) -> Write:
        entries, lines = outgoing(before, event, turn, self._voice, self._channels)
        were, are = _waiting(before), _waiting(turn.chat)
        there = {ticket.reference for ticket in turn.chat.tickets}
        dropped = tuple(ticket.reference for ticket in before.tickets if ticket.reference not in there)
        return Write(
            commit=event.fresh("commit", 32),
            key=key,
            seen_for=SEEN_TELEGRAM if turn.chat.channel == "telegram" else self._keep.message_ids,
            now=event.at,
            chat=wanting(before, previewed(turn.chat, lines), lines),
            lines=lines,
            entries=entries,
            finished=finished,
            timer=next_deadline(turn.chat, self._terms),
            references=tuple(reference for reference in are if reference not in were),
            closed=tuple(reference for reference in were if reference not in are and reference not in dropped),
            dropped=dropped,
            records=security_records(self._audit, before, event, turn.chat),
            driver=word(turn.chat.driver) if turn.chat.driver != before.driver else "",
            words=findable(event.what, turn),
            counts=counts_of(turn.marks, turn.chat.channel, event.at, self._terms.today),
            news=news_of(before, event, turn.chat),
            keep=self._keep,
            lease=event.fresh("lease") if self._drain else "",
            forgets=turn.forgets,
            forgotten=days_until(self._terms.today(event.at), self._keep.transcript) if turn.forgets else (),
            keeps=frozenset(run.effect for run in turn.chat.running) if turn.forgets else frozenset(),
        )

    # --- who and when ----------------------------------------

    async def _who(self, inbound: Inbound) -> str:
        if inbound.channel == "telegram":
            return self._aliases.telegram(inbound.address)
        return await self._aliases.whatsapp(inbound.aliases, self._chance(16))

    async def _newcomer(self, account: str, inbound: Inbound | None) -> Chat:
        if inbound is None:
            raise StoreDown("an event came for a chat that is not there")
        if inbound.channel != "telegram" and not await self._aliases.hold(inbound.aliases, account):
            raise StoreDown("the customer is known under another account by now")
        return newcomer(account, inbound, self._terms.language)

    def _event(self, what: Happening, inbound: Inbound | None = None) -> Event:
        now = self._clock.now()
        if inbound is None:
            return Event(what=what, at=now, sent=now, seed=self._chance(16))
        theirs = self._clocks[inbound.channel]
        theirs.heard(inbound.sent)
        return Event(what=what, at=now, sent=min(inbound.sent, now + theirs.ahead), seed=self._chance(16))

    def _silences(self, at: int) -> bool:
        return at >= self._silences_from


def _waiting(chat: Chat) -> tuple[str, ...]:
    """Return the numbers by which something of a chat waits for the care team."""
    return (*open_requests(chat), *open_tickets(chat))
