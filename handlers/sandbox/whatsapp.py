"""A stand-in for WhatsApp: the Cloud API over real HTTP on one side, customers with their phones on the other."""

from __future__ import annotations

from collections import deque
from typing import Any

from aiohttp import web

from handlers.ports import Clock
from handlers.sandbox.phones import Phone
from handlers.sandbox.standin import tell_time
from handlers.sandbox.trouble import Trouble
from handlers.sandbox.whatsapp_calls import Call, CloudApi
from handlers.sandbox.whatsapp_chats import Chats, Sent
from handlers.sandbox.whatsapp_delivery import FIRST_PAUSE, Delivery, Event
from handlers.sandbox.whatsapp_shapes import (
    Card,
    CardName,
    CardPhone,
    Context,
    Edit,
    Edited,
    ErrorData,
    Failure,
    Interactive,
    Media,
    Message,
    Metadata,
    Picked,
    Place,
    Reaction,
    Status,
    System,
    Words,
    contact,
    identities,
)

TOKEN = "sandbox-whatsapp-token"
PHONE_NUMBER_ID = "700000000000007"
APP_SECRET = "sandbox-whatsapp-app-secret"
VERIFY_TOKEN = "sandbox-whatsapp-verify-token"
NUMBER = "+62 840-0000-0007"
NAME = "Customer"
_DIGITS = "6284000000007"  # the number as it stands in messages


class WhatsAppStandIn:
    """WhatsApp in small. Mount ``app``; the bot's API URL is where it is mounted. Then ``register`` its webhook.

    ``trouble`` meets messages, not read receipts; ``duplicate`` and ``delay`` stay until withdrawn, a ``batch`` is
    delivered once. ``first_pause`` (seconds) is the wait before a refused webhook comes again. A customer without a
    number has the address ``bsuid:<id>``.
    """

    def __init__(
        self,
        trouble: Trouble,
        clock: Clock,
        *,
        token: str = TOKEN,
        phone_number_id: str = PHONE_NUMBER_ID,
        app_secret: str = APP_SECRET,
        verify_token: str = VERIFY_TOKEN,
        first_pause: float = FIRST_PAUSE,
    ) -> None:
        self.trouble = trouble
        self.token = token
        self.phone_number_id = phone_number_id
        self.app_secret = app_secret
        self.verify_token = verify_token
        number = Metadata(display_phone_number=NUMBER, phone_number_id=phone_number_id)
        self._clock = clock
        self._chats = Chats(clock)
        self._delivery = Delivery(trouble, clock, number, app_secret, verify_token, first_pause)
        self._api = CloudApi(token, number, self._chats, trouble, self._report_sent)
        self.phones = self._chats.phones
        self.app = self._application()

    @property
    def calls(self) -> deque[Call]:
        """Return the calls that the bot made, oldest first."""
        return self._api.calls

    async def called(self, method: str, times: int = 1) -> list[Call]:
        """Wait until the bot called ``method`` (messages, read, phone_number) so many times and return these calls."""
        return await self._api.called(method, times)

    def flood_with(self, code: int) -> None:
        """Answer a flood with this code from now on: 131056 (one customer's) or 130429 (the whole number's)."""
        self._api.flood_code = code

    def phone(self, address: str) -> Phone:
        """Return the phone of ``address``, a new one if there is none yet."""
        return self._chats.phone(address)

    async def register(self, url: str) -> None:
        """Verify the bot's webhook at ``url`` and deliver there from now on; raises WebhookRefused."""
        await self._delivery.register(url)

    async def taken(self) -> None:
        """Wait until the bot has taken all webhooks."""
        await self._delivery.taken()

    async def close(self) -> None:
        """Stop delivering."""
        self._chats.close()
        await self._delivery.close()

    async def say(self, address: str, text: str) -> None:
        """Send text, as typed."""
        self._tell(address, self._chats.written(address, text), "text", text=Words(body=text))

    async def tap(self, address: str, message: str, button: str) -> None:
        """Tap a button, or choose a row, of the bubble ``message``; one that is not there is told all the same."""
        bubble = self.phone(address).bubbles.get(message)
        key = next((one for one in bubble.buttons if one.id == button), None) if bubble else None
        picked = Picked(id=button, title=key.label if key else "", description=key.description if key else "")
        told = (
            Interactive(type="list_reply", list_reply=picked)
            if bubble and bubble.list_button
            else Interactive(type="button_reply", button_reply=picked)
        )
        context = Context(sender=_DIGITS, id=message)
        self._tell(
            address, self._chats.written(address, picked.title), "interactive", interactive=told, context=context
        )

    async def photo(self, address: str, caption: str = "") -> None:
        """Send a photo."""
        media = _media("image/jpeg", caption=caption)
        self._tell(address, self._chats.written(address, caption, "photo"), "image", image=media)

    async def voice(self, address: str) -> None:
        """Send a voice message."""
        media = _media("audio/ogg; codecs=opus", voice=True)
        self._tell(address, self._chats.written(address, "", "voice"), "audio", audio=media)

    async def sticker(self, address: str) -> None:
        """Send a sticker."""
        media = _media("image/webp", animated=False)
        self._tell(address, self._chats.written(address, "", "sticker"), "sticker", sticker=media)

    async def location(self, address: str) -> None:
        """Send a location."""
        place = Place(latitude=-6.2, longitude=106.8)
        self._tell(address, self._chats.written(address, "", "location"), "location", location=place)

    async def contact(self, address: str) -> None:
        """Send a contact."""
        card = Card(name=CardName(formatted_name="Budi", first_name="Budi"), phones=(CardPhone(phone="+628400000009"),))
        self._tell(address, self._chats.written(address, "", "contact"), "contacts", contacts=(card,))

    async def share(self, address: str, kind: str) -> None:
        """Send a sticker, a location or a contact."""
        await {"sticker": self.sticker, "location": self.location, "contact": self.contact}[kind](address)

    async def forward(self, address: str, text: str) -> None:
        """Send on what somebody else wrote."""
        id = self._chats.written(address, text, "forwarded")
        self._tell(address, id, "text", text=Words(body=text), context=Context(forwarded=True))

    async def react(self, address: str, message: str, emoji: str) -> None:
        """Put an emoji on the bubble ``message``."""
        self._tell(address, self._chats.fresh(), "reaction", reaction=Reaction(message_id=message, emoji=emoji))

    async def edit(self, address: str, message: str, text: str) -> None:
        """Change an own message; raises LookupError where there is none."""
        phone = self.phone(address)
        photo = phone.bubbles[message].note == "photo"
        phone.change(message, text=text, edited=True)
        new = (
            Edited(type="image", image=_media("image/jpeg", caption=text))
            if photo
            else Edited(type="text", text=Words(body=text))
        )
        self._tell(address, self._chats.fresh(), "edit", edit=Edit(original_message_id=message, message=new))

    async def change_number(self, address: str, number: str) -> None:
        """Let the customer have another number: WhatsApp tells so in the name of the old one, which is theirs no more."""
        body = f"{NAME} changed from {address} to {number}"
        system = System(body=body, wa_id=number, type="user_changed_number")
        message = Message(
            id=self._chats.fresh(), timestamp=self._chats.seconds(), type="system", sender=address, system=system
        )
        self._delivery.add(Event(message=message))

    async def fail(self, message: str, code: int) -> None:
        """Let a message of the bot fail after it was taken; raises LookupError where there is none."""
        sent = self._chats.sent[message]
        self.phone(sent.address).change(message, state="failed")
        failure = Failure(code=code, title="Failed", message="Failed", error_data=ErrorData(details="Failed"))
        self._delivery.add(Event(status=self._status(sent, "failed", failure)))

    def _tell(self, address: str, id: str, kind: str, **fields: Any) -> None:
        self._chats.heard(address, id)
        number, user_id = identities(address)
        message = Message(id=id, timestamp=self._chats.seconds(), type=kind, sender=number, sender_id=user_id, **fields)
        read = [self._reported(sent, "read") for sent in self._chats.seen(address)]
        self._delivery.add(Event(message=message, contact=contact(address, NAME)), *read)

    def _report_sent(self, sent: Sent) -> None:
        self._delivery.add(self._reported(sent, "sent"))
        self._delivery.add(self._reported(sent, "delivered"))
        self.phone(sent.address).change(sent.id, state="delivered")

    def _reported(self, sent: Sent, state: str) -> Event:
        return Event(status=self._status(sent, state), contact=contact(sent.address, NAME))

    def _status(self, sent: Sent, state: str, *failures: Failure) -> Status:
        number, user_id = identities(sent.address)
        return Status(
            id=sent.id,
            status=state,
            timestamp=self._chats.seconds(),
            recipient_id=number,
            recipient_user_id=user_id,
            biz_opaque_callback_data=sent.reference,
            errors=failures,
        )

    def _application(self) -> web.Application:
        app = web.Application()
        self._api.add_routes(app)
        app.on_shutdown.append(self._shut_down)
        tell_time(app, self._clock)
        return app

    async def _shut_down(self, app: web.Application) -> None:
        await self.close()


def _media(mime_type: str, *, caption: str = "", voice: bool | None = None, animated: bool | None = None) -> Media:
    return Media(id="7000001", mime_type=mime_type, sha256="sandbox", caption=caption, voice=voice, animated=animated)
