"""Customers: each follows a script, reads what the bot says, and now and then does something else at a bad moment."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from conversations.events import Blocked, Chosen, Told
from handlers.ports import Inbound
from tests.clock import START
from tests.simulation.inbox import Inbox
from tests.simulation.loop import Process
from tests.simulation.messenger import Bubble, Messenger, Phone
from tests.simulation.plans import (
    DECIDED,
    GOOD,
    HONEST,
    MENDED,
    ODD,
    PATIENT,
    PENDING,
    PREFERRED,
    THINKS,
    TURNS,
    TYPED,
    WAITS,
    Plan,
)
from tests.simulation.timeline import Handle


class Customer:
    """One customer, from hello to the end of their script."""

    def __init__(
        self,
        plan: Plan,
        messenger: Messenger,
        inboxes: list[dict[str, list[str]]],
        notices: dict[str, list[str]],
        chance: Random,
        odd_until: float,
    ) -> None:
        self.plan = plan
        self.messenger = messenger
        self.world: Process = messenger.world
        self.chance = chance
        self.phone = messenger.phones.setdefault(plan.address, Phone())
        self.phone.heard = self.heard
        self.end = ""
        self.said: list[tuple[float, str]] = []
        self.posted: Callable[[Inbound], None] = lambda inbound: None
        self._inbox = Inbox(inboxes, tuple(contact.address for contact in plan.policy.contacts))
        self._notices = notices
        self._odd_until = odd_until
        self._wrong = plan.wrong
        self._afresh = False
        self._stops = False
        self._next: Handle | None = None
        self._wake(chance.uniform(0.0, 60.0))

    # --- when ----------------------------------------

    def heard(self) -> None:
        """Notice that something arrived: a message, or a code."""
        if not self.end and self._next is not None and self._next.at > self.world.time() + THINKS[1]:
            self._wake(self.chance.uniform(*THINKS))

    def _wake(self, seconds: float) -> None:
        if self._next is not None:
            self._next.cancel()
        self._next = self.world.after(seconds, self._act)

    def _act(self) -> None:
        self._next = None
        self._judge()
        if self.end:
            return
        if len(self.said) > TURNS:
            self.end = "stuck"
            return
        if self._is_ignored():
            self.say("menu")
        elif self._is_odd():
            self._misbehave()
        else:
            self._go_on()
        if self._next is None:
            self._wake(self.chance.uniform(*WAITS))

    def _judge(self) -> None:
        """See whether the script has come to its end, well or honestly."""
        for bubble in self.phone.bubbles[-3:]:
            for key in bubble.text.split(" / "):
                if self._finishes(key):
                    self.end = key
        if self.end == "otp.locked" and self._is_odd():
            self._erase()
        mailed = self.plan.policy.contacts[0].address
        if any(notice in ("email.approved.body", "email.rejected.body") for notice in self._notices.get(mailed, ())):
            self.end = "told by email"

    def _finishes(self, key: str) -> bool:
        if key.startswith(HONEST):
            return True
        if key in PENDING and self.plan.waits_for_decision:
            return False
        return key.startswith(GOOD) and key != "done.make_active"

    # --- what ----------------------------------------

    def _go_on(self) -> None:
        if not self.phone.bubbles:
            self.say("halo")
            return
        if self.plan.waits_for_decision and self._pending():
            return
        if self._inbox.untyped() and not self._wrong:
            self.say(self._inbox.newest())  # whatever the bot has said of it by now
            return
        last = self.phone.bubbles[-1]
        keys = last.text.split(" / ")
        self._afresh = self._afresh or "lookup.nomatch" in keys
        if self._afresh and "restart" in last.choices:
            self._afresh = False
            self.tap(last, "restart")
            return
        if self._stops and "stop" in last.choices:
            self._stops = False
            self.tap(last, "stop")
            return
        for key in keys[::-1]:
            if detail := TYPED.get(key.rpartition(".")[0] if key.startswith("field.policy") else key):
                self._stops = not self._detail(detail)  # not what this customer has come for
                self.say(self._detail(detail) or "batal")
                return
            if key.startswith("otp.") and key != "otp.method" and "resend" in last.choices:
                self._code(last, key)
                return
        self._choose(last, keys)

    def _pending(self) -> bool:
        """Tell whether a request may still be decided: then there is nothing to do but wait."""
        began = self.world.time() - DECIDED
        return any(set(PENDING) & set(bubble.text.split(" / ")) for bubble in self.phone.bubbles if bubble.at > began)

    def _detail(self, name: str) -> str:
        policy = self.plan.policy
        return policy.born.strftime("%d-%m-%Y") if name == "born" else str(getattr(policy, name))

    def _choose(self, last: Bubble, keys: list[str]) -> None:
        if mended := [name for name in MENDED if name in last.choices]:
            self.tap(last, self.chance.choice(mended))
            return
        for choice in (self.plan.policy.type, self.plan.method, *PREFERRED):
            if choice in last.choices:
                self.tap(last, choice)
                return
        if keys[-1] in ("wait.lookup", "tip.wait", "link.delayed") and self.world.time() - last.at < WAITS[0]:
            self._wake(self.chance.uniform(5.0, 60.0))
            return
        if self._inbox.untyped():
            self.say(self._inbox.newest())
            return
        self.say("mulai" if keys[-1] == "consent.declined" else "menu")

    def _code(self, last: Bubble, key: str) -> None:
        if key == "otp.expired" or (key == "otp.send_failed" and not self._inbox.untyped()):
            self.tap(last, "resend")
        elif self._wrong > 0:
            self._wrong -= 1
            self.say(self._inbox.wrong())
        elif self._inbox.untyped():
            self.say(self._inbox.newest())
        elif self.world.time() - last.at < 30:
            self._wake(self.chance.uniform(5.0, 30.0))
        else:
            self.say("kirim ulang")
            self._wake(self.chance.uniform(30.0, 130.0))

    # --- at a bad moment ----------------------------------------

    def _misbehave(self) -> None:
        chance, bubbles = self.chance, self.phone.bubbles
        match chance.randrange(8):
            case 0 if bubbles:
                stale = chance.choice(bubbles)
                if stale.choices:
                    self.tap(stale, chance.choice(list(stale.choices)))
            case 1 if self._inbox.codes():
                self.say(chance.choice(self._inbox.codes()))
            case 2 if self._inbox.codes():
                self.say(self._inbox.wrong())
            case 3:
                for _ in range(2):
                    self._go_on()
            case 4:
                self._block()
            case 5 if self._inbox.untyped():
                self.say(self._inbox.newest())
                self.say(chance.choice(("batal", "menu", self._inbox.wrong())))
            case _:
                self.say(chance.choice(ODD))
        self._wake(chance.choice((0.0, 0.3, chance.uniform(*THINKS), chance.uniform(1.0, 700.0))))

    def _is_ignored(self) -> bool:
        """Tell whether several messages in a row got no answer: they wait for a person, and may not have heard of it."""
        last = self.phone.bubbles[-1].at if self.phone.bubbles else 0.0
        return len(self.said) % PATIENT == 0 and all(at > last for at, _ in self.said[-PATIENT:]) and bool(self.said)

    def _is_odd(self) -> bool:
        return self.world.time() < self._odd_until and self.chance.random() < self.plan.odd

    def _erase(self) -> None:
        """Hope that an erasure lifts a lock."""
        self.say("hapus data")
        self.world.after(self.chance.uniform(*THINKS), self.say, "ya")

    def _block(self) -> None:
        """Block the bot for a while (Telegram tells it)."""
        if self.plan.channel != "telegram" or self.phone.blocked:
            return
        self._switch(True)
        self.world.after(self.chance.uniform(1.0, 120.0), self._switch, False)

    def _switch(self, blocked: bool) -> None:
        self.phone.blocked = blocked
        self._post(Blocked(blocked))

    # --- how ----------------------------------------

    def say(self, text: str) -> None:
        """Send a text."""
        self.said.append((self.world.time(), text))
        self._post(Told(text, f"m{len(self.said)}"))

    def tap(self, bubble: Bubble, choice: str) -> None:
        """Tap a button."""
        self.said.append((self.world.time(), f"[{choice}]"))
        nonce = bubble.choices[choice].partition(":")[0]
        self._post(Chosen(choice, nonce, choice, bubble.id))

    def _post(self, what: Told | Chosen | Blocked) -> None:
        key = f"{self.plan.name}:{len(self.said)}:{type(what).__name__}:{self.world.time():.6f}"
        inbound = Inbound(
            channel=self.plan.channel,
            key=key,
            address=self.plan.address,
            what=what,
            sent=START + int(self.world.time() * 1000),
            aliases=self.plan.aliases,
        )
        self.posted(inbound)
        self.messenger.post(inbound)
