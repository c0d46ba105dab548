"""Legal holds: put on a chat with a reason, lifted, listed; purge and HAPUS DATA respect them."""

from __future__ import annotations

from msgspec import Struct

from bot.clock import WallClock
from bot.decisions import silent_turns
from bot.operator import operator
from bot.settings import Settings
from bot.store import open_store
from conversations.references import home
from handlers.ports import Problem
from storage import keys
from storage.store import Store

PUT, LIFT = "hold.put", "hold.lift"


class NoSuchChat(Problem):
    """No chat is known by this; the message says so to whoever typed it."""


class Hold(Struct, frozen=True, kw_only=True):
    """A hold: on which chat, since when, by whom and why, as the audit log has it."""

    account: str
    channel: str
    since: int
    by: str = ""
    reason: str = ""


async def change(settings: Settings, kind: str, value: str, put: bool, reason: str) -> str:
    """Put a hold on the chat known by ``value`` (request, telegram, whatsapp, account), or lift it; return its account."""
    async with open_store(settings) as store:
        account = await _account(store, kind, value)
        chat = (await store.chats.load(account)).chat if account else None
        if account is None or chat is None:
            raise NoSuchChat(f"There is no chat with this {kind}.")
        if bool(chat.held) == put:
            raise NoSuchChat(f"Chat {account} is {'under a hold already' if put else 'under no hold'}.")
        clock = WallClock()
        await store.audit.record(operator(), PUT if put else LIFT, account, reason, at=clock.now())
        await silent_turns(store, settings, clock).hold(account, put)
        return account


async def holds(settings: Settings) -> list[Hold]:
    """Return all holds, oldest first."""
    async with open_store(settings) as store:
        loaded = [await store.chats.load(account) for account in await store.chats.accounts()]
        held = [(one.account, one.chat) for one in loaded if one.chat and one.chat.held]
        why = await _reasons(store) if held else {}
        found = [
            Hold(account=account, channel=chat.channel, since=chat.held, by=why[account][0], reason=why[account][1])
            if account in why
            else Hold(account=account, channel=chat.channel, since=chat.held)
            for account, chat in held
        ]
        return sorted(found, key=lambda hold: hold.since)


async def _account(store: Store, kind: str, value: str) -> str | None:
    match kind:
        case "telegram":
            return store.aliases.telegram(value)
        case "whatsapp":
            return await store.aliases.find("wa_id", value.lstrip("+"))
        case "request":
            number = home(value.upper())
            return None if number is None else await store.chats.find(value.upper(), number)
    return value


async def _reasons(store: Store) -> dict[str, tuple[str, str]]:
    """Return who put each hold and why: the last word of the audit log on each chat."""
    found: dict[str, tuple[str, str]] = {}
    async for item in store.audit.read(keys.AUDIT):
        if item.record.action == PUT:
            found[item.record.subject] = (item.record.actor, item.record.reason)
    return found
