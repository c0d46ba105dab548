"""A real browser for tests: Debian's chromium under Playwright, or a stated reason why there is none."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, ViewportSize, async_playwright

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
CHROMIUM = shutil.which("chromium")
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on the path: the browser tests need one")


class Watched:
    """A page whose console errors, uncaught errors and security-policy violations are kept in ``faults``."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.faults: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"uncaught: {error}"))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(f"{message.type}: {message.text}")


@asynccontextmanager
async def browser() -> AsyncIterator[Browser]:
    """Start chromium and end it afterwards."""
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        try:
            yield started
        finally:
            await started.close()


@asynccontextmanager
async def visit(started: Browser, url: str, width: int = 1440, height: int = 900) -> AsyncIterator[Watched]:
    """Open ``url`` in a fresh profile at a size in CSS pixels."""
    context: BrowserContext = await started.new_context(viewport=ViewportSize(width=width, height=height))
    watched = Watched(await context.new_page())
    try:
        await watched.page.goto(url)
        yield watched
    finally:
        await context.close()
