"""Decisions about requests, made by command: a turn of the chat like any other, whose notice the running process sends."""

from __future__ import annotations

import secrets

from bot.clock import WallClock
from bot.operator import operator
from bot.settings import Settings
from bot.store import open_store
from bot.terms import house_of, terms_of
from conversations.chat import Request
from conversations.events import Decided
from conversations.locales import Voice
from handlers.codes import Codes
from handlers.decisions import find_request
from handlers.guards import Guards
from handlers.ports import Clock, Problem
from handlers.turns import Turns
from storage.alarm import Alarm
from storage.store import Memory


class NoSuchRequest(Problem):
    """No request of this number waits; the message says so to whoever typed it."""


async def list_requests(settings: Settings, *, full: bool) -> list[Request]:
    """Return the requests that wait, oldest first; who sees them in ``full`` is recorded first."""
    async with open_store(settings) as store:
        if full:
            await store.audit.record(operator(), "requests.reveal", at=WallClock().now())
        found = [await find_request(store.chats, reference) for reference, _ in await store.queues.requests()]
        return [one.request for one in found if one]


async def decide(settings: Settings, reference: str, approved: bool, reason: str) -> None:
    """Record a decision; raises NoSuchRequest."""
    async with open_store(settings) as store:
        await decide_in(store, settings, reference, approved, reason, WallClock())


async def decide_in(
    store: Memory,
    settings: Settings,
    reference: str,
    approved: bool,
    reason: str,
    clock: Clock,
    actor: str = "",
) -> None:
    """Record a decision in an open store; ``actor``: who decides, if not who types commands. Raises NoSuchRequest."""
    found = await find_request(store.chats, reference)
    if found is None:
        raise NoSuchRequest(f"There is no request {reference}.")
    if found.request.state != "pending":
        raise NoSuchRequest(f"Request {reference} is {found.request.state} already.")
    decision = Decided(reference, approved, reason, clock.now())
    action = "request.approve" if approved else "request.reject"
    await store.audit.record(actor or operator(), action, reference, reason, at=clock.now())
    await silent_turns(store, settings, clock).decide(found.account, f"command:{secrets.token_hex(8)}", decision)


def silent_turns(store: Memory, settings: Settings, clock: Clock) -> Turns:
    """Return turns that commit and send nothing: the process that serves finds the notice in the outbox."""
    return Turns(
        chats=store.chats,
        aliases=store.aliases,
        outbox=store.outbox,
        codes=Codes(store.vault, store.limits, Alarm(store.server, settings.limits), Guards(settings.limits)),
        audit=store.audit,
        queues=store.queues,
        drain=None,
        voice=Voice(house_of(settings)),
        terms=terms_of(settings, polls=False),
        clock=clock,
        keep=settings.keep,
        channels={},
    )
