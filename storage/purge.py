"""The purge: what has had its time goes, and a report says what went. It may be stopped and begun again at any moment."""

from __future__ import annotations

import asyncio
import secrets
import struct
from collections.abc import Awaitable, Callable

from msgspec import Struct

from conversations.chat import Chat
from conversations.limits import Keep
from conversations.retention import forgettable, trimmed
from storage import keys
from storage.audit import CHAINS, Audit
from storage.audit_chain import Broken
from storage.chats import Chats, Line, Loaded, opened_lines, sealed_lines
from storage.connection import Script
from storage.errors import StateTooNew, Tampered
from storage.keys import Home
from storage.scan import accounts
from storage.server import Server
from storage.unsent import UNSENT_FOR
from storage.vault import Vault

AT_ONCE = 50  # chats looked at together
TRIM_LINES, TRIM_CHAT, FORGET, UNJOIN = Script("trim_lines"), Script("trim_chat"), Script("forget"), Script("unjoin")
_HEAD = struct.Struct(">Q16s")


class Purged(Struct, frozen=True, kw_only=True):
    """What went. ``held``: chats that a legal hold keeps whole; ``unread``: chats that this process cannot open;
    ``broken``: chains of the audit log that do not read, and stay as they are.
    """

    looked_at: int = 0
    turns: int = 0
    requests: int = 0
    chats: int = 0
    message_ids: int = 0
    audit_records: int = 0
    held: int = 0
    unread: int = 0
    broken: int = 0

    def plus(self, other: Purged) -> Purged:
        """Return the sum of both."""
        return Purged(**{name: getattr(self, name) + getattr(other, name) for name in self.__struct_fields__})


class Purge:
    """Goes through everything that is kept. Raises StoreDown."""

    def __init__(self, server: Server, vault: Vault, chats: Chats, audit: Audit, keep: Keep) -> None:
        self._server = server
        self._vault = vault
        self._chats = chats
        self._log = audit
        self._keep = keep

    async def run(self, now: int, go_on: Callable[[], Awaitable[bool]]) -> Purged | None:
        """Purge everything, a partition at a time; before each ``go_on`` is asked, and None is returned where it says no."""
        total = Purged()
        for home in keys.HOMES:
            if not await go_on():
                return None
            total = total.plus(await self._home(home, now))
        for chain in CHAINS:
            total = total.plus(await self._chain(chain, now))
        return total

    async def _chain(self, chain: str, now: int) -> Purged:
        try:
            return Purged(audit_records=await self._log.purge(chain, now - self._keep.audit, now))
        except Broken:
            return Purged(broken=1)

    async def _home(self, home: Home, now: int) -> Purged:
        ids, _ = await self._server.many(
            [
                ("ZREMRANGEBYSCORE", home.seen, "-inf", now),
                ("ZREMRANGEBYSCORE", home.unsent, "-inf", now - UNSENT_FOR),
            ]
        )
        total = Purged(message_ids=int(ids))
        async for batch in accounts(self._server, home, AT_ONCE):
            for purged in await asyncio.gather(*(self._chat(account, now) for account in batch)):
                total = total.plus(purged)
        return total

    async def _chat(self, account: str, now: int) -> Purged:
        try:
            loaded = await self._chats.load(account)
            if loaded.chat is None:
                return Purged()
            if loaded.chat.held:
                return Purged(looked_at=1, held=1)
            if forgettable(loaded.chat, self._keep, now):
                return await self._forget(loaded, loaded.chat, now)
            turns = await self._transcript(loaded, now - self._keep.transcript)
            return Purged(looked_at=1, turns=turns, requests=await self._trim(loaded, loaded.chat, now))
        except (Tampered, StateTooNew):
            return Purged(looked_at=1, unread=1)

    async def _transcript(self, loaded: Loaded, before: int) -> int:
        home, key = keys.home(loaded.account), loaded.key
        name = home.lines(loaded.account)
        first = await self._server.call("LINDEX", name, 0)
        if key is None or first is None or not _old(opened_lines(key, name, first), before):
            return 0
        items = await self._server.call("LRANGE", name, 0, -1)
        turns = (opened_lines(key, name, item) for item in items)
        count = next((place for place, lines in enumerate(turns) if not _all_old(lines, before)), len(items))
        stays, anew = (items[count], b"") if count < len(items) else (b"", b"")
        if stays and _old(lines := opened_lines(key, name, stays), before):
            anew = sealed_lines(key, name, tuple(line for line in lines if line.at >= before))
        last = items[count - 1] if count else b""
        names = [name, home.done(secrets.token_hex(16))]
        return count if await self._server.run(TRIM_LINES, names, [count, last, stays, anew]) else 0

    async def _trim(self, loaded: Loaded, chat: Chat, now: int) -> int:
        rest = trimmed(chat, self._keep, now)
        if rest is chat or loaded.key is None:
            return 0
        home = keys.home(loaded.account)
        gone = _references(chat) - _references(rest)
        sealed = self._chats.sealed(loaded.key, loaded.account, rest)
        args = [_HEAD.pack(loaded.version, loaded.commit), secrets.token_bytes(16), sealed, *gone]
        names = [home.chat(loaded.account), home.refs, home.open, home.tickets]
        return len(gone) if await self._server.run(TRIM_CHAT, names, args) else 0

    async def _forget(self, loaded: Loaded, chat: Chat, now: int) -> Purged:
        account, home = loaded.account, keys.home(loaded.account)
        names = [
            home.chat(account), home.key(account), home.lines(account), home.out(account), home.lease(account),
            home.sent(account), home.timers, home.due, home.chats, home.waiting, home.refs, home.driven, home.read, home.index,
            home.open, home.tickets,
        ]  # fmt: skip
        args = [
            _HEAD.pack(loaded.version, loaded.commit),
            account,
            *_references(chat),
            *(one.reference for one in chat.gone if one.reference),
        ]
        if not await self._server.run(FORGET, names, args):
            return Purged(looked_at=1)
        await self._log.record_event(account, "system", "data.purged", at=now)
        for name, value in chat.aliases.items():
            await self._server.run(UNJOIN, [keys.alias(self._vault.blind(name, value))], [account])
        return Purged(looked_at=1, chats=1, requests=len(chat.requests))


def _old(lines: tuple[Line, ...], before: int) -> bool:
    return any(line.at < before for line in lines)


def _all_old(lines: tuple[Line, ...], before: int) -> bool:
    return all(line.at < before for line in lines)


def _references(chat: Chat) -> set[str]:
    return {request.reference for request in chat.requests} | {ticket.reference for ticket in chat.tickets}
