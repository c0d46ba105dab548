"""The doorkeeper: compares passwords and codes, counts what was wrong by account and by address, and opens sessions.

An attempt is taken before the comparison as if it were wrong, and given back when it was right, so that a thousand
attempts at once are compared no more often than one after another. Who is unknown, disabled or locked is answered like
who typed a wrong password, after the same time.
"""

from __future__ import annotations

import asyncio
import secrets

from msgspec import Struct

from conversations.limits import DAY, MINUTE
from handlers.console import factors
from handlers.console.passwords import Passwords
from handlers.ports import Clock
from storage.limits import Refused, Window
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
    """Too many were wrong: nothing is compared until ``until`` (milliseconds since 1970)."""

    until: int


class Doorkeeper:
    """Lets people in. Raises StoreDown (nobody gets in) and Busy."""

    def __init__(self, store: Store, passwords: Passwords, clock: Clock) -> None:
        self._store = store
        self._passwords = passwords
        self._clock = clock
        self._keys = store.vault.purpose("staff")

    async def password(self, name: str, password: str, address: str) -> Opened | Wrong | Locked:
        """Compare a name and a password."""
        id = self._store.staff.id(name)
        attempt, windows = secrets.token_hex(8), _password_windows(id, address)
        if locked := await self._take(attempt, windows):
            return locked
        member = await self._store.staff.get(id)
        right = await self._passwords.right(member.value.password if member else None, password)
        if member is None or not right or member.value.disabled:
            return Wrong()
        await self._store.limits.give_back(attempt, windows, self._clock.now())
        return await self._open(member, Stage.CODE if member.value.secret else Stage.ENROL)

    async def code(self, member: Member, typed: str, address: str) -> Opened | Wrong | Locked:
        """Compare a code of the authenticator app, or a recovery code; either is right once."""
        attempt, windows = secrets.token_hex(8), _code_windows(member.id, address)
        if locked := await self._take(attempt, windows):
            return locked
        for _ in range(REDOS):
            passed = factors.check(member.value, member.id, typed, self._clock.now(), self._keys)
            if passed is None:
                return Wrong()
            if await self._store.staff.change(member, step=passed.staff.step, recovery=passed.staff.recovery):
                await self._store.limits.give_back(attempt, windows, self._clock.now())
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

    async def confirms(self, member: Member, password: str, address: str) -> bool:
        """Compare the password of a member who is in, before a change that only they may make; counted like a sign-in."""
        attempt, windows = secrets.token_hex(8), _password_windows(member.id, address)
        if await self._take(attempt, windows):
            return False
        right = await self._passwords.right(member.value.password, password)
        if right:
            await self._store.limits.give_back(attempt, windows, self._clock.now())
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

    async def _take(self, attempt: str, windows: tuple[Window, ...]) -> Locked | None:
        answer = await self._store.limits.take_all(attempt, windows, self._clock.now())
        return Locked(answer.until) if isinstance(answer, Refused) else None

    async def _open(self, member: Member, stage: Stage, *, recovered: bool = False) -> Opened:
        session = Session(staff=member.id, stage=stage, began=self._clock.now(), generation=member.value.generation)
        return Opened(await self._store.sessions.begin(session), session, member, recovered)


def _lasts(session: Session, staff: Staff) -> bool:
    return session.generation == staff.generation and not staff.disabled


def _password_windows(id: str, address: str) -> tuple[Window, ...]:
    return (Window("signin", id, 10, QUARTER), Window("signin_address", address, 30, QUARTER))


def _code_windows(id: str, address: str) -> tuple[Window, ...]:
    # Only who knows the password comes here: a day's cap locks nobody else out, and keeps guessing under 1 in 10,000.
    return (
        Window("signin_code", id, 5, QUARTER),
        Window("signin_code_day", id, 20, DAY),
        Window("signin_address", address, 30, QUARTER),
    )
