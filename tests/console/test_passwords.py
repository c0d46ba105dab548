"""Which passwords somebody may choose: none that a guesser would try early, knowing who and where they are."""

from __future__ import annotations

import time

import pytest

from handlers.console.passwords import LONGEST, fresh_password, weakness
from storage.staff import Role
from tests.console.team import Team

ABOUT = ("Agent2 Sari", "Generali", "PT Asuransi Jiwa Generali Indonesia", "generali.co.id")


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("", "length"),
        ("kucing makan", ""),
        ("kucing maka", "length"),
        ("x" * (LONGEST + 1), "length"),
        ("passwordpassword", "pattern"),
        ("123456789012", "common"),
        ("qwertyuiop12", "common"),
        ("P@ssw0rd12345", "common"),
        ("iloveyou12345", "common"),
        ("admin123456!", "common"),
        ("bismillah1234", "common"),
        ("generali2026", "own"),
        ("Gener4li-2026", "own"),
        ("agent2agent2!", "pattern"),
        ("Agent2sari!2026", "own"),
        ("polisbot2026!", "own"),
        ("katasandi1234", "own"),
        ("aaaaabbbbbcde", "pattern"),
        ("1708194517081945", "pattern"),
    ],
)
def test_what_is_guessed_early_is_refused_and_why_is_said(password: str, why: str) -> None:
    """Common ones, patterns, the member's own name, the brand, the insurer, ours; also with digits or signs for letters."""
    assert weakness(password, ABOUT) == why


def test_a_sentence_or_what_is_drawn_is_taken() -> None:
    """Nothing but its guessability counts: no kinds of signs are demanded."""
    sentences = ("kata sandi sendiri", "hujan turun di bogor sore", "correct horse battery", "éééありがとうございます")
    for password in (*sentences, "x7Kq-9mTz-4pWd", "kucing makan ikan", *(fresh_password() for _ in range(3))):
        assert weakness(password, ABOUT) == "", password


def test_the_longest_is_judged_in_time() -> None:
    """What is slow to judge does not hold the sign-in up."""
    began = time.process_time()
    weakness("".join(chr(33 + place * 7 % 90) for place in range(LONGEST)), ABOUT)
    assert time.process_time() - began < 2


@pytest.mark.asyncio(loop_scope="module")
async def test_the_page_says_why(team: Team) -> None:
    """A change of the password to one with the brand, or to two that differ, is refused with its sentence in both languages."""
    browser, member = await team.signed_in("Rara", Role.AGENT), await team.member("Rara", Role.AGENT)
    brand = team.serving.console.desk.house.brand
    said = []
    for new, again in ((f"{brand}2026!", f"{brand}2026!"), ("hujan turun di bogor", "hujan turun di jakarta")):
        answer = await browser.post("/care/me/password", old=member.password, password=new, again=again)
        assert answer.status == 422
        said.append(answer.text)
    assert "memuat nama Anda atau nama perusahaan" in said[0]
    assert "Kedua kata sandi tidak sama" in said[1]
    await browser.post("/care/me/looks", language="en", theme="", shortcuts="on")
    await browser.get("/care/me")
    answer = await browser.post("/care/me/password", old=member.password, password="qwertyuiop12", again="qwertyuiop12")
    assert "resembles ones that many people use" in answer.text
