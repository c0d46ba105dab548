"""What two of the team may order about a customer: an erasure, and a policy unlocked."""

from __future__ import annotations

import re

import pytest

from conversations.details import Details
from handlers.guards import Guards
from storage.limits import Granted, Refused
from storage.staff import Role
from tests.console.talk import settled
from tests.console.team import Browser, Team

pytestmark = pytest.mark.asyncio(loop_scope="module")
WORDS = {"reason": "Nasabah memintanya lewat telepon"}


async def _approve(lead: Browser, kind: str) -> str:
    page = (await lead.get("/care/seconds")).text
    section = next(part for part in page.split("<section")[1:] if kind in part.partition("</section>")[0])
    id, version = re.search(r'/care/seconds/(\w+)"', section), re.search(r'name="version" value="(\d+)"', section)
    assert id
    assert version
    answer = await lead.post(f"/care/seconds/{id[1]}", choice="approve", version=version[1])
    assert answer.location == "/care/seconds?done=second_approved", answer.text
    return id[1]


async def test_an_erasure_is_ordered_by_two(team: Team) -> None:
    """Nothing is gone before the second person agrees; then transcript, request and links are, and a receipt is sent."""
    reference = await team.request(address="888001")
    account = team.store.aliases.telegram("telegram 888001")
    ani, budi = await team.signed_in("Ani", Role.LEAD), await team.signed_in("Budi", Role.ADMIN)
    await ani.get(f"/care/seconds/ask/erase?account={account}")
    answer = await ani.post("/care/seconds/ask/erase", account=account, **WORDS)
    assert answer.location == "/care/seconds?done=asked"
    before = (await team.store.chats.load(account)).chat
    assert before is not None
    assert before.requests
    waits = 'Orang kedua <span class="number">1</span>'
    assert waits in (await budi.get("/care/requests/rows")).text, "it is told to who may decide it"
    assert waits not in (await ani.get("/care/requests/rows")).text, "and not to who asked"
    await _approve(budi, "Hapus data nasabah")
    await settled(team)
    after = (await team.store.chats.load(account)).chat
    assert after is not None
    assert after.requests == ()
    assert after.consent is None
    assert len(after.receipts) == 1
    assert await team.store.chats.transcript(account) == ()
    assert reference not in [number for number, _ in await team.store.queues.requests()]


async def test_carried_out_again_nothing_more_is_erased(team: Team) -> None:
    """The same order is one turn, however often it is carried out; there is one receipt."""
    await team.request(address="888002")
    account = team.store.aliases.telegram("telegram 888002")
    for _ in range(2):
        await team.serving.core.turns.erase(account, "erase:one")
    chat = (await team.store.chats.load(account)).chat
    assert chat is not None
    assert len(chat.receipts) == 1


async def test_an_erasure_is_about_a_conversation_that_is_there(team: Team) -> None:
    """Of nobody nothing can be ordered, nor anything else than there is."""
    ani = await team.signed_in("Ani", Role.LEAD)
    await ani.get("/care/seconds/ask/unlock")
    assert (await ani.get("/care/seconds/ask/erase?account=nobody")).status == 404
    assert (await ani.post("/care/seconds/ask/erase", account="nobody", **WORDS)).status == 404
    assert (await ani.get("/care/seconds/ask/export")).status == 404


async def test_a_policy_is_unlocked_by_two(team: Team) -> None:
    """Thirty wrong codes in a row lock it; asked for by one and agreed by another it can be tried again; the audit masks."""
    details, limits = Details("group", "00056789", "87654321"), team.store.limits
    row = Guards(team.serving.core.terms.limits).row(details)
    for number in range(row.most):
        assert await limits.take_all(str(number), (row,), team.clock.now()) == Granted()
    assert isinstance(await limits.take_all("more", (row,), team.clock.now()), Refused)
    ani, budi = await team.signed_in("Ani", Role.LEAD), await team.signed_in("Budi", Role.ADMIN)
    await ani.get("/care/seconds/ask/unlock")
    given = {"type": "group", "policy": "00056789", "participant": "87654321", "account": "", **WORDS}
    assert (await ani.post("/care/seconds/ask/unlock", **{**given, "policy": "1 OR 1"})).status == 422
    assert (await ani.post("/care/seconds/ask/unlock", **given)).status == 303
    assert isinstance(await limits.take_all("more", (row,), team.clock.now()), Refused)
    assert "00056789" not in (await budi.get("/care/seconds")).text
    await _approve(budi, "Buka kunci polis")
    assert await limits.take_all("more", (row,), team.clock.now()) == Granted()
    records = [item.record for item in await team.store.audit.staff(100) if item.record.action.startswith("unlock.")]
    assert [one.action for one in records] == ["unlock.approved", "unlock.asked"]
    assert all(one.details["policy"] == "****6789" for one in records)
