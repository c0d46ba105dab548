"""Telling others of a link: a registered contact by its own channel, the policy's other accounts in their chats."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import structlog

from conversations.effects import TellAccounts, TellContact
from conversations.events import Happening, LinkedElsewhere, OthersTold
from conversations.locales import Voice, linked_letter, linked_text
from handlers.ports import Mailer, NotSent, SendUnsure, Texter
from storage.holders import Holders
from storage.outbox import Outbox

Spread = Callable[[str, str, Happening], Awaitable[None]]

log = structlog.get_logger()


class Tellings:
    """Tells, once. Raises StoreDown: it is tried again."""

    def __init__(
        self, *, mailer: Mailer, texter: Texter | None, voice: Voice, holders: Holders, outbox: Outbox
    ) -> None:
        self._mailer = mailer
        self._texter = texter
        self._voice = voice
        self._holders = holders
        self._outbox = outbox
        self._spread: Spread | None = None

    def connect(self, spread: Spread) -> None:
        """Say how another chat hears (account, key, what happened)."""
        self._spread = spread

    async def contact(self, account: str, tell: TellContact, attempt: str) -> Happening:
        """Tell a registered contact; what a gateway does not take is not tried again."""
        if await self._outbox.mark(account, tell.id, attempt):
            try:
                await self._deliver(tell)
            except (NotSent, SendUnsure) as no:
                log.warning("contact_not_told", method=tell.contact.method, why=str(no))
        return OthersTold(tell.id)

    async def accounts(self, account: str, tell: TellAccounts) -> Happening:
        """Remember this account as the policy's, and tell the others."""
        for other in await self._holders.add(tell.policy_ref, account, tell.at):
            if self._spread is not None:
                news = LinkedElsewhere(tell.policy_ref, tell.channel, tell.at)
                await self._spread(other, f"elsewhere:{tell.id}", news)
        return OthersTold(tell.id)

    async def forget(self, account: str, policy_ref: str) -> None:
        """Forget that this account had the policy."""
        if policy_ref:
            await self._holders.remove(policy_ref, account)

    async def _deliver(self, tell: TellContact) -> None:
        if tell.contact.method == "email":
            await self._mailer.mail(linked_letter(self._voice, tell))
        elif self._texter is None:
            raise NotSent("no SMS gateway is configured")
        else:
            await self._texter.text(linked_text(self._voice, tell))
