"""Cari: what a customer is found by, how it is shown, and that what was searched is in no address and no log of ours."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from msgspec import structs

from conversations.chat import Chat, LinkedPolicy
from conversations.finding import name_words, number_word
from handlers.console.pages.search import snippet
from storage.chats import Line
from storage.staff import Role
from tests.browser import browser, needs_browser, visit
from tests.console.looks import enter
from tests.console.team import Browser, Team, serve
from tests.storage.test_chats import write

pytestmark = pytest.mark.asyncio(loop_scope="module")
CUSTOMERS = 130


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def filled(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Team]:
    """Serve a console over customers who said something."""
    async with serve(tmp_path_factory.mktemp("search")) as team:
        now = team.clock.now()
        for number in range(CUSTOMERS):
            account = team.store.aliases.telegram(f"search {number}")
            holder = "JANE RAILEY" if number == 3 else f"BUDI {number}"
            link = LinkedPolicy("l", "pr", "dplk", f"000{number:05d}", "87654321", holder, "ACTIVE", now)
            chat = Chat(channel="telegram", account=account, address="1", links=(link,), active="l")
            said = f"Kapan klaim {holder} dengan polis {link.policy} selesai, email budi@example.com?"
            turn = write(
                account, f"s{number}", now=now + number, lines=(Line(who="customer", text=said, at=now + number),)
            )
            words = (*name_words(holder), number_word(link.policy))
            await team.store.chats.commit(
                await team.store.chats.load(account), structs.replace(turn, chat=chat, words=words)
            )
        yield team


async def searched(member: Browser, text: str) -> tuple[str, str]:
    """Search, and return the address that is led to with its page."""
    await member.get("/care/search")
    answer = await member.post("/care/search", text=text)
    assert answer.status == 303
    return answer.location, (await member.get(answer.location)).text


async def test_a_name_and_a_number_are_found_at_once(filled: Team) -> None:
    """By a name in any case, by a number with its zeros: one conversation, shown by initials."""
    agent = await filled.signed_in("search agent", Role.AGENT)
    account = filled.store.aliases.telegram("search 3")
    for text in ("railey jane", "0000 0003"):
        _, page = await searched(agent, text)
        section = page.partition('id="exact"')[2].partition("</section>")[0]
        assert re.findall(r"/care/conversations/(\w+)", section) == [account], text
        assert "J. R." in section
        goes_on = text == "railey jane"  # of a number nothing is shown in what was said
        assert (f"0 dari {CUSTOMERS}" in page) is goes_on, "looking into what was said begins with the next step"
        assert ('data-next="' in page) is goes_on


async def test_who_is_never_shown_what_is_masked_finds_nothing_by_it(filled: Team) -> None:
    """A viewer finds a conversation by its id and by what is seen, not by a name, a number, or any part of one."""
    viewer = await filled.signed_in("search viewer", Role.VIEWER)
    account = filled.store.aliases.telegram("search 3")
    for text in ("railey jane", "JANE RAILEY", "0000 0003", "00000003", "polis 00000003", "budi@example.com", "budi@"):
        _, page = await searched(viewer, text)
        pages = [page]
        while following := re.search(r'data-next="([^"]+)"', pages[-1]):
            pages.append((await viewer.get(following[1].replace("&amp;", "&"))).text)
        for one in pages:
            assert "/care/conversations/" not in one.partition("<main")[2].replace("/care/conversations?", ""), text
        assert len(pages) > 1 or "Peran Anda mencari" in page, "the page says so where one step was enough"
    _, page = await searched(viewer, account)
    assert f"/care/conversations/{account}" in page
    _, page = await searched(viewer, "klaim J. R.")
    assert re.findall(r"/care/conversations/(\w+)", page.partition('id="found"')[2]) == [account]


async def test_searches_are_counted_and_who_is_stopped_is_told(
    filled: Team, capsys: pytest.CaptureFixture[str]
) -> None:
    """Sixty an hour; the next is refused, recorded and logged, and nothing is looked for."""
    agent = await filled.signed_in("eager agent", Role.AGENT)
    await agent.get("/care/search")
    answers = [await agent.post("/care/search", text=f"kata {number}") for number in range(61)]
    assert [answer.status for answer in answers] == [303] * 60 + [429]
    assert "60 kali" in answers[-1].text
    record = (await filled.store.audit.staff(1))[0].record
    assert (record.action, record.reason) == ("limit.reached", "searches")
    assert "staff_limit_reached" in capsys.readouterr().out
    filled.clock.move(60 * 60_000)
    again = await filled.signed_in("eager agent", Role.AGENT)
    await searched(again, "kata")


async def test_the_auditor_reads_what_was_searched(filled: Team) -> None:
    """Sealed in the record, in clear on the page of who may read the audit."""
    agent = await filled.signed_in("asking agent", Role.AGENT)
    await searched(agent, "Railey 42")
    records = [item.record for item in await filled.store.audit.staff(5) if item.record.action == "searched"]
    assert "railey" not in repr(records).casefold()
    auditor = await filled.signed_in("search auditor", Role.AUDITOR)
    assert "dicari: Railey 42" in (await auditor.get("/care/audit?action=searched")).text


async def test_what_was_said_is_found_step_by_step_and_masked(filled: Team) -> None:
    """Following the steps finds every conversation once, the latest first, and shows nobody's name, number or email."""
    viewer = await filled.signed_in("search viewer 2", Role.VIEWER)
    _, page = await searched(viewer, "kapan klaim")
    found: list[str] = []
    shown = ""
    for _ in range(CUSTOMERS):
        section = page.partition('id="found"')[2].partition("</ul>")[0]
        found += re.findall(r"/care/conversations/(\w+)", section)
        shown += section
        following = re.search(r'data-next="([^"]+)"', page)
        if not following:
            break
        page = (await viewer.get(following[1].replace("&amp;", "&"))).text
    newest_first = [filled.store.aliases.telegram(f"search {number}") for number in range(CUSTOMERS - 1, -1, -1)]
    assert found == newest_first
    assert f"{CUSTOMERS} dari {CUSTOMERS}" in page
    assert not re.search(r"RAILEY|BUDI|budi@|000000", shown)


async def test_no_address_bears_what_was_searched(filled: Team) -> None:
    """The address is sealed for its session, another session's leads nowhere, and the record is sealed once more."""
    viewer = await filled.signed_in("search viewer 3", Role.AGENT)
    location, page = await searched(viewer, "RAILEY")
    assert "railey" not in location.casefold()
    assert "J. R." in page
    other = await filled.signed_in("search viewer 4", Role.VIEWER)
    assert (await other.get(location)).status == 404
    assert (await viewer.get("/care/search?s=abc")).status == 404
    records = [item.record for item in await filled.store.audit.staff(20) if item.record.action == "searched"]
    assert records
    assert "railey" not in repr(records).casefold()


async def test_nothing_is_found_and_said_so(filled: Team) -> None:
    """What is nowhere is told as such, with what to do next."""
    viewer = await filled.signed_in("search viewer 5", Role.VIEWER)
    _, page = await searched(viewer, "zz")
    assert "Tidak ditemukan" in page
    assert (await viewer.post("/care/search", text=" ")).location == "/care/search"


@pytest.mark.parametrize(
    ("shown", "text", "cut"),
    [
        ("halo", "halo", "halo"),
        ("a" * 100 + " klaim " + "b" * 100, "klaim", "…" + "a" * 59 + " klaim " + "b" * 59 + "…"),
        ("nama J. R. di sini", "j. r.", "nama J. R. di sini"),
    ],
)
async def test_a_snippet_is_cut_around_what_was_found(shown: str, text: str, cut: str) -> None:
    """So many characters before and after it, and an ellipsis where there are more."""
    assert snippet(shown, text) == cut


@needs_browser
@pytest.mark.browser
@pytest.mark.timeout(180)
async def test_a_browser_goes_on_by_itself(filled: Team) -> None:
    """With script the steps follow each other."""
    viewer = await filled.signed_in("search viewer 6", Role.VIEWER)
    location, _ = await searched(viewer, "kapan klaim")
    async with browser() as chromium, visit(chromium, "about:blank") as watched:
        await enter(watched.page, viewer)
        await watched.page.goto(viewer.url + location)
        await watched.page.locator("#found > li").nth(CUSTOMERS - 1).wait_for()
        assert watched.faults == []
