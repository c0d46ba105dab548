"""Jawaban in a real browser: previewed, saved and reset, accessible in both sizes and themes."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import expect

from storage.staff import Role
from tests.browser import browser, needs_browser, visit
from tests.console.looks import enter, walk
from tests.console.team import serve

pytestmark = [needs_browser, pytest.mark.browser, pytest.mark.timeout(180)]
PATH = "/care/settings/answers"


async def test_an_answer_is_changed_previewed_and_reset(tmp_path: Path) -> None:
    """What is typed shows as the customer reads it before it holds; the list says whose words they are."""
    async with serve(tmp_path) as team, browser() as chromium:
        lead = await team.signed_in("Budi", Role.LEAD)
        async with visit(chromium, "about:blank", 1280, 900) as watched:
            page = watched.page
            await enter(page, lead)
            await page.goto(team.url + PATH)
            await page.get_by_role("link", name="Ubah Premi dan pembayaran").click()
            await page.get_by_label("Teks bahasa Indonesia").fill("Cek di {site}.")
            await page.get_by_role("button", name="Pratinjau").click()
            await expect(page.locator(".preview .bubble").first).to_have_text("Cek di generali.co.id.")
            await expect(page.get_by_label("Teks bahasa Indonesia")).to_have_value("Cek di {site}.")
            await page.get_by_role("button", name="Simpan").click()
            row = page.locator("li", has=page.get_by_role("heading", name="Premi dan pembayaran"))
            await expect(row.locator(".bubble")).to_have_text("Cek di generali.co.id.")
            await expect(row.locator(".chip")).to_have_text("diubah")
            await row.get_by_role("link").click()
            await page.get_by_label("Teks bahasa Inggris").fill("Tell me {name}")
            await page.get_by_role("button", name="Simpan").click()
            await expect(page.get_by_role("alert")).to_contain_text("isian yang tidak dikenal")
            await page.get_by_role("button", name="Kembalikan ke bawaan").click()
            await expect(row.locator(".chip")).to_have_text("bawaan")
            assert [fault for fault in watched.faults if "422" not in fault] == []
        assert await walk(chromium, lead, [PATH, f"{PATH}?edit=trust"]) == []
