"""What the pages share: the store, the way into a conversation's turns, the house's words, the clock."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import jinja2
from msgspec import Struct

from conversations.house import House
from conversations.locales import Voice
from conversations.terms import Terms
from handlers.console.door import Door
from handlers.console.doorkeeper import Doorkeeper
from handlers.console.exporting import Exporter
from handlers.console.listing import Listing
from handlers.console.passwords import Passwords
from handlers.console.render import Static, templates
from handlers.figures.alerts import NORMAL, Bounds
from handlers.own_answers import OwnAnswers
from handlers.ports import Clock
from handlers.sharing import Sharing
from handlers.turns import Turns
from handlers.watch import Watch
from storage.store import Store


class Desk(Struct, kw_only=True):
    """Everything that a page may use. ``kept`` are the retentions as settings say them: a key of words, and days.

    ``hooks_inside``: webhooks may go to this machine and this network.
    """

    store: Store
    turns: Turns
    voice: Voice
    answers: OwnAnswers
    terms: Terms
    house: House
    clock: Clock
    door: Door
    passwords: Passwords
    doorkeeper: Doorkeeper
    static: Static
    templates: jinja2.Environment
    exporter: Exporter
    watch: Watch
    listings: Sharing[Listing]
    kept: tuple[tuple[str, int], ...] = ()
    alert_bounds: Bounds = NORMAL
    hooks_inside: bool = False

    @property
    def zone(self) -> ZoneInfo:
        """Return the insurer's time zone."""
        return self.terms.zone


def open_desk(
    *,
    store: Store,
    turns: Turns,
    voice: Voice,
    answers: OwnAnswers,
    terms: Terms,
    house: House,
    clock: Clock,
    door: Door,
    passwords: Passwords | None = None,
    kept: tuple[tuple[str, int], ...] = (),
    alert_bounds: Bounds = NORMAL,
    hooks_inside: bool = False,
) -> Desk:
    """Set a desk up."""
    compares = passwords or Passwords()
    static = Static()
    return Desk(
        store=store,
        turns=turns,
        voice=voice,
        answers=answers,
        terms=terms,
        house=house,
        clock=clock,
        door=door,
        passwords=compares,
        doorkeeper=Doorkeeper(store, compares, clock),
        static=static,
        templates=templates(static),
        exporter=Exporter(store, terms, clock, house),
        listings=Sharing(),
        watch=Watch(store.together, store.feed, store.rows, clock),
        kept=kept,
        alert_bounds=alert_bounds,
        hooks_inside=hooks_inside,
    )
