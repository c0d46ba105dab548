"""What logs tell, and what they never tell."""

from __future__ import annotations

import ast
import io
import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from aiohttp import ClientSession, web

from bot import logs
from handlers.http_server import HttpServer
from tests.logged import logged

ROOT = Path(__file__).parents[2]
CANARY = "JANE RAILEY 1990-08-17 kode 004711 NIK 3174051708900001"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """Logs at debug level into memory, and the usual ones afterwards."""
    with logged() as stream:
        yield stream


def lines(stream: io.StringIO) -> list[dict[str, object]]:
    """Return what was logged, a dict a line."""
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def broken() -> None:
    """Fail with personal data in the words of two errors."""
    try:
        raise ValueError(CANARY)
    except ValueError as error:
        raise KeyError(CANARY) from error


def test_exception_tells_its_types_and_never_its_words(written: io.StringIO) -> None:
    """An exception whose words hold personal data is told by types and places alone."""
    try:
        broken()
    except KeyError:
        structlog.get_logger().exception("turn failed", channel="telegram")
    (line,) = lines(written)
    assert line["error"] == "KeyError from ValueError"
    assert "broken" in str(line["frames"])
    assert not any(part in written.getvalue() for part in CANARY.split())


def test_unknown_fields_are_dropped_by_name(written: io.StringIO) -> None:
    """A field that is not on the list is dropped; its name is told so that the mistake is seen."""
    structlog.get_logger().info("told", text=CANARY, error=CANARY, chat="ab12", count=3)
    (line,) = lines(written)
    assert line["dropped"] == ["error", "text"]
    assert (line["chat"], line["count"], line["level"]) == ("ab12", 3, "info")
    assert "JANE" not in written.getvalue()


def test_values_that_are_not_plain_are_dropped(written: io.StringIO) -> None:
    """A known field with an object in it is dropped too: its repr could hold anything."""
    structlog.get_logger().info("told", kind={"name": CANARY})
    assert lines(written)[0]["dropped"] == ["kind"]


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("the code 004711 is wrong", "the code *** is wrong"),
        ("0 0 4 7 1 1", "***"),
        ("born 1990-08-17", "born ***"),
        ("+62 812-0000-0001 is no number", "*** is no number"),
        ("jane.railey@example.com refused", "*** refused"),
        ("token 123456:AAbbccddeeffgghhiijjkkllmmnnoopp-qqrrs", "token ***:***"),
        ("refused with 131047", "refused with 131047"),
        ("line 12: policy_number is not 4 to 20 digits", "line 12: policy_number is not 4 to 20 digits"),
        ("x" * 31 + " " + "word " * 99, ("x" * 31 + " " + "word " * 99)[:300]),
    ],
)
def test_values_are_looked_at_once_more(written: io.StringIO, value: str, told: str) -> None:
    """Even a word of ours that carries a number, a contact or a token by mistake loses it."""
    structlog.get_logger().warning("told", why=value)
    assert lines(written)[0]["why"] == told


@pytest.mark.parametrize(
    "name", ["aiohttp.client", "redis.connection", "mail.log", "telegram.ext", "httpx", "py.warnings"]
)
def test_no_library_is_an_exception(written: io.StringIO, name: str) -> None:
    """Whatever library speaks, by argument, in its text or with an error, nothing of what it says is kept."""
    try:
        broken()
    except KeyError:
        logging.getLogger(name).error(f"failed for {CANARY}: %s", CANARY, exc_info=True, extra={"text": CANARY})
    assert lines(written)[0]["event"] == "a library spoke"
    assert not any(part in written.getvalue() for part in CANARY.split())


def test_every_line_of_ours_is_constant_and_its_fields_are_known() -> None:
    """Read in the source: an event is a plain text, and every field of every call is on the list."""
    found = 0
    for path in (file for folder in logs.OWN_CODE for file in (ROOT / folder).rglob("*.py")):
        for call in (node for node in ast.walk(ast.parse(path.read_text())) if _logs(node)):
            assert isinstance(call, ast.Call)
            where = f"{path.name}:{call.lineno}"
            assert isinstance(call.args[0], ast.Constant), where
            unknown = {str(field.arg) for field in call.keywords} - logs.FIELDS - {"exc_info"}
            assert not unknown, f"{where}: {unknown}"
            found += 1
    assert found > 20


def _logs(node: ast.AST) -> bool:
    levels = {"debug", "info", "warning", "error", "exception", "critical"}
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in levels):
        return False
    return isinstance(node.func.value, ast.Name) and node.func.value.id in ("log", "_log")


@pytest.mark.parametrize(
    "code",
    [
        "raise ValueError(text)",
        "import threading; threading.Thread(target=lambda: int(text)).start()",
        "class C:\n    def __del__(self): raise ValueError(text)\nC()",
    ],
)
def test_what_nobody_caught_is_told_without_its_words(code: str) -> None:
    """An error that ends the process, a thread or an object is scrubbed as every other."""
    start = f"from bot import logs\nlogs.configure('info')\nlogs.guard_exits()\ntext = 'JANE RAILEY 004711'\n{code}\n"
    ended = subprocess.run([sys.executable, "-c", start], cwd=ROOT, capture_output=True, text=True, check=False)
    told = ended.stdout + ended.stderr
    assert '"event": "broke"' in told
    assert '"error": "ValueError"' in told
    assert "JANE" not in told
    assert "004711" not in told


def test_libraries_are_told_by_place(written: io.StringIO) -> None:
    """A library's warning says who and where, not what: its text may hold a token or a name."""
    logging.getLogger("somebody.client").warning("cannot reach %s", CANARY)
    logging.getLogger("somebody.client").error(f"failed with {CANARY}")
    logging.getLogger("somebody.client").info("chatter")
    first, second = lines(written)
    assert (first["logger"], first["level"], second["level"]) == ("somebody.client", "warning", "error")
    assert str(first["where"]).startswith("test_logs:")
    assert "JANE" not in written.getvalue()


def test_a_task_that_failed_unheard_is_told_without_its_words(written: io.StringIO) -> None:
    """The event loop's own report bears the error's repr: only its first line and the type are kept."""
    error = ValueError(CANARY)
    text = f"Task exception was never retrieved\nfuture: <Task exception={error!r}>"
    logging.getLogger("asyncio").error(text, exc_info=(ValueError, error, None))
    (line,) = lines(written)
    assert (line["event"], line["error"]) == ("Task exception was never retrieved", "ValueError")
    assert "JANE" not in written.getvalue()


def test_own_records_keep_numbers_only(written: io.StringIO) -> None:
    """A record of our own through the standard library keeps its numbers and loses its texts."""
    logging.getLogger("bot.somewhere").warning("row %d is bad", 7)
    logging.getLogger("bot.somewhere").warning("row of %s is bad", CANARY)
    assert [line["event"] for line in lines(written)] == ["row 7 is bad", "row of %s is bad"]


async def test_a_request_is_logged_by_its_route_without_its_query(written: io.StringIO) -> None:
    """A request is told by its route: neither the path's own words nor the query are kept."""

    async def answer(_request: web.Request) -> web.Response:
        return web.Response(text="ok")

    app = web.Application()
    app.router.add_get("/things/{name}", answer)
    runner = HttpServer(app, most=10)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with ClientSession(f"http://127.0.0.1:{runner.addresses[0][1]}") as session:
        for path in ("/things/JANE?code=004711", "/nowhere/JANE?code=004711"):
            async with session.get(path) as response:
                await response.read()
    await runner.cleanup()
    told = [line for line in lines(written) if line["event"] == "request"]
    assert [(line["route"], line["status"]) for line in told] == [("/things/{name}", 200), ("unknown", 404)]
    assert "JANE" not in written.getvalue()
    assert "004711" not in written.getvalue()


def test_a_terminal_gets_pretty_lines() -> None:
    """On a terminal the lines are for people; exceptions are scrubbed there too."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    stream = Terminal()
    logs.configure("info", stream)
    try:
        broken()
    except KeyError:
        structlog.get_logger().exception("turn failed")
    structlog.reset_defaults()
    assert "turn failed" in stream.getvalue()
    assert "KeyError from ValueError" in stream.getvalue()
    assert "JANE" not in stream.getvalue()
