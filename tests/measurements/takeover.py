"""How long a take-over takes to reach a colleague: from one agent's click to the change of the other one's page.

    python -m tests.measurements.takeover

Two agents sit in browsers of their own at one customer. Twenty times the first takes over and hands back; the second's page
is watched by an observer in it, and both read the clock of this machine. It is printed, not asserted.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
from pathlib import Path

from playwright.async_api import Browser, Page, expect

from storage.staff import Role
from tests.browser import browser
from tests.console.talk import Customer, talking
from tests.console.team import Browser as Signed

TIMES = 20
NOW = "performance.timeOrigin + performance.now()"
# The moment in which the page says who leads, and offers nothing to send with any more.
WATCH = f"""() => {{
  window.seen = 0;
  const observer = new MutationObserver(() => {{
    if (!document.querySelector("#state").textContent.includes("Rina memimpin")) return;
    if (document.querySelector("#composer form")) return;
    window.seen = {NOW};
    observer.disconnect();
  }});
  observer.observe(document.querySelector("main"), {{ subtree: true, childList: true, characterData: true }});
}}"""
CLICK = f"""(button) => {{ const at = {NOW}; button.click(); return at; }}"""


async def measure() -> list[float]:
    """Return the milliseconds of each take-over."""
    with tempfile.TemporaryDirectory() as folder:
        async with talking(Path(folder)) as team, browser() as started:
            customer = Customer(team, "telegram", "5557001")
            await customer.says("halo", "setuju", "2", "group", "petugas", "saya butuh bantuan")
            path = f"{team.url}/care/conversations/{await customer.account()}?queue=all"
            first = await _desk(started, await team.signed_in("Rina", Role.AGENT), path)
            second = await _desk(started, await team.signed_in("Budi", Role.AGENT), path)
            return [await _once(first, second, path) for _ in range(TIMES)]


async def _desk(started: Browser, signed: Signed, path: str) -> Page:
    context = await started.new_context()
    await context.add_cookies([{"name": "care", "value": signed.id, "url": signed.url}])
    page = await context.new_page()
    await page.goto(path)
    await expect(page.locator("#live")).to_have_text("Langsung")
    return page


async def _once(first: Page, second: Page, path: str) -> float:
    await second.evaluate(WATCH)
    clicked = await first.get_by_role("button", name="Ambil alih").evaluate(CLICK)
    async with asyncio.timeout(30):
        while not (seen := await second.evaluate("window.seen")):
            await asyncio.sleep(0.05)
    await first.get_by_role("button", name="Serahkan kembali ke bot").click()
    await expect(second.get_by_role("button", name="Ambil alih")).to_be_visible()
    await first.goto(path)
    await expect(first.locator("#live")).to_have_text("Langsung")
    return float(seen) - float(clicked)


def main() -> None:
    """Measure and print."""
    took = sorted(asyncio.run(measure()))
    print(f"{TIMES} take-overs, click to the colleague's page: median {statistics.median(took):.0f} ms,", end=" ")
    print(f"95th percentile {took[-2]:.0f} ms, longest {took[-1]:.0f} ms")


if __name__ == "__main__":
    main()
