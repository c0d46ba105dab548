"""Belum dipahami in a real browser: reached from Ringkasan, assigned, accessible in both sizes and themes."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import expect

from handlers.console.pages.unclear import PATH
from storage.staff import Role
from tests.browser import browser, needs_browser, visit
from tests.console.looks import enter, walk
from tests.console.talk import Customer
from tests.console.team import serve
from tests.console.test_unclear import meaningless

pytestmark = [needs_browser, pytest.mark.browser, pytest.mark.timeout(180)]


async def test_a_message_is_assigned_to_a_wish(tmp_path: Path) -> None:
    """What was assigned says so; a message of hostile words stands there as words."""
    async with serve(tmp_path) as team, browser() as chromium:
        lead, said = await team.signed_in("Budi", Role.LEAD), meaningless(3)
        await Customer(team, "whatsapp", "6284000000831").says(
            "halo", "setuju", said, "<img src=x onerror=alert(1)> qzx"
        )
        async with visit(chromium, "about:blank", 1280, 900) as watched:
            page = watched.page
            await enter(page, lead)
            await page.goto(f"{team.url}/care/figures")
            await page.get_by_role("link", name="Belum dipahami").click()
            row = page.locator("li", has_text=said).last
            await row.get_by_label("Maksud nasabah").select_option("premium")
            await row.get_by_role("button", name="Tetapkan").click()
            await expect(row.locator(".chip.chosen")).to_contain_text("Premi dan pembayaran")
            assert watched.faults == []
        assert await walk(chromium, lead, [PATH]) == []
