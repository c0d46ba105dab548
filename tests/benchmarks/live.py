"""From an input to the screen, measured: ``python -m tests.benchmarks.live --data FOLDER [--rate N] [--seconds N]``.

A process of the product over the crowd of ``FOLDER``; customers who link policies and look around at a steady rate
through real webhooks, with stand-ins for the Bot API and the SMS gateway; a process with fifty event streams over HTTP/1.1
that renew their lists; and pages in chromium. Timed is what a few further customers do: from the moment before their
input is posted to each stream that tells of it, and to the change on the screen.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import shutil
import string
import sys
import tempfile
import time
from pathlib import Path

import msgspec
from msgspec import Struct

from bot import staffing
from bot.bench import target
from bot.bench.policies import write_policies
from bot.bench.town import FIRST_CHAT, Customer, Town, idle_walk, link_walk, open_town
from bot.clock import WallClock
from bot.staffing import SignIn
from handlers.console import factors
from storage.embedded import EmbeddedRedis
from storage.keyring import KeyFile
from storage.staff import Role
from storage.store import Store
from tests.benchmarks.processors import Processors
from tests.benchmarks.readers import Heard, Orders
from tests.benchmarks.screens import screens
from tests.console.team import QUICK, Browser

STREAMS = 50
WALKERS = 60
BUDGET = 300  # milliseconds from an input to the screen, 95 of 100
LONGER = 5  # seconds that streams are read on, for the last answers
PAUSE = 1.1  # seconds between two inputs of a timed customer: its flood limit is twenty in ten
TIMED = 900_000  # the first number of a timed customer, far from the walkers'


class Input(Struct, frozen=True):
    """An input that is timed: its chat, what the screen is to show of it, and when it was posted (ms since 1970)."""

    chat: str
    shows: str
    at: float


class Pace:
    """Lets inputs go at a steady rate."""

    def __init__(self, rate: float) -> None:
        self._step = 1 / rate
        self._next = time.monotonic()

    async def turn(self, chat: int) -> None:
        """Let a chat wait for its turn; who comes late does not make up for it, and who is timed goes at once."""
        if chat >= target_chat(TIMED):
            return
        now = time.monotonic()
        self._next = max(self._next + self._step, now)
        await asyncio.sleep(self._next - now)


def target_chat(number: int) -> int:
    """Return the Telegram id of a customer of the town."""
    return FIRST_CHAT + number


async def main(folder: Path, rate: float, seconds: float, spread: bool) -> int:
    """Measure and tell; return how many budgets were missed."""
    with tempfile.TemporaryDirectory() as name:
        passing = Path(name)
        write_policies(passing / "policies.csv")
        folder = Path(shutil.copytree(folder, passing / "data", ignore=shutil.ignore_patterns("*.sock", "*.lock")))
        os.sync()  # what was just copied is on its way to the disk, which Redis waits for once a second
        async with EmbeddedRedis(folder) as server, open_town() as (town, api):
            team = await _team(folder, server.url)
            store = await Store.open(server.url, KeyFile(folder))
            product = target.product(folder, api, passing, CARE_HOURS="24/7")
            try:
                async with product:
                    if spread:
                        os.sched_setaffinity(product.pid, os.sched_getaffinity(0))
                    town.webhook = product.webhook
                    return await _measure(Scene(town, product, store, server.pid or 0, folder, rate, seconds), team)
            finally:
                await store.close()


class Scene(Struct, frozen=True):
    """Who is on: the town, the measured process, its store, its Redis (a process), its folder; the rate, for how long."""

    town: Town
    product: target.Target
    store: Store
    redis: int
    folder: Path
    rate: float
    seconds: float

    @property
    def url(self) -> str:
        """Return where the console is."""
        return self.product.webhook.removesuffix("/webhooks/telegram")


async def _measure(scene: Scene, team: list[SignIn]) -> int:
    sessions = [await _sign_in(scene.url, member) for member in team]
    timed = [Customer(scene.town, TIMED + number) for number in range(3)]
    for customer in timed:
        await customer.type("/start")
        await customer.tap("agree")
    accounts = [scene.store.aliases.telegram(str(target_chat(one.number))) for one in timed]
    async with screens(scene.url, sessions[STREAMS:]) as shown:
        for screen, account in zip(shown, accounts, strict=True):
            await screen.show(f"{scene.url}/care/conversations/{account}?queue=waiting")
        orders = Orders(scene.url, tuple(sessions[:STREAMS]), tuple(accounts), scene.seconds + LONGER)
        readers = await _readers(orders)
        parts = {"product": scene.product.pid, "redis": scene.redis, "streams": readers.pid}
        shares = Processors({**parts, "customers, stand-ins and browser": os.getpid()})
        counted, began = scene.town.inputs, time.monotonic()
        scene.town.gate = Pace(scene.rate).turn
        inputs: list[Input] = []
        lags: list[float] = []
        until = time.monotonic() + scene.seconds
        watching = asyncio.ensure_future(_lag(lags))
        await asyncio.gather(
            scene.town.bustle(_walk, WALKERS, scene.seconds),
            *(_speak(customer, account, inputs, until) for customer, account in zip(timed[:2], accounts, strict=False)),
            _come_and_go(timed[2], accounts[2], inputs, until),
        )
        took = time.monotonic() - began
        print(f"{(scene.town.inputs - counted) / took:.0f} inputs a second for {took:.0f} s; {shares.told()}")
        watching.cancel()
        _line("the customers' own loop was late", lags, len(lags))
        waits = (
            (scene.folder / "redis.log").read_text(encoding="utf-8", errors="replace").count("fsync is taking too long")
        )
        print(f"  times that redis waited for its disk: {waits}")
        heard = msgspec.json.decode((await readers.communicate())[0], type=list[Heard])
        seen = [await screen.seen() for screen in shown]
    return _tell(inputs, heard, seen)


async def _lag(lags: list[float]) -> None:
    """Note how late this loop is, every hundredth of a second: what it adds to what it times."""
    while True:
        due = time.monotonic() + 0.01
        await asyncio.sleep(0.01)
        lags.append(1000 * (time.monotonic() - due))


async def _walk(customer: Customer) -> None:
    """Link a policy, or look around."""
    await (link_walk if customer.number % 2 else idle_walk)(customer)


async def _speak(customer: Customer, account: str, inputs: list[Input], until: float) -> None:
    """Say a new word now and then, which the open conversation shows."""
    dice = random.Random(customer.number)
    while time.monotonic() < until:
        word = f"kabar {''.join(dice.choices(string.ascii_lowercase, k=8))}"
        inputs.append(Input(account, word, time.time() * 1000))
        await customer.type(word)
        await asyncio.sleep(PAUSE + dice.random() / 2)


async def _come_and_go(customer: Customer, account: str, inputs: list[Input], until: float) -> None:
    """Ask for a person and go back to the bot, so that the number of who waits changes."""
    dice = random.Random(customer.number)
    while time.monotonic() < until:
        for word in ("petugas", "menu"):
            inputs.append(Input(account, "waiting", time.time() * 1000))
            await customer.type(word)
            await asyncio.sleep(PAUSE + dice.random() / 2)


def _tell(inputs: list[Input], heard: list[Heard], seen: list[list[tuple[str, float]]]) -> int:
    streams = [
        after - one.at
        for stream in heard
        for one in inputs
        if (after := next((at for chat, at in stream.chats if chat == one.chat and at > one.at), 0.0))
    ]
    words = {what: at for screen in seen for what, at in screen}
    lines = [words[one.shows] - one.at for one in inputs if one.shows in words]
    spoken = sum(one.shows != "waiting" for one in inputs)
    comings = [one.at for one in inputs if one.shows == "waiting"]
    counts = [
        after - at
        for screen in seen
        for at in comings
        if (after := next((when for what, when in screen if what.startswith("waiting ") and when > at), 0.0))
    ]
    renewed = [
        after - at
        for stream in heard
        for at in comings
        if (after := next((when for when in stream.renewed if when > at), 0.0))
    ]
    print(f"{len(heard)} streams heard {sum(one.events for one in heard)} events and renewed {len(renewed)} lists")
    missed = _line("input to stream", streams, len(inputs) * len(heard))
    missed += _line("input to fifty renewed lists", renewed, len(comings) * len(heard))
    missed += _line("input to the open conversation on screen", lines, spoken)
    missed += _line("input to the queue's number on screen", counts, len(comings) * len(seen))
    return missed


def _line(name: str, took: list[float], of: int) -> int:
    took = sorted(took)
    if not took:
        raise SystemExit(f"{name}: nothing arrived")
    middle, late = took[len(took) // 2], took[int(len(took) * 0.95)]
    good = late <= BUDGET and len(took) == of
    sign = "  " if good else "! "
    print(f"{sign}{name:<42} {len(took)} of {of}   p50 {middle:4.0f} ms   p95 {late:4.0f} ms   most {took[-1]:4.0f} ms")
    return int(not good)


# --- who takes part ----------------------------------------


async def _team(folder: Path, redis: str) -> list[SignIn]:
    """Add the members whose sessions read."""
    store = await Store.open(redis, KeyFile(folder))
    clock, names = WallClock(), [f"Bench {number:02d}" for number in range(STREAMS + 3)]
    team = [await staffing.add(store, QUICK, name, Role.AGENT, clock, "command:bench", keep=True) for name in names]
    await store.close()
    return team


async def _sign_in(url: str, member: SignIn) -> str:
    browser = Browser(url)
    await browser.get("/care/")
    await browser.post("/care/", name=member.name, password=member.password)
    await browser.get("/care/code")
    answer = await browser.post("/care/code", code=factors.current(member.totp_secret, WallClock().now()))
    if answer.status != 303:
        raise SystemExit(f"{member.name} cannot sign in ({answer.status})")
    id = browser.id
    await browser.session.close()
    return id


async def _readers(orders: Orders) -> asyncio.subprocess.Process:
    started = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.benchmarks.readers", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    assert started.stdin is not None
    started.stdin.write(msgspec.json.encode(orders))
    started.stdin.close()
    return started


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="a folder that tests.benchmarks.console filled")
    parser.add_argument("--rate", type=float, default=200, help="inputs a second")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--spread", action="store_true", help="let the measured process use every processor")
    given = parser.parse_args()
    sys.exit(asyncio.run(main(given.data, given.rate, given.seconds, given.spread)))
