"""How pages are looked at: every size and theme, axe without a violation, nothing refused by the page's own policy."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser as Chromium
from playwright.async_api import Page

from tests.browser import Watched, visit
from tests.console.team import Browser

SIZES = {"desktop": (1440, 900), "phone": (390, 844)}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES = {"light": TAGS, "dark": ["color-contrast", "link-in-text-block"]}  # a theme changes colours alone
AXE = """(rules) => axe.run(document, { runOnly: rules, resultTypes: ["violations"] }).then(({ violations }) =>
  violations.flatMap((one) => one.nodes.map((node) => `${one.id} ${node.html.slice(0, 140)}`)))"""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


async def walk(chromium: Chromium, signed: Browser, paths: Sequence[str], pictures: Path | None = None) -> list[str]:
    """Look at pages in both sizes and themes; return every fault, with its page."""
    faults = []
    for size, (width, height) in SIZES.items():
        async with visit(chromium, "about:blank", width, height) as watched:
            await enter(watched.page, signed)
            for path in paths:
                await watched.page.goto(signed.url + path)
                faults += await seen(watched, f"{path} {size}", pictures)
    return faults


async def seen(watched: Watched, name: str, pictures: Path | None = None) -> list[str]:
    """Look at what a page shows now, in both themes; return its faults."""
    page, faults = watched.page, []
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(Axe().axe_script)
    for theme, rules in RULES.items():
        await page.emulate_media(color_scheme="dark" if theme == "dark" else "light", reduced_motion="reduce")
        faults += [f"{name} {theme}: {fault}" for fault in await page.evaluate(AXE, rules)]
        if pictures:
            await page.screenshot(path=pictures / f"{_file(name)}-{theme}.png")
    if (wider := await page.evaluate(WIDER)) > 0:
        faults.append(f"{name} is {wider} px wider than its window")
    # What is refused, not there, or away is what some states are about.
    faults += [f"{name}: {fault}" for fault in watched.faults if "the server responded with a status of" not in fault]
    watched.faults.clear()
    return faults


async def enter(page: Page, signed: Browser) -> None:
    """Give the page the session of a member who signed in."""
    await page.context.add_cookies([{"name": "care", "value": signed.id, "url": signed.url}])


def _file(name: str) -> str:
    kept = name.removeprefix("/care/").replace("?", "-").replace("&", "-").replace("/", "-").replace(" ", "-")
    return f"{kept[:40]}{kept[-14:]}" if len(kept) > 60 else kept or "home"
