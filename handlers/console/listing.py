"""A queue's page as it was read: once for all who ask for it at the same time, and said once for all who see the same."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable

from markupsafe import Markup

from handlers.console.around import names_of
from handlers.console.masked import masked_preview
from handlers.console.traits import initials, kind_of, leader_of, step_of
from storage.rows import Page, Place
from storage.store import Store

LOOKS = {
    "initials": initials,
    "kind_of": kind_of,
    "step_of": step_of,
    "leader_of": leader_of,
    "preview": masked_preview,
}


class Listing:
    """A page of a queue, and the team's names as of then."""

    def __init__(self, page: Page, names: dict[str, str]) -> None:
        self.page = page
        self.names = names
        self._accounts = {row.place.account for row in page.rows}
        self._said: dict[Hashable, str] = {}

    @property
    def next(self) -> str:
        """Return from where the next page goes on, as an address bears it ("": this is the last)."""
        place = self.page.next
        return f"{place.at}.{place.account}" if place else ""

    def rows(self, render: Callable[..., str], language: str, queue: str, chosen: str) -> Markup:
        """Return the rows as HTML, with the chosen one marked; ``render`` makes a template's in this language."""
        values = {"rows": self.page.rows, "queue": queue, "chosen": chosen, "names": self.names, **LOOKS}
        key = (language, queue, self.marked(chosen))
        return Markup(self.once(key, lambda: render("chats_rows.html", **values)))  # escaped by the template

    def marked(self, chosen: str) -> str:
        """Return the chosen account if a row of this page is marked by it."""
        return chosen if chosen in self._accounts else ""

    def once(self, key: Hashable, say: Callable[[], str]) -> str:
        """Say something of this page once for all who are to read the very same."""
        if key not in self._said:
            self._said[key] = say()
        return self._said[key]


async def read_listing(store: Store, queue: str, agent: str, after: Place | None) -> Listing:
    """Read a page of a queue; ``agent`` (an id) is whose conversations the queue "mine" lists."""
    page, members = await asyncio.gather(_page(store, queue, agent, after), store.staff.all())
    return Listing(page, names_of(members))


async def _page(store: Store, queue: str, agent: str, after: Place | None) -> Page:
    match queue:
        case "mine":
            return await store.rows.driven(agent, after)
        case "bot":
            return await store.rows.bots(after)
        case "all":
            return await store.rows.all(after)
    return await store.rows.waiting(after)
