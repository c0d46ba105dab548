"""Finding: words by which a chat is found again, kept as blind indexes in the chat's own partition.

A look-up counts the words in all partitions in one go, and then reads only where all of them are, only the rarest of them,
and only until there are enough. The words of a chat are so in the slot that its commit writes: a crash or a refused commit
leaves none behind and loses none, and an erasure clears them in its own script. An index by word in slots of its own would
answer in one read, but would have to be kept in step with commits elsewhere.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

from msgspec import Struct

from conversations.chat import Chat
from conversations.finding import Query
from conversations.references import home as partition_of
from storage import keys
from storage.aliases import STRONGEST, Aliases
from storage.chats import Chats, Line, opened_lines
from storage.keys import Home
from storage.rows import Place, Row, Rows
from storage.server import Server
from storage.vault import Vault
from storage.words import indexed

MOST = 200  # chats of one word and partition that are looked at
AT_FIRST = 16  # partitions that are read at first; more of them where these have too few


class Hit(Struct, frozen=True):
    """The last line of a conversation in which a text was found, and its words as the reader sees them."""

    row: Row
    line: Line
    words: str


class Finder:
    """Finds chats. Raises StoreDown."""

    def __init__(self, server: Server, vault: Vault, chats: Chats, aliases: Aliases, rows: Rows) -> None:
        self._server = server
        self._vault = vault
        self._chats = chats
        self._aliases = aliases
        self._rows = rows

    async def exact(self, query: Query, most: int = MOST) -> tuple[str, ...]:
        """Return the accounts that a name, a number, a request or an id leads to; of words so many at least, if there are."""
        found = await asyncio.gather(
            self._requested(query.reference),
            self._known_as(query),
            *(self._worded(words, most) for words in query.words),
        )
        return tuple(dict.fromkeys(account for accounts in found for account in accounts))

    async def scan(
        self, text: str, words_of: Callable[[Chat, Line], str], after: Place | None
    ) -> AsyncIterator[tuple[list[Hit], int, Place | None]]:
        """Look for a text in what was said, the latest conversations first, a page of them at a time.

        ``words_of`` returns a line's words as the reader sees them. Only there is the text looked for: an answer that
        depended on what a mask hides would tell it.

        Yields what a page had, how many conversations it was, and from where to go on (None: all were looked at).
        """
        wanted = text.casefold()
        while True:
            page = await self._rows.all(after)
            hits = []
            for row, lines in zip(page.rows, await self._transcripts(page.rows), strict=True):
                ours = (line for line in reversed(lines) if line.at >= row.chat.since)  # not an earlier holder's
                seen = (Hit(row, line, words_of(row.chat, line)) for line in ours)
                hits += [hit for hit in seen if wanted in hit.words.casefold()][:1]
            yield hits, len(page.rows), page.next
            if page.next is None:
                return
            after = page.next

    async def _transcripts(self, rows: tuple[Row, ...]) -> list[list[Line]]:
        homes = [(row.place.account, keys.home(row.place.account)) for row in rows]
        wrapped = [("GET", home.key(account)) for account, home in homes]
        items = [("LRANGE", home.lines(account), 0, -1) for account, home in homes]
        answers = await self._server.many([*wrapped, *items])
        return [
            self._opened(home.key(account), key, home.lines(account), turns)
            for (account, home), key, turns in zip(homes, answers[: len(homes)], answers[len(homes) :], strict=True)
        ]

    def _opened(self, name: str, wrapped: bytes | None, lines: str, turns: list[bytes]) -> list[Line]:
        if wrapped is None:
            return []  # erased since the page was read
        key = self._vault.known(name, wrapped)
        return [line for turn in turns for line in opened_lines(key, lines, turn)]

    async def _requested(self, reference: str) -> list[str]:
        number = partition_of(reference) if reference else None
        account = None if number is None else await self._chats.find(reference, number)
        return [account] if account else []

    async def _known_as(self, query: Query) -> list[str]:
        names = [keys.alias(self._vault.blind(name, id)) for id in query.ids for name in STRONGEST]
        led = [account.decode() for account in await self._server.many([("GET", name) for name in names]) if account]
        accounts = [*filter(None, (query.account,)), *(self._aliases.telegram(id) for id in query.ids), *led]
        there = await self._server.many([("EXISTS", keys.home(account).chat(account)) for account in accounts])
        return [account for account, is_there in zip(accounts, there, strict=True) if is_there]

    async def _worded(self, words: tuple[str, ...], most: int) -> list[str]:
        if not words:
            return []
        names = [indexed(self._vault, word) for word in words]
        places = await self._with_all(names)
        found: list[str] = []
        start, width = 0, AT_FIRST
        while start < len(places) and len(found) < most:
            found += await self._in(places[start : start + width], names)
            start, width = start + width, 4 * width
        return found

    async def _with_all(self, names: list[str]) -> list[tuple[Home, str]]:
        """Return the partitions that have all these words, each with the rarest of them there."""
        asked = [("ZLEXCOUNT", home.index, *_span(name)) for home in keys.HOMES for name in names]
        counts = iter(await self._server.many(asked))
        by_home = [(home, [(int(next(counts)), name) for name in names]) for home in keys.HOMES]
        return [(home, min(here)[1]) for home, here in by_home if min(here)[0]]

    async def _in(self, places: list[tuple[Home, str]], names: list[str]) -> list[str]:
        answers = await self._server.many(
            [("ZRANGEBYLEX", home.index, *_span(rarest), "LIMIT", 0, MOST) for home, rarest in places]
        )
        pairs = [
            (home, rarest, member.decode().partition(":")[2])
            for (home, rarest), answer in zip(places, answers, strict=True)
            for member in answer
        ]
        others = [[name for name in names if name != rarest] for _, rarest, _ in pairs]
        asked = [
            ("ZSCORE", home.index, f"{name}:{account}")
            for (home, _, account), left in zip(pairs, others, strict=True)
            for name in left
        ]
        scores = iter(await self._server.many(asked))
        return [
            account
            for (_, _, account), left in zip(pairs, others, strict=True)
            if None not in [next(scores) for _ in left]
        ]


def _span(name: str) -> tuple[str, str]:
    """Return from where to where a word's members lie, as Redis's lexical ranges say it."""
    return f"[{name}:", f"({name};"
