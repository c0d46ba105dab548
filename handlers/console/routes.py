"""Routes: each page declares its addresses with the rule of who may use them; without a rule there is no route."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from aiohttp import web
from msgspec import Struct

from handlers.console.rights import Right

if TYPE_CHECKING:
    from handlers.console.visit import Visit

Handler: TypeAlias = "Callable[[Visit], Awaitable[web.StreamResponse]]"


class Gate(StrEnum):
    """A rule that asks for no right: how far the sign-in must be."""

    ANYONE = "anyone"
    CODE = "code"
    ENROL = "enrol"
    SIGNED = "signed"


Rule = Gate | Right


class Route(Struct, frozen=True, kw_only=True):
    """One address. ``idle`` marks what a page asks for by itself (streams, polling): no sign that somebody is there."""

    method: str
    path: str
    may: Rule
    handler: Handler
    idle: bool = False


class Routes:
    """The routes of one page, in its file."""

    def __init__(self) -> None:
        self.routes: list[Route] = []

    def get(self, path: str, *, may: Rule, idle: bool = False) -> Callable[[Handler], Handler]:
        """Declare an address to look at."""
        return self._declare("GET", path, may, idle)

    def post(self, path: str, *, may: Rule, idle: bool = False) -> Callable[[Handler], Handler]:
        """Declare a deed; its form bears the session's token."""
        return self._declare("POST", path, may, idle)

    def _declare(self, method: str, path: str, may: Rule, idle: bool) -> Callable[[Handler], Handler]:
        def declare(handler: Handler) -> Handler:
            self.routes.append(Route(method=method, path=path, may=may, handler=handler, idle=idle))
            return handler

        return declare
