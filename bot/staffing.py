"""The care team from the operator's side: adding members, and a fresh sign-in where there is nobody yet."""

from __future__ import annotations

import io

import segno
from msgspec import Struct

from handlers.console import factors
from handlers.console.passwords import Passwords, fresh_password
from handlers.ports import Clock, Problem
from storage.staff import LONGEST, Member, Role, Staff, right_name
from storage.store import Store

FIRST = "admin"
REDOS = 5


class StaffProblem(Problem):
    """What was asked cannot be done; the message says why to whoever typed it."""


class SignIn(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A member's way in, known once: nothing keeps the password.

    ``totp_secret`` "": at the first sign-in the member chooses another password and sets up an authenticator, so that nobody
    else knows either.
    """

    name: str
    role: str
    password: str
    totp_secret: str = ""


async def add(
    store: Store, passwords: Passwords, name: str, role: Role, clock: Clock, actor: str, *, keep: bool = False
) -> SignIn:
    """Add a member with a fresh password; raises StaffProblem.

    ``keep``: with an authenticator too, and the member may keep both: for a script that signs in by itself.
    """
    if not right_name(name):
        raise StaffProblem(
            f"A name is 2 to {LONGEST} letters, digits, spaces or . ' @ - and starts with a letter or digit."
        )
    secret = factors.fresh_secret() if keep else ""
    made = SignIn(name=name, role=role.value, password=fresh_password(), totp_secret=secret)
    staff = Staff(
        name=name,
        role=role,
        password=await passwords.hash(made.password),
        secret=made.totp_secret,
        added=clock.now(),
    )
    await store.audit.record(actor, "staff.added", store.staff.id(name), at=clock.now(), details={"role": role.value})
    if not await store.staff.add(staff):
        raise StaffProblem(f"There is somebody named {name} already.")
    return made


async def first(store: Store, passwords: Passwords, clock: Clock) -> SignIn | None:
    """Add an admin where there is nobody yet; None where there is, or where another process was quicker."""
    if await store.staff.all():
        return None
    try:
        return await add(store, passwords, FIRST, Role.ADMIN, clock, "system")
    except StaffProblem:
        return None


async def disable(store: Store, name: str, clock: Clock, actor: str) -> None:
    """Let a member in no more, and end their sessions; raises StaffProblem."""
    member = await named(store, name)
    if not await _others(store, member):
        raise StaffProblem(f"{name} is the last admin who can sign in: add another first (polisbot staff add).")
    await store.audit.record(actor, "staff.disabled", member.id, at=clock.now())
    await _change(store, member, disabled=True, generation=member.value.generation + 1)


async def reset(store: Store, passwords: Passwords, name: str, clock: Clock, actor: str) -> SignIn:
    """Let a member begin anew, by a fresh password, with another authenticator; their sessions and recovery codes end."""
    member, password = await named(store, name), fresh_password()
    await store.audit.record(actor, "staff.totp_reset", member.id, at=clock.now())
    changes = {"password": await passwords.hash(password), "secret": "", "step": 0, "recovery": (), "disabled": False}
    await _change(store, member, **changes, generation=member.value.generation + 1)
    return SignIn(name=member.value.name, role=member.value.role.value, password=password)


async def _others(store: Store, member: Member) -> bool:
    """Say whether the team has an admin who can sign in without this member."""
    if member.value.role is not Role.ADMIN or member.value.disabled:
        return True
    team = await store.staff.all()
    return any(one.id != member.id and one.value.role is Role.ADMIN and not one.value.disabled for one in team)


async def named(store: Store, name: str) -> Member:
    """Return the member of this name; raises StaffProblem."""
    member = await store.staff.find(name)
    if member is None:
        raise StaffProblem(f"There is nobody named {name}.")
    return member


def qr(secret: str, name: str, brand: str) -> str:
    """Return the QR code that an authenticator app scans, drawn for a terminal."""
    drawn = io.StringIO()
    segno.make(factors.address(secret, name, brand), micro=False).terminal(drawn, compact=True, border=2)
    return drawn.getvalue()


async def _change(store: Store, member: Member, **changes: object) -> None:
    if not await store.staff.change(member, **changes):
        raise StaffProblem("Somebody else changed this member at the same moment; try again.")
