"""A process with its console, a clock that moves when told, and members of the team who sign in over real HTTP."""

from __future__ import annotations

import re
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
from argon2 import PasswordHasher
from msgspec import Struct, structs
from yarl import URL

from bot import staffing
from bot.serving import Serving
from bot.settings import load
from bot.staffing import SignIn
from conversations.chat import Chat, Consent, Request
from conversations.references import issue
from conversations.states import AtMenu
from handlers.console import factors
from handlers.console.passwords import Passwords
from storage.chats import Committed, Write
from storage.staff import Role
from tests.clock import START, ManualClock

QUICK = Passwords(PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
TOKEN = re.compile(r'name="token" value="([0-9a-f]+)"')


class Answer(Struct, frozen=True):
    """What a browser got, without following it."""

    status: int
    text: str
    headers: dict[str, str]

    @property
    def location(self) -> str:
        """Return where it is sent."""
        return self.headers.get("Location", "")


class Browser:
    """A browser without script: it keeps cookies, and posts the token of the last page that had one."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.token = ""
        self.session = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))

    @property
    def id(self) -> str:
        """Return the id of the session as the cookie bears it."""
        return "".join(cookie.value for cookie in self.session.cookie_jar if cookie.key == "care")

    def plant(self, id: str) -> None:
        """Put an id into the cookie."""
        self.session.cookie_jar.update_cookies({"care": id}, URL(self.url))

    async def get(self, path: str, **headers: str) -> Answer:
        """Look at a page."""
        async with self.session.get(self.url + path, headers=headers, allow_redirects=False) as answer:
            return self._read(answer.status, await answer.text(), dict(answer.headers))

    async def post(self, path: str, *, origin: str = "", token: str | None = None, **fields: str) -> Answer:
        """Send a form as the last page had it."""
        data = {"token": self.token if token is None else token, **fields}
        headers = {"Origin": origin or self.url}
        async with self.session.post(self.url + path, data=data, headers=headers, allow_redirects=False) as answer:
            return self._read(answer.status, await answer.text(), dict(answer.headers))

    def _read(self, status: int, text: str, headers: dict[str, str]) -> Answer:
        if found := TOKEN.search(text):
            self.token = found[1]
        return Answer(status, text, headers)


class Team:
    """A served console. Members are added on demand, each once."""

    def __init__(self, serving: Serving, clock: ManualClock) -> None:
        self.serving = serving
        self.clock = clock
        self.url = serving.url
        self.store = serving.store
        self._members: dict[str, SignIn] = {}
        self._browsers: list[Browser] = []
        self._customers: list[str] = []

    def browser(self) -> Browser:
        """Open a browser that nobody used."""
        opened = Browser(self.url)
        self._browsers.append(opened)
        return opened

    async def member(self, name: str, role: Role) -> SignIn:
        """Return a member's way in."""
        if name not in self._members:
            self._members[name] = await staffing.add(
                self.store, QUICK, name, role, self.clock, "command:test", keep=True
            )
        return self._members[name]

    def code(self, member: SignIn) -> str:
        """Return the code of the next half minute: each is right once."""
        self.clock.move(factors.STEP)
        return factors.current(member.totp_secret, self.clock.now())

    async def signed_in(self, name: str, role: Role) -> Browser:
        """Sign a member in, in a browser of their own."""
        member, browser = await self.member(name, role), self.browser()
        await browser.get("/care/")
        answer = await browser.post("/care/", name=name, password=member.password)
        assert (answer.status, answer.location) == (303, "/care/code"), answer.text
        await browser.get("/care/code")
        answer = await browser.post("/care/code", code=self.code(member))
        assert answer.status == 303, answer.text
        await browser.get("/care/me")
        return browser

    async def request(self, address: str = "", channel: str = "telegram", at: int = 0, **given: object) -> str:
        """Let a customer have a request that waits, and return its number."""
        address = address or str(5_550_000 + len(self._customers))
        self._customers.append(address)
        account = self.store.aliases.telegram(f"{channel} {address}")
        reference = issue(account, secrets.token_hex(8))
        now = at or self.clock.now()
        made = Request(
            reference=reference, link_id=f"l-{reference}", policy_ref="pr_1", type="individu", policy="00012345",
            participant="", holder="JANE RAILEY", status="ACTIVE", email="jane.railey@example.com", made=now,
            eta=now + 3 * 86_400_000,
        )  # fmt: skip
        chat = Chat(
            channel=channel, account=account, address=address, consent=Consent("1", "", "id", now), step=AtMenu(),
            requests=(structs.replace(made, **given),),
        )  # fmt: skip
        write = Write(
            commit=secrets.token_hex(16), key=reference, seen_for=1000, now=now, chat=chat, references=(reference,)
        )
        assert isinstance(await self.store.chats.commit(await self.store.chats.load(account), write), Committed)
        return reference

    async def close(self) -> None:
        """Close all browsers."""
        for browser in self._browsers:
            await browser.session.close()


@asynccontextmanager
async def serve(folder: Path, at: int = START, **settings: str) -> AsyncIterator[Team]:
    """Serve the product in ``folder`` with its console, from the moment ``at`` on."""
    clock = ManualClock(at)
    given = {f"POLISBOT_{name}": value for name, value in settings.items()}
    loaded = load({"POLISBOT_DATA_DIR": str(folder), "POLISBOT_PORT": "0", **given})
    async with Serving(loaded, clock, sweeps=False) as serving:
        team = Team(serving, clock)
        try:
            yield team
        finally:
            await team.close()
