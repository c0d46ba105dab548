"""The stand-in's memory: what was said on each phone, who saw it, and which of our messages report back."""

from __future__ import annotations

import asyncio

from msgspec import Struct

from conversations.messages import Button
from handlers.ports import Clock
from handlers.sandbox.phones import Bubble, Phone
from handlers.sandbox.whatsapp_requests import Post, Refusal
from handlers.sandbox.whatsapp_shapes import BSUID

TYPING = 25.0  # seconds that the sign stays
WINDOW = 24 * 3_600_000  # milliseconds in which a business may write freely after a customer's message


class Sent(Struct, frozen=True, kw_only=True):
    """A message of the business: to whom, and what it asked to have told back."""

    id: str
    address: str
    reference: str


class Chats:
    """All chats of the number. Ids start with the time, so that those of an earlier run never come again."""

    def __init__(self, clock: Clock) -> None:
        self.phones: dict[str, Phone] = {}
        self.sent: dict[str, Sent] = {}
        self._clock = clock
        self._last = clock.now()
        self._owners: dict[str, str] = {}
        self._heard: dict[str, int] = {}
        self._unread: dict[str, list[Sent]] = {}
        self._signs: dict[str, asyncio.TimerHandle] = {}

    def phone(self, address: str) -> Phone:
        """Return the phone of ``address``, a new one if there is none yet."""
        if (phone := self.phones.get(address)) is None:
            phone = self.phones[address] = Phone("whatsapp", address)
        return phone

    def seconds(self) -> str:
        """Return now as WhatsApp tells it."""
        return str(self._clock.now() // 1000)

    def fresh(self) -> str:
        """Return the id of a new message."""
        self._last += 1
        return f"wamid.SANDBOX{self._last}"

    def written(self, address: str, text: str, note: str = "") -> str:
        """Show what the customer wrote and return its id; the 24-hour window opens."""
        message = self.fresh()
        self.phone(address).show(Bubble(id=message, mine=True, text=text, at=self._clock.now(), note=note))
        self.heard(address, message)
        return message

    def heard(self, address: str, message: str) -> None:
        """Remember whose message it was and that the customer is here."""
        self._owners[message] = address
        self._heard[address] = self._clock.now()

    def seen(self, address: str) -> list[Sent]:
        """Let the customer see what the bot said and return what they had not seen before."""
        unread = self._unread.pop(address, [])
        for sent in unread:
            self.phone(address).change(sent.id, state="read")
        return unread

    def shut(self, address: str) -> bool:
        """Tell whether the 24-hour window of a known customer is shut."""
        return self._clock.now() - self._heard.get(address, self._clock.now()) > WINDOW

    def said(self, post: Post) -> Sent:
        """Show what the bot says."""
        address = address_of(post)
        sent = Sent(id=self.fresh(), address=address, reference=post.biz_opaque_callback_data)
        self.sent[sent.id] = sent
        self._unread.setdefault(address, []).append(sent)
        self._quiet(address)
        self.phone(address).show(_bubble(sent.id, post, self._clock.now()))
        return sent

    def read(self, post: Post) -> None:
        """Show that the bot has read a message and all before it, and that it is typing; raises Refusal."""
        if (address := self._owners.get(post.message_id)) is None:
            raise Refusal(131009, "Invalid message_id")
        phone = self.phone(address)
        for bubble in list(phone.bubbles.values()):
            if bubble.mine and bubble.state != "read":
                phone.change(bubble.id, state="read")
            if bubble.id == post.message_id:
                break
        if post.typing_indicator:
            self._quiet(address)
            phone.work(True)
            self._signs[address] = asyncio.get_running_loop().call_later(TYPING, phone.work, False)

    def close(self) -> None:
        """Let no sign wait any more."""
        for sign in self._signs.values():
            sign.cancel()

    def _quiet(self, address: str) -> None:
        if (sign := self._signs.pop(address, None)) is not None:
            sign.cancel()


def address_of(post: Post) -> str:
    """Return where a message goes; raises Refusal where it can be nobody's number."""
    if not post.to:
        return BSUID + post.recipient
    number = post.to.removeprefix("+")
    if not (number.isascii() and number.isdigit()):
        raise Refusal(131009, "Recipient phone number is not valid")
    return number


def _bubble(id: str, post: Post, at: int) -> Bubble:
    if post.template:
        values = [parameter.text for component in post.template.components for parameter in component.parameters]
        return Bubble(id=id, mine=False, text="\n".join([post.template.name, *values]), at=at, note="template")
    keys: tuple[Button, ...] = post.interactive.keys if post.interactive else ()
    return Bubble(
        id=id,
        mine=False,
        text=post.interactive.body.text if post.interactive else post.text.body if post.text else "",
        at=at,
        buttons=keys,
        list_button=post.interactive.action.button if post.interactive else "",
        footer=post.interactive.footer.text if post.interactive and post.interactive.footer else "",
    )
