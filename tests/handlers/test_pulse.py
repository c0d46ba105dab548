"""The pulse: every call to a provider is noted by how it ended, over all processes, and told in Ringkasan for a while."""

from __future__ import annotations

import pytest

from conversations.limits import MINUTE
from conversations.messages import Text
from handlers.console.charts import provider
from handlers.ports import ChatUnreachable, NotSent, Problem, RegistryDown, SendLater, SendUnsure
from handlers.pulse import FeltTexter, Pulse
from storage.pulses import Pulses
from storage.store import Store
from tests.clock import ManualClock
from tests.dialogues.script import dialogues
from tests.dialogues.stage import Stage
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
    pulse = Pulse(Pulses(store.together), clock)
    felt = FeltTexter(inside, pulse)
    for fails in (None, None, NotSent("no"), SendUnsure("maybe")):
        inside.fails = fails
        if fails:
            with pytest.raises(type(fails)):
                await felt.text(Text(to="+628", text="x"))
        else:
            await felt.text(Text(to="+628", text="x"))
    await pulse.hand_on()
    clock.move(MINUTE)
    inside.fails = None
    await felt.text(Text(to="+628", text="x"))
    await pulse.hand_on()
    await pulse.hand_on()
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
    pulse = Pulse(Pulses(store.together), clock)
    with pytest.raises(type(fails)), pulse.noted("telegram"):
        raise fails
    await pulse.hand_on()
    assert await store.pulses.last(clock.now(), 1) == [{f"telegram:{end}": 1}]


async def test_a_whole_walk_is_felt(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Channel, registry and mail of a linking are there afterwards."""
    async with Stage(tmp_path_factory.mktemp("walk"), "telegram") as stage:
        await stage.play(next(one for one in dialogues() if one.name == "02_group"))
        await stage.serving.pulse.hand_on()
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
