"""What was counted in a dialogue, in the terms of the recount, so that the two paths can be compared."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from handlers.figures.lines import LINES
from handlers.figures.report import Scope, report
from storage import keys
from storage.store import Memory
from tests.dialogues.recount import STAGES, Recount
from tests.dialogues.script import Dialogue
from tests.dialogues.stage import Stage

UNKEPT = ("Arriving", "Consenting", "Declined")  # steps before consent, of which no line is kept
# The figures that a transcript shows, by their line.
SHOWN = (
    "handed_over", "wrong", "old", "expired", "locked", "error", "help", "no_match", "fell_silent", "cancelled", "resumed",
    "asked_person", "taken_over", "handed_back", "complaint", "approved", "rejected", "withdrawn", "late", "unlinked",
    "rated",
)  # fmt: skip
LONG = 60  # days: longer than any dialogue takes


def leaves_a_transcript(dialogue: Dialogue) -> bool:
    """Tell whether there is something to count again: who erases their data leaves no line."""
    return not any("hapus data" in cue.text.casefold() for cue in dialogue.cues)


async def told_by_counters(stage: Stage) -> dict[str, int]:
    """Return the figures as Ringkasan shows them, from the counters."""
    core = stage.serving.core
    today = core.terms.today(stage.clock.now())
    counters = await core.store.figures.read([today - timedelta(days=back) for back in range(LONG)])
    scope = Scope(today - timedelta(days=LONG), today)
    found = report(counters, scope)
    counts = {stage.key: stage.count for stage in found.funnel}
    for kind in ("individu", "group", "dplk"):
        part = report(counters, Scope(scope.first, today, "", kind))
        counts |= {f"{stage.key}:{kind}": stage.count for stage in part.funnel}
    for name in SHOWN:
        figure = found.figure(name)
        counts[name] = figure.count if figure else 0
    for figure in found.sections["friction"]:
        if figure.detail in UNKEPT:
            counts[figure.key] -= figure.count
    consents = {figure.detail: figure.count for figure in found.sections["trust"] if figure.key == "consent"}
    return {**counts, "given": consents.get("given", 0), "consent_withdrawn": consents.get("withdrawn", 0)}


async def told_by_transcripts(store: Memory) -> dict[str, int]:
    """Return the same figures from every transcript."""
    counts: Counter[str] = Counter()
    for home in keys.HOMES:
        for account in await store.server.call("ZRANGE", home.chats, 0, -1):
            counts += Recount(await store.chats.transcript(account.decode())).counts
    names = [*STAGES, *SHOWN, "given", "consent_withdrawn"]
    names += [f"{stage}:{kind}" for stage in STAGES[1:] for kind in ("individu", "group", "dplk")]
    return {name: counts[name] for name in names}


assert set(SHOWN) <= set(LINES)
