"""How pages are looked at: every size and theme, axe without a violation, nothing refused by the page's own policy."""

from __future__ import annotations

from pathlib import Path

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser as Chromium
from playwright.async_api import Page

from tests.browser import Watched, visit
from tests.console.team import Browser

SIZES = {"desktop": (1440, 900), "phone": (390, 844)}
THEMES = ("light", "dark")


async def look(chromium: Chromium, signed: Browser, path: str, pictures: Path | None = None) -> None:
    """Open a page in both sizes and themes; it has no fault that axe finds, and scrolls nowhere sideways."""
    for size, (width, height) in SIZES.items():
        async with visit(chromium, "about:blank", width, height) as watched:
            await enter(watched.page, signed)
            for theme in THEMES:
                await _look(watched, signed.url + path, theme, size, pictures)


async def enter(page: Page, signed: Browser) -> None:
    """Give the page the session of a member who signed in."""
    await page.context.add_cookies([{"name": "care", "value": signed.id, "url": signed.url}])


async def _look(watched: Watched, url: str, theme: str, size: str, pictures: Path | None) -> None:
    page = watched.page
    await page.emulate_media(color_scheme="dark" if theme == "dark" else "light", reduced_motion="reduce")
    await page.goto(url)
    if pictures:
        name = url.partition("/care/")[2].replace("/", "-").replace("?", "-").replace("&", "-") or "home"
        name = name.partition("=")[0] if len(name) > 60 else name
        await page.screenshot(path=pictures / f"{name}-{size}-{theme}.png", full_page=True)
    found = await Axe().run(page)
    assert found.violations_count == 0, f"{url} {size} {theme}\n{found.generate_report()}"
    assert watched.faults == []
    wider = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 0, f"{url} is {wider} px wider than the {size}"
