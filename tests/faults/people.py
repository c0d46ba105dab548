"""Customers who link a policy whatever happens: they act on what the bot says, and remember all of it."""

from __future__ import annotations

import asyncio
import random
import re
import time
from collections.abc import Awaitable, Callable

from conversations.messages import Button
from handlers.sandbox.phones import Bubble, Phone
from handlers.sandbox.standin import StandIn
from tests.dialogues.words import pattern
from tests.fakes.smtp import MailServer, body
from tests.fakes.twilio import Twilio

BIRTH = "17-08-1990"
STUCK = 150.0  # seconds without the bot's next step: a channel repeats an update after up to a minute
CODE = re.compile(r"(?<!\d)\d{6}(?!\d)")
SECONDS = re.compile(r"(\d+) detik")
MISTYPING = 3
STEPS = (
    "consent.ask", "menu.body", "type.ask", "field.policy", "field.participant", "field.dob", "confirm", "otp.method",
    "otp.safety", "otp.wrong", "done.member",
)  # fmt: skip
TYPED = STEPS.index("otp.safety")
NAMES = {
    "menu.body": ("menu.body", "menu.body.tg"),
    "otp.safety": ("otp.safety", "otp.resent"),
    "field.policy": ("field.policy.grp", "field.policy.dplk"),
    "confirm": ("confirm.grp", "confirm.dplk"),
}
AWAY = ("lookup.unavailable", "otp.send_failed", "otp.send_unsure", "link.failed", "otp.resend_wait", "sys.error")
STALE = ("err.stale_button", "tip.stale")  # after two taps of the same question, whose copies came one after the other
BETWEEN = ("wait.lookup", "link.delayed", "greet.new", "consent.ok")


class Lost(AssertionError):
    """The bot forgot where this customer was, or has nothing more to say."""


class Customer:
    """One customer with a policy and an inbox of their own: of a Group by email, or of DPLK, whose codes come by SMS."""

    def __init__(
        self,
        stand_in: StandIn,
        address: str,
        number: int,
        mail: MailServer,
        sms: Twilio,
        chance: random.Random,
        kind: str,
        ready: Callable[[], Awaitable[None]],
    ) -> None:
        self.kind = kind
        self.address = address
        self._ready = ready
        self.phone_number = f"+62812{1_000_000 + number}"
        self._sms = sms
        self._mistypes = number % MISTYPING == 0
        self.email = f"c{number}@example.com"
        self.policy, self.participant = f"{10_000_000 + number}", f"{20_000_000 + number}"
        self.waits: list[float] = []
        self.told: list[str] = []
        self._stand_in = stand_in
        self._phone: Phone = stand_in.phone(address)
        self._mail = mail
        self._chance = chance
        self._read: set[str] = set()
        self._retried: set[tuple[Button, ...]] = set()
        self._step = -1
        self._said = ""
        self._asked = 0.0

    async def link(self, pause: float) -> None:
        """Go all the way from the greeting to the linked policy; ``pause``: seconds of thought, about, before each act."""
        await self._act(self._stand_in.say(self.address, "halo"))
        while self._step < len(STEPS) - 1:
            bubble = await self._next()
            await asyncio.sleep(self._chance.uniform(0.5, 1.5) * pause)
            await self._answer(bubble)

    @property
    def channel(self) -> str:
        """Return the name of the channel."""
        return self._phone.channel

    def heard(self) -> list[Bubble]:
        """Return what the bot said, in order."""
        return [bubble for bubble in self._phone.bubbles.values() if not bubble.mine]

    @property
    def letters(self) -> int:
        """Count the codes that came."""
        return len(self._arrived())

    async def code(self) -> str:
        """Return the newest code of this customer's inbox, once there is one."""
        async with asyncio.timeout(STUCK):
            while not self.letters:
                await asyncio.sleep(0.05)
        found = CODE.search(self._arrived()[-1])
        assert found, "no code in the message"
        return found.group()

    async def _act(self, doing: object) -> None:
        self._asked = time.monotonic()
        await doing  # type: ignore[misc]

    async def _next(self) -> Bubble:
        """Wait for the bot's next step; what it says again, or meanwhile, is read and passed over."""
        try:
            async with asyncio.timeout(STUCK):
                version = 0
                while True:
                    for bubble in self.heard():
                        if bubble.id not in self._read and self._is_next(bubble):
                            self.waits.append(time.monotonic() - self._asked)
                            return bubble
                    version = await self._phone.changed(max(version, self._phone.version))
        except TimeoutError:
            raise Lost(f"nothing more came: {self._story()}") from None

    def _is_next(self, bubble: Bubble) -> bool:
        self._read.add(bubble.id)
        if bubble.buttons in self._retried or _is(bubble.text, *STALE):
            return False  # said once more: it was acted upon
        if _is(bubble.text, *AWAY):
            self.told.append(next(key for key in AWAY if _is(bubble.text, key)))
            return True
        place = next((place for place, key in enumerate(STEPS) if _is(bubble.text, key)), None)
        if place is None and not _is(bubble.text, *BETWEEN):
            raise Lost(f"not a next step: {self._story()}")
        if place is None or place <= self._step:
            return False
        self._step = place
        return True

    async def _answer(self, bubble: Bubble) -> None:
        if _is(bubble.text, *AWAY):
            await self._try_again(bubble)
            return
        match STEPS[self._step]:
            case "consent.ask":
                await self._tap(bubble, "agree")
            case "menu.body" | "confirm":
                await self._tap(bubble, "link")
            case "type.ask":
                await self._tap(bubble, self.kind)
            case "otp.method":
                await self._tap(bubble, "sms")
            case "field.policy":
                await self._say(self.policy)
            case "field.participant":
                await self._say(self.participant)
            case "field.dob":
                await self._say(BIRTH)
            case "otp.safety":
                await self._type()
            case "otp.wrong":
                if "2" not in CODE.sub("", bubble.text):
                    raise Lost(f"one wrong code was typed: {self._story()}")
                await self._say(await self.code())

    async def _try_again(self, bubble: Bubble) -> None:
        if _is(bubble.text, "lookup.unavailable"):
            self._retried.add(bubble.buttons)
            await self._tap(bubble, "retry")
            return
        if _is(bubble.text, "sys.error"):  # a limit could not be asked: the same once more
            await self._ready()
            await self._say(self._said)
            return
        until = time.monotonic() + (int(wait[1]) + 1 if (wait := SECONDS.search(bubble.text)) else 0)
        while not self.letters and time.monotonic() < until:
            await asyncio.sleep(0.05)
        if not self.letters:
            await self._tap([one for one in self.heard() if one.buttons][-1], "resend")
        elif self._step < TYPED:
            self._step = TYPED
            await self._type()

    async def _type(self) -> None:
        """Type the code; one customer in so many gets it wrong first (of more than half the alarm would take notice)."""
        code = await self.code()
        await self._say(f"{(int(code) + 111_111) % 1_000_000:06d}" if self._mistypes else code)

    async def _say(self, text: str) -> None:
        self._said = text
        await self._act(self._stand_in.say(self.address, text))

    async def _tap(self, bubble: Bubble, choice: str) -> None:
        [button] = [button.id for button in bubble.buttons if button.id.endswith(f":{choice}")]
        await self._act(self._stand_in.tap(self.address, bubble.id, button))

    def _arrived(self) -> list[str]:
        if self.kind == "dplk":
            return [sent["Body"] for sent in self._sms.messages if sent["To"] == self.phone_number]
        both = zip(self._mail.letters, self._mail.receivers, strict=True)
        return [body(letter) for letter, to in both if to == self.email]

    def _story(self) -> str:
        """Tell where this customer is, and the last that was said by both, in short."""
        said = [f"{'>' if one.mine else '<'} {one.text[:90]!r}" for one in self._phone.bubbles.values()][-8:]
        return f"{self.address} at {STEPS[self._step]}, told {self.told}:\n" + "\n".join(said)


def _is(text: str, *keys: str) -> bool:
    return any(pattern(name, "id").search(text) for key in keys for name in _names(key))


def _names(key: str) -> tuple[str, ...]:
    return NAMES.get(key, (key,))
