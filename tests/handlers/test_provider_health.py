"""The health of providers: every call is noted by how it ended, told to operators, and shown in Ringkasan for a while."""

from __future__ import annotations

import contextlib
import json
from datetime import UTC, datetime

import pytest

from conversations.limits import MINUTE
from conversations.messages import Text
from handlers.console.charts import provider
from handlers.ports import ChatUnreachable, Fault, NoTemplate, NotSent, Problem, RegistryDown, SendLater, SendUnsure
from handlers.provider_health import MonitoredTexter, ProviderHealth
from storage.pulses import Pulses
from storage.store import Store
from tests.clock import ManualClock
from tests.dialogues.script import dialogues
from tests.dialogues.stage import Stage
from tests.logged import logged
from tests.storage.conftest import binary, server, store

__all__ = ["binary", "server", "store"]


class Texts:
    """A gateway that fails as it is told to."""

    def __init__(self) -> None:
        self.fails: Problem | None = None

    async def text(self, text: Text) -> None:
        """Send, or not."""
        if self.fails:
            raise self.fails


async def test_calls_are_noted_by_how_they_ended(store: Store) -> None:
    """Good, refused and unsure are told apart, minute by minute; the caller still learns of each failure."""
    clock, inside = ManualClock(), Texts()
    health = ProviderHealth(Pulses(store.together), clock)
    felt = MonitoredTexter(inside, health)
    for fails in (None, None, NotSent("no"), SendUnsure("maybe")):
        inside.fails = fails
        if fails:
            with pytest.raises(type(fails)):
                await felt.text(Text(to="+628", text="x"))
        else:
            await felt.text(Text(to="+628", text="x"))
    await health.hand_on()
    clock.move(MINUTE)
    inside.fails = None
    await felt.text(Text(to="+628", text="x"))
    await health.hand_on()
    await health.hand_on()
    minutes = await store.pulses.last(clock.now(), 3)
    assert minutes == [{}, {"sms:good": 2, "sms:bad": 1, "sms:unsure": 1}, {"sms:good": 1}]
    left = await store.together.call("TTL", f"{{pulse}}:{clock.now() // MINUTE}")
    assert 3_000 < left <= 3_600


@pytest.mark.parametrize(
    ("fails", "end"),
    [(ChatUnreachable("gone"), "good"), (SendLater(3), "unsure"), (NotSent("no"), "bad"), (RegistryDown("x"), "bad")],
)
async def test_whose_fault_it_is(fails: Problem, end: str, store: Store) -> None:
    """A customer who blocked the bot says nothing against the channel."""
    clock = ManualClock()
    health = ProviderHealth(Pulses(store.together), clock)
    with pytest.raises(type(fails)), health.noted("telegram"):
        raise fails
    await health.hand_on()
    assert await store.pulses.last(clock.now(), 1) == [{f"telegram:{end}": 1}]


class Told:
    """A party that fails as it is told to, and what is told of it."""

    def __init__(self, store: Store) -> None:
        self.clock = ManualClock()
        self.counted: list[tuple[str, str]] = []
        self.health = ProviderHealth(
            Pulses(store.together), self.clock, ("telegram", "sms"), lambda *call: self.counted.append(call[:2])
        )

    def ask(self, fails: Problem | None = None, party: str = "telegram") -> list[dict[str, object]]:
        """Make a call that ends so, and return what was logged."""
        with logged() as stream, contextlib.suppress(Problem), self.health.noted(party):
            if fails:
                raise fails
        return [
            {key: line.get(key) for key in ("event", "level", "party", "why", "alert")}
            for line in map(json.loads, stream.getvalue().splitlines())
        ]


def line(event: str, level: str, why: str | None = None, alert: bool | None = None) -> dict[str, object]:
    """Write a line about Telegram."""
    return {"event": event, "level": level, "party": "telegram", "why": why, "alert": alert}


AWAY = SendUnsure("TimeoutError")
AWAY_LINE = line("party_away", "warning", "TimeoutError")


async def test_a_party_that_fails_is_told_once_in_a_while(store: Store) -> None:
    """At once, then every quarter of an hour; that it answers again, too; and a new outage within a minute."""
    told = Told(store)
    assert told.ask() == []
    assert told.ask(AWAY) == [AWAY_LINE]
    assert told.ask(AWAY) == []
    told.clock.move(15 * MINUTE)
    assert told.ask(AWAY) == [AWAY_LINE]
    assert told.ask() == [line("party_answers", "info")]
    assert told.ask(AWAY) == []
    told.clock.move(MINUTE)
    assert told.ask(AWAY) == [AWAY_LINE]
    assert told.counted == [("telegram", end) for end in ("good", *["unsure"] * 3, "good", *["unsure"] * 2)]


async def test_a_refusal_is_an_alert(store: Store) -> None:
    """A token that ran out heals by nobody but the operator."""
    told = Told(store)
    refused = SendLater(60, Fault("401", refuses=True))
    assert told.ask(refused) == [line("party_refuses", "error", "401", True)]
    assert told.counted == [("telegram", "bad")]


async def test_each_party_says_how_it_fares(store: Store) -> None:
    """Not asked, answering, refusing or away since a moment; one customer's doing changes nothing."""
    told = Told(store)
    assert told.health.states() == {"telegram": "not asked yet", "sms": "not asked yet"}
    told.ask()
    told.ask(NotSent("no such template", Fault("400, refused with 132000", refuses=True)), "whatsapp_templates")
    assert told.health.states() == {
        "telegram": "answers", "sms": "not asked yet", "whatsapp_templates": "refuses: 400, refused with 132000",
    }  # fmt: skip
    told.ask(RegistryDown("status 503"))
    told.clock.move(MINUTE)
    told.ask(RegistryDown("TimeoutError"))
    told.ask(SendLater(3))
    told.ask(NotSent("a text that is too long"))
    since = datetime.fromtimestamp((told.clock.now() - MINUTE) // 1000, UTC).isoformat()
    assert told.health.states()["telegram"] == f"away since {since}: TimeoutError"
    told.ask(ChatUnreachable("gone"))
    assert told.health.states()["telegram"] == "answers"


async def test_a_notice_without_a_template_asks_nobody(store: Store) -> None:
    """It goes by email: that says nothing about the channel."""
    told = Told(store)
    told.ask(NoTemplate("no template"), "telegram_templates")
    assert (told.counted, told.health.states()) == ([], {"telegram": "not asked yet", "sms": "not asked yet"})


async def test_a_whole_walk_is_felt(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Channel, registry and mail of a linking are there afterwards."""
    async with Stage(tmp_path_factory.mktemp("walk"), "telegram") as stage:
        await stage.play(next(one for one in dialogues() if one.name == "02_group"))
        await stage.serving.providers.hand_on()
        [minute] = await stage.serving.store.pulses.last(stage.clock.now(), 1)
        assert {word.partition(":")[0] for word in minute} >= {"telegram", "registry", "email"}
        assert all(word.endswith(":good") for word in minute)


def test_a_provider_is_as_well_as_its_calls() -> None:
    """Most calls wrong is trouble, some is a warning, none is well."""
    assert provider("sms", [{"sms:good": 3}, {}]).state == "good"
    assert provider("sms", [{"sms:good": 3, "sms:bad": 1}]).state == "wait"
    assert provider("sms", [{"sms:good": 1}, {"sms:bad": 2}]).state == "bad"
    one = provider("sms", [{"sms:good": 3, "sms:bad": 1}, {"sms:good": 1}])
    assert [(minute.height, minute.bad_height) for minute in one.strip] == [(20, 5), (5, 0)]
