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

_FIRST = (
    "At the first sign-in the console asks for a password of their own and sets up an authenticator.\n"
    "This one is not shown again."
)


def add(commands: Commands) -> None:
    """Add the command and its parts."""
    staff = commands.add_parser("staff", help="add, list, disable members of the care team; reset their authenticator")
    parts = staff.add_subparsers(title="parts", required=True, metavar="PART")
    adding = parts.add_parser("add", help="add a member; prints a password for the first sign-in, once")
    adding.add_argument("name", metavar="NAME")
    adding.add_argument("--role", choices=[role.value for role in Role], required=True)
    adding.add_argument("--json", action="store_true", help="print name, role and password as JSON instead")
    adding.add_argument(
        "--keep",
        action="store_true",
        help="make an authenticator as well (in JSON: totp_secret), both to be kept: for a script that signs in by itself",
    )
    adding.set_defaults(command=add_member)
    parts.add_parser("list", help="list the members").set_defaults(command=show)
    for name, command, says in (
        ("disable", disable, "let a member in no more, and end their sessions"),
        (
            "reset-totp",
            reset,
            "let a member begin anew: a fresh password, then another authenticator (also a disabled one)",
        ),
    ):
        part = parts.add_parser(name, help=says)
        part.add_argument("name", metavar="NAME")
        part.set_defaults(command=command)
    coding = parts.add_parser(
        "code", help="print a code of this moment; in the sandbox only, for trying without an app"
    )
    coding.add_argument("name", metavar="NAME", nargs="?", help="of a member who has an authenticator")
    coding.add_argument("--key", metavar="KEY", help="the key that the first sign-in's page shows, before there is one")
    coding.set_defaults(command=code)


def add_member(chosen: argparse.Namespace) -> int:
    """Add a member and print their way in."""
    from bot import staffing  # only these commands need the storage
    from bot.clock import WallClock
    from handlers.console.passwords import Passwords

    settings, passwords, keep = line.settings(), Passwords(), chosen.keep
    role = Role(chosen.role)
    made = _in_store(
        settings, lambda s: staffing.add(s, passwords, chosen.name, role, WallClock(), operator(), keep=keep)
    )
    passwords.close()
    if chosen.json:
        print(msgspec.json.encode(made).decode())
        return 0
    print(f"name      {made.name}\nrole      {made.role}\npassword  {made.password}")
    if not keep:
        print(f"\n{_FIRST}")
        return 0
    print(f"secret    {made.totp_secret}\n\n{staffing.qr(made.totp_secret, made.name, settings.insurer.brand)}")
    print("Scan the code with an authenticator app, or type the secret there. Neither is shown again.")
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
    """Let a member begin anew."""
    from bot import staffing  # as above
    from bot.clock import WallClock
    from handlers.console.passwords import Passwords

    settings, passwords = line.settings(), Passwords()
    made = _in_store(settings, lambda s: staffing.reset(s, passwords, chosen.name, WallClock(), operator()))
    passwords.close()
    print(f"password  {made.password}\n\n{_FIRST}")
    print(f"The old password and authenticator, the recovery codes and all sessions of {made.name} have ended.")
    return 0


def code(chosen: argparse.Namespace) -> int:
    """Print a member's code of this moment, or that of a key which a page shows."""
    from bot import staffing  # as above
    from bot.clock import WallClock
    from handlers.console.factors import current, is_secret

    settings = line.settings()
    if not settings.sandbox:
        return _refuse("Beside a real channel codes come from an authenticator app alone.")
    if chosen.key:
        if not is_secret(chosen.key):
            return _refuse("That is no key: copy it whole from the page.")
        print(current(chosen.key, WallClock().now()))
        return 0
    if not chosen.name:
        return _refuse("Whose? polisbot staff code NAME, or --key KEY at the first sign-in.")
    member = _in_store(settings, lambda store: staffing.named(store, chosen.name))
    if not member.value.secret:
        name = member.value.name
        return _refuse(
            f"{name} has no authenticator yet: sign in, and give the page's key: polisbot staff code --key KEY"
        )
    print(current(member.value.secret, WallClock().now()))
    return 0


def _refuse(why: str) -> int:
    print(why, file=sys.stderr)
    return 1


def _in_store(settings: Settings, work: Callable[[Store], Awaitable[T]]) -> T:
    from bot.store import open_store  # as above

    async def opened() -> T:
        async with open_store(settings) as store:
            return await work(store)

    return asyncio.run(opened())
