"""The registry's contract over real HTTP: what is asked, what each answer means, what is tried again."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import date

import pytest
import structlog
from aiohttp import ClientSession, web

from bot.gateways.registry_http import HttpRegistry
from conversations.effects import Link, LookUp
from conversations.events import LinkMade, Matched, NotMatched
from handlers.ports import LinkRefused, RegistryDown
from tests.fakes.registry import TOKEN, InsurersRegistry
from tests.logged import logged

ASK = LookUp(id="e1", type="group", policy="00012345", participant="87654321", born=date(1990, 8, 17))


def link(ref: str, challenge: str = "c1") -> Link:
    """Ask for a link of a policy."""
    return Link(
        id="e2", challenge=challenge, policy_ref=ref, reference="PL-0ABCDEFG", method="email",
        verified_at=1_795_406_400_000, consent_version="1", consent_at=1_795_406_300_000,
    )  # fmt: skip


@pytest.fixture
async def insurer() -> AsyncIterator[InsurersRegistry]:
    """Run the insurer's side."""
    async with InsurersRegistry() as insurer:
        yield insurer


@pytest.fixture
async def registry(insurer: InsurersRegistry) -> AsyncIterator[HttpRegistry]:
    """Ask it."""
    async with ClientSession() as session:
        yield HttpRegistry(session, insurer.url + "/", TOKEN)


async def test_a_look_up(insurer: InsurersRegistry, registry: HttpRegistry) -> None:
    """The details go out as agreed and come back as the policy with its contacts."""
    found = await registry.look_up(ASK)
    assert isinstance(found, Matched)
    assert (found.effect, found.holder, found.status, found.instant) == ("e1", "JANE RAILEY", "ACTIVE", True)
    assert [contact.method for contact in found.contacts] == ["email", "sms"]
    method, path, headers, body = insurer.asked[0]
    assert (method, path) == ("POST", "/v1/policies/lookup")
    assert body == {
        "type": "GROUP", "policy_number": "00012345", "participant_number": "87654321", "birth_date": "1990-08-17",
    }  # fmt: skip
    assert headers["Authorization"] == f"Bearer {TOKEN}"
    assert headers["X-Request-Id"]


async def test_no_match(registry: HttpRegistry) -> None:
    """A wrong date is no match."""
    wrong = LookUp(id="e1", type="group", policy="00012345", participant="87654321", born=date(1990, 8, 18))
    assert await registry.look_up(wrong) == NotMatched("e1")


@pytest.mark.parametrize(
    "body",
    [
        "", "[]", '{"match":"yes"}', '{"match":true}', "[" * 5000,
        '{"match":true,"policy_ref":"p","holder_name":"X","status":"TERMINATED","link_mode":"instant"}',
    ],
)  # fmt: skip
async def test_an_answer_that_is_not_as_agreed(insurer: InsurersRegistry, registry: HttpRegistry, body: str) -> None:
    """What the contract does not know is an outage, not a match."""
    insurer.answer = web.Response(text=body)
    with pytest.raises(RegistryDown):
        await registry.look_up(ASK)


@pytest.mark.parametrize(
    "stored", ["081234567890", "6281234567890", "+6281234567890", "0812-3456-7890", "+62 812 3456 7890", "81234567890"]
)
async def test_numbers_are_read_as_people_store_them(
    insurer: InsurersRegistry, registry: HttpRegistry, stored: str
) -> None:
    """A mobile number without its country, or with blanks, gets its code by SMS at the one number that it is."""
    insurer.answer = web.json_response({
        "match": True, "policy_ref": "p", "holder_name": "X", "status": "ACTIVE", "link_mode": "instant",
        "contacts": [{"channel": "sms", "address": stored}],
    })  # fmt: skip
    found = await registry.look_up(ASK)
    assert isinstance(found, Matched)
    assert [contact.address for contact in found.contacts] == ["+6281234567890"]


async def test_contacts_that_cannot_be_used_are_left_out(insurer: InsurersRegistry, registry: HttpRegistry) -> None:
    """A landline, a fax and a broken address are nobody's method; of two addresses the first counts."""
    insurer.answer = web.json_response({
        "match": True, "policy_ref": "p", "holder_name": "X", "status": "LAPSED", "link_mode": "approval",
        "contacts": [
            {"channel": "fax", "address": "+6281234567890"}, {"channel": "sms", "address": "+62211234567"},
            {"channel": "email", "address": "a@b"}, {"channel": "email", "address": "first@example.com"},
            {"channel": "email", "address": "second@example.com"},
        ],
    })  # fmt: skip
    with structlog.testing.capture_logs() as logged:
        found = await registry.look_up(ASK)
    assert isinstance(found, Matched)
    assert [contact.address for contact in found.contacts] == ["first@example.com"]
    assert [entry["count"] for entry in logged if entry["event"] == "contacts_unusable"] == [3]


async def test_a_busy_registry_is_asked_again(insurer: InsurersRegistry, registry: HttpRegistry) -> None:
    """Two refusals for a moment are got over, under the same X-Request-Id."""
    insurer.failures = 2
    assert isinstance(await registry.look_up(ASK), Matched)
    ids = {headers["X-Request-Id"] for _, _, headers, _ in insurer.asked}
    assert (len(insurer.asked), len(ids)) == (3, 1)


async def test_the_id_that_the_registry_is_told_stands_in_our_log(
    insurer: InsurersRegistry, registry: HttpRegistry
) -> None:
    """Of a call that is answered, asked again, or fails: both sides can search for it. No id of a link is logged."""
    with logged() as stream:
        insurer.failures = 1
        await registry.look_up(ASK)
        insurer.failures = 1
        with pytest.raises(RegistryDown):
            await registry.unlink("ln_17")
    told = [json.loads(text) for text in stream.getvalue().splitlines()]
    wanted = [headers["X-Request-Id"] for _, _, headers, _ in insurer.asked]
    assert [(line["event"], line["method"], line["route"]) for line in told] == [
        ("registry_asked_again", "POST", "/v1/policies/lookup"),
        ("registry_asked", "POST", "/v1/policies/lookup"),
        ("registry_asked", "DELETE", "/v1/links/{link_id}"),
    ]
    assert [line["request"] for line in told] == wanted
    assert (told[1]["status"], told[2]["status"]) == (200, 503)


async def test_a_link_is_made_once(insurer: InsurersRegistry, registry: HttpRegistry) -> None:
    """The challenge is the Idempotency-Key; a second challenge of the same account gets the link that there is."""
    found = await registry.look_up(ASK)
    assert isinstance(found, Matched)
    insurer.failures = 1
    first = await registry.link(link(found.policy_ref), "telegram", "hash")
    again = await registry.link(link(found.policy_ref), "telegram", "hash")
    other = await registry.link(link(found.policy_ref, "c2"), "telegram", "hash")
    assert first == again == other == LinkMade("e2", "ln_0", False)
    assert insurer.asked[-1][2]["Idempotency-Key"] == "c2"
    assert insurer.asked[-1][3]["account"] == {"channel": "telegram", "id_hash": "hash"}
    assert insurer.asked[-1][3]["verification"]["verified_at"] == "2026-11-23T04:00:00+00:00"


async def test_a_request_bears_its_date(insurer: InsurersRegistry, registry: HttpRegistry) -> None:
    """A link that waits for a decision is a request with the day by which it is decided."""
    ask = LookUp(id="e1", type="individu", policy="12345678", participant="", born=date(1990, 8, 17))
    found = await registry.look_up(ask)
    assert isinstance(found, Matched)
    made = await registry.link(link(found.policy_ref), "whatsapp", "hash")
    assert made == LinkMade("e2", "ln_0", True, 1_796_083_200_000)  # 2026-12-01
    assert "participant_number" not in insurer.asked[0][3]


@pytest.mark.parametrize(
    ("status", "body", "why"),
    [(410, {}, "stale"), (422, {"error": "too_many_accounts"}, "full"), (422, {}, "refused"), (403, {}, "refused")],
)
async def test_a_refused_link(
    insurer: InsurersRegistry, registry: HttpRegistry, status: int, body: dict[str, str], why: str
) -> None:
    """Each clear no has its own meaning."""
    insurer.answer = web.json_response(body, status=status)
    with pytest.raises(LinkRefused) as refused:
        await registry.link(link("pr_1"), "telegram", "hash")
    assert refused.value.why == why


@pytest.mark.parametrize("body", ["", "{}", '{"link_id": ""}', '{"error": "linked"}', "[]"])
async def test_a_conflict_that_names_no_link_is_final(
    insurer: InsurersRegistry, registry: HttpRegistry, body: str
) -> None:
    """Already linked, and not by which link: nothing that asking again for an hour would change."""
    insurer.answer = web.Response(text=body, status=409)
    with pytest.raises(LinkRefused) as no:
        await registry.link(link("pr_1"), "telegram", "hash")
    assert no.value.why == "already"
    assert len(insurer.asked) == 1


async def test_unlinking_and_asking(insurer: InsurersRegistry, registry: HttpRegistry) -> None:
    """A link goes once and stays gone; a decided request stays; what is gone says so."""
    await registry.link(link("pr_1"), "telegram", "hash")
    assert (await registry.status("ln_0"))[0] in ("pending", "linked")
    assert await registry.unlink("ln_0")
    assert await registry.unlink("ln_0")
    assert await registry.status("ln_0") == ("gone", "")
    await registry.link(link("pr_2", "c9"), "telegram", "hash")
    insurer.links["ln_0"]["status"] = "rejected"
    assert not await registry.unlink("ln_0")


async def test_a_404_of_a_proxy_ends_no_request(insurer: InsurersRegistry, registry: HttpRegistry) -> None:
    """While the registry is away something before it may say 404 to everything: nobody's request is over for that."""
    insurer.missing = True
    with pytest.raises(RegistryDown):
        await registry.status("ln_0")
    assert [path for _, path, _, _ in insurer.asked] == ["/v1/links/ln_0", "/v1/policies/lookup"]


async def test_a_link_id_cannot_leave_its_path(insurer: InsurersRegistry, registry: HttpRegistry) -> None:
    """Whatever an id bears stays one segment of the path."""
    assert await registry.status("../../v1/policies?x=1#y") == ("gone", "")
    assert insurer.asked[0][1].startswith("/v1/links/")


async def test_what_must_not_be_repeated_is_asked_once(insurer: InsurersRegistry, registry: HttpRegistry) -> None:
    """Unlinking and asking are not tried again by themselves."""
    insurer.failures = 5
    with pytest.raises(RegistryDown):
        await registry.unlink("ln_0")
    with pytest.raises(RegistryDown):
        await registry.status("ln_0")
    assert len(insurer.asked) == 2


async def test_a_wrong_token_is_an_outage(insurer: InsurersRegistry) -> None:
    """A registry that does not know us is not asked again and again."""
    async with ClientSession() as session:
        with pytest.raises(RegistryDown, match="401"):
            await HttpRegistry(session, insurer.url, "other").look_up(ASK)
    assert len(insurer.asked) == 1


async def test_a_check_asks_for_nobody(insurer: InsurersRegistry, registry: HttpRegistry) -> None:
    """A check is a look-up that matches nothing."""
    assert await registry.check() == "answers a look-up"
    assert insurer.links == {}
