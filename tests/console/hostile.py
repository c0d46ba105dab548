"""Hostile text in every shape, and a console filled with it from every source: customers, members of the team, files."""

from __future__ import annotations

import csv
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from msgspec import Struct, structs

from bot.gateways.registry_csv import SAMPLE
from storage.care import Answer, Approval, Canned, Claim, Hook, Label
from storage.exports import Export
from storage.staff import Role, Staff
from tests.console.talk import Customer, settled
from tests.console.team import Browser, Team, serve

RUN = "window.pwned=1"
SHAPES = (
    f"<script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f'"><svg/onload={RUN}>',
    f"<svg><script>{RUN}</script><animate onbegin={RUN}></svg>",
    f'" onmouseover="{RUN}" onfocus="{RUN}" autofocus x="',
    f"' onmouseover='{RUN}' onfocus='{RUN}' x='",
    f"x onfocus={RUN} tabindex=1 ",
    f"javascript:{RUN}//",
    f'<a href="javascript:{RUN}">x</a>',
    f"</title></textarea></style></script><script>{RUN}</script>",
    f"--><script>{RUN}</script><!--",
    f'<iframe srcdoc="<script>parent.{RUN}</script>"></iframe><base href="//evil.example/">',
    '<form action="//evil.example/"><button>x</button></form><style>*{display:none}</style>',
    '<meta http-equiv="refresh" content="0;url=//evil.example/"><link rel=stylesheet href=//evil.example/x>',
    "{{7*7}}{%raw%}${7*7}<%=7*7%>#{7*7}",
    f"\\u003cimg src=x onerror={RUN}\\u003e&lt;img src=x onerror={RUN}&gt;%3Cscript%3E{RUN}%3C/script%3E",
    f"\u202e\u2066<b onclick={RUN}>\u2069\u202c\u200f",
    f"\u2028{RUN}\u2029{RUN}//",
    f"'-{RUN}-'`;{RUN};//*/{RUN}/*",
)
BRINGS_ANYTHING = f"\0<script>{RUN}</script>\0{'A' * 10_000}<img src=x onerror={RUN}>"  # what no form lets through
SHOWN = (
    "telegram", "whatsapp", "edited", "policy", "holder", "email", "linked", "address", "admin", "lead", "member",
    "agent", "note", "label", "title", "ready", "claimed", "error", "approval", "second", "reason", "export",
    "actor", "action", "subject", "why", "detail", "hook",
)  # fmt: skip


class House(Struct, frozen=True, kw_only=True):
    """What was filled: who looks, and the places."""

    team: Team
    admin: Browser
    accounts: tuple[str, str]
    customer: Customer
    references: tuple[str, str]
    member: str

    @property
    def examples(self) -> dict[str, tuple[str, ...]]:
        """Return what stands for each part of an address, by the route or by the part's name."""
        return {
            "account": self.accounts,
            "reference": self.references,
            "/settings/staff/{id}": (self.member,),
            "/exports/{id}/file": (),
            "key": ("linked",),
            "kind": ("erase", "unlock"),
            "canned": ("evil",),
        }


def evil(source: str) -> str:
    """Return every shape in one text that begins with its source."""
    return f"{source}: {' '.join(SHAPES)}"


@asynccontextmanager
async def hostile(folder: Path) -> AsyncIterator[House]:
    """Serve a console in which every text that can be somebody's is hostile."""
    registry, insurer = f"file:{_policies(folder)}", f"<img src=x onerror={RUN}>"
    async with serve(folder, REGISTRY_URL=registry, BRAND="<b id=x>", INSURER=insurer) as team:
        admin = await _renamed(team, "Rina", Role.ADMIN, evil("admin"))
        lead = await _renamed(team, "Budi", Role.LEAD, evil("lead"))
        await _texts(team)
        telegram, whatsapp = await _customers(team)
        for agent, customer in ((admin, telegram), (lead, whatsapp)):
            await _led(team, agent, await customer.account())
        await _failed(team, await telegram.account())
        references = await _requests(team)
        await _kept(team, team.store.staff.id("Rina"))
        member = team.store.staff.id(evil("member"))
        for customer in (telegram, whatsapp):
            await team.store.presence.show(await customer.account(), member, team.clock.now(), typing=True)
        accounts = (await telegram.account(), await whatsapp.account())
        yield House(team=team, admin=admin, accounts=accounts, customer=telegram, references=references, member=member)


def _policies(folder: Path) -> Path:
    """Write a file of policies in which every free text is hostile."""
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        sample = next(row for row in csv.DictReader(file) if row["policy_type"] == "DPLK")
    free = {
        name: evil("linked") for name in ("holder_name", "product_name", "group_name", "scenario") if name in sample
    }
    path = folder / "policies.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(sample))
        writer.writeheader()
        writer.writerow({**sample, **free})
    return path


async def _renamed(team: Team, name: str, role: Role, hostile: str) -> Browser:
    """Sign a member in and let the store call them otherwise: no form would."""
    browser = await team.signed_in(name, role)
    member = await team.store.staff.find(name)
    assert member
    assert await team.store.staff.change(member, name=hostile)
    return browser


async def _texts(team: Team) -> None:
    store = team.store
    await store.canned.put("evil", 0, Canned(title=evil("title"), texts={"id": evil("ready"), "en": evil("ready")}))
    await store.answers.put("premium", 0, Answer(texts={"id": evil("ready"), "en": evil("ready")}))
    await store.labels.put("evil", 0, Label(name=evil("label")))
    await store.hooks.put("evil", 0, Hook(url=f"https://{evil('hook')}", secret="s", events=(), added=team.clock.now()))
    await store.staff.add(Staff(name=evil("member"), role=Role.AGENT, password="x", added=team.clock.now()))


async def _customers(team: Team) -> tuple[Customer, Customer]:
    """Two customers on the phones of the sandbox's page: one links a policy of the file, both ask for a person."""
    side = team.serving.sandbox
    inbox = team.serving.outside.inbox
    assert side is not None
    assert inbox is not None
    telegram, whatsapp = (Customer(team, name, side.stage.address(name)) for name in ("telegram", "whatsapp"))
    await side.telegram.say(telegram.address, "halo", first_name=evil("first"))
    await telegram.says("setuju", "2", "dplk", "00012345 / 87654321 / 17-08-1990", "hubungkan", "email")
    await telegram.says(inbox.received[-1].code, "petugas", evil("telegram"), BRINGS_ANYTHING)
    await side.telegram.photo(telegram.address, evil("caption"))
    await whatsapp.says("halo", "setuju", "petugas", evil("whatsapp"), BRINGS_ANYTHING)
    await side.whatsapp.photo(whatsapp.address, evil("caption"))
    mine = [bubble.id for bubble in telegram.phone.bubbles.values() if bubble.mine]
    await side.telegram.edit(telegram.address, mine[-1], evil("edited"))
    await settled(team)
    return telegram, whatsapp


async def _led(team: Team, agent: Browser, account: str) -> None:
    """Take a conversation over, write to its customer, note, and label."""
    path = f"/care/conversations/{account}"
    for deed, given in (
        ("take", {}),
        ("say", {"text": evil("agent")[:3_900]}),
        ("note", {"note": evil("note")[:3_900]}),
    ):
        page = (await agent.get(path)).text
        known = {
            name: page.partition(f'name="{name}" value="')[2].partition('"')[0] for name in ("drive", "seen", "key")
        }
        answer = await agent.post(f"{path}/{deed}", **{**known, **given})
        assert answer.status == 303, answer.text
    assert (await agent.post(f"{path}/labels", **{f"label {evil('label')}": "on"})).status == 303
    await settled(team)


async def _failed(team: Team, account: str) -> None:
    """Let what the agent wrote not arrive, for a reason in the channel's words."""
    line = next(line for line in await team.store.chats.transcript(account) if line.who == "agent")
    now = team.clock.now()
    await team.store.outbox.note(f"{account}:{line.outbox}", "m", "failed", now, evil("error"), now)


async def _requests(team: Team) -> tuple[str, str]:
    given: dict[str, Any] = {"holder": evil("holder"), "policy": evil("policy"), "email": f"{evil('email')}@a.example"}
    free, taken = await team.request(**given), await team.request(address=evil("address"), **given)
    claim = Claim(staff="nobody", name=evil("claimed"), at=team.clock.now())
    await team.store.claims.put(taken, 0, claim)
    return free, taken


async def _kept(team: Team, admin: str) -> None:
    """What waits for a second person, files, and the audit."""
    store, now = team.store, team.clock.now()
    asked = Approval(
        kind="erase", subject=evil("approval"), details={}, reason=evil("reason"), asked_by="x",
        asked_name=evil("second"), asked_at=now,
    )  # fmt: skip
    for state in ("open", "done"):
        for kind, details in (("erase", {}), ("role", {"role": "lead"}), ("totp", {})):
            decided = {"state": state, "by_name": evil("second"), "at": now}
            approval = structs.replace(asked, kind=kind, details=details, **decided)
            await store.approvals.put(f"{state}{kind}", 0, approval)
    export = Export(
        kind="requests", first="2026-11-01", last="2026-11-02", reason=evil("export"), asked_by=admin,
        asked_name=evil("second"), asked_at=now, at=now, state="failed",
    )  # fmt: skip
    await store.exports.table.put("evil", 0, export)
    details = {evil("detail"): evil("detail")}
    await store.audit.record(evil("actor"), evil("action"), evil("subject"), evil("why"), at=now, details=details)
