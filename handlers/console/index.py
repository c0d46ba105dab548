"""The index of the console's pages, one line each."""

from __future__ import annotations

from handlers.console.pages import (
    answers,
    audit,
    behind,
    conversations,
    driving,
    exports,
    figures,
    keys,
    live,
    me,
    requests,
    search,
    seconds,
    signin,
    staff,
    statics,
    stay,
    system,
    texts,
    unclear,
)
from handlers.console.routes import Route

PAGES = (
    statics,
    signin,
    stay,
    conversations,
    driving,
    live,
    search,
    requests,
    seconds,
    figures,
    unclear,
    behind,
    exports,
    audit,
    texts,
    answers,
    staff,
    system,
    me,
    keys,
)


def all_routes() -> tuple[Route, ...]:
    """Return every route of every page."""
    return tuple(route for page in PAGES for route in page.routes.routes)
