"""A small world for limits: real Redis, a clock that moves when told, one policy of everybody's, nothing else."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

from msgspec import structs

from conversations.chat import Chat
from conversations.details import Challenge, Contact, Details, Issued, Match
from conversations.effects import Link, LookUp, SendCode
from conversations.events import CodeTyped, Happening, LinkMade, Matched, NotMatched, Verdict
from conversations.house import House
from conversations.limits import Limits as Bounds
from conversations.locales import Voice
from conversations.messages import Letter, Text
from conversations.states import AtMenu, EnteringCode
from conversations.turn import Turn
from handlers.codes import Codes
from handlers.copies import Copies
from handlers.effects import Effects
from handlers.guards import Guards
from handlers.ports import NotSent, RegistryDown
from handlers.sendings import Sendings
from handlers.tellings import Tellings
from storage.alarm import Alarm
from storage.embedded import EmbeddedRedis
from storage.limits import Limits
from storage.store import Store
from tests.clock import ManualClock

KEYS = ("a secret key of more than thirty-two characters",)
BORN, WRONG_DAY = date(1990, 8, 17), date(1990, 8, 18)
EMAIL, SMS = Contact("email", "jane.railey@example.com"), Contact("sms", "+628400000001")
LIFETIME = 300_000


class EveryPolicy:
    """A registry that knows every policy by the same date of birth, and can be away. ``asked`` counts look-ups."""

    polls = False

    def __init__(self) -> None:
        self.asked = 0
        self.down = False

    async def look_up(self, ask: LookUp) -> Matched | NotMatched:
        """Match on the date alone."""
        self.asked += 1
        if self.down:
            raise RegistryDown("told so")
        if ask.born != BORN:
            return NotMatched(ask.id)
        return Matched(ask.id, "pr_1", "JANE RAILEY", "ACTIVE", True, (EMAIL, SMS))

    async def link(self, ask: Link, channel: str, account_hash: str) -> LinkMade:
        """Link at once."""
        return LinkMade(ask.id, "l1", pending=False)

    async def unlink(self, link_id: str) -> bool:
        """Drop it."""
        return True

    async def status(self, link_id: str) -> tuple[str, str]:
        """Nothing waits."""
        return "linked", ""


class Post:
    """Takes letters and SMS, or refuses. ``sent`` counts them."""

    def __init__(self) -> None:
        self.sent = 0
        self.refuses = False

    async def mail(self, letter: Letter) -> None:
        """Take a letter."""
        self._take()

    async def text(self, text: Text) -> None:
        """Take an SMS."""
        self._take()

    def _take(self) -> None:
        if self.refuses:
            raise NotSent("told so")
        self.sent += 1


class World:
    """Whatever counts, over one store."""

    def __init__(self, store: Store, bounds: Bounds | None = None) -> None:
        self.store = store
        self.clock = ManualClock()
        self.registry = EveryPolicy()
        self.post = Post()
        self.bounds = bounds or Bounds()
        self.guards = Guards(self.bounds)
        self.alarm = Alarm(store.server, self.bounds)
        self._wire(store.limits, self.alarm)

    def _wire(self, limits: Limits, alarm: Alarm) -> None:
        store, clock, voice, post = self.store, self.clock, Voice(House()), self.post
        self.codes = Codes(store.vault, limits, alarm, self.guards)
        sendings = Sendings(
            mailer=post, texter=post, voice=voice, limits=limits, guards=self.guards, alarm=alarm,
            outbox=store.outbox, clock=clock,
        )  # fmt: skip
        copies = Copies(
            chats=store.chats,
            mailer=post,
            voice=voice,
            limits=limits,
            guards=self.guards,
            outbox=store.outbox,
            clock=clock,
        )
        tellings = Tellings(mailer=post, texter=post, voice=voice, holders=store.holders, outbox=store.outbox)
        self.effects = Effects(
            registry=self.registry, mailer=post, limits=limits, guards=self.guards, outbox=store.outbox, clock=clock,
            sendings=sendings, copies=copies, tellings=tellings,
        )  # fmt: skip

    async def look_up(
        self, account: str, policy: str, *, right: bool = False, participant: str = "", type: str = "group"
    ) -> Happening:
        """Look one policy up, with the right date of birth or a wrong one, and settle it as its commit would."""
        born = BORN if right else WRONG_DAY
        ask = LookUp(id=_id(), type=type, policy=policy, participant=participant, born=born)
        outcome = await self.effects.carry_out(account, "telegram", ask, _id())
        await self.effects.settle(account, ask, outcome, True)
        return outcome

    async def send(
        self, account: str, contact: Contact, policy: str, *, number: int = 1, challenge: str = ""
    ) -> Happening:
        """Send one code."""
        effect = self._code(contact, policy, challenge or _id(), number)
        return await self.effects.carry_out(account, "telegram", structs.replace(effect, code="000123"), _id())

    async def type(
        self, account: str, policy: str, *, right: bool = False, wrong: int = 0, challenge: str = ""
    ) -> CodeTyped:
        """Type one code in a code step that was entered just now, and settle what comes of it as its commit would."""
        at = self.clock.now()
        chat, step, code = self.asked(account, policy, challenge or _id(), wrong)
        typed = await self.codes.compare(chat, step, code if right else other(code), code, "", at)
        after = structs.replace(chat, step=AtMenu()) if typed.verdict is Verdict.RIGHT else chat
        await self.codes.settle(step, typed.verdict, chat, after, at)
        return typed

    def asked(self, account: str, policy: str, challenge: str, wrong: int = 0) -> tuple[Chat, EnteringCode, str]:
        """Return a chat in the code step, the step, and the code that is on its way."""
        at = self.clock.now()
        issued = (Issued(b"", at, at + LIFETIME),)
        match = Match("pr_1", "JANE RAILEY", "ACTIVE", True, (EMAIL, SMS))
        step = EnteringCode(Details("individu", policy), match, Challenge(challenge, EMAIL, issued, wrong, sends=1))
        chat = Chat(channel="telegram", account=account, address="1", step=step)
        turn = self.codes.issue(Turn(chat=chat, effects=(self._code(EMAIL, policy, challenge, 1),)))
        [sent] = turn.effects
        assert isinstance(sent, SendCode)
        assert isinstance(turn.chat.step, EnteringCode)
        return turn.chat, turn.chat.step, sent.code

    def _code(self, contact: Contact, policy: str, challenge: str, number: int) -> SendCode:
        at = self.clock.now()
        return SendCode(
            id=_id(), challenge=challenge, number=number, purpose="link", contact=contact, channel="telegram",
            language="id", holder="JANE RAILEY", type="individu", policy=policy, participant="", issued=at,
            expires=at + LIFETIME,
        )  # fmt: skip


def other(code: str) -> str:
    """Return six digits that are not ``code``."""
    return f"{(int(code) + 111_111) % 1_000_000:06d}"


@asynccontextmanager
async def world(folder: Path, bounds: Bounds | None = None) -> AsyncIterator[World]:
    """Open a world in a Redis of its own."""
    async with EmbeddedRedis(folder / "data") as server:
        store = await Store.open(server.url, KEYS)
        try:
            yield World(store, bounds)
        finally:
            await store.close()


def _id() -> str:
    return secrets.token_hex(8)
