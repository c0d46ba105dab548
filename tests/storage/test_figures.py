"""Figures: counted with the turn that caused them, once, by day, in keys that do not stay for ever."""

from __future__ import annotations

import secrets
from datetime import date, timedelta

import pytest
from msgspec import structs

from conversations.limits import DAY, SECOND, Keep
from conversations.marks import Mark, Name
from conversations.terms import Terms
from storage import keys
from storage.chats import Moved, Repeated, Write
from storage.counts import BOUNDS, Counts, counts_of, days_until
from storage.figures import median
from storage.store import Store
from tests.storage.test_chats import NOW, write

TODAY = Terms().today(NOW)
MARKS = (
    Mark(Name.STARTED),
    Mark(Name.MATCHED, type="dplk", took=1_500),
    Mark(Name.ERROR, "TypingPolicy", "dplk"),
    Mark(Name.ERROR, "TypingPolicy", "dplk"),
)


def counting(account: str, key: str, marks: tuple[Mark, ...] = MARKS, now: int = NOW) -> Write:
    """Return a turn that counts."""
    return structs.replace(write(account, key, now=now), counts=counts_of(marks, "telegram", now, Terms().today))


async def test_a_turn_is_counted_once_however_often_it_is_sent(store: Store) -> None:
    """A client's retry, a repeated message and a turn that lost a race add nothing."""
    account = store.aliases.telegram("1")
    loaded = await store.chats.load(account)
    first = counting(account, "u1")
    await store.chats.commit(loaded, first)
    await store.chats.commit(loaded, first)
    repeat = structs.replace(first, commit=secrets.token_hex(16))
    assert isinstance(await store.chats.commit(await store.chats.load(account), repeat), Repeated)
    assert isinstance(await store.chats.commit(loaded, counting(account, "u2")), Moved)
    counted = {(one.name, one.type, one.detail): one.count for one in await store.figures.read([TODAY])}
    assert counted == {("started", "", ""): 1, ("matched", "dplk", ""): 1, ("error", "dplk", "TypingPolicy"): 2}


async def test_partitions_are_added_up_and_days_kept_apart(store: Store) -> None:
    """What many chats did on a day is one figure; another day's is another, also when it is counted today."""
    for number in range(20):
        account = store.aliases.telegram(str(number))
        earlier = Mark(Name.LINKED, "linked", "dplk", 90 * SECOND, NOW - DAY)
        turn = counting(account, f"u{number}", (*MARKS, earlier))
        await store.chats.commit(await store.chats.load(account), turn)
    yesterday = Terms().today(NOW - DAY)
    found = await store.figures.read([yesterday, TODAY])
    assert [(one.name, one.count) for one in found if one.day == yesterday] == [("linked", 20)]
    assert {one.name: one.count for one in found if one.day == TODAY} == {"started": 20, "matched": 20, "error": 40}
    [matched] = [one for one in found if one.name == "matched"]
    assert sum(matched.took.values()) == 20


async def test_the_chats_behind_a_figure_are_known(store: Store) -> None:
    """Each account bears the marks that were counted of it that day, each once."""
    one, two = store.aliases.telegram("1"), store.aliases.telegram("2")
    await store.chats.commit(await store.chats.load(one), counting(one, "u1"))
    await store.chats.commit(await store.chats.load(one), counting(one, "u2"))
    await store.chats.commit(await store.chats.load(two), counting(two, "u1", (Mark(Name.HELP, "AtMenu"),)))
    assert await store.figures.behind(TODAY, "matched") == {
        one: {"started:telegram::", "matched:telegram:dplk:", "error:telegram:dplk:TypingPolicy"}
    }
    assert await store.figures.behind(TODAY, "help") == {two: {"help:telegram::AtMenu"}}
    assert await store.figures.behind(TODAY, "match") == {}


async def test_no_counter_stays_for_ever(store: Store) -> None:
    """Figures and the chats behind them expire, each in its own time, and a later count does not put it off."""
    account = store.aliases.telegram("1")
    keep = Keep(figures=10 * DAY, transcript=5 * DAY)
    home = keys.home(account)
    for key in ("u1", "u2"):
        turn = structs.replace(counting(account, key), keep=keep)
        await store.chats.commit(await store.chats.load(account), turn)
        for name, days in ((home.figures(TODAY), 10), (home.behind(TODAY), 5)):
            left = await store.together.call("TTL", name)
            assert (days - 1) * 86_400 < left <= days * 86_400
            await store.together.call("EXPIRE", name, days * 86_400 - 5)


def test_days_are_the_insurers() -> None:
    """What happens at one in the morning in Jakarta counts on that day, not on the day before as in Greenwich."""
    night = 1_795_370_400_000 + 60_000
    assert counts_of((Mark(Name.STARTED),), "telegram", night, Terms().today) == (
        Counts(date(2026, 11, 23), ("started:telegram::",)),
    )


@pytest.mark.parametrize(
    ("took", "expected"),
    [
        ({}, None),
        ({0: 1}, 500),
        ({3: 2, 4: 2}, BOUNDS[3]),
        ({0: 1, 9: 9}, 51_667),
        ({len(BOUNDS): 1}, 1.5 * BOUNDS[-1]),
    ],
)
def test_the_median_is_told_from_buckets(took: dict[int, int], expected: float | None) -> None:
    """A median lies in the middle bucket, where its share of that bucket puts it."""
    found = median(took)
    assert found == (None if expected is None else pytest.approx(expected, abs=1))


async def test_an_erased_chat_is_behind_no_figure_and_found_by_no_word(store: Store) -> None:
    """An erasure takes the chat out of the index and of what is behind each day's figures; the figures stay."""
    one, two = store.aliases.telegram("1"), store.aliases.telegram("2")
    for account in (one, two):
        turn = structs.replace(counting(account, "u1"), words=("name:jane",))
        await store.chats.commit(await store.chats.load(account), turn)
    erasing = structs.replace(
        counting(one, "u2", (Mark(Name.ERASED, "done"),), NOW + DAY),
        forgets=True,
        forgotten=days_until(TODAY, 2 * DAY),
    )
    await store.chats.commit(await store.chats.load(one), erasing)
    assert set(await store.figures.behind(TODAY, "started")) == {two}
    assert await store.together.call("ZCARD", keys.home(one).index) == (keys.home(one) is keys.home(two))
    assert {count.name: count.count for count in await store.figures.read([TODAY])}["started"] == 2


async def test_a_day_that_is_over_is_summed_once_and_settled_anew(store: Store) -> None:
    """A past day is read by its kept sum; what is counted on it later is there when it is settled, and today's at once."""
    account, tomorrow = store.aliases.telegram("1"), TODAY + timedelta(days=1)
    await store.chats.commit(await store.chats.load(account), counting(account, "u1", MARKS[:1]))
    assert [one.count for one in await store.figures.read([TODAY], tomorrow)] == [1]
    late = counting(account, "u2", (Mark(Name.STARTED, day=NOW),), NOW + DAY)
    await store.chats.commit(await store.chats.load(account), late)
    assert [one.count for one in await store.figures.read([TODAY], tomorrow)] == [1]
    assert [one.count for one in await store.figures.read([TODAY], TODAY)] == [2]
    await store.figures.settle(TODAY)
    assert [one.count for one in await store.figures.read([TODAY], tomorrow)] == [2]
