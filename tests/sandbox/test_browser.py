"""The sandbox in a real browser: typed into, tapped by keyboard, live, harmless to hostile text, narrow, readable."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, expect

from conversations.messages import Button, Letter, Text
from handlers.sandbox.stage import Command, House
from tests.browser import Watched, browser, needs_browser, visit
from tests.sandbox.fakes import Set, build, serve

pytestmark = [needs_browser, pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

EVIL = "<img src=x onerror=\"document.title='pwned'\"><script>document.title='pwned'</script>{{7*7}}"
BUTTONS = (Button("n:email", "Email"), Button("n:sms", "SMS"))
ROWS = tuple(Button(f"n:{name}", name.title(), f"Tentang {name}") for name in ("individu", "group", "dplk", "bantuan"))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def started() -> AsyncIterator[Browser]:
    """Start one browser for all tests of this file; each visits in a profile of its own."""
    async with browser() as one:
        yield one


@asynccontextmanager
async def _open(started: Browser, stage: Set, width: int = 1440) -> AsyncIterator[Watched]:
    async with serve(stage), visit(started, f"{stage.url}/sandbox/", width) as watched:
        await expect(watched.page.locator("#live.on")).to_be_visible()
        yield watched


async def _fill(stage: Set) -> None:
    for stand_in, address in ((stage.telegram, "t1"), (stage.whatsapp, "w1")):
        await stand_in.say(address, "00012345")
        await stand_in.photo(address, "kartu")
        await stand_in.voice(address)
        erased = await _said(stand_in.say, stage, address)
        stand_in.phone(address).change(erased, erased=True, text="")
        stand_in.answer(address, "Metode Verifikasi\n1. Email\n2. SMS", *BUTTONS, footer="Berizin dan diawasi oleh OJK")
        stand_in.answer(address, "Pilih jenis", *ROWS, list_button="Pilih Jenis")
        stand_in.phone(address).change(erased, note="Pilihan itu sudah tidak berlaku.")
        stand_in.phone(address).work(True)
    await stage.inbox.mail(Letter(to="jane.railey@example.com", subject="Kode OTP", text="Kode: 000123", html=""))
    await stage.inbox.text(Text(to="+628400000001", text="Gen iClick: 730418 kode OTP"))


async def _said(say: Callable[[str, str], Awaitable[None]], stage: Set, address: str) -> str:
    await say(address, "123456")
    phones = {**stage.telegram.phones, **stage.whatsapp.phones}
    return list(phones[address].bubbles)[-1]


async def test_what_is_typed_is_sent_and_answered_live(started: Browser) -> None:
    """Enter sends; the answer appears without a reload; the line break of Shift+Enter stays."""
    stage = build()
    async with _open(started, stage) as watched:
        page = watched.page
        entry = page.get_by_label("Ketik pesan Telegram")
        await entry.fill("Halo")
        await entry.press("Enter")
        assert await stage.telegram.deeds(1) == [("say", "Halo")]
        await expect(entry).to_have_value("")
        stage.telegram.answer("t1", "Halo, ini layanan chat resmi.")
        thread = page.get_by_role("log", name="Percakapan Telegram")
        await expect(thread.get_by_text("Halo, ini layanan chat resmi.")).to_be_visible()
        await expect(thread).to_have_attribute("aria-live", "polite")
        await entry.press_sequentially("satu")
        await entry.press("Shift+Enter")
        await entry.press_sequentially("dua")
        await entry.press("Enter")
        assert (await stage.telegram.deeds(2))[-1] == ("say", "satu\ndua")
        assert watched.faults == []


async def test_messages_arrive_in_the_order_in_which_they_were_typed(started: Browser) -> None:
    """Quick typing is not reordered on its way."""
    stage = build()
    async with _open(started, stage) as watched:
        entry = watched.page.get_by_label("Ketik pesan WhatsApp")
        for number in range(12):
            await entry.fill(str(number))
            await entry.press("Enter")
        assert await stage.whatsapp.deeds(12) == [("say", str(number)) for number in range(12)]


async def test_buttons_and_lists_are_tapped_by_keyboard_alone(started: Browser) -> None:
    """From the entry: arrow up to the choices, Enter taps; a list opens as a sheet, Escape closes it, Tab walks it."""
    stage = build()
    asked = stage.telegram.answer("t1", "Metode Verifikasi", *BUTTONS)
    listed = stage.whatsapp.answer("w1", "Pilih jenis", *ROWS, list_button="Pilih Jenis")
    async with _open(started, stage) as watched:
        page = watched.page
        await page.get_by_label("Ketik pesan Telegram").focus()
        await page.keyboard.press("ArrowUp")
        await expect(page.get_by_role("button", name="Email", exact=True)).to_be_focused()
        await page.keyboard.press("Tab")
        await page.keyboard.press("Enter")
        assert await stage.telegram.deeds(1) == [("tap", asked, "n:sms")]
        await page.get_by_label("Ketik pesan WhatsApp").focus()
        await page.keyboard.press("ArrowUp")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("dialog", name="Pilih Jenis")).to_be_visible()
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("dialog")).to_have_count(0)
        await expect(page.get_by_role("button", name="Pilih Jenis")).to_be_focused()
        await page.keyboard.press("Enter")
        await page.keyboard.press("Tab")
        await page.keyboard.press("Enter")
        assert await stage.whatsapp.deeds(1) == [("tap", listed, "n:group")]
        await expect(page.get_by_role("dialog")).to_have_count(0)
        assert watched.faults == []


async def test_focus_survives_an_edited_message(started: Browser) -> None:
    """A message that changes under the keyboard keeps its place: the same button, or the entry when it is gone."""
    stage = build()
    asked = stage.telegram.answer("t1", "Pilih", *BUTTONS)
    async with _open(started, stage) as watched:
        page = watched.page
        await page.get_by_role("button", name="SMS", exact=True).focus()
        stage.telegram.phone("t1").change(asked, text="Pilih lagi", edited=True)
        await expect(page.get_by_text("Pilih lagi")).to_be_visible()
        await expect(page.get_by_role("button", name="SMS", exact=True)).to_be_focused()
        stage.telegram.phone("t1").change(asked, buttons=())
        await expect(page.get_by_label("Ketik pesan Telegram")).to_be_focused()


async def test_photo_voice_edit_and_commands_are_in_the_menus(started: Browser) -> None:
    """The menus of the entry send a photo and a voice message, edit the last message, and send a command."""
    stage = build()
    async with _open(started, stage) as watched:
        page = watched.page
        phone = page.locator("#phone-telegram")
        entry = phone.get_by_label("Ketik pesan Telegram")
        await entry.fill("0012345")
        await entry.press("Enter")
        await expect(phone.locator(".row.mine")).to_have_count(1)
        for name in (
            "Kirim foto",
            "Kirim pesan suara",
            "Kirim stiker",
            "Kirim lokasi",
            "Kirim kontak",
            "Teruskan pesan",
        ):
            await phone.get_by_label("Lainnya").click()
            await phone.get_by_role("button", name=name).click()
        await expect(phone.locator(".row.mine")).to_have_count(7)
        await expect(phone.locator(".row.mine").last).to_contain_text("Diteruskan")
        await phone.get_by_label("Lainnya").click()
        await phone.get_by_role("button", name="Ubah pesan terakhir").click()
        await expect(entry).to_have_value("0012345")
        await entry.fill("00012345")
        await entry.press("Enter")
        await expect(phone.get_by_text("diubah")).to_be_visible()
        await phone.get_by_label("Menu perintah").click()
        await phone.get_by_role("button", name="/menu").click()
        assert await stage.telegram.deeds(9) == [
            ("say", "0012345"),
            ("photo", ""),
            ("voice",),
            ("share", "sticker"),
            ("share", "location"),
            ("share", "contact"),
            ("forward", "Ini nomor polisnya: 00012345"),
            ("edit", "m1", "00012345"),
            ("say", "/menu"),
        ]
        assert watched.faults == []


async def test_the_code_and_the_samples_go_to_the_phone_in_use(started: Browser) -> None:
    """One tap types a code or a sample value into the phone that was used last; sending it is the customer's own."""
    stage = build()
    async with _open(started, stage) as watched:
        page = watched.page
        whatsapp, telegram = page.get_by_label("Ketik pesan WhatsApp"), page.get_by_label("Ketik pesan Telegram")
        await whatsapp.focus()
        await stage.inbox.text(Text(to="+628400000001", text="Gen iClick: 000123 kode OTP"))
        await page.get_by_role("button", name="Ketik di WhatsApp").click()
        await expect(whatsapp).to_have_value("000123")
        await expect(whatsapp).to_be_focused()
        await telegram.focus()
        await expect(page.get_by_role("button", name="Ketik di Telegram")).to_be_visible()
        await page.get_by_role("button", name="17-08-1990").click()
        await expect(telegram).to_have_value("17-08-1990")
        assert stage.telegram.done == stage.whatsapp.done == []
        await page.keyboard.press("Enter")
        assert await stage.telegram.deeds(1) == [("say", "17-08-1990")]


async def test_a_bad_day_is_ordered_and_shown(started: Browser) -> None:
    """A switch gives its order and is on for as long as the order holds."""
    stage = build()
    async with _open(started, stage) as watched:
        page = watched.page
        await page.get_by_text("Hari buruk").click()
        switch = page.get_by_role("switch", name="Minta bot menunggu (429), 3 kali").first
        await switch.click()
        await expect(switch).to_have_attribute("aria-checked", "true")
        assert stage.telegram.trouble.flood == 3
        await switch.click()
        await expect(switch).to_have_attribute("aria-checked", "false")
        assert stage.telegram.trouble.flood == 0


async def test_starting_afresh_empties_the_page(started: Browser) -> None:
    """The button says what it does and asks; a second one does it: new phones, empty inbox."""
    stage = build()
    await _fill(stage)
    async with _open(started, stage) as watched:
        page = watched.page
        await expect(page.locator(".row")).not_to_have_count(0)
        sure = page.get_by_role("button", name="Ya, mulai dari awal")
        await expect(sure).to_be_hidden()
        await page.locator(".afresh summary").click()
        await expect(page.get_by_text("permintaan nasabah lama dilepaskan")).to_be_visible()
        assert stage.released == []
        await sure.click()
        await expect(sure).to_be_hidden()
        await expect(page.locator(".row")).to_have_count(0)
        await expect(page.locator(".letter")).to_have_count(0)
        await page.get_by_role("button", name="Mulai", exact=True).click()
        assert (await stage.telegram.deeds(5))[-1] == ("say", "/start")
        assert list(stage.telegram.phone("t2").bubbles) != []


async def test_the_page_comes_back_after_the_server_did(started: Browser) -> None:
    """A restart is seen, reconnected to, and what happened meanwhile is shown; nobody reloads."""
    stage, again = build(), build()
    async with serve(stage), visit(started, f"{stage.url}/sandbox/") as watched:
        live = watched.page.locator("#live.on")
        await expect(live).to_be_visible()
        await stage.stop()
        await expect(live).to_have_count(0)
        again.telegram.answer("t1", "Kami kembali.")
        async with serve(again, stage.port):
            await expect(watched.page.get_by_text("Kami kembali.")).to_be_visible(timeout=15_000)
            await expect(live).to_be_visible()


async def test_hostile_text_stays_text_everywhere(started: Browser) -> None:
    """Markup in every string that can reach the page is shown as it is and runs nothing."""
    stage = build(House(brand=EVIL, insurer=EVIL, licence=EVIL), (Command(EVIL, EVIL),))
    for stand_in, address in ((stage.telegram, "t1"), (stage.whatsapp, "w1")):
        await stand_in.say(address, EVIL)
        stand_in.answer(address, EVIL, Button("n:1", EVIL, EVIL), footer=EVIL)
        listed = stand_in.answer(address, EVIL, Button("n:1", EVIL, EVIL), list_button=EVIL, footer=EVIL)
        stand_in.phone(address).change(listed, note=EVIL)
    await stage.inbox.mail(Letter(to=EVIL, subject=EVIL, text=f"{EVIL} 000123", html=EVIL))
    async with _open(started, stage) as watched:
        page = watched.page
        await page.locator("#phone-whatsapp .choices button").last.click()
        await expect(page.locator(".sheet")).to_be_visible()
        await page.locator(".letter summary").click()
        assert await page.locator("main img, .letter script, .phone script").count() == 0
        assert "pwned" not in (await page.title()).replace(EVIL, "")
        assert watched.faults == []


@pytest.mark.parametrize("tab", ["telegram", "whatsapp", "inbox", "tools"])
async def test_a_narrow_page_does_not_scroll_sideways(started: Browser, tab: str) -> None:
    """At 390 px each part fits, long words and all; news elsewhere is marked on its tab."""
    stage = build()
    stage.telegram.answer("t1", "x" * 300, Button("n:1", "y" * 64))
    stage.whatsapp.answer("w1", "x" * 300, Button("n:1", "y" * 20))
    await stage.inbox.mail(Letter(to="z" * 90 + "@example.com", subject="s" * 200, text="t" * 300, html=""))
    async with _open(started, stage, width=390) as watched:
        page = watched.page
        await page.locator(f"[data-to={tab}]").click()
        await expect(page.locator(f"[data-part={tab}]").first).to_be_visible()
        assert await page.evaluate("document.documentElement.scrollWidth") == 390
        assert await page.evaluate("document.querySelector('main').scrollWidth") == 390
        if tab != "inbox":
            await stage.inbox.text(Text(to="+628400000001", text="000123"))
            await expect(page.locator("[data-to=inbox].news")).to_be_visible()
            await page.locator("[data-to=inbox]").click()
            await page.locator(".code button").first.click()
            await expect(page.locator(".phone textarea:focus")).to_have_value("000123")
        assert watched.faults == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
async def test_axe_finds_nothing(started: Browser, scheme: str, width: int) -> None:
    """WCAG 2.2 AA as far as a machine can tell, contrast included, in both themes and sizes, menus open."""
    stage = build()
    await _fill(stage)
    async with _open(started, stage, width) as watched:
        page = watched.page
        await page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
        for tab in ("telegram", "whatsapp", "inbox", "tools") if width == 390 else ("",):
            if tab:
                await page.locator(f"[data-to={tab}]").click()
            await _all_well(page)
        if width == 1440:
            await page.get_by_text("Hari buruk").click()
            await page.locator("#phone-telegram .more summary").click()
            await page.locator("#phone-whatsapp .choices button").last.click()
            await _all_well(page)


async def _all_well(page: Page) -> None:
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    results = await Axe().run(page, options=options)
    found = [(one["id"], [node["html"][:140] for node in one["nodes"]]) for one in results.response["violations"]]
    assert found == []
