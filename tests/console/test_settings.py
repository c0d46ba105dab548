"""Pengaturan and the second person: what one may do alone, what takes two, what is refused, what is on record."""

from __future__ import annotations

import asyncio
import re
from datetime import datetime

import pytest
from msgspec import structs

from conversations.limits import DAY
from storage.care import DECIDES
from storage.keys import AUDIT
from storage.staff import Member, Role
from tests.console.team import Answer, Browser, Team

pytestmark = pytest.mark.asyncio(loop_scope="module")
STAFF = "/care/settings/staff"


async def _member(team: Team, name: str) -> Member:
    member = await team.store.staff.find(name)
    assert member is not None
    return member


async def _ask(team: Team, admin: Browser, name: str, kind: str, **fields: str) -> Answer:
    path = f"{STAFF}/{(await _member(team, name)).id}"
    await admin.get(path)
    return await admin.post(f"{path}/ask", kind=kind, reason="Alasan yang baik", **fields)


async def _waiting(browser: Browser, about: str) -> tuple[str, str]:
    """Return the id and version of what waits about somebody, as this member's page has it."""
    page = (await browser.get("/care/seconds")).text
    section = next(part for part in page.split("<section")[1:] if about in part.partition("</section>")[0])
    id = re.search(r'action="/care/seconds/(\w+)"', section)
    version = re.search(r'name="version" value="(\d+)"', section)
    return (id[1] if id else "", version[1] if version else "")


async def test_a_role_takes_two_people(team: Team) -> None:
    """Who asked cannot approve, nor whom it is about; a second person does, and every session of the member ends."""
    admin, lead = await team.signed_in("Ani", Role.ADMIN), await team.signed_in("Budi", Role.LEAD)
    about = await team.signed_in("Citra", Role.LEAD)
    answer = await _ask(team, admin, "Citra", "role", role="admin")
    assert answer.location.endswith("?done=asked")
    assert (await _member(team, "Citra")).value.role is Role.LEAD
    id, version = await _waiting(lead, "Citra")
    assert await _waiting(admin, "Citra") == await _waiting(about, "Citra") == ("", "")
    for browser in (admin, about):
        assert (await browser.post(f"/care/seconds/{id}", choice="approve", version=version)).status == 403
    assert (await _member(team, "Citra")).value.role is Role.LEAD
    done = await lead.post(f"/care/seconds/{id}", choice="approve", version=version)
    assert done.location == "/care/seconds?done=second_approved"
    assert (await _member(team, "Citra")).value.role is Role.ADMIN
    assert (await about.get("/care/me")).status == 303
    subject = (await _member(team, "Citra")).id
    found = [item.record for item in await team.store.audit.staff(500) if item.record.subject == subject]
    records = [one for one in found if one.action.startswith("role.")]
    assert [(one.action, one.actor) for one in records] == [
        ("role.approved", "staff:Budi"),
        ("role.asked", "staff:Ani"),
    ]
    assert {one.reason for one in records} == {"Alasan yang baik"}


async def test_what_is_asked_twice_waits_once_and_is_decided_once(team: Team) -> None:
    """A second click asks nothing more; of two who decide at once one is told that it changed, and one is on record."""
    admin = await team.signed_in("Ani", Role.ADMIN)
    await team.member("Dodi", Role.AGENT)
    for _ in range(2):
        await _ask(team, admin, "Dodi", "role", role="viewer")
    leads = [await team.signed_in(name, Role.LEAD) for name in ("Budi", "Eka")]
    id, version = await _waiting(leads[0], "Dodi")
    await _waiting(leads[1], "Dodi")
    answers = await asyncio.gather(
        *(lead.post(f"/care/seconds/{id}", choice="approve", version=version) for lead in leads)
    )
    assert sorted(answer.status for answer in answers) in ([303, 403], [303, 409])
    subject = (await _member(team, "Dodi")).id
    assert [kept.value.state for kept in await team.store.approvals.all() if kept.value.subject == subject] == ["done"]
    assert (await _member(team, "Dodi")).value.role is Role.VIEWER
    found = [item.record for item in await team.store.audit.staff(500) if item.record.subject == subject]
    assert [one.action for one in found if one.action.startswith("role.")] == ["role.approved", "role.asked"]


async def test_a_decision_that_was_begun_and_not_made_is_made_by_another(team: Team) -> None:
    """Whose process died between taking and recording decided nothing: a minute later anybody may."""
    admin, lead = await team.signed_in("Ani", Role.ADMIN), await team.signed_in("Budi", Role.LEAD)
    await team.member("Fitri", Role.AGENT)
    await _ask(team, admin, "Fitri", "role", role="viewer")
    id, _ = await _waiting(lead, "Fitri")
    kept = await team.store.approvals.get(id)
    assert kept is not None
    begun = structs.replace(kept.value, state="deciding", by="gone", at=team.clock.now())
    assert await team.store.approvals.put(id, kept.version, begun)
    early = await lead.post(f"/care/seconds/{id}", choice="approve", version=str(kept.version + 1))
    assert early.status == 403
    team.clock.move(DECIDES)
    id, version = await _waiting(lead, "Fitri")
    assert (await lead.post(f"/care/seconds/{id}", choice="approve", version=version)).status == 303
    assert (await _member(team, "Fitri")).value.role is Role.VIEWER


async def test_a_refusal_changes_nothing_and_three_days_end_it(team: Team) -> None:
    """Refused is refused; what nobody decided lapses."""
    admin, lead = await team.signed_in("Ani", Role.ADMIN), await team.signed_in("Budi", Role.LEAD)
    await team.member("Fajar", Role.AGENT)
    await _ask(team, admin, "Fajar", "role", role="lead")
    id, version = await _waiting(lead, "Fajar")
    assert (await lead.post(f"/care/seconds/{id}", choice="refuse", version=version)).status == 303
    assert (await lead.post(f"/care/seconds/{id}", choice="approve", version=str(int(version) + 2))).status == 403
    await _ask(team, admin, "Fajar", "totp")
    id, version = await _waiting(lead, "Fajar")
    team.clock.move(3 * 86_400_000)
    late = await team.signed_in("Budi", Role.LEAD)
    assert (await late.post(f"/care/seconds/{id}", choice="approve", version=version)).status == 403
    member = (await _member(team, "Fajar")).value
    assert member.role is Role.AGENT
    assert member.secret


async def test_an_authenticator_is_reset_by_two_and_enrolled_anew(team: Team) -> None:
    """The old device lets nobody in; the next sign-in enrols."""
    admin, lead = await team.signed_in("Ani", Role.ADMIN), await team.signed_in("Budi", Role.LEAD)
    made, about = await team.member("Gita", Role.AGENT), await team.signed_in("Gita", Role.AGENT)
    await _ask(team, admin, "Gita", "totp")
    id, version = await _waiting(lead, "Gita")
    await lead.post(f"/care/seconds/{id}", choice="approve", version=version)
    assert (await about.get("/care/me")).status == 303
    again = team.browser()
    await again.get("/care/")
    assert (await again.post("/care/", name="Gita", password=made.password)).location == "/care/enrol"


async def test_disabling_is_at_once_and_returning_takes_two(team: Team) -> None:
    """A member is out with the click; nobody disables themselves; a return waits for a second person."""
    admin, lead = await team.signed_in("Ani", Role.ADMIN), await team.signed_in("Budi", Role.LEAD)
    about, me = await team.signed_in("Hadi", Role.AGENT), await _member(team, "Ani")
    path = f"{STAFF}/{(await _member(team, 'Hadi')).id}"
    await admin.get(path)
    assert (await admin.post(f"{path}/disable")).location.endswith("?done=disabled")
    assert (await about.get("/care/me")).status == 303
    assert (await admin.post(f"{STAFF}/{me.id}/disable")).status == 409
    await _ask(team, admin, "Hadi", "enable")
    assert (await _member(team, "Hadi")).value.disabled
    id, version = await _waiting(lead, "Hadi")
    await lead.post(f"/care/seconds/{id}", choice="approve", version=version)
    assert not (await _member(team, "Hadi")).value.disabled


async def test_a_newcomer_is_added_with_a_password_that_is_shown_once(team: Team) -> None:
    """One admin adds agents and viewers; a higher role, a taken name and a wrong one are refused."""
    admin = await team.signed_in("Ani", Role.ADMIN)
    await admin.get(STAFF)
    page = await admin.post(STAFF, name="Indah Sari", role="agent")
    found = re.search(r'class="secret big">([a-z0-9-]{23})<', page.text)
    assert found
    assert found[1] not in (await admin.get(STAFF)).text
    assert (await admin.post(STAFF, name="Joko", role="admin")).status == 400
    assert (await admin.post(STAFF, name="indah  sari", role="agent")).status == 422
    assert (await admin.post(STAFF, name="<b>", role="agent")).status == 422
    browser = team.browser()
    await browser.get("/care/")
    assert (await browser.post("/care/", name="Indah Sari", password=found[1])).location == "/care/enrol"


async def test_what_was_approved_and_not_done_is_done_by_who_looks_next(team: Team) -> None:
    """A process that died between the approval and the deed leaves a deed that may be done again."""
    admin, lead = await team.signed_in("Ani", Role.ADMIN), await team.signed_in("Budi", Role.LEAD)
    await team.member("Kiki", Role.AGENT)
    await _ask(team, admin, "Kiki", "role", role="viewer")
    id, _ = await _waiting(lead, "Kiki")
    kept = await team.store.approvals.get(id)
    assert kept is not None
    from msgspec import structs  # only here a record is put as a crash leaves it

    assert await team.store.approvals.put(id, kept.version, structs.replace(kept.value, state="approved"))
    await admin.get("/care/seconds")
    assert (await admin.post(f"/care/seconds/{id}", choice="again")).status == 303
    assert (await _member(team, "Kiki")).value.role is Role.VIEWER
    assert (await admin.post(f"/care/seconds/{id}", choice="again")).status == 409


async def test_ready_replies_are_guarded_and_versioned(team: Team) -> None:
    """One that asks for a code is refused and on record; of two who change one, the later is told."""
    lead = await team.signed_in("Budi", Role.LEAD)
    path = "/care/settings/texts"
    await lead.get(path)
    good = {"title": "Salam", "text_id": "Selamat siang.", "text_en": "Good day.", "id": "", "version": "0"}
    asks = await lead.post(path, **{**good, "text_en": "Please send me your OTP code"})
    assert asks.status == 422
    assert "Tolong" not in asks.text
    assert (await lead.post(path, **{**good, "text_id": " "})).status == 422
    assert (await lead.post(path, **good)).location == f"{path}?done=saved"
    (kept,) = await team.store.canned.all()
    change = {**good, "id": kept.id, "version": str(kept.version)}
    assert (await lead.post(path, **{**change, "title": "Sapaan"})).status == 303
    assert (await lead.post(path, **{**change, "title": "Lain"})).status == 409
    assert (await lead.post(f"{path}/{kept.id}/drop", version=str(kept.version))).status == 409
    assert (await lead.post(f"{path}/{kept.id}/drop", version=str(kept.version + 1))).status == 303
    assert await team.store.canned.all() == ()


async def test_labels_are_named_once(team: Team) -> None:
    """The same name in other capitals is no other label."""
    lead = await team.signed_in("Budi", Role.LEAD)
    await lead.get("/care/settings/texts")
    for name in ("VIP", "vip", "Keluhan"):
        assert (await lead.post("/care/settings/labels", name=name)).status == 303
    names = [kept.value.name for kept in await team.store.labels.all()]
    assert sorted(name for name in names if name.casefold() in ("vip", "keluhan")) == ["Keluhan", "VIP"]


@pytest.mark.parametrize(
    "url", ["http://a.example/x", "https://u:p@a.example/", "javascript:alert(1)", "https://", "x"]
)
async def test_a_webhook_goes_by_https_alone(team: Team, url: str) -> None:
    """Any other address is refused; a secret is shown once."""
    admin = await team.signed_in("Ani", Role.ADMIN)
    await admin.get("/care/settings/system")
    refused = await admin.post("/care/settings/hooks", url=url, **{"request.decided": "on"})
    assert refused.status == 422
    page = await admin.post("/care/settings/hooks", url="https://crm.example.com/in", **{"request.decided": "on"})
    kept = next(kept for kept in await team.store.hooks.all())
    assert kept.value.secret in page.text
    assert kept.value.secret not in (await admin.get("/care/settings/system")).text
    assert (await admin.post(f"/care/settings/hooks/{kept.id}/drop")).status == 303


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "LOCALHOST.", "a.localhost", "2130706433", "127.1", "0x7f000001", "0177.0.0.1", "10.0.0.5",
     "169.254.169.254", "[::1]", "[::ffff:127.0.0.1]", "[fe80::1]", "0"],
)  # fmt: skip
async def test_a_webhook_to_what_is_inside_is_refused_when_it_is_added(team: Team, host: str) -> None:
    """In whatever way the address is written: the page says so, and nothing is kept."""
    admin = await team.signed_in("Ani", Role.ADMIN)
    await admin.get("/care/settings/system")
    refused = await admin.post("/care/settings/hooks", url=f"https://{host}/in", **{"request.decided": "on"})
    assert refused.status == 422
    assert "Alamat itu berada di dalam" in refused.text
    assert await team.store.hooks.all() == ()


async def test_the_audit_is_read_by_day_to_the_second_and_in_words(team: Team) -> None:
    """Days are the insurer's; what cannot be a day narrows nothing; a step is named as the sign-in names it."""
    auditor = await team.signed_in("Lina", Role.AUDITOR)
    today = team.clock.now()
    await team.store.audit.record(
        "nobody", "session.refused", "old", at=today - 3 * DAY, details={"step": "password", "address": "192.0.2.7"}
    )
    await team.store.audit.record("nobody", "session.refused", "new", at=today)
    zone = team.serving.console.desk.zone
    then, now = (datetime.fromtimestamp(at / 1000, zone) for at in (today - 3 * DAY, today))

    async def listed(**days: str) -> str:
        page = await auditor.get("/care/audit?action=session_refused&" + "&".join(f"{k}={v}" for k, v in days.items()))
        return page.text.partition("<tbody>")[2]

    both = await listed()
    assert "<span>old</span>" in both
    assert "<span>new</span>" in both
    assert f"{then:%H.%M.%S}" in both
    assert "langkah: Kata sandi" in both
    assert "alamat: 192.0.2.7" in both
    early = await listed(to=f"{then:%Y-%m-%d}")
    assert ("<span>old</span>" in early, "<span>new</span>" in early) == (True, False)
    late = await listed(**{"from": f"{now:%Y-%m-%d}"})
    assert ("<span>old</span>" in late, "<span>new</span>" in late) == (False, True)
    assert "<span>old</span>" in await listed(**{"from": "2026-99-99", "to": "x"})


async def test_the_audit_is_read_by_who_what_and_whom_and_says_so_itself(team: Team) -> None:
    """Filters narrow it, pages of fifty go back through it, and each look is a record of its own."""
    admin, auditor = await team.signed_in("Ani", Role.ADMIN), await team.signed_in("Lina", Role.AUDITOR)
    await admin.get(STAFF)
    for number in range(55):
        await admin.post("/care/settings/labels", name=f"label {number}")
    first = await auditor.get("/care/audit?action=label_added&actor=ani")
    assert first.text.count("<tr>") == 51
    older = re.search(r'href="(/care/audit\?[^"]*before=\d+)"', first.text)
    assert older
    second = await auditor.get(older[1].replace("&amp;", "&"))
    assert "label 0<" in second.text
    assert "label 54<" not in second.text
    newest = (await team.store.audit.staff(1))[0].record
    assert (newest.actor, newest.action) == ("staff:Lina", "audit.seen")
    assert newest.details["of_action"] == "label_added"
    assert "Tidak ada catatan" in (await auditor.get("/care/audit?subject=nobody-at-all")).text


async def test_a_record_that_was_tampered_with_is_said_and_the_rest_shown(team: Team) -> None:
    """What stands in a changed record's place is said in words, whatever the filter; every other record is read."""
    admin, auditor = await team.signed_in("Ani", Role.ADMIN), await team.signed_in("Lina", Role.AUDITOR)
    await admin.get("/care/settings/labels")
    for name in ("the oldest", "the changed", "the newest"):
        await admin.post("/care/settings/labels", name=name)
    place = await team.store.together.call("LLEN", AUDIT) - 2
    kept = await team.store.together.call("LINDEX", AUDIT, place)
    try:
        for forged in (kept[:-1] + bytes([kept[-1] ^ 1]), b"junk"):
            await team.store.together.call("LSET", AUDIT, place, forged)
            page = await auditor.get("/care/audit?action=label_added")
            assert page.status == 200
            assert "Catatan ini telah diubah dari luar" in page.text
            assert "the newest" in page.text
            assert "the oldest" in page.text
            assert "the changed" not in page.text
    finally:
        await team.store.together.call("LSET", AUDIT, place, kept)
