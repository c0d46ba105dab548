"""Permintaan: oldest first, masked, claimed, decided once with the customer's words in view, refused when it moved."""

from __future__ import annotations

import asyncio
import re

import pytest

from conversations.limits import HOUR
from handlers.decisions import find_request
from storage.staff import Role
from tests.console.team import Answer, Browser, Team

pytestmark = pytest.mark.asyncio(loop_scope="module")
CANARIES = ("JANE RAILEY", "Jane Railey", "00012345", "jane.railey@example.com")


def _version(answer: Answer) -> str:
    found = re.search(r'name="version" value="([^"]+)"', answer.text)
    assert found, answer.text
    return found[1]


async def _decide(browser: Browser, reference: str, choice: str, version: str = "") -> Answer:
    page = await browser.get(f"/care/requests/{reference}")
    return await browser.post(f"/care/requests/{reference}/decide", choice=choice, version=version or _version(page))


async def _state(team: Team, reference: str) -> str:
    found = await find_request(team.store.chats, reference)
    assert found is not None
    return found.request.state


async def _actions(team: Team, subject: str) -> list[str]:
    return [item.record.action for item in await team.store.audit.staff(500) if item.record.subject == subject][::-1]


async def test_the_queue_shows_the_oldest_first_and_masked(team: Team) -> None:
    """Ends of numbers and initials, for every role that sees it; a title bears no more."""
    new, old = await team.request(at=2 * HOUR), await team.request(at=HOUR)
    for role in Role:
        browser = await team.signed_in(f"Q {role.value}", role)
        for path in ("/care/requests", f"/care/requests/{old}"):
            page = await browser.get(path)
            assert page.status == 200
            assert page.text.index(old) < page.text.index(new)
            assert not [canary for canary in CANARIES if canary in page.text]
            assert "J. R." in page.text


async def test_an_approval_says_what_was_shown_and_links(team: Team) -> None:
    """The preview is the very text that is sent, but for the masked name and number; who decided is recorded before it."""
    reference, browser = await team.request(address="777001"), await team.signed_in("Ani", Role.AGENT)
    page = await browser.get(f"/care/requests/{reference}")
    preview = re.findall(r'<p class="bubble">(.*?)</p>', page.text, re.DOTALL)[0]
    answer = await _decide(browser, reference, "approve")
    assert answer.location == "/care/requests?done=approved"
    assert await _state(team, reference) == "approved"
    found = await find_request(team.store.chats, reference)
    assert found is not None
    assert [link.policy for link in found.chat.links] == ["00012345"]
    lines = await team.store.chats.transcript(found.account)
    assert lines[-1].text.replace("Jane Railey", "J. R.").replace("00012345", "****2345") == preview
    assert await _actions(team, reference) == ["request.seen", "request.seen", "request.approve"]
    assert reference not in [number for number, _ in await team.store.queues.requests()]


async def test_a_rejection_bears_its_reason(team: Team) -> None:
    """The coded reason is recorded, kept with the request and said to the customer."""
    reference, browser = await team.request(), await team.signed_in("Ani", Role.AGENT)
    assert (await _decide(browser, reference, "docs")).location == "/care/requests?done=rejected"
    found = await find_request(team.store.chats, reference)
    assert found is not None
    assert (found.request.state, found.request.reason) == ("rejected", "docs")
    assert "dokumen" in (await browser.get(f"/care/requests/{reference}")).text


async def test_two_who_decide_at_once_decide_once(team: Team) -> None:
    """One decision stands and is told once; the other is refused, sees which it was and who made it."""
    reference = await team.request()
    ani, budi = await team.signed_in("Ani", Role.AGENT), await team.signed_in("Budi", Role.AGENT)
    versions = {_version(await one.get(f"/care/requests/{reference}")) for one in (ani, budi)}
    (version,) = versions
    answers = await asyncio.gather(
        *(
            one.post(f"/care/requests/{reference}/decide", choice=choice, version=version)
            for one, choice in ((ani, "approve"), (budi, "data"))
        )
    )
    assert sorted(answer.status for answer in answers) == [303, 409]
    refused = next(answer for answer in answers if answer.status == 409)
    assert "Belum ada yang Anda ubah" in refused.text
    found = await find_request(team.store.chats, reference)
    assert found is not None
    notices = [line for line in await team.store.chats.transcript(found.account) if reference in line.text]
    assert len(notices) == 1


async def test_a_request_that_moved_is_not_decided(team: Team) -> None:
    """A page from before somebody claimed it, or before the customer took it back, decides nothing."""
    reference = await team.request()
    ani, budi = await team.signed_in("Ani", Role.AGENT), await team.signed_in("Budi", Role.AGENT)
    seen = _version(await ani.get(f"/care/requests/{reference}"))
    await budi.get(f"/care/requests/{reference}")
    claimed = await budi.post(f"/care/requests/{reference}/claim", version=seen)
    assert claimed.location == f"/care/requests/{reference}?done=claimed"
    refused = await ani.post(f"/care/requests/{reference}/decide", choice="approve", version=seen)
    assert refused.status == 409
    assert "Budi menanganinya sejak" in refused.text
    assert "Pilihan Anda tadi: Setujui" in refused.text
    assert await _state(team, reference) == "pending"


async def test_what_somebody_handles_is_theirs_until_released(team: Team) -> None:
    """Another agent can neither decide nor release it; a lead can release it; whoever claimed it can decide it."""
    reference = await team.request()
    ani, budi = await team.signed_in("Ani", Role.AGENT), await team.signed_in("Budi", Role.AGENT)
    lead = await team.signed_in("Citra", Role.LEAD)
    version = _version(await ani.get(f"/care/requests/{reference}"))
    await ani.post(f"/care/requests/{reference}/claim", version=version)
    page = await budi.get(f"/care/requests/{reference}")
    assert "Ani sedang menangani" in page.text
    assert f"{reference}/decide" not in page.text
    claimed = _version(await lead.get(f"/care/requests/{reference}"))
    for deed, fields in (("decide", {"choice": "approve"}), ("release", {})):
        answer = await budi.post(f"/care/requests/{reference}/{deed}", version=claimed, **fields)
        assert answer.status == 409
    released = await lead.post(f"/care/requests/{reference}/release", version=claimed)
    assert released.location == f"/care/requests/{reference}?done=released"
    assert (await _decide(budi, reference, "approve")).status == 303


async def test_the_queue_comes_in_pages_of_fifty(team: Team) -> None:
    """The next page begins behind the last row, also when that was decided meanwhile it shows what is left."""
    for _ in range(52):
        await team.request()
    browser = await team.signed_in("Ani", Role.AGENT)
    first = await browser.get("/care/requests")
    rows = re.findall(r'href="/care/requests/(PL-\w+)\?', first.text)
    assert len(rows) == 50
    more = re.search(r'href="(/care/requests\?tab=open&amp;after=\d+\.PL-\w+)"', first.text)
    assert more
    assert (await _decide(browser, rows[-1], "data")).status == 303
    second = await browser.get(more[1].replace("&amp;", "&"))
    rest = re.findall(r'href="/care/requests/(PL-\w+)\?', second.text)
    waiting = [reference for reference, _ in await team.store.queues.requests()]
    assert rows[:-1] + rest == waiting
    assert 'href="/care/requests?tab=open"' in second.text


async def test_what_one_handles_is_a_list_of_its_own(team: Team) -> None:
    """With its number of rows, which a decision takes one from."""
    references = [await team.request() for _ in range(2)]
    browser = await team.signed_in("Gita", Role.AGENT)
    for reference in references:
        page = await browser.get(f"/care/requests/{reference}")
        await browser.post(f"/care/requests/{reference}/claim", version=_version(page))
    mine = await browser.get("/care/requests?tab=mine")
    assert set(re.findall(r'href="/care/requests/(PL-\w+)\?', mine.text)) == set(references)
    assert 'Milik saya <span class="number">2</span>' in mine.text
    await _decide(browser, references[0], "approve")
    assert 'Milik saya <span class="number">1</span>' in (await browser.get("/care/requests?tab=mine")).text


@pytest.mark.parametrize("reference", ["PL-00000000", "PL-ZZZZZZZZ", "nonsense", "..%2Fme"])
async def test_what_is_no_request_is_not_there(team: Team, reference: str) -> None:
    """A number of nobody, or none at all, is 404 for looking and for every deed."""
    browser = await team.signed_in("Ani", Role.AGENT)
    assert (await browser.get(f"/care/requests/{reference}")).status == 404
    for deed in ("claim", "release", "decide", "reveal"):
        fields = {"choice": "approve", "version": "0.pending", "field": "policy", "reason": "call"}
        assert (await browser.post(f"/care/requests/{reference}/{deed}", **fields)).status == 404


async def test_a_field_is_revealed_for_a_minute_with_a_reason(team: Team) -> None:
    """One field, recorded first; after the minute, in another session or with a changed link it is masked again."""
    reference = await team.request()
    browser, other = await team.signed_in("Ani", Role.AGENT), await team.signed_in("Budi", Role.AGENT)
    await browser.get(f"/care/requests/{reference}")
    refused = await browser.post(f"/care/requests/{reference}/reveal", field="birth", reason="call")
    assert refused.status == 400
    answer = await browser.post(f"/care/requests/{reference}/reveal", field="policy", reason="call")
    shown = await browser.get(answer.location)
    assert "00012345" in shown.text
    assert f'<meta http-equiv="refresh" content="60;url=/care/requests/{reference}">' in shown.text
    assert "JANE RAILEY" not in shown.text
    item = next(item for item in await team.store.audit.staff(5) if item.record.action == "field.revealed")
    assert (item.record.actor, item.record.subject, item.record.reason) == ("staff:Ani", reference, "call")
    assert item.record.details == {"field": "policy"}
    for path in (
        answer.location.replace("shown=policy", "shown=holder"),
        answer.location.replace("until=1", "until=2"),
    ):
        assert not [canary for canary in CANARIES if canary in (await browser.get(path)).text]
    assert "00012345" not in (await other.get(answer.location)).text
    team.clock.move(60_000)
    assert "00012345" not in (await browser.get(answer.location)).text


async def test_the_twenty_first_reveal_within_an_hour_is_refused(team: Team) -> None:
    """Whatever it is about; the next hour begins anew."""
    reference, browser = await team.request(), await team.signed_in("Dodi", Role.AUDITOR)
    await browser.get(f"/care/requests/{reference}")
    asked = [
        (await browser.post(f"/care/requests/{reference}/reveal", field="policy", reason="audit")).status
        for _ in range(21)
    ]
    assert asked == [303] * 20 + [429]
    for _ in range(6):
        team.clock.move(10 * 60_000)
        await browser.get("/care/me")
    answer = await browser.post(f"/care/requests/{reference}/reveal", field="policy", reason="audit")
    assert answer.status == 303
