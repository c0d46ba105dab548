"""Finding: words by which a chat is found again, kept as blind indexes in the chat's own partition.

A look-up asks all partitions at once, 256 short range reads in one go. The words of a chat are so in the slot that its
commit writes: a crash or a refused commit leaves none behind and loses none, and an erasure clears them in its own script.
An index by word in slots of its own would answer in one read, but would have to be kept in step with commits elsewhere.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

from msgspec import Struct

from conversations.finding import Query
from conversations.references import home as partition_of
from storage import keys
from storage.aliases import STRONGEST, Aliases
from storage.chats import Chats, Line, opened_lines
from storage.rows import Place, Row, Rows
from storage.server import Server
from storage.vault import Vault
from storage.words import indexed

MOST = 200  # chats of one word and partition that are looked at


class Hit(Struct, frozen=True):
    """The last line of a conversation in which a text was found."""

    row: Row
    line: Line


class Finder:
    """Finds chats. Raises StoreDown."""

    def __init__(self, server: Server, vault: Vault, chats: Chats, aliases: Aliases, rows: Rows) -> None:
        self._server = server
        self._vault = vault
        self._chats = chats
        self._aliases = aliases
        self._rows = rows

    async def exact(self, query: Query) -> tuple[str, ...]:
        """Return the accounts that a name, a number, a request or an id leads to."""
        found: list[str] = []
        if query.reference:
            found += await self._requested(query.reference)
        if query.id:
            found += await self._known_as(query.id)
        if query.words:
            found += await self._worded(query.words)
        return tuple(dict.fromkeys(found))

    async def scan(self, text: str, after: Place | None) -> AsyncIterator[tuple[list[Hit], int, Place | None]]:
        """Look for a text in what was said, the latest conversations first, a page of them at a time.

        Yields what a page had, how many conversations it was, and from where to go on (None: all were looked at).
        """
        wanted = text.casefold()
        while True:
            page = await self._rows.all(after)
            hits = []
            for row, lines in zip(page.rows, await self._transcripts(page.rows), strict=True):
                ours = (line for line in reversed(lines) if line.at >= row.chat.since)  # not an earlier holder's
                line = next((line for line in ours if wanted in line.text.casefold()), None)
                if line is not None:
                    hits.append(Hit(row, line))
            yield hits, len(page.rows), page.next
            if page.next is None:
                return
            after = page.next

    async def _transcripts(self, rows: tuple[Row, ...]) -> list[list[Line]]:
        homes = [(row.place.account, keys.home(row.place.account)) for row in rows]
        wrapped = await self._server.many([("GET", home.key(account)) for account, home in homes])
        items = await self._server.many([("LRANGE", home.lines(account), 0, -1) for account, home in homes])
        return [
            self._opened(home.key(account), key, home.lines(account), turns)
            for (account, home), key, turns in zip(homes, wrapped, items, strict=True)
        ]

    def _opened(self, name: str, wrapped: bytes | None, lines: str, turns: list[bytes]) -> list[Line]:
        if wrapped is None:
            return []  # erased since the page was read
        key = self._vault.known(name, wrapped)
        return [line for turn in turns for line in opened_lines(key, lines, turn)]

    async def _requested(self, reference: str) -> list[str]:
        number = partition_of(reference)
        account = None if number is None else await self._chats.find(reference, number)
        return [account] if account else []

    async def _known_as(self, id: str) -> list[str]:
        names = [keys.alias(self._vault.blind(name, id)) for name in STRONGEST]
        led = [account.decode() for account in await self._server.many([("GET", name) for name in names]) if account]
        accounts = [id, self._aliases.telegram(id), *led]
        there = await self._server.many([("EXISTS", keys.home(account).chat(account)) for account in accounts])
        return [account for account, is_there in zip(accounts, there, strict=True) if is_there]

    async def _worded(self, words: tuple[str, ...]) -> list[str]:
        sets = [await self._of(word) for word in words]
        return [account for account in sets[0] if all(account in other for other in sets[1:])]

    async def _of(self, word: str) -> list[str]:
        name = indexed(self._vault, word)
        first, last = f"[{name}:", f"({name};"
        asked = [("ZRANGEBYLEX", home.index, first, last, "LIMIT", 0, MOST) for home in keys.HOMES]
        return [member.decode().partition(":")[2] for answer in await self._server.many(asked) for member in answer]
