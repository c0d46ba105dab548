"""Exports: asked for with a reason, masked, written whole in the background, fetched by who asked; two people for more."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from msgspec import structs

from conversations.chat import Chat, LinkedPolicy, Request
from conversations.limits import DAY, MINUTE
from handlers.console.exporting import cell, written
from storage.staff import Role
from storage.store import Store
from tests.console.talk import Customer, talking
from tests.console.team import Browser, Team, serve
from tests.storage.test_chats import write

pytestmark = pytest.mark.asyncio(loop_scope="module")
CUSTOMERS = 60
FILE = re.compile(r"/care/exports/([0-9a-f]+)/file")


async def customers(store: Store, now: int) -> None:
    """Link policies and make requests for some customers, one of whom bears a formula as a name."""
    for number in range(CUSTOMERS):
        account = store.aliases.telegram(f"export {number}")
        holder = "=HYPERLINK(1)" if number == 7 else f"JANE RAILEY{number}"
        link = LinkedPolicy("l", "pr", "dplk", f"000{number:05d}", "87654321", holder, "ACTIVE", now)
        request = Request(
            f"PL-{number:08d}", "l2", "pr", "individu", f"000{number:05d}", "", holder, "ACTIVE", None, now, now + DAY
        )
        chat = Chat(channel="telegram", account=account, address="1", links=(link,), active="l", requests=(request,))
        turn = structs.replace(write(account, f"e{number}", now=now, references=(request.reference,)), chat=chat)
        await store.chats.commit(await store.chats.load(account), turn)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def filled(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Team]:
    """Serve a console over some customers."""
    async with serve(tmp_path_factory.mktemp("exports")) as team:
        await customers(team.store, team.clock.now())
        yield team


async def asked(team: Team, lead: Browser, kind: str, **fields: str) -> str:
    """Ask for a file and return the page that tells of it."""
    team.clock.move(1_000)
    today = team.serving.core.terms.today(team.clock.now())
    await lead.get("/care/exports")
    answer = await lead.post(
        "/care/exports", kind=kind, first=f"{today}", last=f"{today}", reason="laporan bulanan", **fields
    )
    assert answer.status == 303, answer.text
    await team.serving.console.desk.exporter.idle()
    return (await lead.get("/care/exports")).text


async def fetched(lead: Browser, page: str) -> list[dict[str, str]]:
    """Fetch the newest file of a page."""
    found = FILE.search(page)
    assert found, page
    answer = await lead.get(f"/care/exports/{found[1]}/file")
    assert answer.status == 200
    return list(csv.DictReader(io.StringIO(answer.text)))


async def test_a_file_is_written_masked_and_whole_in_its_rows(filled: Team) -> None:
    """Every conversation is a row; no name and no number is in clear; who asked and why is recorded."""
    lead = await filled.signed_in("export lead", Role.LEAD)
    rows = await fetched(lead, await asked(filled, lead, "conversations"))
    assert len(rows) == CUSTOMERS
    assert "RAILEY" not in repr(rows)
    rows = await fetched(lead, await asked(filled, lead, "requests"))
    assert {row["policy"] for row in rows} == {f"****{number:04d}" for number in range(CUSTOMERS)}
    actions = [item.record for item in await filled.store.audit.staff(10)]
    mine = [record for record in actions if record.actor == "staff:export lead"]
    assert [record.reason for record in mine if record.action == "export_asked"] == ["laporan bulanan"] * 2
    assert "export_fetched" in {record.action for record in mine}


async def test_a_whole_file_takes_a_second_person(filled: Team) -> None:
    """Nothing is written until somebody else agrees; then zeros are kept and formulas are dead."""
    lead = await filled.signed_in("export lead 2", Role.LEAD)
    page = await asked(filled, lead, "requests", whole="on")
    assert not FILE.search(page)
    [waiting] = [kept for kept in await filled.store.approvals.all() if kept.value.kind == "export"]
    answer = await lead.post(f"/care/seconds/{waiting.id}", choice="approve", version=str(waiting.version))
    assert answer.status == 403
    second = await filled.signed_in("export second", Role.LEAD)
    await second.get("/care/seconds")
    await second.post(f"/care/seconds/{waiting.id}", choice="approve", version=str(waiting.version))
    await filled.serving.console.desk.exporter.idle()
    rows = await fetched(lead, (await lead.get("/care/exports")).text)
    assert {row["policy"] for row in rows} == {f"000{number:05d}" for number in range(CUSTOMERS)}
    assert "'=HYPERLINK(1)" in {row["holder"] for row in rows}


async def test_a_file_is_its_askers_alone_and_ends(filled: Team) -> None:
    """Somebody else's file is not there, and after a day it is gone for its asker too."""
    lead = await filled.signed_in("export lead 3", Role.LEAD)
    page = await asked(filled, lead, "conversations")
    found = FILE.search(page)
    assert found
    other = await filled.signed_in("export other", Role.ADMIN)
    assert (await other.get(f"/care/exports/{found[1]}/file")).status == 404
    assert found[1] not in (await other.get("/care/exports")).text
    kept = await filled.store.exports.table.get(found[1])
    assert kept
    assert kept.value.standing(kept.value.at + DAY - 1) == "ready"
    assert kept.value.standing(kept.value.at + DAY) == "gone"
    left = await filled.store.together.call("PTTL", f"{{care}}:export:{found[1]}")
    assert 0 < left <= DAY


async def test_a_job_whose_process_died_is_told_and_starts_again(filled: Team) -> None:
    """A file that nobody writes any more is stopped; written again it is whole."""
    lead = await filled.signed_in("export lead 4", Role.LEAD)
    page = await asked(filled, lead, "conversations")
    found = FILE.search(page)
    assert found
    table = filled.store.exports.table
    kept = await table.get(found[1])
    assert kept
    at = filled.clock.now() - 2 * MINUTE
    await table.put(kept.id, kept.version, structs.replace(kept.value, state="running", done=10, at=at))
    assert f"/care/exports/{found[1]}/again" in (await lead.get("/care/exports")).text
    assert (await lead.post(f"/care/exports/{found[1]}/again")).status == 303
    await filled.serving.console.desk.exporter.idle()
    assert len(await fetched(lead, (await lead.get("/care/exports")).text)) == CUSTOMERS


async def test_a_transcript_is_a_file_of_its_lines(tmp_path: Path) -> None:
    """Every line with its time and who said it, masked, no formula; whole only with a second person; nobody else's file."""
    async with talking(tmp_path) as team:
        customer = Customer(team, "telegram", "5559001")
        await customer.says("halo", "setuju", "petugas", "=HYPERLINK(1) saya JANE RAILEY, jane.railey@example.com")
        lead, account = await team.signed_in("Ketua", Role.LEAD), await customer.account()
        page = await lead.get(f"/care/conversations/{account}")
        assert f'action="/care/exports/transcript/{account}"' in page.text
        path = f"/care/exports/transcript/{account}"
        assert (await lead.post(path, reason=" ")).status == 422
        assert (await lead.post("/care/exports/transcript/nobody", reason="pengaduan")).status == 404
        assert (await lead.post(path, reason="pengaduan")).location.endswith("done=export_started")
        await team.serving.console.desk.exporter.idle()
        rows = await fetched(lead, (await lead.get("/care/exports")).text)
        lines = await team.store.chats.transcript(account)
        assert [row["who"] for row in rows] == [line.who for line in lines]
        said = next(row["text"] for row in rows if "HYPERLINK" in row["text"])
        assert said.startswith("'=HYPERLINK(1)")
        assert "jane.railey@example.com" not in said
        assert (await lead.post(path, reason="pengaduan", whole="on")).location.endswith("done=export_second")
        [waiting] = [kept for kept in await team.store.approvals.all() if kept.value.kind == "export"]
        other = await team.signed_in("Wakil", Role.LEAD)
        await other.get("/care/seconds")
        await other.post(f"/care/seconds/{waiting.id}", choice="approve", version=str(waiting.version))
        await team.serving.console.desk.exporter.idle()
        whole = [
            one
            for one in await team.store.exports.of(team.store.staff.id("Ketua"), team.clock.now())
            if one.value.whole
        ]
        answer = await lead.get(f"/care/exports/{whole[0].id}/file")
        assert "jane.railey@example.com" in answer.text
        assert (await other.get(f"/care/exports/{whole[0].id}/file")).status == 404
        told = [item.record for item in await team.store.audit.staff(50) if item.record.action == "export_asked"]
        assert {(one.details["kind"], one.details["conversation"]) for one in told} == {("transcript", account)}


async def test_a_reason_is_wanted(filled: Team) -> None:
    """Without a reason, and with days that are none, nothing is asked for."""
    lead = await filled.signed_in("export lead 5", Role.LEAD)
    await lead.get("/care/exports")
    good = {"kind": "conversations", "first": "2026-11-01", "last": "2026-11-02"}
    assert (await lead.post("/care/exports", **good, reason=" ")).status == 422
    assert (await lead.post("/care/exports", **{**good, "last": "x"}, reason="a")).status == 400
    assert (await lead.post("/care/exports", **{**good, "kind": "staff"}, reason="a")).status == 400


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
async def test_no_cell_is_a_formula(text: str) -> None:
    """What a spreadsheet would reckon with is text, and zeros stay."""
    assert cell(text) == f"'{text}"
    assert written([("00012345",)]) == '"00012345"\r\n'
