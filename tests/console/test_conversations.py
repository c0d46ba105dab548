"""Percakapan without script: queues, taking over, writing, notes, stale sends, the guard, masks, reveals."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from conversations.states import StepBase
from handlers.absence import Absence
from handlers.console.chat import why_failed
from handlers.console.words import WORDS
from storage.care import Label
from storage.keys import AUDIT
from storage.staff import Role
from tests.console.talk import Customer, said_before, settled, talking
from tests.console.team import Answer, Browser, Team

pytestmark = pytest.mark.asyncio(loop_scope="module")
FIELDS = re.compile(r'name="(drive|seen|key|anyway)" value="([0-9a-f.]+)"')


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def team(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Team]:
    """Serve a console beside sandbox phones."""
    async with talking(tmp_path_factory.mktemp("talk")) as served:
        yield served


async def _open(browser: Browser, customer: Customer, query: str = "") -> tuple[str, Answer]:
    path = f"/care/conversations/{await customer.account()}"
    answer = await browser.get(path + query)
    assert answer.status == 200, answer.text
    return path, answer


async def _does(browser: Browser, path: str, deed: str, page: Answer, **fields: str) -> Answer:
    known = dict(FIELDS.findall(page.text))
    return await browser.post(f"{path}/{deed}", **{"text": "", **known, **fields})


async def _waiting(team: Team, number: str, channel: str = "telegram") -> Customer:
    customer = Customer(team, channel, number)
    await customer.says("halo", "setuju", "2", "group", "petugas", "saya tidak menemukan nomornya")
    return customer


async def test_who_asks_for_a_list_at_once_gets_their_own(team: Team) -> None:
    """One look answers many: each in their language, with the queues of their role, their own number and their own mark."""
    customers = [await _waiting(team, f"55510{number}") for number in (61, 62)]
    rina, dewi = await team.signed_in("Ratna", Role.AGENT), await team.signed_in("Endah", Role.AGENT)
    viewer = await team.signed_in("Melihat", Role.VIEWER)
    member = await team.store.staff.find("Endah")
    assert member
    await team.store.staff.change(member, language="en")
    path, page = await _open(rina, customers[0])
    await _does(rina, path, "take", page)
    accounts = [await customer.account() for customer in customers]
    asked = [(rina, accounts[0]), (rina, accounts[1]), (dewi, ""), (viewer, accounts[1]), (rina, "")]
    rows = "/care/conversations/rows?queue=all&chosen="
    pages = [one.text for one in await asyncio.gather(*(who.get(rows + chosen) for who, chosen in asked))]
    marks = [re.findall(r'conversations/(\w+)\?queue=all" data-row aria-current', page) for page in pages]
    assert marks == [[accounts[0]], [accounts[1]], [], [accounts[1]], []]
    assert ["<h1>" in page for page in pages] == [False, False, True, False, True]
    titles = [WORDS["frame.conversations"][place] for place in (0, 0, 1, 0, 0)]
    assert all(title in page for title, page in zip(titles, pages, strict=True))
    own = [re.findall(r'data-count="mine">(\d+)<', page) for page in pages]
    assert own == [["1"], ["1"], ["0"], [], ["1"]]


async def test_a_customer_waits_is_served_and_goes_on(team: Team) -> None:
    """The queue shows who waits, an agent takes over, writes and hands back; the bot resumes at the named step."""
    customer = await _waiting(team, "5551001")
    rina = await team.signed_in("Rina", Role.AGENT)
    queue = await rina.get("/care/conversations")
    assert await customer.account() in queue.text
    path, page = await _open(rina, customer)
    assert "saya tidak menemukan nomornya" in page.text
    taken = await _does(rina, path, "take", page)
    assert taken.location == f"{path}?queue=mine&done=took_over"
    page = await rina.get(taken.location)
    assert "Anda memimpin" in page.text
    await _does(rina, path, "say", page, text="Nomor itu ada di kartu peserta.")
    await settled(team)
    assert customer.heard[-1] == "Nomor itu ada di kartu peserta."
    mine = await rina.get("/care/conversations?queue=mine")
    assert await customer.account() in mine.text
    await _does(rina, path, "back", await rina.get(path))
    await settled(team)
    assert "Mari lanjutkan dari langkah nomor polis" in customer.heard[-1]
    assert "Bot memimpin" in (await rina.get(path)).text


async def test_the_hours_are_no_number_of_a_policy(team: Team) -> None:
    """What the bot says of the house itself stays readable."""
    customer = Customer(team, "telegram", "5551077")
    await customer.says("halo", "setuju", "bantuan")
    assert "08.00-17.00" in customer.heard[-1]
    _, page = await _open(await team.signed_in("Rina", Role.AGENT), customer)
    assert "08.00-17.00" in page.text


async def test_a_stale_send_is_refused_and_shows_what_is_new(team: Team) -> None:
    """What the customer said meanwhile is marked, the text stays, and the next send goes through; once."""
    customer = await _waiting(team, "5551002")
    rina = await team.signed_in("Rina", Role.AGENT)
    path, page = await _open(rina, customer)
    await _does(rina, path, "take", page)
    page = await rina.get(path)
    await customer.says("oh sudah ketemu")
    refused = await _does(rina, path, "say", page, text="Coba lihat kartu Anda.")
    assert refused.status == 409
    assert "Coba lihat kartu Anda.</textarea>" in refused.text
    assert re.search(r'class="customer new">.*?oh sudah ketemu', refused.text, re.DOTALL)
    assert "Coba lihat kartu Anda." not in customer.heard
    for _ in range(2):
        sent = await _does(rina, path, "say", refused, text="Baik, silakan dilanjutkan.")
        assert sent.status == 303, "the same form twice is one message"
    await settled(team)
    assert customer.heard.count("Baik, silakan dilanjutkan.") == 1


async def test_the_same_text_sent_again_goes_however_fast_the_customer_writes(team: Team) -> None:
    """It was refused once, and what was new was shown; an edited text is compared anew."""
    customer = await _waiting(team, "5551012")
    rina = await team.signed_in("Rina", Role.AGENT)
    path, page = await _open(rina, customer)
    await _does(rina, path, "take", page)
    page = await rina.get(path)
    await customer.says("halo", "pak")
    refused = await _does(rina, path, "say", page, text="Sebentar saya periksa.")
    assert refused.status == 409
    await customer.says("kok lama")
    assert (await _does(rina, path, "say", refused, text="Teks yang lain.")).status == 409
    assert (await _does(rina, path, "say", refused, text="Sebentar saya periksa.")).status == 303
    await settled(team)
    assert customer.heard[-1] == "Sebentar saya periksa."


async def test_a_line_from_another_tab_is_news(team: Team) -> None:
    """Who wrote elsewhere meanwhile is told so, and the line is marked; sent again, the text goes."""
    customer = await _waiting(team, "5551013")
    rina = await team.signed_in("Rina", Role.AGENT)
    path, page = await _open(rina, customer)
    await _does(rina, path, "take", page)
    first, second = await rina.get(path), await rina.get(path)
    team.clock.move(1000)
    assert (await _does(rina, path, "say", first, text="Dari tab pertama.")).status == 303
    refused = await _does(rina, path, "say", second, text="Dari tab kedua.")
    assert refused.status == 409
    assert re.search(r'class="agent new">.*?Dari tab pertama', refused.text, re.DOTALL)
    assert (await _does(rina, path, "say", refused, text="Dari tab kedua.")).status == 303


async def test_two_agents_cannot_lead_one_conversation(team: Team) -> None:
    """The second take-over, and a word from somebody who does not lead, are refused; a lead gives the chat away."""
    customer = await _waiting(team, "5551003")
    rina, budi = await team.signed_in("Rina", Role.AGENT), await team.signed_in("Budi", Role.AGENT)
    path, page = await _open(rina, customer)
    _, other = await _open(budi, customer)
    assert (await _does(rina, path, "take", page)).status == 303
    refused = await _does(budi, path, "take", other)
    assert refused.status == 409
    assert "Rina memimpin" in refused.text
    assert (await _does(budi, path, "say", refused, drive="2", seen="6", key="aa", text="Halo")).status == 409
    assert (await _does(budi, path, "back", refused, drive="2")).status == 409
    lead = await team.signed_in("Ketua", Role.LEAD)
    _, page = await _open(lead, customer)
    to = re.search(r'<option value="(\w+)">Budi</option>', page.text)
    assert to is not None
    assert (await _does(lead, path, "transfer", page, to=to[1])).status == 303
    assert "Anda memimpin" in (await budi.get(path)).text


async def test_a_text_that_asks_for_a_code_is_refused_and_recorded(team: Team) -> None:
    """It does not leave, the writer is told why, and the attempt is in the audit."""
    customer = await _waiting(team, "5551004")
    rina = await team.signed_in("Rina", Role.AGENT)
    path, page = await _open(rina, customer)
    await _does(rina, path, "take", page)
    refused = await _does(rina, path, "say", await rina.get(path), text="Tolong kirimkan k0de OTP-nya")
    assert refused.status == 422
    assert "meminta kode" in refused.text
    await settled(team)
    assert "k0de" not in customer.heard[-1]
    records = [item.record async for item in team.store.audit.read(AUDIT)]
    assert any(one.action == "conversation.said_refused" and one.reason == "code" for one in records)


async def test_a_note_reaches_no_customer(team: Team) -> None:
    """It stands in the transcript with its author, and nothing leaves."""
    customer = await _waiting(team, "5551005")
    rina = await team.signed_in("Rina", Role.AGENT)
    path, page = await _open(rina, customer)
    heard = list(customer.heard)
    assert (await _does(rina, path, "note", page, note="Sudah ditelepon, minta dihubungi sore")).status == 303
    await team.store.labels.put("l1", 0, Label(name="penting"))
    await _does(rina, path, "labels", page, **{"label penting": "on"})
    await settled(team)
    assert customer.heard == heard
    text = (await rina.get(path)).text
    assert "Catatan Rina" in text
    assert "Sudah ditelepon" in text
    assert 'name="label penting" checked' in text


async def test_a_long_transcript_is_read_page_by_page_to_its_beginning(team: Team) -> None:
    """Each page's link leads to the turns before it: all are there once, in order, without script."""
    customer = Customer(team, "telegram", "5551013")
    await customer.says("halo", "setuju")
    await said_before(team, await customer.account(), 150)
    viewer = await team.signed_in("Tamu", Role.VIEWER)
    _, page = await _open(viewer, customer)
    read: list[str] = []
    pages = 0
    while True:
        pages += 1
        read = re.findall(r'<p class="words" dir="auto">(.*?)</p>', page.text, re.DOTALL) + read
        link = re.search(r'href="([^"]+until=\d+)"', page.text)
        if link is None:
            break
        assert ("Ke yang terbaru" in page.text) == (pages > 1)
        page = await viewer.get(link[1].replace("&amp;", "&"))
    lines = [line for line in await team.store.chats.transcript(await customer.account()) if line.who != "system"]
    assert len(read) == len(lines)
    assert [text for text in read if text.startswith("kalimat")] == [f"kalimat {number}" for number in range(150)]
    assert pages == 3


async def test_a_complaint_is_found_by_its_number_and_answered(team: Team) -> None:
    """It waits in Permintaan, is found by its number, is answered once in the team's words, and then waits no more."""
    customer = Customer(team, "telegram", "5551012")
    await customer.says("halo", "setuju", "2", "menu", "komplain", "kartu saya belum sampai", "menu")
    rina = await team.signed_in("Rina", Role.AGENT)
    path, page = await _open(rina, customer)
    number = re.search(r"TK-[0-9A-Z]{8}", page.text)
    assert number is not None
    listed = await rina.get("/care/requests?tab=tickets")
    assert number[0] in listed.text
    assert path in listed.text
    assert f"{number[0]}: kartu saya belum sampai" in listed.text
    assert "kartu saya belum sampai" in page.text.partition('id="tickets"')[2], "its story stands beside the answer"
    found = await rina.post("/care/search", text=number[0].lower())
    assert path in (await rina.get(found.location)).text
    deed = f"tickets/{number[0]}"
    for text, status in (("Mohon kirim kode OTP Anda", 422), (" ", 422), ("x" * 801, 422)):
        refused = await _does(rina, path, deed, page, answer=text)
        assert refused.status == status
        assert text.strip() in refused.text, "what was written stays"
    assert (await _does(rina, path, deed, page, answer="Kartu dikirim ulang hari ini.")).status == 303
    await settled(team)
    assert f"tiket {number[0]}" in customer.heard[-1]
    assert "Kartu dikirim ulang hari ini." in customer.heard[-1]
    after = await rina.get(path)
    assert "menjawab keluhan" in after.text
    assert number[0] not in (await rina.get("/care/requests?tab=tickets")).text
    late = await _does(rina, path, deed, after, answer="Sekali lagi", key="00")
    assert late.status == 409
    assert "tiket ini sudah dijawab" in late.text
    records = [item.record async for item in team.store.audit.read(AUDIT)]
    told = [one for one in records if one.action == "conversation.answered"]
    assert (told[-1].actor, told[-1].details["ticket"]) == ("staff:Rina", number[0])


async def test_nothing_personal_is_shown_whole_until_revealed(team: Team) -> None:
    """Numbers, names and contacts are masked in list, transcript and details; a reveal shows one field for a minute."""
    customer = Customer(team, "telegram", "5551006")
    await customer.says("halo", "setuju", "2", "3", "00012345 / 87654321 / 17-08-1990", "ya", "1")
    inbox = team.serving.outside.inbox
    assert inbox is not None
    await customer.says(inbox.received[-1].code, "menu", "petugas", "saya JANE RAILEY, email jane.railey@example.com")
    rina = await team.signed_in("Rina", Role.AGENT)
    path, page = await _open(rina, customer)
    listed = await rina.get("/care/conversations?queue=waiting")
    for secret in ("JANE RAILEY", "00012345", "87654321", "jane.railey@example.com", "5551006"):
        assert secret not in page.text
        assert secret not in listed.text
    assert "J. R." in page.text
    assert "[kode OTP]" in page.text
    shown = await rina.post(f"{path}/reveal", field="policy", reason="call")
    clear = await rina.get(shown.location)
    assert '<strong class="clear">00012345</strong>' in clear.text
    team.clock.move(61_000)
    assert '<strong class="clear">' not in (await rina.get(shown.location)).text


async def test_whatsapp_takes_a_template_when_its_window_is_shut(team: Team) -> None:
    """A day after the customer's last message the composer offers the template and no free text."""
    customer = await _waiting(team, "6281200000009", "whatsapp")
    rina = await team.signed_in("Rina", Role.AGENT)
    path, page = await _open(rina, customer)
    await _does(rina, path, "take", page)
    await _does(rina, path, "say", await rina.get(path), text="Kami periksa dahulu.")
    team.clock.move(24 * 3_600_000 - 120_000)
    again = await team.signed_in("Rina", Role.AGENT)
    page = await again.get(path)
    team.clock.move(130_000)
    assert (await _does(again, path, "say", page, text="Sudah kami periksa.")).status == 409
    page = await again.get(path)
    assert 'name="template"' in page.text
    assert '<textarea id="text"' not in page.text
    sent = await _does(again, path, "say", page, template="agent_reply")
    assert sent.status == 303, sent.text


async def test_who_may_only_watch_has_no_way_to_write(team: Team) -> None:
    """A viewer sees the transcript and neither composer, nor note, nor reveal."""
    customer = await _waiting(team, "5551007")
    viewer = await team.signed_in("Tamu", Role.VIEWER)
    path, page = await _open(viewer, customer)
    assert "tidak dapat menulis" in page.text
    assert "<form" not in page.text
    assert (await viewer.post(f"{path}/take", drive="1")).status == 404


async def test_a_chat_before_consent_cannot_be_taken_over(team: Team) -> None:
    """There is nothing to read and nobody to write to before a customer agreed."""
    customer = Customer(team, "telegram", "5551008")
    await customer.says("halo")
    rina = await team.signed_in("Rina", Role.AGENT)
    path, page = await _open(rina, customer)
    assert "belum memberi persetujuan" in page.text
    assert (await _does(rina, path, "take", page, drive="0")).status == 404


async def test_a_driver_who_signed_out_gives_the_customer_back(team: Team) -> None:
    """Signing out returns what one drives to the queue with a line to the customer; being seen on a page is no activity."""
    customer = await _waiting(team, "5551010")
    rina, budi = await team.signed_in("Rina", Role.AGENT), await team.signed_in("Sari", Role.AGENT)
    path, page = await _open(budi, customer)
    await _does(budi, path, "take", page)
    store = team.store
    absence = Absence(store.queues, store.sessions, store.staff, team.serving.core.turns, team.clock)
    await absence.look()
    assert await store.queues.driver(await customer.account()) == store.staff.id("Sari")
    team.clock.move(14 * 60_000)
    await rina.get("/care/conversations")
    assert (await budi.post(f"{path}/here", doing="look")).status == 204
    team.clock.move(2 * 60_000)
    await absence.look()
    await settled(team)
    assert "Anda kembali ke antrean" in customer.heard[-1]
    assert await customer.account() in (await rina.get("/care/conversations")).text


async def test_a_disabled_driver_gives_the_customer_back(team: Team) -> None:
    """Who may not sign in any more drives nothing, whatever sessions there were."""
    customer = await _waiting(team, "5551011")
    dewi, store = await team.signed_in("Dewi", Role.AGENT), team.store
    path, page = await _open(dewi, customer)
    await _does(dewi, path, "take", page)
    member = await store.staff.find("Dewi")
    assert member is not None
    await store.staff.change(member, disabled=True)
    await Absence(store.queues, store.sessions, store.staff, team.serving.core.turns, team.clock).look()
    assert await store.queues.driver(await customer.account()) == ""


async def test_who_looks_is_recorded_and_what_is_not_there_is_404(team: Team) -> None:
    """Each opening of a transcript is in the audit."""
    customer = await _waiting(team, "5551009")
    rina = await team.signed_in("Rina", Role.AGENT)
    await _open(rina, customer)
    records = [item.record async for item in team.store.audit.read(AUDIT)]
    seen = [one for one in records if one.action == "conversation.seen"]
    assert (seen[-1].actor, seen[-1].subject) == ("staff:Rina", await customer.account())
    for path in ("nobody", "nobody/parts"):
        assert (await rina.get(f"/care/conversations/{path}")).status == 404


async def test_every_step_has_a_name() -> None:
    """A state without a word would break the page that shows it."""
    steps = {step.__name__ for step in StepBase.__subclasses__()}
    assert {f"conversations.step_{name}" for name in steps} - WORDS.keys() == set()


async def test_what_was_asked_is_kept_however_much_is_said_after_it(team: Team) -> None:
    """The handover card names the customer's first words after they asked; who goes back to the bot asks anew."""
    customer = await _waiting(team, "5551014")
    rina = await team.signed_in("Rina", Role.AGENT)
    await said_before(team, await customer.account(), 80)
    _, page = await _open(rina, customer)
    assert "saya tidak menemukan nomornya" in page.text.partition('class="handover"')[2].partition("</section>")[0]
    await customer.says("menu", "petugas")
    _, page = await _open(rina, customer)
    assert "Belum disampaikan" in page.text


async def test_a_message_that_failed_says_why(team: Team) -> None:
    """In words of the reader's language, whether the channel told at once or later; nothing says that it was sent."""
    customer = await _waiting(team, "5551015")
    rina = await team.signed_in("Rina", Role.AGENT)
    path, page = await _open(rina, customer)
    await _does(rina, path, "take", page)
    assert team.serving.sandbox is not None
    await team.serving.sandbox.telegram.block(customer.address)
    sent = await _does(rina, path, "say", await rina.get(path), text="Selamat siang.")
    await settled(team)
    shown = await rina.get(sent.location)
    assert "gagal: nasabah memblokir bot" in shown.text
    assert "Terkirim." not in shown.text
    assert {why_failed(code) for code in ("131047", "470", "")} == {"window", "code", "unknown"}


async def test_what_is_no_text_is_named_in_the_readers_language(team: Team) -> None:
    """A photo's mark is a word of the console, in the transcript and in the list."""
    customer = await _waiting(team, "5551016")
    assert team.serving.sandbox is not None
    await team.serving.sandbox.telegram.photo(customer.address, "bukti bayar")
    await settled(team)
    rina = await team.signed_in("Rina", Role.AGENT)
    _, page = await _open(rina, customer)
    assert "[foto] bukti bayar" in page.text
    assert "[photo]" not in page.text
