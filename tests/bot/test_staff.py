"""``polisbot staff``: a way in is made, printed once, listed, ended; and the sandbox prints the first one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.console.team import Browser
from tests.process.world import Process, polisbot

pytestmark = pytest.mark.slow


async def test_a_member_made_as_json_sets_the_sign_in_up(tmp_path: Path) -> None:
    """The password leads to a password of one's own and an authenticator, and recovery codes, for what a command made."""
    running = await Process(tmp_path, {"PORT": "0"}).start()
    try:
        made = json.loads(await polisbot(tmp_path, "staff", "add", "Rina Wijaya", "--role", "lead", "--json"))
        assert made.keys() == {"name", "role", "password"}
        assert (made["name"], made["role"]) == ("Rina Wijaya", "lead")
        assert "has no authenticator yet" in await polisbot(tmp_path, "staff", "code", "Rina Wijaya", status=1)
        browser = Browser(running.url)
        await enrol(tmp_path, browser, made["name"], made["password"])
        assert (await browser.get("/care/me")).status == 200
        assert "sessions have ended" in await polisbot(tmp_path, "staff", "disable", "rina wijaya")
        assert (await browser.get("/care/me")).status == 303
        assert "Rina Wijaya  lead      disabled" in await polisbot(tmp_path, "staff", "list")
        await browser.session.close()
    finally:
        await running.stop()


async def enrol(folder: Path, browser: Browser, name: str, password: str) -> None:
    """Sign in for the first time without an app; the given password cannot be kept."""
    await browser.get("/care/")
    assert (await browser.post("/care/", name=name, password=password)).location == "/care/enrol"
    page = await browser.get("/care/enrol")
    secret, seal = (page.text.partition(f'name="{field}" value="')[2].partition('"')[0] for field in ("secret", "seal"))
    code = (await polisbot(folder, "staff", "code", "--key", secret)).strip()
    given = {"secret": secret, "seal": seal, "code": code}
    kept = await browser.post("/care/enrol", password=password, again=password, **given)
    assert (kept.status, "Itu kata sandi yang sekarang" in kept.text) == (422, True)
    done = await browser.post("/care/enrol", password="hujan turun di bogor", again="hujan turun di bogor", **given)
    assert (done.status, done.text.count("<li><code>")) == (200, 10)


async def test_a_script_may_keep_what_was_made(tmp_path: Path) -> None:
    """The four fields are all that it needs: while the product runs, the new member is let in."""
    running = await Process(tmp_path, {"PORT": "0"}).start()
    try:
        made = json.loads(await polisbot(tmp_path, "staff", "add", "Skrip", "--role", "viewer", "--json", "--keep"))
        assert made.keys() == {"name", "role", "password", "totp_secret"}
        browser = Browser(running.url)
        await browser.get("/care/")
        answer = await browser.post("/care/", name=made["name"], password=made["password"])
        assert answer.location == "/care/code"
        await browser.get("/care/code")
        code = (await polisbot(tmp_path, "staff", "code", "Skrip")).strip()
        assert (await browser.post("/care/code", code=code)).location == "/care/"
        assert (await browser.get("/care/me")).status == 200
        await browser.session.close()
    finally:
        await running.stop()


async def test_the_first_sign_in_is_printed_once(tmp_path: Path) -> None:
    """The first start of the sandbox says how to get in; the second does not, and says nothing of it."""
    first = await Process(tmp_path, {"PORT": "0"}).start()
    assert first.output.count("The console's first sign-in, shown this once: name admin, password ") == 1
    password = first.output.partition("name admin, password ")[2].split()[0]
    browser = Browser(first.url)
    await enrol(tmp_path, browser, "admin", password)
    await browser.session.close()
    assert await first.stop() == 0
    again = await Process(tmp_path, {"PORT": "0"}).start()
    assert await again.stop() == 0
    assert "first sign-in" not in again.output
    assert password not in again.output


async def test_what_cannot_be_done_is_said(tmp_path: Path) -> None:
    """A taken name, a wrong one, nobody: a sentence, exit code 1, nothing changed."""
    told = await polisbot(tmp_path, "staff", "add", "Budi", "--role", "agent")
    assert "This one is not shown again." in told
    assert "secret" not in told
    kept = await polisbot(tmp_path, "staff", "add", "Skrip", "--role", "agent", "--keep")
    assert "█" in kept
    assert "Neither is shown again." in kept
    assert "no key" in await polisbot(tmp_path, "staff", "code", "--key", "0", status=1)
    assert "Whose?" in await polisbot(tmp_path, "staff", "code", status=1)
    assert "somebody named budi" in await polisbot(tmp_path, "staff", "add", "budi", "--role", "admin", status=1)
    assert "A name is 2 to 60" in await polisbot(tmp_path, "staff", "add", "<b>", "--role", "agent", status=1)
    for part in ("disable", "reset-totp", "code"):
        assert await polisbot(tmp_path, "staff", part, "Nobody", status=1) == "There is nobody named Nobody.\n"
    told = await polisbot(tmp_path, "staff", "reset-totp", "Budi")
    assert "password  " in told
    assert "all sessions of Budi have ended" in told


async def test_the_last_admin_is_not_disabled(tmp_path: Path) -> None:
    """Nobody could add anybody any more; with a second admin it is done."""
    for name in ("Satu", "Dua"):
        await polisbot(tmp_path, "staff", "add", name, "--role", "admin", "--json")
    await polisbot(tmp_path, "staff", "disable", "Satu")
    told = await polisbot(tmp_path, "staff", "disable", "Dua", status=1)
    assert "Dua is the last admin who can sign in: add another first" in told
