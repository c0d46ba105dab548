"""No value of a path, a query, a form, a cookie or a Host is the server's fault: over every route, never a 500."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote_plus

import pytest
from yarl import URL

import handlers.console
from handlers.console.index import all_routes
from handlers.console.routes import Route
from storage.staff import Role
from tests.console.team import Browser, Team

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(240)]

SOURCES = "".join(file.read_text() for file in Path(handlers.console.__file__).parent.rglob("*.py"))
QUERY = sorted({*re.findall(r'query(?:\.get)?\("(\w+)"', SOURCES), "after", "before", "from", "to", "days"})
FIELDS = sorted({*re.findall(r'form(?:\(\)\))?\.(?:text|raw|choice|whole|ticked)\("(\w+)"', SOURCES)})
LEAVES = ("/signout", "/me/everywhere", "/events", "/stream")  # what ends the session, or never ends itself
LONG = 1_000  # characters
VALUES = (
    "9" * 5_000, "9" * 16, "9" * 15, "-1", "1e9", "٣٤", "0", "1.", ".1", "9" * 15 + ".a", "99999999999999.abcdefghijklmnop",
    "%00", "%FF", "%ED%A0%80", "%C0%80", "%0D%0A", "a" * 3_000, "..", "2026-99-99", "9999-12-31", "0001-01-01", "[", "{{7*7}}",
    "%F0%9F%98%80", "%25ED%25A0%2580", "=", "AA==", "????????",
)  # fmt: skip
HEADS = (
    b"Host: [::1", b"Host: [", b"Host: ]", b"Host: \xff", b"Host: a:b", b"Host: 127.0.0.1:99999999", b"Host: %", b"Host: @",
    b"Host: localhost:" + b"9" * 5_000, b"Host: [::1%25\xc3\xa9]", b"Host: xn--\xff.example", b"Host: 127.0.0.1:\xd9\xa3",
    b"Cookie: care=\xff", b"Cookie: care=\xed\xa0\x80", b"Cookie: care=" + b"9" * 5_000, b"Cookie: care=%00", b"Cookie: \xff",
    b"Cookie: care", b"Cookie: care=\"\\377\"", b"Origin: \xff", b"Last-Event-ID: " + b"9" * 5_000, b"Accept-Language: \xff",
    b"If-None-Match: \xff", b"Range: bytes=9-1", b"X-Forwarded-For: \xff", b"Content-Length: 9\xd9\xa3",
)  # fmt: skip


async def raw(url: str, target: str, *heads: bytes) -> int:
    """Send a request byte by byte as it is given, and return the status of the answer."""
    where = URL(url)
    reader, writer = await asyncio.open_connection(where.host, where.port)
    named = [] if any(head.startswith(b"Host:") for head in heads) else [f"Host: {where.host}:{where.port}".encode()]
    writer.write(b"\r\n".join([f"GET {target} HTTP/1.1".encode(), *named, b"Connection: close", *heads, b"", b""]))
    status = (await reader.readline()).split()
    writer.close()
    return int(status[1])


def path(route: Route, value: str) -> str:
    """Return a route's path with the value in every place of it."""
    return re.sub(r"\{\w+\}", lambda _: value.replace("..", "%2E%2E") or "0", f"/care{route.path}")


def targets(route: Route, value: str) -> Iterator[str]:
    """Return addresses of a route with the value in every place of its path and query; a long one in one place at a time."""
    if len(value) < LONG:
        yield f"{path(route, value)}?{'&'.join(f'{name}={value}' for name in QUERY)}"
        return
    yield path(route, value)
    yield from (f"{path(route, 'none')}?{name}={value}" for name in QUERY)


async def test_no_head_is_the_servers_fault(team: Team) -> None:
    """Unsigned, and with a session beside it: a refusal, a page, never a 500."""
    member = await team.signed_in("heads", Role.AGENT)
    session = f"Cookie: care={member.id}".encode()
    for head in HEADS:
        for page in ("/care/", "/care/me", "/care/conversations", "/care/none"):
            assert await raw(team.url, page, head) < 500, (head, page)
            assert await raw(team.url, page, session, head) < 500, (head, page)


@pytest.mark.parametrize("value", VALUES, ids=lambda value: value[:20])
async def test_no_address_is_the_servers_fault(team: Team, value: str) -> None:
    """Every place of every route's path and query, for who may go everywhere."""
    member = await team.signed_in("addresses", Role.ADMIN)
    session = f"Cookie: care={member.id}".encode()
    for route in all_routes():
        if route.method == "GET" and not route.path.endswith(LEAVES):
            for target in targets(route, value):
                assert await raw(team.url, target, session) < 500, target[:200]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: value[:20])
async def test_no_form_is_the_servers_fault(team: Team, value: str) -> None:
    """Every field of every form, in a form that is otherwise right."""
    member = await team.signed_in("forms", Role.ADMIN)
    for route in all_routes():
        if route.method == "POST" and not route.path.endswith(LEAVES):
            assert await posted(member, route, value) < 500, route.path


async def posted(member: Browser, route: Route, value: str) -> int:
    """Post the value in every field, and return the status."""
    fields = "&".join(f"{name}={value}" for name in FIELDS if name != "token")
    address = URL(member.url + path(route, value), encoded=True)
    headers = {"Origin": member.url, "Content-Type": "application/x-www-form-urlencoded"}
    body = f"token={quote_plus(member.token)}&{fields}".encode()[:60_000]
    async with member.session.post(address, data=body, headers=headers, allow_redirects=False) as answer:
        return answer.status
