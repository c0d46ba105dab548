"""The insurer's policy registry over HTTP: look up, link, unlink, ask how a request stands."""

from __future__ import annotations

import asyncio
import random
import time
import uuid
from datetime import UTC, date, datetime
from http import HTTPStatus
from typing import Literal, TypeVar
from urllib.parse import quote

import msgspec
import structlog
from aiohttp import ClientError, ClientSession
from msgspec import Struct

from bot.gateways.contacts import Unusable, usable
from bot.numbers import INDONESIA, Numbers
from conversations.details import Contact
from conversations.effects import Link, LookUp
from conversations.events import LinkMade, Matched, NotMatched
from handlers.http_client import ATTEMPT, Answer, ask
from handlers.ports import LinkRefused, RegistryDown

FIRST_PAUSE = 0.2  # seconds before the first retry; doubled, with jitter, for each further one
FULL = "too_many_accounts"
_AGAIN = frozenset({429, 500, 502, 503, 504})

log = structlog.get_logger()
T = TypeVar("T")


class _Contact(Struct, frozen=True):
    channel: str
    address: str


class _Found(Struct, frozen=True, kw_only=True):
    match: bool
    policy_ref: str = ""
    holder_name: str = ""
    status: Literal["ACTIVE", "LAPSED", "RETIRED"] | None = None
    link_mode: Literal["instant", "approval"] | None = None
    contacts: tuple[_Contact, ...] = ()


class _Linked(Struct, frozen=True):
    link_id: str
    status: str = ""
    eta: str | None = None


class _Standing(Struct, frozen=True):
    status: Literal["pending", "linked", "rejected"]
    reason_code: str | None = None


class _Refusal(Struct, frozen=True):
    error: str = ""


class HttpRegistry:
    """Speaks the registry's contract. Look-ups and keyed creates are tried again within their 8 s, nothing else is."""

    polls = True

    def __init__(self, session: ClientSession, url: str, token: str, numbers: tuple[Numbers, ...] = INDONESIA) -> None:
        self._numbers = numbers
        self._unusable = Unusable()
        self._session = session
        self._url = url.rstrip("/")
        self._headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}

    async def look_up(self, ask: LookUp) -> Matched | NotMatched:
        """Ask whether the details belong together."""
        details = {"type": ask.type.upper(), "policy_number": ask.policy, "birth_date": ask.born.isoformat()}
        if ask.participant:
            details["participant_number"] = ask.participant
        answer = await self._ask("POST", "/v1/policies/lookup", details, again=True)
        if answer.status != HTTPStatus.OK:
            raise _down(answer)
        found = _decode(answer.body, _Found)
        if not found.match:
            return NotMatched(ask.id)
        if not (found.policy_ref and found.holder_name and found.status and found.link_mode):
            raise RegistryDown("a match without its policy")
        contacts, instant = self._contacts(found), found.link_mode == "instant"
        return Matched(ask.id, found.policy_ref, found.holder_name, found.status, instant, contacts)

    async def link(self, ask: Link, channel: str, account_hash: str) -> LinkMade:
        """Link, or take a request; the challenge is the Idempotency-Key, so that once is all it can be."""
        wanted = {
            "policy_ref": ask.policy_ref,
            "reference": ask.reference,
            "account": {"channel": channel, "id_hash": account_hash},
            "verification": {"method": ask.method, "verified_at": _moment(ask.verified_at)},
            "consent": {"version": ask.consent_version, "at": _moment(ask.consent_at)},
        }
        answer = await self._ask("POST", "/v1/links", wanted, again=True, headers={"Idempotency-Key": ask.challenge})
        if answer.status == HTTPStatus.CONFLICT and not _names_a_link(answer.body):
            raise LinkRefused("already")  # asked again it would say the same
        if answer.status in (HTTPStatus.OK, HTTPStatus.CREATED, HTTPStatus.ACCEPTED, HTTPStatus.CONFLICT):
            made = _decode(answer.body, _Linked)
            pending = made.status == "pending" or (answer.status == HTTPStatus.ACCEPTED and not made.status)
            return LinkMade(ask.id, made.link_id, pending, _milliseconds(made.eta))
        if answer.status == HTTPStatus.GONE:
            raise LinkRefused("stale")
        if answer.status in (HTTPStatus.FORBIDDEN, HTTPStatus.UNPROCESSABLE_ENTITY):
            raise LinkRefused("full" if _refusal(answer.body) == FULL else "refused")
        raise _down(answer)

    async def unlink(self, link_id: str) -> bool:
        """Drop a link or request; False when it had been decided."""
        answer = await self._ask("DELETE", f"/v1/links/{quote(link_id, safe='')}", None)
        if answer.status in (HTTPStatus.OK, HTTPStatus.NO_CONTENT, HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
            return True
        if answer.status == HTTPStatus.CONFLICT:
            return False
        raise _down(answer)

    async def status(self, link_id: str) -> tuple[str, str]:
        """Return (pending, linked, rejected or gone; the reason code or "").

        A request is gone only where the registry itself answers: a 404 may be that of a proxy before one that is away.
        """
        answer = await self._ask("GET", f"/v1/links/{quote(link_id, safe='')}", None)
        if answer.status == HTTPStatus.NOT_FOUND:
            await self.check()
        if answer.status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
            return "gone", ""
        if answer.status != HTTPStatus.OK:
            raise _down(answer)
        standing = _decode(answer.body, _Standing)
        return standing.status, standing.reason_code or ""

    async def check(self) -> str:
        """Ask for a policy that nobody has, and say that it was answered; raises RegistryDown."""
        nobody = LookUp(id="check", type="individu", policy="00000000", participant="", born=date(1900, 1, 1))
        await self.look_up(nobody)
        return "answers a look-up"

    def _contacts(self, found: _Found) -> tuple[Contact, ...]:
        """Keep the contacts that a code may go to; which of two addresses of a kind counts is the registry's order."""
        read = [
            (contact.channel, usable(contact.channel, contact.address, self._numbers)) for contact in found.contacts
        ]
        self._unusable.add(sum(not address for _, address in read))
        first = {channel: address for channel, address in reversed(read) if address}
        return tuple(Contact(method, first[method]) for method in ("email", "sms") if method in first)

    async def _ask(
        self, method: str, path: str, body: object | None, *, again: bool = False, headers: dict[str, str] | None = None
    ) -> Answer:
        """Make the request, and again while there is time if ``again`` allows it; raises RegistryDown."""
        begun, pause, reason, id = time.monotonic(), FIRST_PAUSE, "", str(uuid.uuid4())
        told = log.bind(method=method, route=_route(path), request=id)
        named = {**self._headers, **(headers or {}), "X-Request-Id": id}
        while (left := begun + ATTEMPT - time.monotonic()) > 0:
            try:
                answer = await ask(self._session, method, self._url + path, seconds=left, headers=named, json=body)
            except (ClientError, TimeoutError, OSError) as error:
                reason = type(error).__name__
            else:
                if not again or answer.status not in _AGAIN:
                    told.info("registry_asked", status=answer.status, milliseconds=_since(begun))
                    return answer
                reason = f"status {answer.status}"
            wait = pause * (1 + random.random())
            if not again or time.monotonic() + wait > begun + ATTEMPT:
                break
            told.warning("registry_asked_again", why=reason)
            await asyncio.sleep(wait)
            pause *= 2
        told.info("registry_failed", why=reason, milliseconds=_since(begun))
        raise RegistryDown(reason)


def _route(path: str) -> str:
    """Return a path without the id in it, for the log."""
    return "/v1/links/{link_id}" if path.startswith("/v1/links/") else path


def _since(begun: float) -> float:
    return round((time.monotonic() - begun) * 1000, 1)


def _decode(body: bytes, shape: type[T]) -> T:
    try:
        return msgspec.json.decode(body, type=shape)
    except (msgspec.DecodeError, RecursionError):
        raise RegistryDown("an answer that is not as agreed") from None


def _refusal(body: bytes) -> str:
    try:
        return msgspec.json.decode(body, type=_Refusal).error
    except msgspec.DecodeError:
        return ""


def _names_a_link(body: bytes) -> bool:
    try:
        return bool(msgspec.json.decode(body, type=_Linked).link_id)
    except (msgspec.DecodeError, RecursionError):
        return False


def _down(answer: Answer) -> RegistryDown:
    return RegistryDown(f"status {answer.status}", refuses=answer.status < HTTPStatus.INTERNAL_SERVER_ERROR)


def _moment(at: int) -> str:
    return datetime.fromtimestamp(at / 1_000, UTC).isoformat(timespec="seconds")


def _milliseconds(eta: str | None) -> int:
    """Read a date or a moment (RFC 3339); 0 where there is none that can be read."""
    try:
        moment = datetime.fromisoformat(eta or "")
    except ValueError:
        return 0
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() * 1_000)
