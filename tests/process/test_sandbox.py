"""The product without a setting, in a real browser: walks A, B and C on both phones, and what a restart keeps."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser import browser, needs_browser, visit
from tests.process.world import Process, polisbot

pytestmark = [needs_browser, pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(180)]
expect.set_options(timeout=15_000)

DATE = "17-08-1990"
# Few messages, because a customer who writes 21 in ten seconds is silenced, here as everywhere.
A = ("individu", f"00012345 / {DATE}", "ya", "sms")
B = ("group", f"00012345 / 87654321 / {DATE}", "ya")
C = ("dplk", f"00012345 / 87654321 / {DATE}", "ya", "email")
ENDS = {"A": "Permintaan akses Polis Anda akan diproses", "B": "00012345 (Group)", "C": "00012345 (DPLK)"}
NAMES = {"telegram": "Telegram", "whatsapp": "WhatsApp"}


class OnPhone:
    """A customer at one of the page's phones."""

    def __init__(self, page: Page, channel: str) -> None:
        self._page = page
        self._entry = page.get_by_label(f"Ketik pesan {NAMES[channel]}")
        self.thread: Locator = page.get_by_role("log", name=f"Percakapan {NAMES[channel]}")

    async def says(self, text: str) -> None:
        """Type, send, and wait until the bot has answered."""
        answers = self.thread.locator(".row:not(.mine)")
        before = await answers.count()
        await self._entry.fill(text)
        await self._entry.press("Enter")
        await expect(answers.nth(before)).to_be_visible()

    async def walks(self, walk: tuple[str, ...]) -> None:
        """Enter everything, take the code from the inbox, and type it."""
        codes = self._page.locator("#letters .code")
        before = await codes.count()
        for text in ("tambah polis", *walk):
            await self.says(text)
        await expect(codes).to_have_count(before + 1)
        await self.says(await codes.locator("b").first.inner_text())


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Process]:
    """Run the product as a newcomer does, but at a free port."""
    process = await Process(tmp_path, {"PORT": "0"}).start()
    yield process
    await process.stop()


async def test_all_walks_on_both_phones_and_once_more(running: Process, tmp_path: Path) -> None:
    """Every type is linked or asked for on each phone; a decision by command arrives; a restart keeps it all."""
    async with browser() as started, visit(started, f"{running.url}/sandbox/") as watched:
        phones = {channel: OnPhone(watched.page, channel) for channel in NAMES}
        for phone in phones.values():
            await phone.says("halo")
            await phone.says("setuju")
            for name, walk in (("A", A), ("B", B), ("C", C)):
                await phone.walks(walk)
                await expect(phone.thread.get_by_text(ENDS[name]).last).to_be_visible()
        listed = await polisbot(tmp_path, "requests", "list")
        references = re.findall(r"PL-\w{8}", listed)
        assert len(references) == 2
        assert "JANE" not in listed
        for reference in references:
            await polisbot(tmp_path, "requests", "approve", reference)
        for phone in phones.values():
            await expect(phone.thread.get_by_text("sudah disetujui").last).to_be_visible()
        assert watched.faults == []
    assert await running.stop() == 0
    again = await Process(tmp_path, {"PORT": "0"}).start()
    async with browser() as started, visit(started, f"{again.url}/sandbox/") as watched:
        for channel in NAMES:
            phone = OnPhone(watched.page, channel)
            await phone.says("menu")
            await expect(phone.thread.get_by_text("Polis aktif: 00012345 (Group)").last).to_be_visible()
    assert await again.stop() == 0


async def test_the_walks_can_be_shown_five_times(running: Process, tmp_path: Path) -> None:
    """Starting afresh releases what the customer before had, also after a restart: no policy runs out of accounts."""
    process = running
    for turn in range(5):
        channel = "telegram" if turn % 2 else "whatsapp"
        async with browser() as started, visit(started, f"{process.url}/sandbox/") as watched:
            phone = OnPhone(watched.page, channel)
            await phone.says("halo")
            await phone.says("setuju")
            for name, walk in (("A", A), ("C", C)):
                await phone.walks(walk)
                await expect(phone.thread.get_by_text(ENDS[name]).last).to_be_visible()
            if turn == 2:
                assert await process.stop() == 0
                process = await Process(tmp_path, {"PORT": "0"}).start()
                await watched.page.goto(f"{process.url}/sandbox/")
            await watched.page.locator(".afresh summary").click()
            await watched.page.get_by_role("button", name="Ya, mulai dari awal").click()
            await expect(phone.thread.locator(".row")).to_have_count(0)
    assert "No request waits." in await polisbot(tmp_path, "requests", "list")
    assert await process.stop() == 0


async def test_an_unknown_request_is_told(tmp_path: Path) -> None:
    """A number that is none, or nobody's, ends the command with a sentence."""
    for reference in ("PL-00000000", "nonsense"):
        told = await polisbot(tmp_path, "requests", "approve", reference, status=1)
        assert told == f"There is no request {reference.upper()}.\n"


async def test_the_addresses_stand_at_the_end_of_a_small_terminal(running: Process) -> None:
    """The first start says its sign-in, the samples and both addresses, these last, within 24 lines of 80 columns."""
    assert await running.stop() == 0
    before, addresses, logged = running.output.partition("Polis Bot runs. Open")
    assert "name admin, password" in before
    assert all(place in logged for place in ("/sandbox/", "/care/"))
    start = f"{before}{addresses}{logged.partition('stopping')[0]}".splitlines()
    assert sum(-(-len(line) // 80) or 1 for line in start) < 24
