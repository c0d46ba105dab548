"""The doorkeeper: compares passwords and codes, counts what was wrong by account and by address, and opens sessions.

An attempt is taken before the comparison as if it were wrong, and given back when it was right, so that a thousand
attempts at once are compared no more often than one after another. Who is unknown, disabled or locked is answered like
who typed a wrong password, after the same time. A device that a member signed in with before has a count of its own; all
others share one for the member, and one for their address: of different names, since an office has one address.
"""

from __future__ import annotations

import asyncio
import secrets

from msgspec import Struct

from conversations.limits import DAY, MINUTE
from handlers.console import factors
from handlers.console.devices import Source
from handlers.console.passwords import Passwords
from handlers.ports import Clock
from storage.limits import Granted, Refused, Window
from storage.sessions import Session, Stage
from storage.staff import Member, Staff
from storage.store import Store

QUARTER = 15 * MINUTE
REDOS = 5  # times that a change is tried again because somebody else changed the member meanwhile


class Opened(Struct, frozen=True):
    """A step of the sign-in was right: ``id`` is its new session. ``recovered``: by a recovery code."""

    id: str
    session: Session
    member: Member
    recovered: bool = False


class Wrong(Struct, frozen=True):
    """It was not right; which part is never said."""


class Locked(Struct, frozen=True):
    """Too many were wrong: nothing is compared until ``until`` (milliseconds since 1970). ``first``: it is yet to be told."""

    until: int
    first: bool


class Doorkeeper:
    """Lets people in. Raises StoreDown (nobody gets in) and Busy."""

    def __init__(self, store: Store, passwords: Passwords, clock: Clock) -> None:
        self._store = store
        self._passwords = passwords
        self._clock = clock
        self._keys = store.vault.purpose("staff")

    async def password(self, id: str, password: str, source: Source) -> Opened | Wrong | Locked:
        """Compare the password of the member with this id, if there is one."""
        attempt, windows = secrets.token_hex(8), _password_windows(id, source)
        if locked := await self._take(attempt, windows, id, source):
            return locked
        member = await self._store.staff.get(id)
        right = await self._passwords.right(member.value.password if member else None, password)
        if member is None or not right or member.value.disabled:
            return Wrong()
        await self._give_back(attempt, windows)
        return await self._open(member, Stage.CODE if member.value.secret else Stage.ENROL)

    async def code(self, member: Member, typed: str, source: Source) -> Opened | Wrong | Locked:
        """Compare a code of the authenticator app, or a recovery code; either is right once."""
        attempt, windows = secrets.token_hex(8), _code_windows(member.id, source)
        if locked := await self._take(attempt, windows, member.id, source):
            return locked
        for _ in range(REDOS):
            passed = factors.check(member.value, member.id, typed, self._clock.now(), self._keys)
            if passed is None:
                return Wrong()
            if await self._store.staff.change(member, step=passed.staff.step, recovery=passed.staff.recovery):
                await self._give_back(attempt, windows)
                return await self._open(member, Stage.IN, recovered=passed.recovered)
            again = await self._store.staff.get(member.id)
            if again is None or again.value.generation != member.value.generation:
                return Wrong()
            member = again
        return Wrong()

    async def enrol(
        self, member: Member, secret: str, typed: str, password: str
    ) -> tuple[Opened, tuple[str, ...]] | Wrong:
        """Take a member's own password and authenticator on; return the recovery codes, which are never shown again."""
        step = factors.used(secret, typed.strip(), self._clock.now(), 0)
        if step is None:
            return Wrong()
        codes, digests = factors.recoveries(member.id, self._keys)
        changes = {
            "password": await self._passwords.hash(password),
            "secret": secret,
            "step": step,
            "recovery": digests,
            "generation": member.value.generation + 1,
        }
        if not await self._store.staff.change(member, **changes):
            return Wrong()
        renewed = await self._store.staff.get(member.id)
        return (await self._open(renewed, Stage.IN), codes) if renewed else Wrong()

    async def confirms(self, member: Member, password: str) -> bool:
        """Compare the password of a member who is in, before a change that only they may make; counted apart."""
        attempt, windows = secrets.token_hex(8), (Window("signin_confirm", member.id, 10, QUARTER),)
        if isinstance(await self._store.limits.take_all(attempt, windows, self._clock.now()), Refused):
            return False
        right = await self._passwords.right(member.value.password, password)
        if right:
            await self._give_back(attempt, windows)
        return right

    async def renew(self, member: Member) -> Opened | None:
        """Open a new session for a member who is in, after all others were ended by a new generation."""
        renewed = await self._store.staff.get(member.id)
        return await self._open(renewed, Stage.IN) if renewed else None

    async def find(self, id: str, *, active: bool) -> tuple[Session, Member] | None:
        """Return a session that lasts, and whose it is."""
        now = self._clock.now()
        session = await self._store.sessions.known(id, now)
        if session is None:
            return None
        lasts, member = await asyncio.gather(
            self._store.sessions.lasts(id, session, now, active=active), self._store.staff.get(session.staff)
        )
        return (session, member) if lasts and member and _lasts(session, member.value) else None

    async def _take(self, attempt: str, windows: tuple[Window, ...], id: str, source: Source) -> Locked | None:
        now, limits = self._clock.now(), self._store.limits
        answer = await limits.take_all(attempt, windows, now)
        if not isinstance(answer, Refused):
            return None
        telling = (Window("signin_told", id, 1, QUARTER), Window("signin_told_address", source.address, 10, QUARTER))
        return Locked(answer.until, isinstance(await limits.take_all(attempt, telling, now), Granted))

    async def _give_back(self, attempt: str, windows: tuple[Window, ...]) -> None:
        """Give back what was right: a name may fail again and is then counted again."""
        named = tuple(window for window in windows if window.counts)
        attempts = tuple(window for window in windows if not window.counts)
        await self._store.limits.give_back(attempt, attempts, self._clock.now())
        await self._store.limits.release(attempt, named)

    async def _open(self, member: Member, stage: Stage, *, recovered: bool = False) -> Opened:
        session = Session(staff=member.id, stage=stage, began=self._clock.now(), generation=member.value.generation)
        return Opened(await self._store.sessions.begin(session), session, member, recovered)


def _lasts(session: Session, staff: Staff) -> bool:
    return session.generation == staff.generation and not staff.disabled


def _password_windows(id: str, source: Source) -> tuple[Window, ...]:
    if source.device:
        return (Window("signin_device", f"{id} {source.device}", 10, QUARTER),)
    return (Window("signin", id, 10, QUARTER), _names(id, source))


def _code_windows(id: str, source: Source) -> tuple[Window, ...]:
    # Only who knows the password comes here: a day's cap locks nobody else out, and keeps guessing under 1 in 10,000.
    if source.device:
        device = f"{id} {source.device}"
        return (Window("signin_code_device", device, 5, QUARTER), Window("signin_code_device_day", device, 20, DAY))
    return (Window("signin_code", id, 5, QUARTER), Window("signin_code_day", id, 20, DAY), _names(id, source))


def _names(id: str, source: Source) -> Window:
    """Return the window of how many different names may fail from one address."""
    return Window("signin_names", source.address, 30, QUARTER, counts=id)
