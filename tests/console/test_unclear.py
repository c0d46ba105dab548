"""Belum dipahami: what was not understood is shown masked, assigned by a lead, exported without personal data, learned."""

from __future__ import annotations

import html
import random
import re

import pytest

from conversations.wishes.guess import Table
from conversations.wishes.plain import plain
from conversations.wishes.sentences import sentence
from conversations.wishes.understanding import SURE, understand
from handlers.console.pages.unclear import PATH
from handlers.unclear import training_sentences
from storage.staff import Role
from tests.console.talk import Customer
from tests.console.team import Team
from tests.conversations.wishes import training

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(120)]
STRANGE = "zxqwv kebolehan plafonku bjrk"  # of which the table of today makes nothing
OFFERED = re.compile(r'action="/care/figures/unclear/([^"]+)".*?name="version" value="(\d+)"', re.DOTALL)
PRIVATE = (
    "0812-3456-7890", "081234567890", "+62 812 3456 7890", "00012345", "1990-08-17", "17-08-1990", "17 agustus 1990",
    "jane.railey@example.com", "jane @example.com", "www.jane.example.com", "https://jane.example/x", "@janerailey",
    "JANE RAILEY", "Jane", "railey", "[tanggal lahir]", "[kode OTP]", "PL-00ABCDEF", "3174011708900001", "jane.co.id",
)  # fmt: skip


def meaningless(seed: int) -> str:
    """Return words of which the table of today makes nothing."""
    draw = random.Random(seed)
    while True:
        said = " ".join("".join(draw.choices("bdgjkqvwxz", k=6)) for _ in range(3))
        if understand(said).how == "none" and plain(said) == said:
            return said


@pytest.mark.parametrize("private", PRIVATE)
@pytest.mark.parametrize("text", ["zxqwv {} plafonku", "{} zxqwv, plafonku.", "zxqwv plafonku: {}"])
async def test_nothing_personal_is_learned_from(private: str, text: str) -> None:
    """Numbers, dates, contacts, addresses and the names that the chat knows leave; the other words stay."""
    assert sentence(text.format(private), ("JANE RAILEY",)) == "zxqwv plafonku"


async def test_not_understood_assigned_exported_trained_understood(team: Team) -> None:
    """The whole way, with an account's number and a telephone in the message, which go no further."""
    assert understand(STRANGE).wish == ""
    agent, lead = await team.signed_in("Sari", Role.AGENT), await team.signed_in("Budi", Role.LEAD)
    for address in ("821", "822"):
        customer = Customer(team, "telegram", address)
        await customer.says("halo", "setuju", f"{STRANGE} 0812-3456-7890 polis 00012345", "petugas")
    seen = await agent.get(PATH)
    text = html.unescape(seen.text)
    assert STRANGE in text
    assert "2 kali" in text
    assert "Tidak dipahami" in text or "Ditanyakan kembali: " in text
    assert "Lalu nasabah menulis: petugas" in text
    assert ">menu<" in text
    assert "3456" not in text
    assert "00012345" not in text
    assert OFFERED.search(seen.text) is None
    offered = OFFERED.search((await lead.get(PATH)).text)
    assert offered
    id, version = offered.groups()
    assert (await agent.post(f"{PATH}/{id}", wish="premium", version=version)).status == 404
    assert (await lead.post(f"{PATH}/{id}", wish="nonsense", version=version)).status == 400
    assert (await lead.post(f"{PATH}/{id}", wish="premium", version=version)).location == f"{PATH}?done=saved"
    assert (await lead.post(f"{PATH}/{id}", wish="claim", version=version)).status == 409
    found = [one.record for one in await team.store.audit.staff(20)]
    assert ("staff:Budi", {"wish": "premium"}) in [
        (one.actor, one.details) for one in found if one.action == "unclear.assigned"
    ]
    exported = await training_sentences(team.store)
    assert exported == [f"premium\tid\t{plain(STRANGE)} polis"]
    table = Table(training.tables(exported)["anywhere.bin"])
    share, wish = table.shares(plain(f"{STRANGE} polis"))[0]
    assert wish == "premium"
    assert share >= SURE


async def test_an_assignment_can_be_taken_back(team: Team) -> None:
    """Then nothing of it is exported."""
    lead, customer = await team.signed_in("Budi", Role.LEAD), Customer(team, "telegram", "823")
    await customer.says("halo", "setuju", said := meaningless(1))
    id = f"{await customer.account()}."
    found = next(one for one in OFFERED.findall((await lead.get(PATH)).text) if one[0].startswith(id))
    await lead.post(f"{PATH}/{found[0]}", wish="hours", version=found[1])
    assert f"hours\tid\t{said}" in await training_sentences(team.store)
    await lead.get(PATH)
    assert (await lead.post(f"{PATH}/{found[0]}", wish="", version="1")).status == 303
    assert f"hours\tid\t{said}" not in await training_sentences(team.store)
    assert (await lead.post(f"{PATH}/nobody.1", wish="hours", version="0")).status == 404


async def test_erased_data_is_shown_and_exported_no_more(team: Team) -> None:
    """An assignment is no copy: with HAPUS DATA the message is gone from the page and the export."""
    lead, customer = await team.signed_in("Budi", Role.LEAD), Customer(team, "telegram", "824")
    await customer.says("halo", "setuju", said := meaningless(2))
    account = await customer.account()
    found = next(one for one in OFFERED.findall((await lead.get(PATH)).text) if one[0].startswith(f"{account}."))
    await lead.post(f"{PATH}/{found[0]}", wish="hours", version=found[1])
    assert any(said in one for one in await training_sentences(team.store))
    await customer.says("hapus data", "1")
    assert said not in (await lead.get(PATH)).text
    assert not any(said in one for one in await training_sentences(team.store))
    assert await team.store.assigned.get(found[0]) is None
