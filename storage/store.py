"""Everything that is remembered, opened once: the connection, the vault, chats, outboxes, limits, aliases, the audit log."""

from __future__ import annotations

import os

from redis.exceptions import ResponseError

from storage.aliases import Aliases
from storage.asked import AskedLists
from storage.audit import Audit
from storage.care import Answer, Approval, Assigned, Canned, Claim, Hook, Label
from storage.chats import Chats
from storage.connection import Together
from storage.errors import StoreDown, UnknownKey
from storage.exports import Exports
from storage.figures import Figures
from storage.finding import Finder
from storage.formats import Formats
from storage.holders import Holders
from storage.keyring import KeyFile
from storage.keys import HOMES, VAULT
from storage.limits import Limits
from storage.live import Feed
from storage.news import NewsQueue
from storage.outbox import Outbox
from storage.presence import Presence
from storage.pulses import Pulses
from storage.queues import Queues
from storage.rows import Rows
from storage.server import Server
from storage.sessions import Sessions
from storage.staff import StaffBook
from storage.tables import Table
from storage.unsent import Unsent
from storage.vault import KEY, PURPOSES, MasterKeys, Vault


class Memory:
    """What the core remembers, wherever it is kept."""

    def __init__(self, server: Server, vault: Vault, formats: Formats | None = None) -> None:
        self.server = server
        self.vault = vault
        self.chats = Chats(server, vault, formats)
        self.outbox = Outbox(server, vault)
        self.limits = Limits(server, vault)
        self.aliases = Aliases(server, vault)
        self.audit = Audit(server, vault)
        self.unsent = Unsent(server, vault)
        self.queues = Queues(server)
        self.asked = AskedLists(server)
        self.holders = Holders(server, vault)
        self.figures = Figures(server)
        self.rows = Rows(server, self.chats, self.queues)
        self.news = NewsQueue(server)
        self.pulses = Pulses(server)
        self.finder = Finder(server, vault, self.chats, self.aliases, self.rows)
        self.feed = Feed(server)


class Store(Memory):
    """One installation's Redis, the care team's own records among the rest."""

    def __init__(self, together: Together, vault: Vault, formats: Formats | None = None) -> None:
        super().__init__(together, vault, formats)
        self.together = together
        self.staff = StaffBook(together, vault)
        self.sessions = Sessions(together, vault)
        self.claims = Table(together, vault, "claims", Claim)
        self.approvals = Table(together, vault, "approvals", Approval)
        self.canned = Table(together, vault, "canned", Canned)
        self.answers = Table(together, vault, "answers", Answer)
        self.assigned = Table(together, vault, "assigned", Assigned)
        self.labels = Table(together, vault, "labels", Label)
        self.hooks = Table(together, vault, "hooks", Hook)
        self.exports = Exports(together, vault)
        self.presence = Presence(together)

    @classmethod
    async def open(
        cls, url: str, secrets: tuple[str, ...] | KeyFile, replicas: int = 0, formats: Formats | None = None
    ) -> Store:
        """Connect and open the vault; raises StoreDown, and UnknownKey when no secret key fits this Redis.

        What a script writes counts once ``replicas`` have it.
        """
        together = Together(url, replicas)
        if isinstance(secrets, KeyFile) and not secrets.path.exists() and await together.call("EXISTS", VAULT):
            await together.close()
            raise UnknownKey(f"{secrets.path} is missing, and the data beside it are sealed: no other key opens them")
        masters = MasterKeys(secrets.read(), secrets.changed) if isinstance(secrets, KeyFile) else MasterKeys(secrets)
        try:
            return cls(together, Vault(masters, await _secrets(together, masters)), formats)
        except BaseException:
            await together.close()
            raise

    async def probe(self) -> None:
        """Write something at every server; raises StoreDown with what ails the first that does not take it."""
        names = await self.together.one_each([home.probe for home in HOMES])
        await self.together.many([("SET", name, 1, "EX", 60) for name in names])

    async def rewrite(self) -> bool:
        """Let every server write its append-only file anew, so that what was erased leaves it too; False: we may not."""
        try:
            await self.together.everywhere("BGREWRITEAOF")
        except (StoreDown, ResponseError) as no:
            return "in progress" in str(no)
        return True

    async def close(self) -> None:
        """Let the connections go."""
        await self.together.close()


async def try_keys(url: str, secrets: tuple[str, ...]) -> bool:
    """Say whether ``secrets`` opened what this Redis holds (False: it holds nothing yet), and write nothing.

    Raises UnknownKey or Tampered where they do not open it, and StoreDown.
    """
    together = Together(url)
    try:
        masters = MasterKeys(secrets)
        kept = await together.call("HMGET", VAULT, *PURPOSES)
        opened = [masters.unwrap(wrapped, purpose) for purpose, wrapped in zip(PURPOSES, kept, strict=True) if wrapped]
        return bool(opened)
    finally:
        await together.close()


async def _secrets(together: Together, masters: MasterKeys) -> dict[str, bytes]:
    """Return the installation's own secrets, made at its first start: they outlive every master key."""
    for purpose in PURPOSES:
        await together.call("HSETNX", VAULT, purpose, masters.wrap(os.urandom(KEY), purpose))
    kept = await together.call("HMGET", VAULT, *PURPOSES)
    return {purpose: masters.unwrap(wrapped, purpose) for purpose, wrapped in zip(PURPOSES, kept, strict=True)}
