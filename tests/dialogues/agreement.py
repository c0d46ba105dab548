"""What was counted in a dialogue, as Ringkasan shows it and as it is counted again, number by number."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from handlers.figures.lines import LINES
from handlers.figures.report import CHANNELS, TYPES, Report, Scope, report
from storage.counts import BOUNDS
from tests.dialogues.recount import Recount
from tests.dialogues.script import Dialogue
from tests.dialogues.stage import Stage
from tests.dialogues.unheard import unheard
from tests.dialogues.witness import Witness

# What is counted again, line by line of the product's own table: a new figure wants a second path, and a name here.
RECOUNTED = frozenset(
    {
        "issued", "handed_over", "right", "resent", "wrong", "old", "expired", "unsent", "locked", "alarm", "silenced",
        "looked_up", "no_match", "refused", "away", "error", "help", "cancelled", "fell_silent", "resumed", "not_linked",
        "asked_person", "taken_over", "handed_back", "complaint", "answered", "requested", "approved", "rejected", "withdrawn",
        "late", "not_understood", "asked_back", "consent", "unlinked", "erased", "rated",
    }
)  # fmt: skip
LONG = 60  # days: longer than any dialogue takes
Numbers = dict[str, int]
Medians = dict[str, float | None]


async def told_by_counters(stage: Stage) -> tuple[Numbers, Medians]:
    """Return what Ringkasan shows of a dialogue: counts, their parts, days, channels and types; and the medians."""
    core = stage.serving.core
    today = core.terms.today(stage.clock.now())
    scope = Scope(today - timedelta(days=LONG), today)
    counters = await core.store.figures.read(scope.days)
    whole = report(counters, scope)
    numbers = _numbers(whole)
    for channel in CHANNELS:
        part = report(counters, Scope(scope.first, scope.last, channel))
        assert _numbers(part) == (numbers if channel == stage.channel else {}), channel
    for day in {counted.day for counted in counters}:
        part = report(counters, Scope(day, day))
        numbers |= {f"{day} {one.key}": one.count for one in part.funnel if one.count}
        numbers |= {f"{day} {what} before {one}": count for what, one, count in _missing(part) if count}
    for kind in TYPES:
        part = report(counters, Scope(scope.first, scope.last, "", kind))
        numbers |= {f"stage {one.key}|{kind}": one.count for one in part.funnel if one.count}
        numbers |= {f"{what} before {one}|{kind}": count for what, one, count in _missing(part) if count}
    return numbers, _medians(whole)


async def told_again(scene: Stage, dialogue: Dialogue, witness: Witness) -> tuple[Numbers, dict[str, list[int]]]:
    """Return the same numbers from what was said and what the security log has, and every duration."""
    core = scene.serving.core
    counts, took = unheard(dialogue), dict[str, list[int]]()
    for told in await witness.told(core.store):
        again = Recount(told, core.terms.today)
        counts += again.counts
        for day, stage in again.days:
            counts[f"{day} {stage}"] += again.days[day, stage]
            if stage in ("started", "linked"):
                counts[f"course {day} {stage}"] += again.days[day, stage]
        for figure, durations in again.took.items():
            took.setdefault(figure, []).extend(durations)
    for kind in TYPES:
        for what in ("type", "linked"):
            counts[f"{scene.channel} {kind}|{what}"] = counts[f"stage {what}|{kind}"]
    return {figure: count for figure, count in counts.items() if count}, took


def near(median: float | None, took: list[int]) -> bool:
    """Tell whether a median is the one of these durations, to within the bucket that its middle falls into."""
    if median is None or not took:
        return median is None and not took
    middle = sorted(took)[(len(took) - 1) // 2]
    bucket = bisect_left(BOUNDS, middle)
    low = BOUNDS[bucket - 1] if bucket else 0
    return low <= median <= (BOUNDS[bucket] if bucket < len(BOUNDS) else 2 * low)


def _numbers(found: Report) -> Numbers:
    """Return every count of a report that is not nought."""
    counts: Counter[str] = Counter({f"stage {one.key}": one.count for one in found.funnel})
    counts.update({f"{what} before {one}": count for what, one, count in _missing(found)})
    for figures in found.sections.values():
        for one in figures:
            counts[f"{one.key}|{one.detail}" if one.detail else one.key] += one.count
    for day in found.course:
        counts[f"course {day.day} started"] += day.started
        counts[f"course {day.day} linked"] += day.linked
    for part in found.splits:
        counts[f"{part.channel} {part.type}|type"] += part.chosen
        counts[f"{part.channel} {part.type}|linked"] += part.linked
    return {figure: count for figure, count in counts.items() if count}


def _missing(found: Report) -> Iterator[tuple[str, str, int]]:
    """Return of each stage who did not come to it: those who may still come, and those whose linking ended before."""
    for one in found.funnel[1:]:
        yield "open", one.key, one.open
        yield "lost", one.key, one.lost


def _medians(found: Report) -> Medians:
    medians: Medians = {f"stage {one.key}": one.median for one in found.funnel[1:]}
    for figures in found.sections.values():
        medians |= {one.key: one.median for one in figures if not one.detail and LINES[one.key].timed}
    return medians
