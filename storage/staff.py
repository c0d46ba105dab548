"""The care team: who may sign in, in which role, and by what; found by blind index, sealed like everything personal."""

from __future__ import annotations

import re
from enum import StrEnum

from msgspec import Struct, structs

from storage.server import Server
from storage.tables import Kept, Table
from storage.vault import Vault

LENGTH = 16  # characters of a member's id
LONGEST = 60  # characters of a name
_NAME = re.compile(r"[^\W_](?:[\w .'@-]*[\w.])?")


class Role(StrEnum):
    """What somebody is; ``handlers/console/rights.py`` says what each may do."""

    AGENT = "agent"
    LEAD = "lead"
    AUDITOR = "auditor"
    ADMIN = "admin"
    VIEWER = "viewer"


class Staff(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A member of the care team.

    ``password`` is an argon2id hash. ``secret`` is the TOTP's ("": to be enrolled at the next sign-in); ``step`` is the
    last time step whose code was used. ``recovery`` are digests of the codes that are left. Every session bears the
    ``generation`` it began in: raising it signs the member out everywhere. ``language`` and ``theme`` "": the
    installation's and the browser's.
    """

    name: str
    role: Role
    password: str
    secret: str = ""
    step: int = 0
    recovery: tuple[bytes, ...] = ()
    generation: int = 1
    disabled: bool = False
    added: int = 0
    language: str = ""
    theme: str = ""
    shortcuts: bool = True


Member = Kept[Staff]


class StaffBook:
    """Finds and changes members. Raises StoreDown."""

    def __init__(self, server: Server, vault: Vault) -> None:
        self._vault = vault
        self._table = Table(server, vault, "staff", Staff)

    def id(self, name: str) -> str:
        """Return the id of a name; capitals and spaces make no difference."""
        return self._vault.blind("staff", " ".join(name.casefold().split()))[:LENGTH]

    async def find(self, name: str) -> Member | None:
        """Return the member of this name."""
        return await self._table.get(self.id(name))

    async def get(self, id: str) -> Member | None:
        """Return the member of this id."""
        return await self._table.get(id)

    async def all(self) -> tuple[Member, ...]:
        """Return all members by name."""
        return tuple(sorted(await self._table.all(), key=lambda member: member.value.name.casefold()))

    async def add(self, staff: Staff) -> bool:
        """Add a member; False where the name is taken."""
        return await self._table.put(self.id(staff.name), 0, staff)

    async def change(self, member: Member, **changes: object) -> bool:
        """Change a member as it was read; False where somebody else changed it meanwhile."""
        return await self._table.put(member.id, member.version, structs.replace(member.value, **changes))


def right_name(name: str) -> bool:
    """Tell whether a name can be one: letters, digits, spaces and ``. ' @ -``, up to 60 characters."""
    return 2 <= len(name) <= LONGEST and _NAME.fullmatch(name) is not None
