"""Jawaban: a lead changes what the bot answers, and every customer of every process gets it; what does not fit is refused."""

from __future__ import annotations

import asyncio
import re
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from conversations.guard import asks_for_code
from conversations.house import House
from conversations.locales import CHANNELS, LANGUAGES, Voice, catalogue, labels
from conversations.scene import PERSON
from conversations.wishes import ANSWERED
from handlers.console.answer_preview import previews
from handlers.own_answers import answer_key
from storage.care import Answer
from storage.staff import Role
from tests.console.talk import Customer, settled
from tests.console.team import Team, serve
from tests.servers import Server, newest

pytestmark = pytest.mark.asyncio(loop_scope="module")
PATH = "/care/settings/answers"
NEW = {"text_id": "Cek premi di {help_phone}.\nKami bantu.", "text_en": "Ask {help_phone} about your premium."}
TIMES = 100  # looks of a twentieth of a second: another process reads within a second


async def test_every_answer_is_there_in_every_language_and_may_be_saved_as_it_is() -> None:
    """A wish with an answer has its text; none of the defaults has what an answer may not have."""
    voice = Voice(House())
    for wish in ANSWERED:
        for language in LANGUAGES:
            text = catalogue(language)[answer_key(wish)]
            assert voice.fault(answer_key(wish), language, text) == ""
            assert not asks_for_code(text), wish


async def test_what_a_voice_is_given_it_says_and_what_it_is_not_given_it_says_no_more() -> None:
    """The insurer's own text stands for its key alone, on both channels; without it the catalogue's is back."""
    voice, plain = Voice(House()), Voice(House())
    voice.use({"answer.premium": {"id": "Telepon {help_phone} ({channel}).", "en": "Call."}})
    for channel, name in CHANNELS.items():
        assert voice.say("answer.premium", "id", channel) == f"Telepon 15000-37 ({name})."
        assert voice.say("answer.claim", "id", channel) == plain.say("answer.claim", "id", channel)
    voice.use({})
    assert voice.say("answer.premium", "id") == plain.say("answer.premium", "id")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Telepon {help_phone}.", ""),
        ("Biaya {{gratis}}.", ""),
        (" ", "empty"),
        ("Halo {name}", "values"),
        ("Halo {brand", "values"),
        ("Halo {0} {}", "values"),
        ("Halo {brand!r:>9}", "values"),
        ("Halo {bot_link}", "values"),  # this installation has none
        ("x" * 1024, ""),
        ("x" * 1025, "long"),
        ("{insurer}" * 40, "long"),
    ],
)
async def test_a_text_is_checked_like_the_catalogue(text: str, fault: str) -> None:
    """It names only values that every text may use, and fits its kind once they are in."""
    assert Voice(House()).fault("answer.premium", "id", text) == fault


async def test_every_answer_is_previewed_as_the_chat_says_it(team: Team) -> None:
    """In both languages on both channels: the text itself, with a person one tap away."""
    for wish in sorted(ANSWERED):
        shown = previews(team.serving.console.desk, wish, {"id": "Teks baru.", "en": "New text."}, team.clock.now())
        assert [(one.language, one.channel) for one in shown] == [
            ("id", "Telegram"), ("id", "WhatsApp"), ("en", "Telegram"), ("en", "WhatsApp")
        ]  # fmt: skip
        for one in shown:
            assert one.texts == ("Teks baru." if one.language == "id" else "New text.",), wish
            assert not set(labels(PERSON)).isdisjoint(one.buttons), wish


async def test_a_lead_changes_an_answer_and_customers_get_it(team: Team) -> None:
    """Previewed first, then saved: the next customer reads it, the audit has both texts; reset, and the default is back."""
    lead, default = await team.signed_in("Budi", Role.LEAD), team.serving.core.voice.say("answer.premium", "id")
    assert default in (await lead.get(f"{PATH}?edit=premium")).text
    seen = await lead.post(f"{PATH}/premium", version="0", preview="1", **NEW)
    assert seen.status == 200
    assert seen.text.count("Cek premi di 15000-37.\nKami bantu.") == 2
    assert team.serving.core.voice.say("answer.premium", "id") == default
    saved = await lead.post(f"{PATH}/premium", version="0", **NEW)
    assert saved.location == f"{PATH}?done=answer_saved"
    customer = Customer(team, "whatsapp", "6284000000711")
    await customer.says("halo", "setuju", "berapa premi saya ya kak")
    assert customer.heard[-1].startswith("Cek premi di 15000-37.\nKami bantu.")
    (record, *_) = [item.record for item in await team.store.audit.staff(9) if item.record.action == "answer.changed"]
    assert (record.action, record.actor, record.subject) == ("answer.changed", "staff:Budi", "premium")
    assert record.details == {
        "old_id": catalogue("id")["answer.premium"], "old_en": catalogue("en")["answer.premium"],
        "new_id": NEW["text_id"], "new_en": NEW["text_en"],
    }  # fmt: skip
    read = (await lead.get("/care/audit")).text
    assert "Jawaban bot diubah" in read
    assert "baru, bahasa Indonesia: Cek premi di {help_phone}." in read
    assert (await lead.post(f"{PATH}/premium/reset", version="0")).status == 409
    assert (await lead.post(f"{PATH}/premium/reset", version="1")).location == f"{PATH}?done=answer_reset"
    await customer.says("berapa premi saya ya kak")
    assert customer.heard[-1].startswith(default)
    assert await team.store.answers.get("premium") is None


async def test_what_does_not_fit_is_refused_and_nothing_typed_is_lost(team: Team) -> None:
    """An answer that asks for a code is refused and on record; who is late sees their own text again."""
    lead, other = await team.signed_in("Budi", Role.LEAD), await team.signed_in("Eka", Role.LEAD)
    await lead.get(f"{PATH}?edit=claim")
    await other.get(f"{PATH}?edit=claim")
    for wrong in ("Kirim kode OTP Anda ke sini.", "Halo {nama}", " ", "x" * 1500):
        answer = await lead.post(f"{PATH}/claim", version="0", text_id=wrong, text_en="Ketikan saya")
        assert answer.status == 422
        assert "Ketikan saya</textarea>" in answer.text
    actions = [item.record.action for item in await team.store.audit.staff(50)]
    assert actions.count("answer.refused") == 1
    assert (await other.post(f"{PATH}/claim", version="0", text_id="Satu", text_en="One")).status == 303
    stale = await lead.post(f"{PATH}/claim", version="0", text_id="Dua", text_en="Two")
    assert stale.status == 409
    assert "Dua</textarea>" in stale.text
    version = re.search(r'name="version" value="(\d+)"', stale.text)
    assert version
    assert (await lead.post(f"{PATH}/claim", version=version[1], text_id="Dua", text_en="Two")).status == 303
    assert team.serving.core.voice.say("answer.claim", "id") == "Dua"
    for role in (Role.AGENT, Role.AUDITOR, Role.VIEWER):
        assert (await (await team.signed_in(f"M {role}", role)).get(PATH)).status == 404
    assert (await lead.post(f"{PATH}/link", version="0", text_id="x", text_en="x")).status == 404


async def test_saving_the_default_is_a_reset(team: Team) -> None:
    """Then a later version's better default is not shut out."""
    lead = await team.signed_in("Budi", Role.LEAD)
    await team.store.answers.put("cost", 0, Answer(texts={"id": "Gratis ya.", "en": "Free."}))
    await lead.get(f"{PATH}?edit=cost")
    texts = {f"text_{language}": catalogue(language)["answer.cost"] for language in LANGUAGES}
    assert (await lead.post(f"{PATH}/cost", version="1", **texts)).location == f"{PATH}?done=answer_reset"
    assert await team.store.answers.get("cost") is None


async def test_an_answer_that_no_longer_fits_leaves_the_default(team: Team) -> None:
    """A text that a setting spoiled, or another version wrote, is not said; the others are."""
    default = team.serving.core.voice.say("answer.hours", "id")
    await team.store.answers.put("hours", 0, Answer(texts={"id": "Buka {nothing}", "en": "Open"}))
    await team.store.answers.put("unheard_of", 0, Answer(texts={"id": "x", "en": "x"}))
    await team.store.answers.put("agent", 0, Answer(texts={"id": "Agen Anda", "en": "Agent"}))
    await team.serving.console.desk.answers.refresh()
    assert team.serving.core.voice.say("answer.hours", "id") == default
    assert team.serving.core.voice.say("answer.agent", "id") == "Agen Anda"
    lead = await team.signed_in("Budi", Role.LEAD)
    assert (await lead.get(f"{PATH}?edit=hours")).status == 200


async def test_every_process_says_a_new_answer_within_a_second_or_two(tmp_path: Path) -> None:
    """Saved in one process, read by a customer of another; one that starts later says it from its first message."""
    redis = await Server(newest(), tmp_path / "redis").start()
    try:
        async with beside(tmp_path / "one", redis) as one, beside(tmp_path / "two", redis) as two:
            lead = await one.signed_in("Budi", Role.LEAD)
            await lead.get(f"{PATH}?edit=premium")
            assert (await lead.post(f"{PATH}/premium", version="0", **NEW)).status == 303
            for _ in range(TIMES):
                if two.serving.core.voice.say("answer.premium", "en") == "Ask 15000-37 about your premium.":
                    break
                await asyncio.sleep(0.05)
            customer = Customer(two, "telegram", "711")
            await customer.says("halo", "setuju", "berapa premi saya ya kak")
            assert customer.heard[-1].startswith("Cek premi di 15000-37.")
            async with beside(tmp_path / "three", redis) as three:
                late = Customer(three, "telegram", "712")
                await late.says("halo", "setuju", "berapa premi saya ya kak")
                assert late.heard[-1].startswith("Cek premi di 15000-37.")
                await settled(three)
    finally:
        await redis.stop()


def beside(folder: Path, redis: Server) -> AbstractAsyncContextManager[Team]:
    """Serve one of several processes of an installation."""
    return serve(folder, REDIS_URL=redis.url, SECRET_KEYS="k" * 32)


async def test_before_consent_a_changed_contact_is_answered(team: Team) -> None:
    """Each wish with an answer has one before consent too: the changed contact had none, and the turn broke."""
    customer = Customer(team, "telegram", "713")
    await customer.says("halo", "email saya sudah ganti")
    assert "Kode OTP hanya dikirim ke kontak terdaftar." in customer.heard[-1]
