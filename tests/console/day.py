"""A day of the care team: customers in every state of a conversation, and something to see on every page of the console."""

from __future__ import annotations

import csv
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from msgspec import Struct, structs

from bot.gateways.registry_csv import SAMPLE
from conversations.limits import DAY, HOUR, MINUTE
from storage.care import Canned, Label
from storage.exports import Export
from storage.staff import Role
from tests.clock import START
from tests.console.figures import fill
from tests.console.talk import Customer, settled
from tests.console.team import Browser, Team, serve

BORN = "17-08-1990"
HOLDERS = (
    "SITI RAHMAWATI", "BUDI SANTOSO", "NI LUH AYU PERTIWI", "MUHAMMAD RIZKY PRATAMA", "MARIA KRISTINA SITUMORANG",
    "AGUS WIJAYA", "DEWI LESTARI", "YOHANES TANDIONO", "RATNA SARI DEWI", "ANDI FIRMANSYAH",
)  # fmt: skip
READY = (
    ("salam", "Selamat siang, saya Rina dari tim layanan. Ada yang bisa saya bantu?", "Good day, how may I help you?"),
    ("kartu", "Nomor peserta ada di sisi depan kartu kepesertaan Anda, di bawah nama.", "It is on your member card."),
    ("tutup", "Terima kasih sudah menghubungi kami. Semoga hari Anda menyenangkan.", "Thank you for contacting us."),
)


class Day(Struct, frozen=True, kw_only=True):
    """What was made: who looks (an admin, who leads ``mine``), a viewer, and the places of what is worth a look."""

    team: Team
    admin: Browser
    viewer: Browser
    chats: dict[str, str]  # what it shows, and its account
    request: str
    claimed: str
    decided: str
    member: str
    export: str
    canned: str

    @property
    def examples(self) -> dict[str, tuple[str, ...]]:
        """Return what stands for each part of an address, by the route or by the part's name."""
        return {
            "account": tuple(self.chats[name] for name in ("mine", "waits", "others", "window", "code")),
            "reference": (self.request, self.claimed, self.decided),
            "/settings/staff/{id}": (self.member,),
            "/exports/{id}/file": (self.export,),
            "key": ("linked",),
            "kind": ("erase", "unlock"),
            "canned": (self.canned,),
        }


def policies(folder: Path) -> Path:
    """Write the sample file once more, with a policy of each type for every holder."""
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        sample = next(iter(csv.DictReader(file)))
    path = folder / "policies.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(sample))
        writer.writeheader()
        for place, holder in enumerate(HOLDERS):
            mail = f"{holder.split()[0].lower()}@example.com"
            person = {**sample, "holder_name": holder, "email": mail, "phone": f"+62840000010{place:02d}"}
            for type, mode, participant in (("INDIVIDU", "approval", ""), ("DPLK", "instant", "8765432")):
                number = f"000{place}2345"
                whole = {"policy_type": type, "policy_number": number, "link_mode": mode}
                writer.writerow({**person, **whole, "participant_number": participant and f"{participant}{place}"})
    return path


@asynccontextmanager
async def served_day(folder: Path) -> AsyncIterator[Day]:
    """Serve a console in the afternoon of such a day."""
    async with serve(folder, START - 2 * DAY, REGISTRY_URL=f"file:{policies(folder)}") as team:
        yield await _lived(team)


async def _lived(team: Team) -> Day:
    admin = await team.signed_in("Rina Wulandari", Role.ADMIN)
    lead = await team.signed_in("Hendra Gunawan", Role.LEAD)
    for name, role in (("Sari Utami", Role.AGENT), ("Auditor Kepatuhan", Role.AUDITOR)):
        await team.member(name, role)
    await _texts(team)
    late = await _yesterday(team, admin)
    chats = {"window": await late.account()}
    team.clock.at = START - 50 * MINUTE
    admin = await team.signed_in("Rina Wulandari", Role.ADMIN)
    lead = await team.signed_in("Hendra Gunawan", Role.LEAD)
    await settled(team)  # a day without a word: the bot has it back
    await _takes(admin, late)
    chats |= await _today(team, admin, lead)
    requests = await _requests(team, admin, lead)
    await _asked_for(team, admin, lead, chats)
    export = await _exports(team, admin)
    await _counted(team)
    (canned, *_) = await team.store.canned.all()
    return Day(
        team=team,
        admin=admin,
        viewer=await team.signed_in("Tamu Direksi", Role.VIEWER),
        chats=chats,
        **requests,
        member=team.store.staff.id("Sari Utami"),
        export=export,
        canned=canned.id,
    )


async def _texts(team: Team) -> None:
    for title, indonesian, english in READY:
        await team.store.canned.put(title, 0, Canned(title=title, texts={"id": indonesian, "en": english}))
    for name in ("Keluhan", "Data salah", "Prioritas"):
        await team.store.labels.put(name[:4], 0, Label(name=name))


async def _yesterday(team: Team, admin: Browser) -> Customer:
    """A customer of WhatsApp whose window has shut since, led by who looks."""
    late = Customer(team, "whatsapp", "6284000001001")
    await late.says("halo", "setuju", "petugas", "Klaim rawat inap saya belum dibayar, bagaimana statusnya?")
    path = await _takes(admin, late)
    await _does(admin, path, "say", text="Baik Ibu, kami periksa dulu ke bagian klaim.")
    await settled(team)
    return late


async def _today(team: Team, admin: Browser, lead: Browser) -> dict[str, str]:
    linked, code = Customer(team, "telegram", "5551001"), Customer(team, "whatsapp", "6284000001003")
    await linked.says("halo", "setuju", "2", "dplk", f"00022345 / 87654322 / {BORN}", "hubungkan", "email")
    await linked.says(team.serving.outside.inbox.received[-1].code)  # type: ignore[union-attr]
    waits, mine = Customer(team, "telegram", "5551002"), Customer(team, "telegram", "5551003")
    await waits.says("selamat siang", "setuju", "2", "group", "nomornya di mana ya?", "petugas")
    await waits.says("Saya tidak menemukan nomor polis di kartu, hanya ada nomor peserta 87654321.")
    team.clock.move(6 * MINUTE)
    others = Customer(team, "whatsapp", "6284000001005")
    await others.says("halo", "setuju", "2", "individu", "petugas", "Polis atas nama suami saya, bisa saya tambahkan?")
    await _takes(lead, others)
    complains = Customer(team, "whatsapp", "6284000001006")
    await complains.says("halo", "setuju", "petugas", "Sudah tiga kali saya hubungi dan belum ada jawaban!")
    team.clock.move(4 * MINUTE)
    await mine.says("halo", "setuju", "2", "dplk", f"00042345 / 87654324 / {BORN}", "hubungkan", "email")
    await mine.says("111111", "petugas", "Kodenya tidak masuk ke email saya, sudah saya cek di folder spam juga.")
    path = await _takes(admin, mine)
    await _does(admin, path, "note", note="Email di sistem sama dengan yang disebut nasabah. Coba lewat SMS.")
    await _does(admin, path, "labels", **{"label Prioritas": "on"})
    await _does(admin, path, "say", text="Selamat siang Bapak/Ibu, saya Rina. Kami bantu kirim ulang lewat SMS, ya.")
    await settled(team)
    await mine.says("Baik, terima kasih. Nomor HP saya juga sudah ganti sejak Maret, apakah berpengaruh?")
    team.clock.move(3 * MINUTE)
    await code.says("halo", "setuju", "2", "dplk", f"00062345 / 87654326 / {BORN}", "hubungkan", "sms", "000000")
    await Customer(team, "telegram", "5551008").says("english", "hi")
    named = {"linked": linked, "waits": waits, "others": others, "complains": complains, "mine": mine, "code": code}
    return {name: await customer.account() for name, customer in named.items()}


async def _requests(team: Team, admin: Browser, lead: Browser) -> dict[str, str]:
    made = []
    for place, hours in ((1, 80), (3, 30), (5, 6), (7, 3), (8, 1)):
        mail = f"{HOLDERS[place].split()[0].lower()}@example.com"
        at = team.clock.now() - hours * HOUR
        made.append(await team.request(at=at, holder=HOLDERS[place], policy=f"000{place}2345", email=mail))
    path = f"/care/requests/{made[1]}"
    for browser, place, deed in ((admin, 1, "claim"), (lead, 2, "claim"), (lead, 4, "decide")):
        path = f"/care/requests/{made[place]}"
        version = (await browser.get(path)).text.partition('name="version" value="')[2].partition('"')[0]
        assert (await browser.post(f"{path}/{deed}", version=version, choice="docs")).status == 303
    return {"request": made[1], "claimed": made[2], "decided": made[4]}


async def _asked_for(team: Team, admin: Browser, lead: Browser, chats: dict[str, str]) -> None:
    await lead.get("/care/seconds")
    await lead.post(
        "/care/seconds/ask/erase", account=chats["linked"], reason="Permintaan tertulis nasabah, 20 November"
    )
    await lead.post(
        "/care/seconds/ask/unlock", account="", type="DPLK", policy="00042345", participant="87654324",
        reason="Nasabah datang ke kantor dengan KTP",
    )  # fmt: skip
    path = f"/care/settings/staff/{team.store.staff.id('Sari Utami')}"
    await admin.get(path)
    for kind, reason in (("role", "Menggantikan ketua tim selama cuti"), ("totp", "Ponsel hilang")):
        await admin.post(f"{path}/ask", kind=kind, role="lead", reason=reason)
    kept = next(one for one in await team.store.approvals.all() if one.value.kind == "totp")
    await lead.get("/care/seconds")
    await lead.post(f"/care/seconds/{kept.id}", choice="refuse", version=str(kept.version))
    await admin.get("/care/settings/system")
    await admin.post("/care/settings/hooks", url="https://crm.example.com/polis/masuk", **{"request.decided": "on"})


async def _exports(team: Team, admin: Browser) -> str:
    """Files in each state; return the id of the one that can be fetched."""
    await admin.get("/care/exports")
    today = team.serving.core.terms.today(team.clock.now()).isoformat()
    asked = {"first": today, "last": today, "reason": "Laporan bulanan untuk kepatuhan"}
    await admin.post("/care/exports", kind="requests", **asked)
    await team.serving.console.desk.exporter.idle()
    (ready,) = await team.store.exports.table.all()
    await admin.post("/care/exports", kind="conversations", whole="on", **asked)
    now = team.clock.now()
    runs = structs.replace(ready.value, kind="conversations", state="running", done=3_400, total=12_300, at=now + HOUR)
    for id, export in (("runs", runs), ("died", structs.replace(runs, asked_at=now - HOUR, at=now - HOUR))):
        await team.store.exports.table.put(id, 0, export)
    assert isinstance(ready.value, Export)
    return ready.id


async def _counted(team: Team) -> None:
    await fill(team.store, 80, team.clock.now())
    for back in range(12):
        ended = {"email:good": 20 + back, "sms:good": 9, "sms:bad": back % 3, "registry:good": 30, "telegram:good": 44}
        await team.store.pulses.add(team.clock.now() - back * MINUTE, ended)


async def _takes(agent: Browser, customer: Customer) -> str:
    path = f"/care/conversations/{await customer.account()}"
    await _does(agent, path, "take")
    return path


async def _does(agent: Browser, path: str, deed: str, **fields: str) -> None:
    """Send one of a conversation's forms as its page has it now."""
    page = (await agent.get(path)).text
    known = {name: page.partition(f'name="{name}" value="')[2].partition('"')[0] for name in ("drive", "seen", "key")}
    answer = await agent.post(f"{path}/{deed}", **{"text": "", **known, **fields})
    assert answer.status == 303, answer.text
