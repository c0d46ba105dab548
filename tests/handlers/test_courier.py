"""Outgoing webhooks: written with the turn, told signed and until taken, each at its own pace, never to a place inside."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.gateways.callback import verify
from bot.gateways.webhooks import WebhookPoster
from conversations.limits import DAY, MINUTE
from handlers.courier import Courier
from handlers.ports import NotSent, SendUnsure
from handlers.public_addresses import is_public
from storage.care import Hook
from storage.store import Store
from tests.dialogues.script import Cue, Dialogue, dialogues
from tests.dialogues.stage import Stage

SECRET = "a secret that the console showed once"
EVENTS = ("request.decided", "handover.asked")


class Receiver:
    """An insurer's system: it keeps what it takes, and refuses as often as it is told to."""

    def __init__(self) -> None:
        self.taken: list[dict[str, object]] = []
        self.signed: list[tuple[str, str, bytes]] = []
        self.refuse = 0
        app = web.Application()
        app.router.add_post("/news", self._take)
        app.router.add_post("/moved", self._move)
        self.server = TestServer(app)

    async def _take(self, request: web.Request) -> web.Response:
        body = await request.read()
        if self.refuse:
            self.refuse -= 1
            return web.Response(status=500)
        self.signed.append((request.headers["X-Timestamp"], request.headers["X-Signature"], body))
        self.taken.append(json.loads(body))
        return web.Response(status=204)

    async def _move(self, request: web.Request) -> web.Response:
        raise web.HTTPTemporaryRedirect("/news")


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    """Run a receiver on a free port of loopback."""
    made = Receiver()
    await made.server.start_server()
    yield made
    await made.server.close()


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """Play a rejected request, and one customer who asks for a person."""
    async with Stage(tmp_path, "telegram") as played:
        await played.play(next(one for one in dialogues() if one.name == "06_request_rejected"))
        await played.play(Dialogue("asks", (), "", (Cue("customer", "petugas", 1), Cue("bot", "agent.ask", 2))))
        yield played


def courier(stage: Stage, poster: WebhookPoster) -> Courier:
    """Return a courier over the stage's store."""
    store = stage.serving.store
    return Courier(store.news, store.hooks, poster, stage.clock)


async def subscribed(store: Store, receiver: Receiver, path: str = "/news", events: tuple[str, ...] = EVENTS) -> None:
    """Add the receiver as a webhook."""
    url = str(receiver.server.make_url(path))
    await store.hooks.put(f"hook{path[1:]}", 0, Hook(url=url, secret=SECRET, events=events, added=0))


async def test_news_is_told_once_signed_and_without_anybodys_data(stage: Stage, receiver: Receiver) -> None:
    """A decision and a handover are told in their order, and told once when they are taken."""
    await subscribed(stage.serving.store, receiver)
    poster = WebhookPoster(private=True)
    for _ in range(3):
        await courier(stage, poster).look()
    await poster.close()
    assert [item["event"] for item in receiver.taken] == list(EVENTS)
    decided, handover = receiver.taken
    assert (decided["status"], decided["reason"], handover["status"]) == ("rejected", "docs", "person")
    assert set(decided) == {"id", "event", "at", "conversation", "request", "status", "reason"}
    for timestamp, signature, body in receiver.signed:
        assert verify(SECRET, timestamp, signature, body, stage.clock.now())
        assert not verify("another secret, also a long one", timestamp, signature, body, stage.clock.now())
        assert not any(word in body for word in (b"JANE", b"12345678", b"5550001", b"@"))


async def test_what_is_not_taken_is_told_again_later(stage: Stage, receiver: Receiver) -> None:
    """A webhook that is away gets everything when it is back, in order, and not before its time."""
    await subscribed(stage.serving.store, receiver)
    receiver.refuse = 2
    poster = WebhookPoster(private=True)
    await courier(stage, poster).look()
    assert receiver.refuse == 1
    await courier(stage, poster).look()
    for _ in range(3):
        stage.clock.move(60 * MINUTE)
        await courier(stage, poster).look()
    await poster.close()
    assert sorted(str(item["event"]) for item in receiver.taken) == sorted(EVENTS)
    assert len({item["id"] for item in receiver.taken}) == 2


async def test_after_a_day_it_is_given_up(stage: Stage, receiver: Receiver) -> None:
    """A webhook that never answers is told nothing of the day before."""
    await subscribed(stage.serving.store, receiver)
    receiver.refuse = 100
    poster = WebhookPoster(private=True)
    await courier(stage, poster).look()
    for _ in range(3):
        stage.clock.move(DAY)
        await courier(stage, poster).look()
    receiver.refuse = 0
    stage.clock.move(DAY)
    await courier(stage, poster).look()
    await poster.close()
    assert receiver.taken == []


async def test_each_webhook_hears_what_it_asked_for(stage: Stage, receiver: Receiver) -> None:
    """Events that nobody asked for are dropped, and a redirect is not followed."""
    store = stage.serving.store
    await subscribed(store, receiver, events=("handover.asked",))
    await subscribed(store, receiver, path="/moved")
    poster = WebhookPoster(private=True)
    await courier(stage, poster).look()
    await poster.close()
    assert [item["event"] for item in receiver.taken] == ["handover.asked"]
    assert await store.news.fresh() == []


async def test_without_a_webhook_news_is_dropped_at_leisure(stage: Stage, receiver: Receiver) -> None:
    """All partitions are asked every half a minute then; a webhook that is added hears of what comes from the next look on."""
    store, poster = stage.serving.store, WebhookPoster(private=True)
    carrying, [(home, raw, item), _] = courier(stage, poster), await store.news.fresh()
    await carrying.look()
    assert await store.news.fresh() == []
    await store.together.call("RPUSH", home.news, raw)
    await carrying.look()
    assert await store.news.fresh() == [(home, raw, item)]
    await subscribed(store, receiver)
    await carrying.look()
    await poster.close()
    assert [told["id"] for told in receiver.taken] == [item.id]


async def test_nothing_goes_to_an_address_inside(stage: Stage, receiver: Receiver) -> None:
    """Loopback is refused, written as an address in every way and as a name, unless the operator allows it."""
    store = stage.serving.store
    await subscribed(store, receiver)
    poster = WebhookPoster(private=False)
    await courier(stage, poster).look()
    for host in ("localhost", "127.1", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"):
        hook = Hook(url=f"http://{host}:{receiver.server.port}/news", secret=SECRET, events=EVENTS, added=0)
        with pytest.raises((NotSent, SendUnsure)):
            await poster.post(hook, b"{}", stage.clock.now())
    await poster.close()
    assert receiver.taken == []


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True), ("2606:4700::1111", True), ("127.0.0.1", False), ("10.0.0.1", False), ("192.168.1.1", False),
        ("169.254.169.254", False), ("0.0.0.0", False), ("::1", False), ("fe80::1%eth0", False), ("fc00::1", False),
        ("::ffff:127.0.0.1", False), ("::ffff:8.8.8.8", True), ("224.0.0.1", False), ("100.64.0.1", False),
        ("64:ff9b::7f00:1", False), ("2002:7f00:1::", False), ("::127.0.0.1", False), ("127.1", False),
    ],
)  # fmt: skip
def test_what_is_inside(address: str, public: bool) -> None:
    """Private, loopback, link-local, shared and multicast addresses are inside, also when they hide within IPv6."""
    assert is_public(address) is public
