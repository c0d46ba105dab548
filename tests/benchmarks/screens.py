"""Screens: real pages in chromium whose changes are timed by the page itself, on the clock that the inputs are timed by."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Page

from tests.browser import browser

# Each new word of the form "kabar abcdefgh" in the open conversation, and each new number of who waits.
_OBSERVE = """() => {
  window.seen = [];
  const known = new Set();
  const now = () => performance.timeOrigin + performance.now();
  let count = document.querySelector('[data-count="waiting"]').textContent;
  const look = () => {
    const lines = document.querySelector("#lines");
    for (const [word] of (lines ? lines.textContent : "").matchAll(/kabar [a-z]{8}/g)) {
      if (!known.has(word)) { known.add(word); window.seen.push([word, now()]); }
    }
    const fresh = document.querySelector('[data-count="waiting"]').textContent;
    if (fresh !== count) { count = fresh; window.seen.push([`waiting ${fresh}`, now()]); }
  };
  look();
  window.seen.length = 0;
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
}"""


class Screen:
    """One page of the console in a browser."""

    def __init__(self, page: Page) -> None:
        self._page = page

    async def show(self, url: str) -> None:
        """Open an address, wait until it is live, and begin to observe it."""
        await self._page.goto(url)
        await self._page.locator("#live.on").wait_for()
        await self._page.evaluate(_OBSERVE)

    async def seen(self) -> list[tuple[str, float]]:
        """Return what came on the screen, and when (milliseconds since 1970)."""
        return [(str(what), float(at)) for what, at in await self._page.evaluate("window.seen")]


@asynccontextmanager
async def screens(url: str, sessions: list[str]) -> AsyncIterator[list[Screen]]:
    """Open a page for each session, each in a profile of its own."""
    async with browser() as chromium:
        opened = []
        for id in sessions:
            context = await chromium.new_context()
            await context.add_cookies([{"name": "care", "value": id, "url": url}])
            opened.append(Screen(await context.new_page()))
        yield opened
