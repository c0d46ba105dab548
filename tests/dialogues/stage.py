"""The stage: a whole process with its stand-ins, a clock that moves when told, and one customer who follows a script."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

from bot.decisions import decide_in
from bot.serving import Serving
from bot.settings import Settings, load
from conversations.messages import Text
from handlers.ports import Registry
from handlers.sandbox.inbox import Inbox
from handlers.sandbox.phones import Bubble, Phone
from handlers.sandbox.standin import StandIn
from handlers.sandbox.whatsapp import WhatsAppStandIn
from tests.clock import ManualClock, Offset
from tests.dialogues.agents import action, newest
from tests.dialogues.flaky import FlakyRegistry
from tests.dialogues.given import GIVEN
from tests.dialogues.script import Cue, Dialogue
from tests.dialogues.witness import Witness
from tests.dialogues.words import explain, matches

PATIENCE = 20.0  # seconds of real time for an answer, past the death of a server too
TICK = 1_000  # milliseconds that a customer takes to answer
UNITS = {"second": 1_000, "minute": 60_000, "hour": 3_600_000, "day": 86_400_000}
ADDRESSES = {"telegram": "5550001", "whatsapp": "6281200000001"}


class Stage:
    """Plays dialogues on one channel against a process of its own.

    ``redis``: the settings of another than the embedded. ``ahead``: by how many milliseconds the process's clock is ahead of
    the channel's, which is ``clock``.
    """

    def __init__(self, folder: Path, channel: str, redis: dict[str, str] | None = None, ahead: int = 0) -> None:
        self.clock = ManualClock()
        self.ours = Offset(self.clock, ahead)
        self.channel = channel
        self.address = ADDRESSES[channel]
        self._given = {"POLISBOT_DATA_DIR": str(folder), "POLISBOT_PORT": "0", **(redis or {})}
        self.settings: Settings = load(self._given)
        self._seen: dict[str, str] = {}
        self._codes: list[str] = []
        self._left: dict[str, dict[str, str]] = {}

    async def __aenter__(self) -> Stage:
        """Open the curtain."""
        await self._open()
        return self

    async def __aexit__(self, *error: object) -> None:
        """Close it."""
        await self.serving.__aexit__(None, None, None)

    async def _open(self) -> None:
        self.serving = Serving(self.settings, self.ours, sweeps=False, around=self._around, outside_clock=self.clock)
        await self.serving.__aenter__()
        assert self.serving.sandbox is not None
        self.stand_in: StandIn = getattr(self.serving.sandbox, self.channel)
        self.phone: Phone = self.stand_in.phone(self.address)
        self._seen = {}

    def _around(self, inside: Registry) -> Registry:
        self.registry = FlakyRegistry(inside)
        return self.registry

    def become(self, address: str) -> None:
        """Let another customer take the stage."""
        self.address = address
        self.phone = self.stand_in.phone(address)
        self._seen = {}

    async def play(self, dialogue: Dialogue, witness: Witness | None = None) -> None:
        """Play every cue; an AssertionError names the line that went otherwise. A witness looks after each of them."""
        for cue in dialogue.cues:
            try:
                await self._cue(cue)
                if witness:
                    await witness.look(self.serving.core.store)
            except AssertionError as error:
                raise AssertionError(
                    f"{dialogue.name}.txt, line {cue.line}: {cue.actor}: {cue.text}\n{error}"
                ) from None
        self._signs_of_their_own()

    def _signs_of_their_own(self) -> None:
        """Read signs are for messages of the customer's: WhatsApp's stand-in refuses them for any other."""
        if isinstance(self.stand_in, WhatsAppStandIn):
            refused = [call.body for call in self.stand_in.calls if call.method == "read" and call.status != 200]
            assert not refused, refused

    def texts(self) -> list[Text]:
        """Return the SMS that were sent since the last restart."""
        return [Text(to=one.to, text=one.text) for one in self._inbox().received if one.kind == "sms"]

    def sent_codes(self) -> list[str]:
        """Return every code that was sent, also before a restart."""
        return self._codes + self._arrived()

    async def _cue(self, cue: Cue) -> None:
        act = getattr(self, f"_do_{cue.actor}")
        await act(cue.text)

    # --- what a customer does ------------------------------------------------------------------------------------------

    async def _do_given(self, text: str) -> None:
        for line in GIVEN[text]:
            before = self.phone.version
            await self._do_customer(line.partition(": ")[2])
            async with asyncio.timeout(PATIENCE):
                while not self._fresh():
                    before = await self.phone.changed(before)
            await self.serving.core.drain.idle()
        self._heard()

    async def _do_customer(self, text: str) -> None:
        self.clock.move(TICK)
        self._heard()
        if found := re.fullmatch(r"\[(.+)\]", text):
            await self._tap(found[1], await self._button(found[1]))
        else:
            await self.stand_in.say(self.address, self._filled(text))

    async def _do_stale(self, text: str) -> None:
        self._heard()
        bubble = next(bubble for bubble in self._bots() if self._find(bubble, text.strip("[]")))
        await self.stand_in.tap(self.address, bubble.id, self._find(bubble, text.strip("[]")))

    async def _do_photo(self, text: str) -> None:
        self._heard()
        await self.stand_in.photo(self.address, text)

    async def _do_voice(self, text: str) -> None:
        self._heard()
        await self.stand_in.voice(self.address)

    async def _do_edits(self, text: str) -> None:
        self._heard()
        mine = [bubble for bubble in self.phone.bubbles.values() if bubble.mine]
        await self.stand_in.edit(self.address, mine[-1].id, text)

    async def _button(self, id: str) -> tuple[Bubble, str]:
        bubble = [bubble for bubble in self._bots() if bubble.buttons][-1]
        button = self._find(bubble, id)
        assert button, f"the last message offers {self._offered(bubble)}"
        return bubble, button

    async def _tap(self, id: str, place: tuple[Bubble, str]) -> None:
        bubble, button = place
        await self.stand_in.tap(self.address, bubble.id, button)

    # --- what the bot does ---------------------------------------------------------------------------------------------

    async def _do_bot(self, text: str) -> None:
        if text == "nothing":
            await self._settle()
            assert not self._fresh(), f"it said: {self._said()}"
            return
        keys = tuple(key.strip() for key in text.split(" / "))
        version = 0
        try:
            async with asyncio.timeout(PATIENCE):
                while not matches(self._said(), keys):
                    version = await self.phone.changed(max(version, self.phone.version))
        except TimeoutError:
            raise AssertionError(f"it said: {self._said()}\nwhich could be: {explain(self._said())}") from None
        await self._idle()

    async def _do_notice(self, text: str) -> None:
        """A notice outside WhatsApp's 24-hour window, where no template is configured, is an email."""
        if self.channel == "telegram":
            await self._do_bot(f"notify.{text}")
            return
        assert not self._fresh(), f"it said: {self._said()}"
        assert [received.kind for received in self._inbox().received][-1:] == ["email"]
        assert matches(self._inbox().received[-1].text, (f"email.{text}.body",)), self._inbox().received[-1].text

    async def _do_says(self, text: str) -> None:
        assert text in self._said(), f"it said: {self._said()}"

    async def _do_buttons(self, text: str) -> None:
        offered = self._offered(self._fresh()[-1])
        assert offered == text.split(), f"it offers {offered}"

    async def _do_telegram(self, text: str) -> None:
        self._labels("telegram", text)

    async def _do_whatsapp(self, text: str) -> None:
        self._labels("whatsapp", text)

    def _labels(self, channel: str, text: str) -> None:
        """What a channel's buttons say: the other one is of no interest here."""
        shown = " | ".join(button.label for button in self._fresh()[-1].buttons)
        assert self.channel != channel or shown == text, f"its buttons say: {shown}"

    async def _do_foot(self, text: str) -> None:
        """WhatsApp alone has a line at a message's foot."""
        foot = self._fresh()[-1].footer
        assert foot == (text if self.channel == "whatsapp" else ""), f"at its foot: {foot}"

    async def _do_letter(self, text: str) -> None:
        said = self._inbox().received[-1].text
        assert text in said, f"it said: {said}"

    async def _do_inbox(self, text: str) -> None:
        received = self._inbox().received
        assert received, "nothing arrived"
        assert received[-1].kind == text, f"it was {received[-1].kind}"

    # --- what else happens ---------------------------------------------------------------------------------------------

    async def _do_later(self, text: str) -> None:
        await self._settle()
        self._heard()
        number, unit = text.split()
        self.clock.move(int(number) * UNITS[unit.removesuffix("s")])
        await self._settle()

    async def _do_registry(self, text: str) -> None:
        """Let it be up or down, which answers whoever waits, or slow: then it does not answer yet."""
        self._heard()
        self.registry.down = text == "down"
        if text == "slow":
            self.registry.may_answer.clear()
        else:
            self.registry.may_answer.set()

    async def _do_email(self, text: str) -> None:
        self._gateway(text)

    async def _do_sms(self, text: str) -> None:
        self._gateway(text)

    def _gateway(self, text: str) -> None:
        setattr(self._inbox().trouble, text, 1)

    async def _do_care(self, text: str) -> None:
        self._heard()
        word, _, reason = text.partition(" ")
        store = self.serving.core.store
        [reference] = await store.chats.references()
        await decide_in(store, self.settings, reference, word == "approve", reason or "other", self.ours)
        await self._settle()

    async def _do_hold(self, text: str) -> None:
        self._heard()
        accounts = await self.serving.core.store.chats.accounts()
        for account in accounts:
            await self.serving.core.turns.hold(account, text == "on")
        await self._settle()

    async def _do_agent(self, text: str) -> None:
        """An agent acts; ``agent: cannot (why) ...`` is refused for that reason."""
        await self._settle()
        self._heard()
        self.clock.move(TICK)
        why, did = "", text
        if refused := re.fullmatch(r"cannot \((\w+)\) (.+)", text):
            why, did = refused.groups()
        core = self.serving.core
        account = await newest(core.store)
        chat = (await core.store.chats.load(account)).chat
        assert chat is not None
        answer = await core.turns.act(account, f"agent:{self.clock.now()}", action(chat, did))
        assert answer == why, f"it was answered {answer!r}"
        await self._settle()

    async def _do_alarm(self, text: str) -> None:
        """Let an attack of an hour be counted."""
        assert text == "on"
        for n in range(200):
            await self.serving.core.alarm.typed(f"attack{n}", self.clock.now(), wrong=True)

    async def _do_become(self, text: str) -> None:
        """Let another customer (a number counted from the first) go on."""
        await self._settle()
        self._heard()
        self._left[self.address] = self._seen
        self.become(str(int(ADDRESSES[self.channel]) + int(text) - 1))
        self._seen = self._left.get(self.address, {})

    async def _do_restart(self, text: str) -> None:
        """End the process and start it again, with another setting (NAME=value) where the script says so."""
        self._codes += self._arrived()
        await self.serving.__aexit__(None, None, None)
        self.clock.move(60_000)
        if text:
            name, _, value = text.partition("=")
            self._given[f"POLISBOT_{name}"] = value
            self.settings = load(self._given)
        await self._open()

    # --- helpers -------------------------------------------------------------------------------------------------------

    async def _settle(self) -> None:
        await self.stand_in.taken()
        await self._idle()
        while await self.serving.core.sweep.look():
            await self._idle()

    async def _idle(self) -> None:
        """Wait until nothing is on its way, but for what the registry takes its time for."""
        if self.registry.may_answer.is_set():
            await self.serving.core.drain.idle()

    def _filled(self, text: str) -> str:
        codes = self.sent_codes()
        if "<code>" in text:
            text = text.replace("<code>", codes[-1])
        if "<older code>" in text:
            text = text.replace("<older code>", codes[-2])
        if "<wrong code>" in text:
            text = text.replace("<wrong code>", f"{(int(codes[-1]) + 111_111) % 1_000_000:06d}")
        return text

    def _arrived(self) -> list[str]:
        return [received.code for received in self._inbox().received if received.code]

    def _inbox(self) -> Inbox:
        inbox = self.serving.outside.inbox
        assert inbox is not None
        return inbox

    def _bots(self) -> list[Bubble]:
        return [bubble for bubble in self.phone.bubbles.values() if not bubble.mine]

    def _fresh(self) -> list[Bubble]:
        return [bubble for bubble in self._bots() if self._seen.get(bubble.id) != bubble.text]

    def _said(self) -> str:
        return "\n\n".join(bubble.text for bubble in self._fresh())

    def _heard(self) -> None:
        self._seen = {bubble.id: bubble.text for bubble in self._bots()}

    def _find(self, bubble: Bubble, id: str) -> str:
        return next((button.id for button in bubble.buttons if button.id.endswith(f":{id}")), "")

    def _offered(self, bubble: Bubble) -> list[str]:
        return [button.id.partition(":")[2] for button in bubble.buttons]
