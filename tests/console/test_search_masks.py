"""What a search must not tell: of two transcripts that a reader sees alike, no search of theirs finds one and not the other."""

from __future__ import annotations

import random
import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from msgspec import Struct, structs

from conversations.chat import Chat, LinkedPolicy
from conversations.finding import contact_word, name_words, number_word
from conversations.limits import HOUR
from handlers.console.chat import masked
from storage.chats import Line
from storage.staff import Role
from tests.console.team import Browser, Team, serve
from tests.console.test_search import searched
from tests.storage.test_chats import write

pytestmark = pytest.mark.asyncio(loop_scope="module")

PAIRS = 25
SEARCHES = 90
SAID = (
    "polis saya {policy} ya",
    "hp {phone} atau email {email}",
    "Nama {holder}, polis {policy}, tolong dicek",
    "Halo {holder}! Nomor peserta {policy} tersimpan.",
    "mohon bantuan, wa {phone}",
    "kapan klaim saya selesai?",
)
FIRST, LAST = ("JANE", "JOKO", "JULIA", "JUNAEDI"), ("RAILEY", "RAHARJO", "RUSDI", "RATNASARI")


class Secret(Struct, frozen=True):
    """What of a customer is masked."""

    policy: str
    phone: str
    email: str
    holder: str

    @property
    def words(self) -> tuple[str, ...]:
        """Return what the customer is found by, whole."""
        contacts = (contact_word(self.phone), contact_word(self.email))
        return (*name_words(self.holder), number_word(self.policy), *contacts)


class Pair(Struct, frozen=True):
    """Two customers who look alike, and what is hidden of each."""

    accounts: tuple[str, str]
    secrets: tuple[Secret, Secret]
    said: tuple[str, ...]


def secret(dice: random.Random, shape: int) -> Secret:
    """Draw what is hidden; of one ``shape`` all look alike behind their masks."""

    def digits(count: int) -> str:
        return "".join(dice.choice("0123456789") for _ in range(count))

    return Secret(
        policy=f"{digits(4)}{4321 + shape}",
        phone=f"08{digits(8)}{10 + shape}",
        email=f"j{digits(3)}@e{digits(4)}.com",
        holder=f"{dice.choice(FIRST)} {dice.choice(LAST)}",
    )


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def pairs(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[Team, list[Pair]]]:
    """Serve a console over pairs of customers who said the same, but for what is masked of it."""
    dice = random.Random(11)
    async with serve(tmp_path_factory.mktemp("masks")) as team:
        made = [await pair(team, dice, number) for number in range(PAIRS)]
        yield team, made


async def pair(team: Team, dice: random.Random, number: int) -> Pair:
    """Let two customers have their say, and see that it is read alike."""
    said = tuple(dice.choice(SAID) for _ in range(3))
    secrets = (secret(dice, number), secret(dice, number))
    accounts = (
        await customer(team, f"pair {number} a", secrets[0], said, number),
        await customer(team, f"pair {number} b", secrets[1], said, number),
    )
    assert await as_read(team, accounts[0]) == await as_read(team, accounts[1])
    return Pair(accounts, secrets, said)


async def customer(team: Team, user: str, hidden: Secret, said: tuple[str, ...], number: int) -> str:
    """Let a customer with a linked policy have their say."""
    account, now = team.store.aliases.telegram(user), team.clock.now() + number
    link = LinkedPolicy("l", "pr", "dplk", hidden.policy, "87654321", hidden.holder, "ACTIVE", now)
    chat = Chat(channel="telegram", account=account, address="1", links=(link,), active="l")
    lines = tuple(Line(who="customer", text=text.format(**structs.asdict(hidden)), at=now) for text in said)
    turn = structs.replace(write(account, user, now=now, lines=lines), chat=chat, words=hidden.words)
    await team.store.chats.commit(await team.store.chats.load(account), turn)
    return account


async def as_read(team: Team, account: str) -> list[str]:
    """Return a transcript as the care team sees it."""
    chat = (await team.store.chats.load(account)).chat
    assert chat is not None
    return [masked(team.serving.console.desk, chat, line) for line in await team.store.chats.transcript(account)]


async def answers(member: Browser, text: str) -> tuple[list[str], dict[str, str]]:
    """Search to the end; return which were found at once, and what was found in what was said, in that order."""
    _, page = await searched(member, text)
    at_once = re.findall(r"/care/conversations/(\w+)", page.partition('id="exact"')[2].partition("</section>")[0])
    said: dict[str, str] = {}
    while True:
        for row in page.partition('id="found"')[2].partition("</ul>")[0].split("<li>")[1:]:
            account, snippet = re.search(r"/care/conversations/(\w+)", row), re.search(r'"second">(.*?)</span>', row)
            assert account, row
            assert account[1] not in said, "one result a conversation"
            said[account[1]] = snippet[1] if snippet else ""
        following = re.search(r'data-next="([^"]+)"', page)
        if not following:
            assert not set(said) & set(at_once), "one result a conversation"
            return at_once, said
        page = (await member.get(following[1].replace("&amp;", "&"))).text


def guesses(dice: random.Random, all: list[Pair], shown: list[str]) -> list[str]:
    """Return what a curious reader types: parts of what is hidden, alone or with what stands beside it, and of what is seen."""
    found: list[str] = []
    while len(found) < SEARCHES:
        one = dice.choice(all)
        hidden, said = dice.choice(one.secrets), dice.choice(one.said)
        whole = said.format(**structs.asdict(hidden))
        text = dice.choice((whole, *structs.astuple(hidden), dice.choice(shown)))
        start = dice.randrange(len(text))
        part = text[start : start + dice.randint(3, 14)].strip()
        found.append(dice.choice((part, part.casefold(), text[:100])))
    return [text for text in found if text]


@pytest.mark.timeout(240)
@pytest.mark.parametrize("role", [Role.VIEWER, Role.AGENT])
async def test_no_search_tells_alike_transcripts_apart(pairs: tuple[Team, list[Pair]], role: Role) -> None:
    """Hits, their snippets, count and order are the same for both of a pair, whatever is typed, in any sequence.

    An agent, who may see a field with a reason, finds one of a pair by a whole value of it alone; a viewer never does.
    """
    team, all = pairs
    member = await team.signed_in(f"curious {role.value}", role)
    dice = random.Random(role.value)
    shown = [line for one in all for line in await as_read(team, one.accounts[0])]
    place = {account: number for number, one in enumerate(all) for account in one.accounts}
    hits = 0
    for typed, text in enumerate(guesses(dice, all, shown)):
        if typed % 30 == 29:
            await member.get("/care/me")
            team.clock.move(HOUR)
            member = await team.signed_in(f"curious {role.value}", role)
        at_once, said = await answers(member, text)
        assert not at_once or role is Role.AGENT, text
        told_apart = {place[account] for account in at_once}
        for account in at_once:
            hidden = all[place[account]].secrets[all[place[account]].accounts.index(account)]
            assert is_whole(text, hidden), f"{text!r} is no whole value"
        for number, one in enumerate(all):
            if number not in told_apart:
                first, second = (said.get(account) for account in one.accounts)
                assert first == second, f"{text!r} tells a pair apart"
        order = [place[account] for account in said if place[account] not in told_apart]
        assert order == sorted(order, reverse=True), f"the order of {text!r} tells a pair apart"
        hits += len(said)
    assert hits, "what is seen is found"


def is_whole(text: str, hidden: Secret) -> bool:
    """Tell whether a text is a name, a number or a contact, all of it."""
    values = {hidden.policy, hidden.phone, hidden.email.casefold(), *hidden.holder.casefold().split()}
    return text.casefold() in values or set(re.findall(r"\w+", text.casefold())) <= values
