"""``polisbot staff``: a way in is made, printed once, listed, ended; and the sandbox prints the first one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.console.team import Browser
from tests.process.world import Process, polisbot

pytestmark = pytest.mark.slow


async def test_a_member_made_as_json_signs_in(tmp_path: Path) -> None:
    """The four fields are all that a script needs: while the product runs, the new member is let in."""
    running = await Process(tmp_path, {"PORT": "0"}).start()
    try:
        made = json.loads(await polisbot(tmp_path, "staff", "add", "Rina Wijaya", "--role", "lead", "--json"))
        assert made.keys() == {"name", "role", "password", "totp_secret"}
        assert (made["name"], made["role"]) == ("Rina Wijaya", "lead")
        browser = Browser(running.url)
        await browser.get("/care/")
        answer = await browser.post("/care/", name=made["name"], password=made["password"])
        assert answer.location == "/care/code"
        await browser.get("/care/code")
        code = (await polisbot(tmp_path, "staff", "code", "Rina Wijaya")).strip()
        assert (await browser.post("/care/code", code=code)).location == "/care/"
        assert (await browser.get("/care/me")).status == 200
        assert "sessions have ended" in await polisbot(tmp_path, "staff", "disable", "rina wijaya")
        assert (await browser.get("/care/me")).status == 303
        await browser.session.close()
        assert "Rina Wijaya  lead      disabled" in await polisbot(tmp_path, "staff", "list")
    finally:
        await running.stop()


async def test_the_first_sign_in_is_printed_once(tmp_path: Path) -> None:
    """The first start of the sandbox says how to get in; the second does not, and says nothing of it."""
    first = await Process(tmp_path, {"PORT": "0"}).start()
    assert first.output.count("The console's first sign-in, shown this once: name admin, password ") == 1
    password = first.output.partition("name admin, password ")[2].split()[0]
    assert await first.stop() == 0
    again = await Process(tmp_path, {"PORT": "0"}).start()
    assert await again.stop() == 0
    assert "first sign-in" not in again.output
    assert password not in again.output


async def test_what_cannot_be_done_is_said(tmp_path: Path) -> None:
    """A taken name, a wrong one, nobody: a sentence, exit code 1, nothing changed."""
    told = await polisbot(tmp_path, "staff", "add", "Budi", "--role", "agent")
    assert "█" in told
    assert "Neither is shown again." in told
    assert "somebody named budi" in await polisbot(tmp_path, "staff", "add", "budi", "--role", "admin", status=1)
    assert "A name is 2 to 60" in await polisbot(tmp_path, "staff", "add", "<b>", "--role", "agent", status=1)
    for part in ("disable", "reset-totp", "code"):
        assert await polisbot(tmp_path, "staff", part, "Nobody", status=1) == "There is nobody named Nobody.\n"
    assert "secret" in await polisbot(tmp_path, "staff", "reset-totp", "Budi")
