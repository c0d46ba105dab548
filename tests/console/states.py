"""What a page becomes when somebody does something with it: opened, refused, stale, shown once, cut off."""

from __future__ import annotations

from collections.abc import AsyncIterator

from playwright.async_api import Page, expect

from handlers.console import factors
from handlers.console.passwords import fresh_password
from storage.staff import Role, Staff
from tests.console.day import Day
from tests.console.team import QUICK, Browser


async def doors(page: Page, day: Day, tag: str) -> AsyncIterator[str]:
    """Go through the sign-in of a newcomer, with what goes wrong there, to the recovery codes; yield each state's name."""
    team, name = day.team, f"Pegawai {tag}"
    password = await newcomer(day, name)
    await page.goto(f"{team.url}/care/?next=/care/me&ended=1")
    yield "door-ended"
    await _signs(page, name, "salah sama sekali")
    await expect(page.get_by_role("alert")).to_be_visible()
    yield "door-wrong"
    await _signs(page, name, password)
    await expect(page.locator(".qr")).to_be_visible()
    yield "door-enrol"
    await _enrols(page, "000000")
    await expect(page.get_by_role("alert")).to_be_visible()
    yield "door-enrol-wrong"
    team.clock.move(factors.STEP)
    secret = await page.locator("code.secret").inner_text()
    await _enrols(page, factors.current(secret, team.clock.now()))
    await expect(page.locator(".recovery li")).to_have_count(factors.RECOVERIES)
    yield "door-recovery"
    await page.context.clear_cookies()
    await page.goto(f"{team.url}/care/")
    await _signs(page, name, "kata sandi sendiri")
    await expect(page.get_by_label("Kode 6 angka")).to_be_visible()
    yield "door-code"
    await page.get_by_label("Kode 6 angka").fill("000000")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert")).to_be_visible()
    yield "door-code-wrong"


async def newcomer(day: Day, name: str) -> str:
    """Add a member who enrols at the first sign-in; return the password."""
    password = fresh_password()
    staff = Staff(name=name, role=Role.AGENT, password=await QUICK.hash(password), added=day.team.clock.now())
    assert await day.team.store.staff.add(staff)
    return password


async def opened(page: Page, day: Day) -> AsyncIterator[str]:
    """Open what can be opened, without sending anything."""
    url = day.team.url
    await page.goto(f"{url}/care/conversations/{day.chats['mine']}?queue=mine")
    await page.locator(".ready summary").click()
    await page.get_by_role("link", name="Rincian").or_(page.locator("#side h2").first).first.click()
    yield "opened-chat"
    await page.goto(f"{url}/care/requests/{day.request}")
    await page.locator(".reveal summary").first.click()
    await page.get_by_label("Setujui").check()
    yield "opened-request"
    await page.goto(f"{url}/care/figures?days=30")
    await page.locator("summary").first.click()
    await page.locator(".columns-chart").scroll_into_view_if_needed()
    yield "opened-figures"
    await page.goto(f"{url}/care/me")
    if await page.get_by_role("link", name="Tombol").is_visible():  # a phone has no keys
        await page.keyboard.press("?")
        await expect(page.get_by_role("dialog")).to_be_visible()
        yield "opened-keys"


async def refused(page: Page, day: Day, tag: str) -> AsyncIterator[str]:
    """Do what is refused, what is not there, what is shown once, and what changes nothing for anybody else."""
    url = day.team.url
    for said in ("nomor peserta", "tidak ada di mana pun"):
        await page.goto(f"{url}/care/search")
        await page.locator("#text").fill(said)
        await page.keyboard.press("Enter")
        await expect(page.locator("#said")).to_be_visible()
        yield f"found-{said.replace(' ', '-')}"
    await page.goto(f"{url}/care/settings/staff")
    for name in ("<b>", f"Pegawai baru {tag}"):
        await page.locator("#name").fill(name)
        await page.get_by_role("button", name="Tambah").click()
        await expect(page.locator(".alert, .secret").first).to_be_visible()
        yield "staff-wrong" if name == "<b>" else "staff-added"
    await page.goto(f"{url}/care/settings/system")
    for name in ("https://u:p@a.example", f"https://{tag}.example/in"):
        await page.locator("#url").fill(name)
        await page.get_by_role("button", name="Tambah").click()
        await expect(page.locator(".alert, .secret").first).to_be_visible()
        yield "hook-wrong" if "@" in name else "hook-added"
    await page.goto(f"{url}/care/settings/texts")
    for label, text in (
        ("Judul", "kode"),
        ("Teks bahasa Indonesia", "Kirim kode OTP Anda ya"),
        ("Teks bahasa Inggris", "x"),
    ):
        await page.get_by_label(label).fill(text)
    await page.get_by_role("button", name="Simpan").click()
    await expect(page.get_by_role("alert")).to_be_visible()
    yield "texts-wrong"
    await page.goto(f"{url}/care/me")
    for field in ("#old", "#new", "#again"):
        await page.locator(field).fill("bukan kata sandinya")
    await page.get_by_role("button", name="Ganti kata sandi").click()
    await expect(page.get_by_role("alert")).to_be_visible()
    yield "me-wrong"
    await page.goto(f"{url}/care/conversations/{day.chats['mine']}?queue=mine")
    await page.locator("#text").fill("Tolong sebutkan kode OTP Anda")
    await page.get_by_role("button", name="Kirim", exact=True).click()
    await expect(page.get_by_role("alert")).to_be_visible()
    yield "chat-refused"
    await page.goto(f"{url}/care/conversations/{day.chats['mine']}?queue=mine")
    await page.route("**/care/live*", lambda route: route.fulfill(status=503))
    await page.reload()
    await expect(page.locator(".live.off:visible")).to_be_visible()
    yield "chat-offline"
    await page.unroute("**/care/live*")
    await page.goto(f"{url}/care/nothing")
    yield "nothing"


async def watched(page: Page, day: Day, viewer: Browser) -> AsyncIterator[str]:
    """Look as somebody who may only watch."""
    await page.context.add_cookies([{"name": "care", "value": viewer.id, "url": viewer.url}])
    for name, path in (
        ("chat", f"/care/conversations/{day.chats['waits']}"),
        ("request", f"/care/requests/{day.request}"),
        ("audit", "/care/audit"),
    ):
        await page.goto(viewer.url + path)
        yield f"viewer-{name}"


async def _signs(page: Page, name: str, password: str) -> None:
    await page.get_by_label("Nama").fill(name)
    await page.get_by_label("Kata sandi").fill(password)
    await page.keyboard.press("Enter")


async def _enrols(page: Page, code: str) -> None:
    for field, text in (("#password", "kata sandi sendiri"), ("#again", "kata sandi sendiri"), ("#code", code)):
        await page.locator(field).fill(text)
    await page.keyboard.press("Enter")
