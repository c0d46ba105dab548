"""Two real versions of the program at one Redis: either goes on where the other left off, and what is too new is told."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from aiohttp import ClientSession

from storage import keys
from storage.errors import StateTooNew
from storage.store import Store
from tests.faults.inquest import inquest, seed
from tests.faults.next_version import FORMAT, next_version
from tests.faults.replica import Replica
from tests.faults.test_crashes import crowd
from tests.faults.test_deploys import replaced
from tests.faults.town import Town
from tests.process.world import ROOT, Customer
from tests.storage.conftest import KEYS

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
GREETED, OTHER = "7009001", "7009002"


async def test_customers_walk_through_two_versions(tmp_path: Path) -> None:
    """Every message goes to the other version; told to write its own format, the newer one's states are too new: 503."""
    async with Town(tmp_path, seed()) as town:
        older = await town.join()
        newer = await town.join(next_version(tmp_path))
        await town.telegram.called("setWebhook")
        await _links_in_english(town, older, newer)
        await _english_in_the_older(town, GREETED)
        await town.close_replicas()
        assert "Traceback" not in older.output + newer.output


async def test_what_is_too_new_is_told_and_comes_again(tmp_path: Path) -> None:
    """An old process that was forgotten answers 503 for a newer version's chats, changes nothing, and serves the others."""
    async with Town(tmp_path, seed()) as town:
        older = await town.join()
        alone = await town.join(next_version(tmp_path), STATE_FORMAT=str(FORMAT))
        await town.telegram.called("setWebhook")
        ahead, behind = town.customer("telegram", GREETED), town.customer("telegram", OTHER)
        town.balancer.targets = [older.url]
        await behind.says("halo", "greet.new", "consent.ask")
        town.balancer.targets = [alone.url]
        await ahead.says("halo", "greet.new", "consent.ask")
        kept = await _state(town, GREETED)
        town.balancer.targets = [older.url]
        await ahead.taps("agree")
        async with asyncio.timeout(20):
            while not town.balancer.answers[503]:
                await asyncio.sleep(0.02)
        await behind.taps("agree", "consent.ok", "menu.body")
        assert await _ready(older)
        assert ahead.said() == ""
        assert await _state(town, GREETED) == kept
        with pytest.raises(StateTooNew):
            await _english_in_the_older(town, GREETED)
        town.balancer.targets = [alone.url]
        await ahead.hears("consent.ok", "menu.body")
        await behind.taps("link", "type.ask")  # it reads what the older one wrote, and leads it up
        assert town.balancer.without_retry_after == 0
        await town.close_replicas()
        assert "Traceback" not in older.output + alone.output


@pytest.mark.long
async def test_an_upgrade_a_way_back_and_the_word_that_all_are_new(tmp_path: Path) -> None:
    """Replicas are replaced one by one under load: by newer ones, by older ones again, by newer ones that are told."""
    newer, stages = next_version(tmp_path), list[str]()
    async with Town(tmp_path, number := seed()) as town:
        await town.serve(3)
        plan = [(newer, {}), (ROOT, {}), (newer, {}), (newer, {"STATE_FORMAT": str(FORMAT)})]
        todo = [(tree, more) for tree, more in plan for _ in range(3)]

        async def replace() -> None:
            if todo:
                tree, more = todo.pop(0)
                await replaced(town, tree, **more)
                stages.append(f"{tree.name} {more}")

        people = await crowd(town, replace, 2.0)
        print(f"\nseed {number}: {len(stages)} of 12 replaced: {await inquest(town, people)}")
        print(f"  webhooks were answered {dict(town.balancer.answers)}")
        assert not todo, "the last ones never came"
        assert set(town.balancer.answers) == {200}


async def _links_in_english(town: Town, *replicas: Replica) -> None:
    """Let somebody link a DPLK policy in English, each message taken by another replica than the one before."""
    holder = town.newcomer("dplk")
    customer = town.customer("telegram", GREETED)
    turns = iter(replicas * 8)

    async def says(text: str, *keys: str) -> None:
        town.balancer.targets = [next(turns).url]
        await customer.says(text, *keys)

    await says("Hello, I would like to link a DPLK membership.", "greet.new", "consent.ask")
    await says("yes", "consent.ok", "field.progress", "field.policy.dplk")
    await says(holder.policy, "field.progress", "field.participant")
    await says(holder.participant, "field.progress", "field.dob")
    await says("17-08-1990", "confirm.dplk")
    town.balancer.targets = [next(turns).url]
    await customer.taps("link", "otp.method")
    town.balancer.targets = [next(turns).url]
    await customer.taps("sms", "field.progress", "otp.sent.sms", "otp.safety", "otp.trace.*")
    await says(await holder.code(), "done.member")
    _in_english(customer)


def _in_english(customer: Customer) -> None:
    assert "linked" in customer.said(), customer.said()


async def _english_in_the_older(town: Town, chat: str) -> None:
    """Read a chat as this version does: it speaks English."""
    store = await Store.open(town.redis_url, KEYS)
    try:
        found = (await store.chats.load(store.aliases.telegram(chat))).chat
    finally:
        await store.close()
    assert found is not None
    assert (found.format, found.language) == (1, "en")


async def _state(town: Town, chat: str) -> object:
    store = await Store.open(town.redis_url, KEYS)
    try:
        account = store.aliases.telegram(chat)
        return await store.together.call("GET", keys.home(account).chat(account))
    finally:
        await store.close()


async def _ready(replica: Replica) -> bool:
    async with ClientSession() as session, session.get(f"{replica.url}/readyz") as answer:
        return answer.status == 200
