"""A member of the team at a browser of their own, and customers who wait for them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, Page, expect

from tests.browser import Watched
from tests.console.talk import Customer
from tests.console.team import Browser as Signed
from tests.console.team import Team


@asynccontextmanager
async def seat(started: Browser, signed: Signed, url: str = "", width: int = 1440) -> AsyncIterator[Watched]:
    """Sit down at a desk of one's own, signed in."""
    context = await started.new_context(viewport={"width": width, "height": 900})
    page = await context.new_page()
    await enter(page, signed, url)
    try:
        yield Watched(page)
    finally:
        await context.close()


async def enter(page: Page, signed: Signed, url: str = "") -> None:
    """Give the page's browser somebody's session."""
    await page.context.add_cookies([{"name": "care", "value": signed.id, "url": url or signed.url}])


async def waits(team: Team, number: str) -> tuple[Customer, str]:
    """Let a customer ask for a person; return them, and where their conversation is."""
    customer = Customer(team, "telegram", number)
    await customer.says("halo", "setuju", "2", "group", "petugas", "saya butuh bantuan")
    return customer, f"/care/conversations/{await customer.account()}?queue=all"


async def is_live(page: Page) -> None:
    """Wait until the page is told what happens."""
    await expect(page.locator("#live")).to_have_text("Langsung")
