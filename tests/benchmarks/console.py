"""The console over a crowd, measured: ``python -m tests.benchmarks.console [--customers N] [--lines N] [--data FOLDER]``.

Fills an embedded Redis with conversations, serves the console over it, and asks for pages as a browser does. Client and
server share one process and one core (``cpu`` is what both worked): a browser would wait less. The budgets are the
product's: first HTML within 200 ms (p95) and 60 KB, script within 25 KB and style within 15 KB, compressed.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import gzip
import logging
import random
import re
import secrets
import sys
import tempfile
import time
from pathlib import Path

import structlog

from handlers.console.render import Static
from storage.asked import Kind
from storage.staff import Role
from tests.benchmarks.crowd import FIRST, LAST
from tests.benchmarks.ground import served
from tests.console.team import Browser, Team

BUDGET = 0.200  # seconds
HTML, SCRIPT, STYLE = 60_000, 25_000, 15_000  # bytes, compressed
ROUNDS = 60
REQUESTS = 10_000  # that wait for a decision


async def main(folder: Path, customers: int, lines: int) -> int:
    """Measure, tell; return how many budgets were missed."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    async with served(folder, customers, lines) as (team, ground):
        memory = await team.store.together.call("INFO", "memory")
        _tell(f"redis holds {_used(memory) / 2**20:,.0f} MiB")
        lead = await team.signed_in(f"bench {secrets.token_hex(4)}", Role.LEAD)
        accounts = ground.accounts(team.store)
        gc.collect()
        gc.freeze()  # what the filling left behind is not the console's to sweep
        missed = await _measure(team, lead, accounts)
    return missed + _files()


async def _measure(team: Team, lead: Browser, accounts: list[str]) -> int:
    dice = random.Random(3)
    missed = 0
    for queue in ("waiting", "mine", "bot", "all"):
        missed += await _timed(lead, f"list: {queue}", [f"/care/conversations?queue={queue}"] * ROUNDS)
    missed += await _timed(lead, "list: 30 pages deep", await _deep(lead))
    for _ in range(REQUESTS - await team.store.asked.count(Kind.REQUESTS)):
        await team.request()
    missed += await _timed(lead, f"Permintaan, {REQUESTS:,} wait", ["/care/requests"] * ROUNDS)
    missed += await _timed(lead, "Permintaan: 30 pages deep", await _deep(lead, "/care/requests"))
    opened = [f"/care/conversations/{dice.choice(accounts)}" for _ in range(ROUNDS)]
    missed += await _timed(lead, "open a conversation", opened)
    searches = {
        "search a name": [f"{dice.choice(FIRST)} {dice.randrange(len(accounts))}" for _ in range(ROUNDS)],
        "search a name that 1 % have": [f"{dice.choice(FIRST)} {dice.choice(LAST)}" for _ in range(ROUNDS)],
        "search a number": [f"{dice.randrange(len(accounts)):08d}" for _ in range(ROUNDS)],
    }
    for title, texts in searches.items():
        finder = await team.signed_in(f"bench {secrets.token_hex(4)}", Role.LEAD)  # a member has so many an hour
        missed += await _timed(finder, title, [await _searched(finder, text) for text in texts])
    words = [await _searched(lead, "dari perusahaan")] * ROUNDS
    missed += await _timed(lead, "search words, one step", words)
    for days in (1, 7, 30):
        missed += await _timed(lead, f"Ringkasan: {days} days", [f"/care/figures?days={days}"] * ROUNDS)
    missed += await _timed(lead, "behind a number, 7 days", ["/care/figures/behind/linked?days=7"] * ROUNDS)
    missed += await _timed(lead, "behind a rare one, 90 days", ["/care/figures/behind/alarm?days=90"] * ROUNDS)
    missed += await _timed(lead, "the renewed list", ["/care/conversations/rows?queue=all"] * ROUNDS)
    parts = [f"/care/conversations/{dice.choice(accounts)}/parts" for _ in range(ROUNDS)]
    missed += await _timed(lead, "the renewed conversation", parts)
    await _whole_scan(lead)
    return missed


async def _timed(lead: Browser, name: str, paths: list[str]) -> int:
    took: list[float] = []
    worked: list[float] = []
    heaviest = 0
    await lead.get(paths[0])
    for path in paths:
        began, busy = time.perf_counter(), time.process_time()
        answer = await lead.get(path)
        took.append(time.perf_counter() - began)
        worked.append(time.process_time() - busy)
        if answer.status != 200:
            raise SystemExit(f"{path}: {answer.status}")
        heaviest = max(heaviest, len(gzip.compress(answer.text.encode())))
    took.sort()
    worked.sort()
    middle, late = took[len(took) // 2], took[int(len(took) * 0.95)]
    good = late <= BUDGET and heaviest <= HTML
    _tell(
        f"{'  ' if good else '! '}{name:<26} p50 {middle * 1000:5.0f} ms   p95 {late * 1000:5.0f} ms   "
        f"cpu p50 {worked[len(worked) // 2] * 1000:4.0f} ms p95 {worked[int(len(worked) * 0.95)] * 1000:4.0f} ms   "
        f"{heaviest:6,} bytes gz"
    )
    return int(not good)


async def _deep(lead: Browser, path: str = "/care/conversations?queue=all") -> list[str]:
    """Follow a list from page to page."""
    paths = []
    for _ in range(30):
        paths.append(path)
        following = re.search(r'href="([^"]+after=[^"]+)"', (await lead.get(path)).text)
        if not following:
            break
        path = following[1].replace("&amp;", "&")
    return paths


async def _searched(lead: Browser, text: str) -> str:
    if not lead.token:
        await lead.get("/care/search")
    return (await lead.post("/care/search", text=text)).location


async def _whole_scan(lead: Browser) -> None:
    """Look through everything that was said, step by step."""
    began, steps = time.monotonic(), 1
    page = (await lead.get(await _searched(lead, "nowhere at all"))).text
    while following := re.search(r'data-next="([^"]+)"', page):
        page = (await lead.get(following[1].replace("&amp;", "&"))).text
        steps += 1
    _tell(f"  words in all conversations: {time.monotonic() - began:.1f} s in {steps} steps")


def _files() -> int:
    """Weigh what a page brings along, at most."""
    files = Static().files
    missed = 0
    for end, budget in ((".js", SCRIPT), (".css", STYLE)):
        weight = sum(len(gzip.compress(body)) for name, body in files.items() if name.endswith(end))
        _tell(f"{'  ' if weight <= budget else '! '}all {end} together: {weight:,} bytes gz")
        missed += weight > budget
    return missed


def _used(memory: object) -> int:
    if isinstance(memory, dict):
        return int(memory["used_memory"])
    found = re.search(rb"used_memory:(\d+)", memory if isinstance(memory, bytes) else str(memory).encode())
    return int(found[1]) if found else 0


def _tell(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--customers", type=int, default=100_000)
    parser.add_argument("--lines", type=int, default=10, help="lines a conversation (a multiple of 10)")
    parser.add_argument("--data", type=Path, help="a folder that stays filled for the next run (else one that goes)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        sys.exit(asyncio.run(main(given.data or Path(passing), given.customers, given.lines)))
