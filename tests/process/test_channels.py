"""Both ways of Telegram and WhatsApp against a process started by its settings alone, codes by real SMTP and SMS."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession

from tests.fakes.registry import SECRET, TOKEN, InsurersRegistry
from tests.process.world import Customer, World

pytestmark = pytest.mark.slow
SENT = {method: ("field.progress", f"otp.sent.{method}", "otp.safety", "otp.trace.*") for method in ("email", "sms")}


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """Open the world, without a process yet."""
    async with World(tmp_path) as world:
        yield world


async def to_menu(customer: Customer) -> None:
    """Greet and agree."""
    await customer.says("halo", "greet.new", "consent.ask")
    await customer.taps("agree", "consent.ok", "menu.body")


async def to_group_code(customer: Customer) -> None:
    """Enter the Group policy of the sample, up to the code by email."""
    await customer.taps("link", "type.ask")
    await customer.taps("group", "field.progress", "field.policy.grp")
    await customer.says("00012345", "field.progress", "field.participant")
    await customer.says("87654321", "field.progress", "field.dob")
    await customer.says("17-08-1990", "confirm.grp")
    await customer.taps("link", *SENT["email"])


async def to_individu_code(customer: Customer, method: str) -> None:
    """Enter the Individu policy of the sample, up to the code."""
    await customer.taps("link", "type.ask")
    await customer.taps("individu", "field.progress", "field.policy.ind")
    await customer.says("00012345", "field.progress", "field.dob")
    await customer.says("17-08-1990", "confirm.ind")
    await customer.taps("link", "otp.method")
    await customer.taps(method, *SENT[method])


@pytest.mark.parametrize("way", ["webhook", "polling", "whatsapp"])
async def test_a_policy_by_email_and_one_by_sms(world: World, way: str) -> None:
    """Group by a letter over STARTTLS, then Individu by SMS; SIGTERM ends the process in order."""
    channel = "whatsapp" if way == "whatsapp" else "telegram"
    of_channel = world.for_whatsapp() if way == "whatsapp" else world.for_telegram(way == "webhook")
    bot = await world.run(world.gateways() | of_channel)
    customer = world.customer(channel)
    await to_menu(customer)
    await to_group_code(customer)
    await customer.says(await world.mail.code(), "done.member")
    await customer.taps("home", "greet.back", "menu.body")
    await to_individu_code(customer, "sms")
    code = await world.sms.code()
    await customer.says(code, "done.ind")
    if way == "webhook":
        [*_, called] = await world.telegram.called("setWebhook")
        assert called.fields["url"].endswith("/webhooks/telegram")
        assert called.fields["secret_token"] == "a-secret_0"
    assert await bot.stop() == 0
    assert "Traceback" not in bot.output
    assert code not in bot.output


@pytest.mark.parametrize("channel", ["telegram", "whatsapp"])
async def test_kill_9_in_the_middle(world: World, channel: str) -> None:
    """A process that dies at the code step is replaced; the customer goes on with the same code, on the same data."""
    of_channel = world.for_whatsapp() if channel == "whatsapp" else world.for_telegram(webhook=True)
    settings = world.gateways() | of_channel
    first = await world.run(settings)
    customer = world.customer(channel)
    await to_menu(customer)
    await to_group_code(customer)
    code = await world.mail.code()
    # Redis keeps what it acknowledged up to a second ago (everysec): the crash that is meant here is the process's own,
    # so the server, which dies with it by a signal, gets to write its file.
    await first.kill()
    world.public.target = ""
    await world.run(settings)
    customer.crashed = True
    await customer.says(code, "done.member")
    assert len(world.mail.letters) == 1


async def test_both_channels_at_once(world: World) -> None:
    """One process serves both; each customer's chat is their own."""
    await world.run(world.gateways() | world.for_telegram(webhook=True) | world.for_whatsapp())
    both = [world.customer("telegram"), world.customer("whatsapp")]
    await asyncio.gather(*map(to_menu, both))
    await asyncio.gather(*map(to_group_code, both))
    codes = [await world.mail.code(1), await world.mail.code(2)]
    assert codes[0] != codes[1]
    await both[0].says("menu", "resume.ask")


async def test_the_insurers_registry_and_its_callback(world: World) -> None:
    """Look-up and request over HTTP; the signed decision reaches the customer, once, and an unsigned one nobody."""
    async with InsurersRegistry() as insurer:
        registry = {"REGISTRY_URL": insurer.url, "REGISTRY_TOKEN": TOKEN, "CALLBACK_SECRET": SECRET}
        bot = await world.run(world.gateways() | registry | world.for_telegram(webhook=True))
        customer = world.customer("telegram")
        await to_menu(customer)
        await to_individu_code(customer, "email")
        await customer.says(await world.mail.code(), "done.ind")
        [link_id] = insurer.links
        async with ClientSession() as session, session.post(f"{bot.url}/webhooks/registry", data=b"{}") as answer:
            assert answer.status == 401
        assert await insurer.decide(bot.url, link_id, "approved", event="ev1") == 204
        await customer.hears("done.ind", "notify.approved")
        assert await insurer.decide(bot.url, link_id, "approved", event="ev1") == 204
        await customer.says("menu", "greet.back", "menu.body")
        [link] = [body for method, path, _, body in insurer.asked if (method, path) == ("POST", "/v1/links")]
        assert link["account"]["channel"] == "telegram"
        assert "5550001" not in link["account"]["id_hash"]


async def test_redelivered_updates_are_answered_once(world: World) -> None:
    """What a process answered before it died is not answered again by the next, whose webhook gets it once more."""
    settings = world.gateways() | world.for_whatsapp()
    first = await world.run(settings)
    customer = world.customer("whatsapp")
    world.whatsapp.trouble.duplicate = True
    await to_menu(customer)
    await first.kill()
    await world.run(settings)
    customer.crashed = True
    await customer.taps("link", "type.ask")
    await world.whatsapp.taken()
    sent = [str(call.fields["interactive"]) for call in world.whatsapp.calls if call.method == "messages"]
    assert len(set(sent)) == 3
    assert len(sent) <= 4


async def test_a_second_process_joins_the_embedded_server(world: World, tmp_path: Path) -> None:
    """Two processes share one data folder; when the owner ends, the other serves on with the same data."""
    settings = world.gateways() | world.for_telegram(webhook=True)
    first = await world.run(settings)
    customer = world.customer("telegram")
    await to_menu(customer)
    await world.run(settings)
    await customer.taps("link", "type.ask")
    assert await first.stop() == 0
    await customer.taps("group", "field.progress", "field.policy.grp")


async def test_probes_and_metrics(world: World) -> None:
    """Alive, ready, and measured; the metrics move to their own address where one is set."""
    bot = await world.run(world.gateways() | world.for_telegram(webhook=False) | {"METRICS_ADDRESS": "127.0.0.1:0"})
    async with ClientSession() as session:
        async with session.get(f"{bot.url}/healthz") as answer:
            assert answer.status == 200
        async with session.get(f"{bot.url}/readyz") as answer:
            assert (answer.status, (await answer.json())["ready"]) == (200, True)
        async with session.get(f"{bot.url}/metrics") as answer:
            assert answer.status == 404
        found = re.search(r'"port": (\d+), "event": "metrics"', bot.output)
        assert found, bot.output
        async with session.get(f"http://127.0.0.1:{found.group(1)}/metrics") as answer:
            assert "polisbot_redis_up" in await answer.text()
