"""How WhatsApp hands over what happens: signed webhooks, several things in one body, unordered, again until taken."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import secrets

import aiohttp
import msgspec
from aiohttp import ClientTimeout
from msgspec import Struct

from handlers.ports import Clock, Problem
from handlers.sandbox.trouble import Trouble
from handlers.sandbox.whatsapp_shapes import Change, Contact, Entry, Message, Metadata, Status, Value, Webhook

FIRST_PAUSE = 1.0  # seconds before the first repeat, doubled up to the longest
LONGEST_PAUSE = 60.0
_WEEK = 7 * 86_400_000
_TIMEOUT = ClientTimeout(total=20)
_ACCOUNT = "900000000000007"


class WebhookRefused(Problem):
    """The bot did not answer the verification as it must."""


class Event(Struct, frozen=True, kw_only=True):
    """One thing that happened: a message with who sent it (if that is told), or a status."""

    message: Message | None = None
    contact: Contact | None = None
    status: Status | None = None


class Delivery:
    """What the bot has not taken yet."""

    def __init__(
        self, trouble: Trouble, clock: Clock, number: Metadata, app_secret: str, verify_token: str, first_pause: float
    ) -> None:
        self._trouble = trouble
        self._clock = clock
        self._number = number
        self._app_secret = app_secret.encode()
        self._verify_token = verify_token
        self._first_pause = first_pause
        self._url = ""
        self._held: list[Event] = []
        self._waiting: list[bytes] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._session: aiohttp.ClientSession | None = None
        self._closed = False

    async def register(self, url: str) -> None:
        """Verify the webhook at ``url`` and deliver there from now on; raises WebhookRefused."""
        challenge = str(secrets.randbelow(10**10))
        query = {"hub.mode": "subscribe", "hub.verify_token": self._verify_token, "hub.challenge": challenge}
        try:
            async with self._open().get(url, params=query) as response:
                verified = response.status == 200 and await response.text() == challenge
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise WebhookRefused(type(error).__name__) from None
        if not verified:
            raise WebhookRefused("the challenge did not come back")
        self._url = url
        waiting, self._waiting = self._waiting, []
        for body in waiting:
            self._start(body)

    def add(self, *events: Event) -> None:
        """Let events go their way: at once, or when there are as many messages as a batch was ordered to have."""
        if self._closed:
            return
        self._held += events
        if self._trouble.batch:
            if sum(event.message is not None for event in self._held) < self._trouble.batch:
                return
            self._trouble.batch = 0
        self._deliver(webhook(self._held, self._number))
        self._held = []

    async def taken(self) -> None:
        """Wait until the bot has taken everything that is on its way."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def close(self) -> None:
        """Stop delivering."""
        self._closed = True
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _deliver(self, whole: Webhook) -> None:
        # As Meta does, all but ASCII is escaped: the signature is over these very bytes.
        body = json.dumps(msgspec.to_builtins(whole), separators=(",", ":")).encode()
        for _ in range(1 + self._trouble.duplicate):
            if self._url:
                self._start(body)
            else:
                self._waiting.append(body)

    def _start(self, body: bytes) -> None:
        task = asyncio.ensure_future(self._until_taken(body, self._clock.now() + _WEEK))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _until_taken(self, body: bytes, until: int) -> None:
        pause = self._first_pause
        while not await self._post(body):
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
            if self._clock.now() > until:
                return

    async def _post(self, body: bytes) -> bool:
        signature = hmac.new(self._app_secret, body, hashlib.sha256).hexdigest()
        headers = {"Content-Type": "application/json", "X-Hub-Signature-256": f"sha256={signature}"}
        try:
            async with self._open().post(self._url, data=body, headers=headers) as response:
                return response.status == 200
        except (aiohttp.ClientError, TimeoutError, OSError):
            return False

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=_TIMEOUT)
        return self._session


def webhook(events: list[Event], number: Metadata) -> Webhook:
    """Put events into one body, spread over entries, their changes, and these' messages and statuses."""
    entries = tuple(
        Entry(id=_ACCOUNT, changes=tuple(_change(part, number) for part in _halves(half))) for half in _halves(events)
    )
    return Webhook(object="whatsapp_business_account", entry=entries)


def _change(events: list[Event], number: Metadata) -> Change:
    contacts = {event.contact: None for event in events if event.contact}
    value = Value(
        messaging_product="whatsapp",
        metadata=number,
        contacts=tuple(contacts),
        messages=tuple(event.message for event in events if event.message),
        statuses=tuple(event.status for event in events if event.status),
    )
    return Change(field="messages", value=value)


def _halves(events: list[Event]) -> list[list[Event]]:
    middle = (len(events) + 1) // 2
    return [half for half in (events[:middle], events[middle:]) if half]
