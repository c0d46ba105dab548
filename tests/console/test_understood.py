"""The transcript says what was understood of a customer's own words, and how; what was exact needs no such word."""

from __future__ import annotations

import re
from itertools import permutations

import msgspec
import pytest

from conversations.turn import Understood
from conversations.wishes import NAMES, WISHES, understand
from conversations.wishes.every import STEP_WISHES
from conversations.words import Word
from handlers.console.words import WORDS
from storage.chats import opened_lines, sealed_lines
from storage.keys import home
from storage.staff import Role
from tests.console.talk import Customer
from tests.console.team import Team

pytestmark = pytest.mark.asyncio(loop_scope="module")
UNDERSTOOD = re.compile(r'<p class="understood">\s*(.*?)\s*</p>', re.DOTALL)


def doubtful() -> str:
    """Return something that the table of today asks back."""
    firsts = [wish.sentences["id"].strip().split("\n")[0] for wish in WISHES if wish.answered]
    return next(text for pair in permutations(firsts, 2) if understand(text := " ".join(pair)).asked)


async def test_a_line_bears_what_was_understood_and_how(team: Team) -> None:
    """A pattern or a guess with its wish, what was asked back, what was not understood; nothing beside an exact word."""
    agent, customer = await team.signed_in("Sari", Role.AGENT), Customer(team, "whatsapp", "6284000000811")
    await customer.says("halo", "setuju", "menu", "berapa premi saya ya kak", "zxqw vbnm plkj", "komplen")
    account = await customer.account()
    lines = {
        line.text: line.understood for line in await team.store.chats.transcript(account) if line.who == "customer"
    }
    assert lines["menu"] is None
    known = lines["berapa premi saya ya kak"]
    assert known is not None
    assert (known.wish, known.how in ("pattern", "guess"), 0 < known.share <= 1) == ("premium", True, True)
    assert lines["zxqw vbnm plkj"] == Understood(share=lines["zxqw vbnm plkj"].share)  # type: ignore[union-attr]
    shown = UNDERSTOOD.findall((await agent.get(f"/care/conversations/{account}")).text)
    assert shown[0].startswith("Dipahami: Premi dan pembayaran (")
    assert shown[1] == "Tidak dipahami"
    assert len(shown) == sum(found is not None for found in lines.values())


async def test_what_is_asked_back_is_shown_by_the_wishes(team: Team) -> None:
    """Each as the customer was asked about it."""
    agent, customer = await team.signed_in("Sari", Role.AGENT), Customer(team, "telegram", "812")
    await customer.says("halo", "setuju", doubtful())
    account = await customer.account()
    found = [line.understood for line in await team.store.chats.transcript(account) if line.understood]
    assert [one.how for one in found] == ["asked"]
    voice = team.serving.core.voice
    (shown,) = UNDERSTOOD.findall((await agent.get(f"/care/conversations/{account}")).text)
    assert shown == f"Ditanyakan kembali: {', '.join(voice.say(f'wish.{name}', 'id') for name in found[0].asked)}"


async def test_every_wish_and_word_has_a_name_in_the_console(team: Team) -> None:
    """Whatever can be understood is called something that the care team reads."""
    said = team.serving.core.voice
    for name in {*NAMES, *(word.value for word in Word)} - {"no_sense"}:
        own = f"understood.wish_{name}"
        assert own in WORDS or said.say(f"wish.{name}", "id"), name
    assert len(WISHES) + len(STEP_WISHES) == len(NAMES)


async def test_a_line_of_an_earlier_version_still_loads(team: Team) -> None:
    """It says nothing of what was understood."""
    account = "abcdefghijklmnop"
    name, key = home(account).lines(account), team.store.vault.fresh(home(account).key(account))
    old = key.seal(name, msgspec.msgpack.encode([{"who": "customer", "text": "halo", "at": 7}]))
    (line,) = opened_lines(key, name, old)
    assert (line.text, line.understood) == ("halo", None)
    assert opened_lines(key, name, sealed_lines(key, name, (line,))) == (line,)
