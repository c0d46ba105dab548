"""Hostile text on every page, in a real browser: from every source, in every shape, live and in addresses; nothing runs."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Dialog, Page, Request, expect
from yarl import URL

from tests.browser import Watched, browser, needs_browser, visit
from tests.console.hostile import RUN, SHAPES, SHOWN, House, evil, hostile
from tests.console.looks import enter
from tests.console.pages import addresses, asked, pages
from tests.console.talk import settled

pytestmark = [needs_browser, pytest.mark.browser, pytest.mark.timeout(120), pytest.mark.asyncio(loop_scope="module")]

REPORTS = """
window.reports = [];
window.notices = [];
addEventListener("securitypolicyviolation", (event) => reports.push(`${event.violatedDirective} ${event.sample}`));
window.Notification = class {
  static permission = "granted";
  constructor(...said) { notices.push(JSON.stringify(said)); }
  close() {}
};
Object.defineProperty(document, "hidden", { get: () => true });
"""
# Opens, points at and focuses everything; then tells what stands there that none of our templates wrote.
STIR = """() => {
  for (const one of document.querySelectorAll("details")) one.open = true;
  for (const one of document.querySelectorAll("body *")) {
    one.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
    if (one.matches("a, button, input, select, textarea, summary, [tabindex]")) one.focus({ preventScroll: true });
  }
  document.activeElement.blur();
  const ours = /^(#|[?]|\\/care\\/|\\/sandbox\\/|$)/;
  const strays = "iframe, object, embed, base, style, animate, math, svg script, body script, meta[http-equiv]";
  const found = [...document.querySelectorAll(strays)].map((one) => one.outerHTML);
  for (const one of document.querySelectorAll("*")) {
    for (const { name, value } of one.attributes) {
      const leads = ["href", "src", "action", "formaction", "xlink:href", "srcdoc", "data"].includes(name);
      if (name.startsWith("on") || (leads && !ours.test(value))) found.push(`${one.tagName} ${name}=${value}`);
    }
  }
  const typed = [...document.querySelectorAll("input, textarea, option")].map((one) => one.value + one.textContent);
  return { found, ran: window.pwned ?? null, reports, notices, title: document.title,
           text: [document.body.textContent, document.title, ...typed].join("\\n"),
           wider: document.documentElement.scrollWidth - document.documentElement.clientWidth };
}"""


class Witness:
    """A page that keeps what a browser would tell of an attack: dialogs, windows, requests to elsewhere, reports, faults."""

    def __init__(self, watched: Watched, url: str) -> None:
        self.page = watched.page
        self.said = ""
        self.told: list[str] = watched.faults
        self._origin = URL(url).origin()
        self.page.on("dialog", self._dialog)
        self.page.on("request", self._request)
        self.page.context.on("page", lambda page: self.told.append(f"a window: {page.url}"))

    async def looks(self, at: str) -> list[str]:
        """Stir what is shown; return all that is wrong with it."""
        seen: dict[str, Any] = await self.page.evaluate(STIR)
        self.said += seen["text"]
        # What an address asked for and is not there is answered 4xx: the browser says so in its console.
        told = [one for one in self.told if "responded with a status of 4" not in one]
        self.told.clear()
        wrong = [*seen["found"], *seen["reports"], *told]
        wrong += [f"a notification: {one}" for one in seen["notices"] if RUN in one]
        if seen["ran"] or "49" in seen["title"]:
            wrong.append(f"it ran: {seen['ran']} {seen['title']}")
        if seen["wider"] > 0:
            wrong.append(f"{seen['wider']} px wider than its window")
        return [f"{at}: {one[:200]}" for one in wrong]

    async def _dialog(self, dialog: Dialog) -> None:
        self.told.append(f"a dialog: {dialog.message}")
        await dialog.dismiss()

    def _request(self, request: Request) -> None:
        if URL(request.url).scheme != "data" and URL(request.url).origin() != self._origin:
            self.told.append(f"a request to {request.url}")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """Serve a console that is full of it."""
    async with hostile(tmp_path_factory.mktemp("hostile")) as filled:
        yield filled


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def started() -> AsyncIterator[Browser]:
    """Start one browser for all."""
    async with browser() as one:
        yield one


@pytest_asyncio.fixture(loop_scope="module")
async def witness(started: Browser, house: House) -> AsyncIterator[Witness]:
    """Open a page whose reader is signed in."""
    async with visit(started, "about:blank", width=320) as watched:
        await watched.page.context.add_init_script(REPORTS)
        await enter(watched.page, house.admin)
        yield Witness(watched, house.team.url)


async def test_text_from_every_source_stays_text_on_every_page(house: House, witness: Witness) -> None:
    """Each page of the router shows each source as it was written, revealed fields too; the policy is never asked."""
    wrong = []
    for path in [*await pages(house.admin, house.examples), *await _revealed(house), "/sandbox/"]:
        await witness.page.goto(house.team.url + path)
        if path == "/sandbox/":
            await expect(witness.page.get_by_text("caption:").first).to_be_attached()
        wrong += await witness.looks(path)
    assert wrong == []
    assert [source for source in SHOWN if f"{source}: <script>" not in witness.said] == []


async def test_text_in_an_address_stays_text(house: House, witness: Witness) -> None:
    """Whatever name a page reads from its address, with every shape in all of them; and what was searched for."""
    wrong = []
    for place, path in enumerate([*addresses(house.examples), "/care/"]):
        # A view and a search that are none are answered 404: they would hide the others, and have their own turn.
        query = {
            name: SHAPES[(place + at) % len(SHAPES)] for at, name in enumerate(asked()) if name not in ("view", "s")
        }
        if path.endswith((".csv", "/file")):
            continue
        await witness.page.goto(str(URL(house.team.url + path).update_query(query)))
        wrong += await witness.looks(path)
    every = " ".join(SHAPES)
    nowhere = [str(URL("/care/figures").with_query(view=every)), str(URL("/care/conversations") / every)]
    for path in [*nowhere, *await _searches(house)]:
        await witness.page.goto(house.team.url + path)
        wrong += await witness.looks(path)
    assert wrong == []


async def test_text_that_arrives_while_a_page_is_open_stays_text(house: House, witness: Witness) -> None:
    """Each shape as a message of its own, in the open conversation, the list, the title and the notifications."""
    page, wrong = witness.page, []
    await page.goto(f"{house.team.url}/care/conversations/{house.accounts[0]}?queue=mine")
    await expect(page.locator("#live")).to_have_class("live on")
    for place, shape in enumerate(SHAPES):
        await house.customer.says(f"live {place} {shape}")
        await expect(page.locator("#lines")).to_contain_text(f"live {place} ")
        wrong += await witness.looks(shape)
    await settled(house.team)
    await _chosen(page)
    wrong += await witness.looks("a ready reply")
    assert wrong == []
    assert await page.locator("#lines .customer").count() > len(SHAPES)
    assert evil("agent")[:3_900] in house.customer.heard, "what an agent writes arrives as it was written"


async def _chosen(page: Page) -> None:
    """Take a ready reply, whose list is open: its text goes into the field, as it is."""
    await page.locator(".ready a").first.click()
    await expect(page.locator("#text")).to_have_value(evil("ready"))


async def _searches(house: House) -> list[str]:
    """Return the addresses of what was searched for, each shape."""
    await house.admin.get("/care/search")
    return [(await house.admin.post("/care/search", text=shape[:100])).location for shape in SHAPES]


async def _revealed(house: House) -> Iterable[str]:
    """Return the addresses that show one field each in clear."""
    reference = house.references[1]
    account = (await house.team.store.chats.references())[reference]
    places: list[tuple[str, tuple[str, ...]]] = [(f"/care/requests/{reference}", ("holder", "policy", "email"))]
    places += [
        (f"/care/conversations/{account}", ("contact",)),
        (f"/care/conversations/{house.accounts[0]}", ("holder",)),
    ]
    found = []
    for path, fields in places:
        await house.admin.get(path)
        for field in fields:
            found.append((await house.admin.post(f"{path}/reveal", field=field, reason="call")).location)
    return found
