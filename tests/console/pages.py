"""Every page of the console, made from the router, with the states that an address can ask for: a new page is among them."""

from __future__ import annotations

import re
from pathlib import Path

from handlers.console.index import all_routes
from handlers.console.pages.conversations import QUEUES
from handlers.console.pages.figures import VIEWS
from handlers.console.pages.requests import TABS
from handlers.console.routes import Gate, Route
from tests.console.team import Browser

CONSOLE = Path(__file__).parents[2] / "handlers" / "console"
STATES: dict[str, tuple[str, ...]] = {
    "/conversations": tuple(f"?queue={queue}" for queue in QUEUES),
    "/requests": tuple(f"?tab={tab}" for tab in TABS),
    "/figures": (*(f"?days=30&view={view}" for view in VIEWS), "?from=2020-01-01&to=2020-01-02"),
    "/figures/behind/linked": ("?days=30", "?from=2020-01-01&to=2020-01-02"),
    "/audit": ("", "?subject=nobody-at-all"),
    "/settings/texts": ("", "?edit={canned}"),
    "/settings/answers": ("", "?edit=premium"),
    "/seconds/ask/erase": ("?account={account}",),
}
DOORS = {Gate.ANYONE, Gate.CODE, Gate.ENROL}  # what is seen before one is in


def shown() -> tuple[Route, ...]:
    """Return the routes that somebody looks at: not what pages ask for by themselves, not what comes before the sign-in."""
    return tuple(route for route in all_routes() if route.method == "GET" and not route.idle and route.may not in DOORS)


def doors() -> tuple[Route, ...]:
    """Return the steps of the sign-in."""
    found = (route for route in all_routes() if route.method == "GET" and route.may in DOORS)
    return tuple(route for route in found if not route.path.startswith("/static/"))


def addresses(examples: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the address of every page and state. ``examples`` has what stands for each part, by the route or by its name.

    Raises KeyError where a page has a part that nothing stands for: give it an example.
    """
    found: list[str] = []
    for route in shown():
        for path in _filled(route.path, examples):
            states = STATES.get(path, STATES.get(route.path, ("",)))
            found += [f"/care{path}{_filled(state, examples)[0]}" for state in states]
    return tuple(found)


async def pages(browser: Browser, examples: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the addresses that answer this member with a page: no files, and nothing that only leads elsewhere."""
    found = []
    for address in addresses(examples):
        answer = await browser.get(address)
        assert answer.status in (200, 303), f"{address}: {answer.status}"
        if answer.status == 200 and answer.headers["Content-Type"].startswith("text/html"):
            found.append(address)
    return tuple(found)


def asked() -> tuple[str, ...]:
    """Return every name that a page reads from its address."""
    texts = [file.read_text() for file in sorted(CONSOLE.rglob("*.py"))]
    return tuple(sorted({name for text in texts for name in re.findall(r"""query(?:\.get)?\(["'](\w+)""", text)}))


def _filled(path: str, examples: dict[str, tuple[str, ...]]) -> list[str]:
    """Return a path with each example in the place of its part."""
    found = re.search(r"\{(\w+)\}", path)
    if not found:
        return [path]
    values = examples[path] if path in examples else examples[found[1]]
    return [path.replace(found[0], value) for value in values]
