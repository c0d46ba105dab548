"""Sign-ins: a session is known by a random id that only the browser has, and ends by idleness, age or a raised generation."""

from __future__ import annotations

import secrets
import struct
from enum import StrEnum

import msgspec
from msgspec import Struct

from conversations.limits import HOUR, MINUTE
from storage import keys
from storage.connection import Script
from storage.server import Server
from storage.vault import Vault

IDLE = 15 * MINUTE
READ = Script("session")
_SEEN = struct.Struct(">Q")
_encode = msgspec.msgpack.Encoder().encode


class Stage(StrEnum):
    """How far a sign-in is: the password was right (a code, or the enrolment of one, is next), or all of it."""

    CODE = "code"
    ENROL = "enrol"
    IN = "in"


OLDEST = {Stage.CODE: 10 * MINUTE, Stage.ENROL: 30 * MINUTE, Stage.IN: 12 * HOUR}


class Session(Struct, frozen=True, kw_only=True):
    """One sign-in of ``staff`` (an id), begun at ``began`` in the member's ``generation``."""

    staff: str
    stage: Stage
    began: int
    generation: int


_sessions = msgspec.msgpack.Decoder(Session)


class Sessions:
    """Begins, finds and ends sessions. Raises StoreDown."""

    def __init__(self, server: Server, vault: Vault) -> None:
        self._server = server
        self._keys = vault.purpose("session")

    async def begin(self, session: Session) -> str:
        """Begin a session and return its id, which is kept nowhere.

        A step forward is always a new session: an id that somebody planted before leads nowhere.
        """
        id = fresh()
        key, member = self._names(id, session.staff)
        kept = _SEEN.pack(session.began) + self._keys.seal(key, _encode(session))
        await self._server.call("SET", key, kept, "PX", IDLE)
        if session.stage is Stage.IN:
            await self._server.call("ZADD", keys.SESSIONS, session.began + IDLE, member)
            await self._server.call("ZREMRANGEBYSCORE", keys.SESSIONS, "-inf", session.began)
        return id

    async def find(self, id: str, now: int, *, active: bool) -> Session | None:
        """Return a session that still lasts; being ``active`` in it keeps it from ending by idleness."""
        session = await self.known(id, now)
        return session if session and await self.lasts(id, session, now, active=active) else None

    async def known(self, id: str, now: int) -> Session | None:
        """Return the session of an id if it is not too old; ``lasts`` tells whether it was not idle for too long either."""
        key = keys.session(self._digest(id))
        sealed = await self._server.call("GET", key)
        if sealed is None:
            return None
        session = _sessions.decode(self._keys.open(key, sealed[_SEEN.size :]))
        if session.began + OLDEST[session.stage] <= now:
            await self.end(id, session)
            return None
        return session

    async def lasts(self, id: str, session: Session, now: int, *, active: bool) -> bool:
        """Tell whether a session was in use of late; being ``active`` in it keeps it so."""
        key, member = self._names(id, session.staff)
        return bool(await self._server.run(READ, [key, keys.SESSIONS], [now, IDLE, member, int(active)]))

    async def left(self, id: str, now: int) -> tuple[int, bool]:
        """Return the milliseconds until a session ends, and whether it ends by age: then no activity keeps it."""
        key = keys.session(self._digest(id))
        sealed = await self._server.call("GET", key)
        if sealed is None:
            return 0, False
        session = _sessions.decode(self._keys.open(key, sealed[_SEEN.size :]))
        (seen,) = _SEEN.unpack(sealed[: _SEEN.size])
        idle, age = seen + IDLE - now, session.began + OLDEST[session.stage] - now
        return max(min(idle, age), 0), age <= idle

    async def end(self, id: str, session: Session) -> None:
        """End one session."""
        key, member = self._names(id, session.staff)
        await self._server.many([("DEL", key), ("ZREM", keys.SESSIONS, member)])

    async def present(self, now: int) -> frozenset[str]:
        """Return the ids of the members who have a sign-in that lasts; who was disabled must be asked of the book."""
        members = await self._server.call("ZRANGEBYSCORE", keys.SESSIONS, now + 1, "+inf")
        return frozenset(member.decode().partition(" ")[0] for member in members)

    def token(self, id: str, purpose: str) -> str:
        """Return what proves that a form, or a link, was made for this session; it needs no memory."""
        return self._keys.sign(purpose, id.encode()).hex()[:40]

    def _names(self, id: str, staff: str) -> tuple[str, str]:
        digest = self._digest(id)
        return keys.session(digest), f"{staff} {digest}"

    def _digest(self, id: str) -> str:
        return self._keys.sign("id", id.encode()).hex()[:40]


def fresh() -> str:
    """Return an id that nobody can guess: 256 bits."""
    return secrets.token_urlsafe(32)
