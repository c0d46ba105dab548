"""A crowd: so many conversations with so many lines, written through the real commit, that pages can be measured over them."""

from __future__ import annotations

import asyncio
import random
import secrets
from collections.abc import Callable

from conversations.chat import Chat, Consent, Last, LinkedPolicy, Request
from conversations.drivers import BotDrives, NobodyDrives
from conversations.finding import name_words, number_word
from conversations.limits import DAY, Keep
from conversations.references import issue
from conversations.states import AtMenu
from conversations.terms import Terms
from storage import keys
from storage.chats import Line, Write, sealed_lines
from storage.counts import counts_of
from storage.queues import word
from storage.store import Store
from tests.console.figures import marks_of

FIRST = ("JANE", "BUDI", "SITI", "AGUS", "DEWI", "RUDI", "MAYA", "ANDI", "RINA", "JOKO")
LAST = ("RAILEY", "SANTOSO", "WIJAYA", "HARTONO", "LESTARI", "PRATAMA", "KUSUMA", "NUGROHO", "SARI", "UTAMI")
SAID = (
    "Halo, saya mau menghubungkan polis saya", "Nomor polis {policy}", "Kapan permintaan saya diputuskan?",
    "Terima kasih banyak atas bantuannya", "Apakah ini resmi dari perusahaan?", "Saya belum menerima kode",
)  # fmt: skip
ANSWERED = (
    "Silakan ketik nomor polis Anda, 4 sampai 20 angka.", "Kode dikirim ke j***@e***.com dan berlaku 5 menit.",
    "Polis Anda sudah terhubung. Ada lagi yang bisa dibantu?", "Permintaan PL-00ABCDEF sedang diproses.",
)  # fmt: skip
TURNS = 5
DAYS = 30
AT_ONCE = 200


def account_of(store: Store, number: int) -> str:
    """Return a customer's account."""
    return store.aliases.telegram(f"crowd {number}")


class Crowd:
    """Writes conversations: one whole commit each, and the rest of the transcript beside it as commits write it."""

    def __init__(self, store: Store, now: int, lines: int, seed: int = 11) -> None:
        self._store = store
        self._now = now
        self._lines = lines
        self._dice = random.Random(seed)
        self._terms = Terms()

    async def write(self, customers: int, told: Callable[[int], None]) -> None:
        """Write so many conversations; tell how many are there now and then."""
        for start in range(0, customers, AT_ONCE):
            numbers = range(start, min(start + AT_ONCE, customers))
            await asyncio.gather(*(self._customer(number) for number in numbers))
            told(numbers.stop)

    async def _customer(self, number: int) -> None:
        store, dice = self._store, self._dice
        account = account_of(store, number)
        at = self._now - int(dice.random() * DAYS * DAY)
        holder = f"{dice.choice(FIRST)} {dice.choice(LAST)} {number}"
        policy = f"{number:08d}"
        chat = self._chat(account, number, holder, policy, at)
        turns = [self._turn(policy, at) for _ in range(TURNS)]
        channel = "whatsapp" if number % 3 == 0 else "telegram"
        loaded = await store.chats.load(account)
        await store.chats.commit(
            loaded,
            Write(
                commit=secrets.token_hex(16),
                key="",
                seen_for=DAY,
                now=at,
                chat=chat,
                lines=turns[0],
                references=tuple(request.reference for request in chat.requests),
                driver=word(chat.driver),
                words=(*name_words(holder), number_word(policy)),
                counts=counts_of(marks_of(dice, at), channel, at, self._terms.today),
                keep=Keep(),
            ),
        )
        await self._rest(account, turns[1:])

    async def _rest(self, account: str, turns: list[tuple[Line, ...]]) -> None:
        home = keys.home(account)
        loaded = await self._store.chats.load(account)
        assert loaded.key is not None
        sealed = [sealed_lines(loaded.key, home.lines(account), turn) for turn in turns]
        await self._store.together.call("RPUSH", home.lines(account), *sealed)

    def _turn(self, policy: str, at: int) -> tuple[Line, ...]:
        half = self._lines // TURNS // 2
        customer = (
            Line(who="customer", text=self._dice.choice(SAID).format(policy=policy), at=at) for _ in range(half)
        )
        bot = (Line(who="bot", text=self._dice.choice(ANSWERED), at=at) for _ in range(half))
        return tuple(line for pair in zip(customer, bot, strict=True) for line in pair)

    def _chat(self, account: str, number: int, holder: str, policy: str, at: int) -> Chat:
        link = LinkedPolicy("l", "pr", "dplk", policy, "87654321", holder, "ACTIVE", at)
        request = Request(
            issue(account, f"{number:012x}"),
            "r",
            "pr",
            "individu",
            policy,
            "",
            holder,
            "ACTIVE",
            None,
            at,
            at + 3 * DAY,
        )
        return Chat(
            channel="whatsapp" if number % 3 == 0 else "telegram",
            account=account,
            address=str(number),
            consent=Consent("1", "hash", "id", at),
            step=AtMenu(),
            links=(link,) if number % 2 else (),
            active="l" if number % 2 else "",
            requests=(request,) if number % 20 == 0 else (),
            driver=NobodyDrives(at, "person", told=True) if number % 500 == 0 else BotDrives(),
            last=Last("bot", ANSWERED[number % len(ANSWERED)], at),
            messages=self._lines // 2,
            heard=at,
        )
