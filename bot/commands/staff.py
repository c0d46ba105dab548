"""``polisbot staff``: who may sign in to the care console."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

import msgspec

from bot.commands import line
from bot.commands.line import Commands
from bot.operator import operator
from storage.staff import Role

if TYPE_CHECKING:
    from bot.settings import Settings
    from storage.store import Store

T = TypeVar("T")


def add(commands: Commands) -> None:
    """Add the command and its parts."""
    staff = commands.add_parser("staff", help="add, list, disable members of the care team; reset their authenticator")
    parts = staff.add_subparsers(title="parts", required=True, metavar="PART")
    adding = parts.add_parser("add", help="add a member; prints a password and an authenticator's QR code, once")
    adding.add_argument("name", metavar="NAME")
    adding.add_argument("--role", choices=[role.value for role in Role], required=True)
    adding.add_argument("--json", action="store_true", help="print name, role, password, totp_secret as JSON instead")
    adding.set_defaults(command=add_member)
    parts.add_parser("list", help="list the members").set_defaults(command=show)
    for name, command, says in (
        ("disable", disable, "let a member in no more, and end their sessions"),
        ("reset-totp", reset, "give a member another authenticator (and let a disabled one in again)"),
        ("code", code, "print a member's code of this moment; in the sandbox only, for trying without an app"),
    ):
        part = parts.add_parser(name, help=says)
        part.add_argument("name", metavar="NAME")
        part.set_defaults(command=command)


def add_member(chosen: argparse.Namespace) -> int:
    """Add a member and print their way in."""
    from bot import staffing  # only these commands need the storage
    from bot.clock import WallClock
    from handlers.console.passwords import Passwords

    settings, passwords = line.settings(), Passwords()
    role = Role(chosen.role)
    made = _in_store(settings, lambda s: staffing.add(s, passwords, chosen.name, role, WallClock(), operator()))
    passwords.close()
    if chosen.json:
        print(msgspec.json.encode(made).decode())
        return 0
    print(staffing.qr(made.totp_secret, made.name, settings.insurer.brand))
    print(f"name      {made.name}\nrole      {made.role}\npassword  {made.password}\nsecret    {made.totp_secret}")
    print("\nScan the code with an authenticator app, or type the secret there. Neither is shown again.")
    return 0


def show(chosen: argparse.Namespace) -> int:
    """Print the members."""
    members = _in_store(line.settings(), lambda store: store.staff.all())
    width = max((len(member.value.name) for member in members), default=0)
    for member in members:
        staff = member.value
        state = "disabled" if staff.disabled else "active" if staff.secret else "to enrol"
        print(f"{staff.name.ljust(width)}  {staff.role.value:<8}  {state}")
    if not members:
        print("Nobody yet: polisbot staff add NAME --role ROLE.")
    return 0


def disable(chosen: argparse.Namespace) -> int:
    """Disable a member."""
    from bot import staffing  # as above
    from bot.clock import WallClock

    _in_store(line.settings(), lambda store: staffing.disable(store, chosen.name, WallClock(), operator()))
    print(f"{chosen.name} is let in no more; their sessions have ended.")
    return 0


def reset(chosen: argparse.Namespace) -> int:
    """Give a member another authenticator."""
    from bot import staffing  # as above
    from bot.clock import WallClock

    settings = line.settings()
    secret = _in_store(settings, lambda store: staffing.reset_totp(store, chosen.name, WallClock(), operator()))
    print(staffing.qr(secret, chosen.name, settings.insurer.brand))
    print(
        f"secret    {secret}\n\nThe old authenticator, the recovery codes and all sessions of {chosen.name} have ended."
    )
    return 0


def code(chosen: argparse.Namespace) -> int:
    """Print a member's code of this moment."""
    from bot import staffing  # as above
    from bot.clock import WallClock
    from handlers.console.factors import current

    settings = line.settings()
    if not settings.sandbox:
        print("Beside a real channel codes come from an authenticator app alone.", file=sys.stderr)
        return 1
    member = _in_store(settings, lambda store: staffing.named(store, chosen.name))
    print(current(member.value.secret, WallClock().now()))
    return 0


def _in_store(settings: Settings, work: Callable[[Store], Awaitable[T]]) -> T:
    from bot.store import open_store  # as above

    async def opened() -> T:
        async with open_store(settings) as store:
            return await work(store)

    return asyncio.run(opened())
