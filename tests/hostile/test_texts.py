"""Hostile texts through the real doors: each has its answer, none is carried out, expanded or refused by silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile.world import AT_POLICY, attacker

ZEROS = {
    "Arabic-Indic": 0x0660,
    "Extended Arabic-Indic": 0x06F0,
    "Devanagari": 0x0966,
    "Bengali": 0x09E6,
    "Thai": 0x0E50,
    "Khmer": 0x17E0,
    "Balinese": 0x1B50,
    "Javanese": 0xA9D0,
    "fullwidth": 0xFF10,
    "mathematical bold": 0x1D7CE,
}
READ = {
    "zero-width": "0\u200b0\u200c0\u200d1\ufeff2345",
    "bidirectional": "\u2066\u200e0001\u202c2345\u2069",
    "keycaps": "0\ufe0f\u20e30\ufe0f\u20e30\ufe0f\u20e31\ufe0f\u20e32345",
    "dashes": "0001\u20112345",
}
REFUSED = {
    "a right-to-left override with letters": "\u202e0001x2345",
    "half of a pair": "\ud800",
    "half of a pair after a number": "00012345\udfff!",
    "nothing visible": "\u200b\u2066\u2069",
    "control characters": "\x00\x01\x1b[2J",
    "4,096 characters": "a" * 4096,
    "4,096 digits": "1" * 4096,
    "a Python format": "{0.__class__.__init__.__globals__}",
    "a percent format": "%s%n%x",
    "a template": "{{7*7}}${7*7}<%= 7*7 %>",
    "a log look-up": "${jndi:ldap://127.0.0.1/a}",
    "a placeholder of ours": "{policy_no}",
    "Redis's protocol": "*1\r\n$8\r\nFLUSHALL\r\n",
    "Lua": "'); redis.call('FLUSHALL') --",
    "a key of ours": "{p000}:key:aaaaaaaaaaaaaaaa",
    "a path": "../../../../etc/passwd",
    "a script": "<script>alert(1)</script>",
    "SQL": "' OR 1=1; --",
    "a superscript": "⁰⁰⁰¹²³⁴x",
}

STARTS = ["' OR 1=1", "group\u202e x", "{0.__class__}", "dplk dplk", "../admin", "A" * 64, "\ud83d"]


@pytest.mark.parametrize("channel", ["telegram", "whatsapp"])
async def test_a_number_is_read_in_every_script_and_through_marks(channel: str, tmp_path: Path) -> None:
    """Digits of ten scripts and invisible marks make no difference: the next step is asked."""
    written = {name: "".join(chr(zero + int(digit)) for digit in "00012345") for name, zero in ZEROS.items()}
    async with attacker(tmp_path, channel) as somebody:
        await somebody.play(AT_POLICY)
        for text in (written | READ).values():
            assert await somebody.say(text) == 200
            somebody.hears("field.progress", "field.participant")
            assert await somebody.say("kembali") == 200
            somebody.hears("field.progress", "field.policy.dplk")


@pytest.mark.parametrize("channel", ["telegram", "whatsapp"])
async def test_what_is_no_number_is_refused_with_the_same_words(channel: str, tmp_path: Path) -> None:
    """Whatever else is typed gets the step's own error, word for word, or its help where it has no digit; and the question."""
    async with attacker(tmp_path, channel) as somebody:
        await somebody.play(AT_POLICY)
        for text in REFUSED.values():
            assert await somebody.say(text) == 200
            typed = any(sign.isdigit() for sign in text)
            somebody.hears("err.policy.format" if typed else "help.policy.dplk", "field.progress", "field.policy.dplk")
        assert await somebody.say("a" * 4097) == 200
        somebody.hears("err.too_long", "field.progress", "field.policy.dplk")
        assert await somebody.say("00012345") == 200
        somebody.hears("field.progress", "field.participant")


async def test_a_code_in_another_script_is_right(tmp_path: Path) -> None:
    """The code itself is read in Javanese digits with marks between them."""
    async with attacker(tmp_path, "telegram") as somebody:
        await somebody.play("lines:\ngiven: code step of DPLK by email\n")
        code = somebody.stage.sent_codes()[-1]
        assert await somebody.say("\u200b".join(chr(0xA9D0 + int(digit)) for digit in code)) == 200
        somebody.hears("done.member")


@pytest.mark.parametrize("channel", ["telegram", "whatsapp"])
async def test_a_deep_link_with_junk_is_a_greeting(channel: str, tmp_path: Path) -> None:
    """What no entry of ours is opens nothing: the first message is greeted as every first message."""
    async with attacker(tmp_path, channel) as somebody:
        first = int(somebody.stage.address)
        for place, start in enumerate(STARTS):
            somebody.stage.become(str(first + place))
            assert await somebody.say(f"/start {start}") == 200
            somebody.hears("greet.new", "consent.ask")


@pytest.mark.parametrize("channel", ["telegram", "whatsapp"])
async def test_a_first_message_that_is_too_long_is_a_greeting(channel: str, tmp_path: Path) -> None:
    """It is greeted and asked for consent like every first message."""
    async with attacker(tmp_path, channel) as somebody:
        assert await somebody.say("a" * 4097) == 200
        somebody.hears("greet.new", "consent.ask")
