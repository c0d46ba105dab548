"""The bad days that the page offers: each order by name, where it applies, and what it makes a stand-in do."""

from __future__ import annotations

from msgspec import Struct

from handlers.sandbox.inbox import InboxTrouble
from handlers.sandbox.registry import RegistryTrouble
from handlers.sandbox.trouble import Trouble


class Order(Struct, frozen=True):
    """One order: sets ``field`` of the trouble at one of ``places`` to ``value``; withdrawn, the field is 0 again."""

    name: str
    places: tuple[str, ...]
    field: str
    value: int | float | bool


CHATS = ("telegram", "whatsapp")
PLACES = (*CHATS, "inbox", "registry")
Troubles = Trouble | InboxTrouble | RegistryTrouble
ORDERS = (
    Order("flood", CHATS, "flood", 3),
    Order("fail", CHATS, "fail", 2),
    Order("lose", CHATS, "lose", 1),
    Order("slow", CHATS, "delay", 3.0),
    Order("twice", CHATS, "duplicate", 1),
    Order("batch", CHATS, "batch", 3),
    Order("blocked", CHATS, "blocked", True),
    Order("shut", ("whatsapp",), "shut", True),
    Order("refuse", ("inbox",), "refuse", 1),
    Order("unsure", ("inbox",), "unsure", 1),
    Order("late", ("inbox",), "delay", 8.0),
    Order("away", ("registry",), "away", True),
)


def orders_at(place: str) -> tuple[Order, ...]:
    """Return the orders that can be given at ``place`` (telegram, whatsapp, inbox, registry)."""
    return tuple(order for order in ORDERS if place in order.places)


def give(trouble: Troubles, place: str, name: str, on: bool) -> bool:
    """Give or withdraw the order ``name``; return whether there is such an order at ``place``."""
    for order in orders_at(place):
        if order.name == name:
            nothing = type(order.value)()
            setattr(trouble, order.field, order.value if on else nothing)
            return True
    return False


def given(trouble: Troubles, place: str) -> tuple[str, ...]:
    """Return the names of the orders that still hold at ``place``."""
    return tuple(order.name for order in orders_at(place) if getattr(trouble, order.field))
