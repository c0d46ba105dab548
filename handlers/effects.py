"""Effects: what a turn asked of the outside is carried out, guarded by its limits; the outcome is an event of the chat."""

from __future__ import annotations

import structlog
from msgspec import structs

from conversations.effects import (
    Effect,
    Link,
    LookUp,
    Poll,
    Release,
    SendCode,
    SendCopy,
    TellAccounts,
    TellContact,
    Unlink,
    Withdraw,
)
from conversations.events import (
    Decided,
    Happening,
    LinkFailed,
    LinkFull,
    LinkStale,
    LookupFailed,
    LookupRefused,
    Matched,
    NotMatched,
    Polled,
    Released,
    Unlinked,
    UnlinkFailed,
    WithdrawFailed,
    Withdrawn,
)
from conversations.limits import HOUR, MINUTE, SECOND
from conversations.locales import notice_letter
from conversations.messages import Notice
from handlers.copies import Copies
from handlers.guards import Guards
from handlers.ports import Clock, LinkRefused, Mailer, NotSent, Registry, RegistryDown, SendUnsure
from handlers.sendings import Sendings
from handlers.tellings import Tellings
from storage.errors import StoreDown
from storage.limits import Limits, Refused, Returned
from storage.outbox import Outbox

log = structlog.get_logger()

LINK_GIVES_UP = HOUR  # how long a link is tried again in the background before the customer is told that it failed


class Later(Exception):
    """The effect could not be done now and may be done at ``at`` (milliseconds since 1970)."""

    def __init__(self, at: int) -> None:
        super().__init__("later")
        self.at = at


class Effects:
    """Carries effects out. Each call makes one attempt and returns what came of it, or raises Later."""

    def __init__(
        self,
        *,
        registry: Registry,
        mailer: Mailer,
        limits: Limits,
        guards: Guards,
        outbox: Outbox,
        clock: Clock,
        sendings: Sendings,
        copies: Copies,
        tellings: Tellings,
    ) -> None:
        self._registry = registry
        self._mailer = mailer
        self._limits = limits
        self._guards = guards
        self._outbox = outbox
        self._clock = clock
        self._sendings = sendings
        self._copies = copies
        self._tellings = tellings

    async def carry_out(self, account: str, channel: str, effect: Effect, attempt: str) -> Happening:
        """Do what ``effect`` asks; ``attempt`` names this attempt."""
        match effect:
            case LookUp():
                return await self._look_up(account, effect)
            case SendCode():
                return await self._sendings.send(account, effect, attempt)
            case SendCopy():
                return await self._copies.send(account, effect, attempt)
            case TellContact():
                return await self._tellings.contact(account, effect, attempt)
            case TellAccounts():
                return await self._tellings.accounts(account, effect)
            case Link():
                return await self._link(account, channel, effect)
            case Unlink():
                return await self._unlink(account, effect)
            case Withdraw():
                return await self._withdraw(effect)
            case Release():
                return await self._release(account, effect)
            case Poll():
                return await self._poll(effect)

    # --- looking up ----------------------------------------

    async def _look_up(self, account: str, ask: LookUp) -> Happening:
        """Take the mismatches first, as if the details were wrong; a locked policy is asked all the same, in silence."""
        now, guards = self._clock.now(), self._guards
        chat = (*guards.misses(account, ask), *guards.numbers(account, ask))
        try:
            taken = await self._limits.take_all(ask.id, chat, now)
            if isinstance(taken, Refused):
                return LookupRefused(ask.id, taken.until)
            open = await self._limits.take_all(ask.id, guards.policy_misses(ask), now)
            shut = isinstance(open, Refused) or await self._limits.is_full(guards.locks(ask), now)
        except StoreDown:
            return LookupFailed(ask.id)
        if isinstance(taken, Returned) or isinstance(open, Returned):
            return LookupFailed(ask.id)  # This look-up was settled before: it is not asked uncounted.
        try:
            answer = await self._registry.look_up(ask)
        except RegistryDown:
            return LookupFailed(ask.id)
        return NotMatched(ask.id) if shut else answer

    async def settle(self, account: str, effect: Effect, outcome: Happening, told: bool) -> None:
        """Give back, after the outcome's commit, what it did not cost; ``told``: whether the chat took the outcome.

        Given back before, a look-up that is asked again because its outcome was lost would not be counted.
        """
        if not isinstance(effect, LookUp):
            return
        if isinstance(outcome, Matched) or (told and isinstance(outcome, LookupFailed)):
            windows = (*self._guards.misses(account, effect), *self._guards.policy_misses(effect))
            await self._limits.give_back(effect.id, windows, self._clock.now())

    # --- the registry ----------------------------------------

    async def _link(self, account: str, channel: str, ask: Link) -> Happening:
        """Link; while the registry is away go on in the background, under the same idempotency key."""
        try:
            made = await self._registry.link(ask, channel, account)
        except LinkRefused as no:
            return _refused(no.why, ask.id)
        except RegistryDown:
            if self._clock.now() - ask.verified_at > LINK_GIVES_UP:
                return LinkFailed(ask.id)
            raise self._later(ask.verified_at, MINUTE) from None
        return structs.replace(made, challenge=ask.challenge)

    def _later(self, since: int, longest: int) -> Later:
        """Wait half as long as it has lasted already, at least two seconds."""
        now = self._clock.now()
        return Later(now + min(max((now - since) // 2, 2 * SECOND), longest))

    async def _release(self, account: str, ask: Release) -> Happening:
        """Let go of what may not stay; nobody else will, so this is never given up."""
        try:
            await self._registry.unlink(ask.link_id)
        except RegistryDown:
            raise self._later(ask.since, HOUR) from None
        await self._tellings.forget(account, ask.policy_ref)
        return Released(ask.id)

    async def _unlink(self, account: str, ask: Unlink) -> Happening:
        try:
            await self._registry.unlink(ask.link_id)
        except RegistryDown:
            return UnlinkFailed(ask.id)
        await self._tellings.forget(account, ask.policy_ref)
        return Unlinked(ask.id)

    async def _withdraw(self, ask: Withdraw) -> Happening:
        try:
            dropped = await self._registry.unlink(ask.link_id)
        except RegistryDown:
            return WithdrawFailed(ask.id, decided=False)
        return Withdrawn(ask.id) if dropped else WithdrawFailed(ask.id, decided=True)

    async def _poll(self, ask: Poll) -> Happening:
        try:
            state, reason = await self._registry.status(ask.link_id)
        except RegistryDown:
            return Polled(ask.id)
        if state == "linked":
            return Decided(ask.reference, True)
        # What the registry does not have any more is decided by nobody: its customer would wait for ever.
        over = state in ("rejected", "gone")
        return Decided(ask.reference, False, reason or "other") if over else Polled(ask.id)

    async def mail_notice(self, account: str, id: str, notice: Notice, attempt: str) -> bool:
        """Send a notice by email, once, because the chat cannot take it; return whether it went out."""
        if notice.email is None or not await self._outbox.mark(account, id, attempt):
            return False
        try:
            await self._mailer.mail(notice_letter(notice))
        except (NotSent, SendUnsure) as no:
            log.warning("notice_not_mailed", why=str(no))
            return False
        return True


def _refused(why: str, id: str) -> LinkStale | LinkFull | LinkFailed:
    match why:
        case "stale":
            return LinkStale(id)
        case "full":
            return LinkFull(id)
    return LinkFailed(id, already=why == "already")
