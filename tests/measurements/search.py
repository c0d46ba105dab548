"""Whether the time of a search tells what is hidden: ``python -m tests.measurements.search``.

A viewer searches a served console by HTTP for texts that are hidden in every conversation, in one, or in none, in turn, so
that whatever else the machine does falls on all alike. What is printed is the time of one step of looking.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
import time
from pathlib import Path

from msgspec import structs

from bot import logs
from conversations.chat import Chat
from storage.chats import Line
from storage.staff import Role
from tests.console.team import Browser, Team, serve
from tests.storage.test_chats import write

CUSTOMERS = 50  # one page of a scan: every search looks at all of them, in one step
ROUNDS = 200
WANTED = {"hidden in every one": "polis 7777", "hidden in one": "polis 8888", "hidden in none": "polis 9999"}


async def measure(rounds: int) -> dict[str, list[float]]:
    """Return the seconds of each step, by what was searched."""
    with tempfile.TemporaryDirectory() as folder:
        async with serve(Path(folder)) as team:
            for number in range(CUSTOMERS):
                await _fill(team, number)
            viewer = await team.signed_in("viewer", Role.VIEWER)
            addresses = {name: await _address(viewer, text) for name, text in WANTED.items()}
            taken: dict[str, list[float]] = {name: [] for name in WANTED}
            for _ in range(rounds):
                for name, address in addresses.items():
                    began = time.perf_counter()
                    await viewer.get(address)
                    taken[name].append(time.perf_counter() - began)
            return taken


async def _fill(team: Team, number: int) -> None:
    account, now = team.store.aliases.telegram(f"m{number}"), team.clock.now() + number
    hidden = "88880001" if number == 0 else f"9{number:07d}"
    texts = [f"polis 7777{number:04d} dan polis {hidden}", *(f"pertanyaan {place}" for place in range(20))]
    lines = tuple(Line(who="customer", text=text, at=now) for text in texts)
    chat = Chat(channel="telegram", account=account, address="1")
    turn = structs.replace(write(account, f"m{number}", now=now, lines=lines), chat=chat)
    await team.store.chats.commit(await team.store.chats.load(account), turn)


async def _address(viewer: Browser, text: str) -> str:
    await viewer.get("/care/search")
    return (await viewer.post("/care/search", text=text)).location


def main() -> None:
    """Print the median and the spread for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    logs.configure("error")
    for name, taken in asyncio.run(measure(parser.parse_args().rounds)).items():
        low, middle, high = (1000 * value for value in statistics.quantiles(taken, n=4))
        print(f"{name:<20} median {middle:6.2f} ms, half of them {low:6.2f} to {high:6.2f} ms")


if __name__ == "__main__":
    main()
