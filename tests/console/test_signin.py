"""The sign-in: both steps, what is counted, what is never said, and ids that nobody can plant."""

from __future__ import annotations

import asyncio
import re
from http.cookies import SimpleCookie

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from msgspec import structs

from bot import staffing
from handlers.console import devices, factors
from handlers.console.app import mount
from handlers.console.door import Door
from handlers.console.doorkeeper import Doorkeeper, Wrong
from storage.staff import Role
from tests.console.team import QUICK, Answer, Browser, Team

pytestmark = pytest.mark.asyncio(loop_scope="module")

QUARTER = 15 * 60_000
DAY = 86_400_000
PAGES = ("/care/", "/care/me", "/care/keys", "/care/none", "/care/static/x/care.css")


async def test_the_sign_in_is_two_steps_each_with_a_new_id(team: Team) -> None:
    """Password, then code; an id planted before, and the id of the first step, lead nowhere afterwards."""
    member, browser, thief = await team.member("Ani", Role.AGENT), team.browser(), team.browser()
    browser.plant("planted-by-somebody")
    await browser.get("/care/")
    assert (await browser.post("/care/", name="ANI ", password=member.password)).location == "/care/code"
    half = browser.id
    assert half != "planted-by-somebody"
    await browser.get("/care/code")
    assert (await browser.post("/care/code", code=team.code(member))).location == "/care/"
    assert browser.id not in ("planted-by-somebody", half)
    assert (await browser.get("/care/me")).status == 200
    for stolen in ("planted-by-somebody", half):
        thief.plant(stolen)
        assert (await thief.get("/care/me")).status == 303
        assert (await thief.get("/care/code")).status == 303


async def test_the_cookie_is_locked_down(team: Team) -> None:
    """It is the browser's alone, for this host; on loopback http it cannot be Secure."""
    answer = await team.browser().get("/care/")
    morsel = SimpleCookie(answer.headers["Set-Cookie"])["care"]
    assert morsel["httponly"]
    assert morsel["samesite"] == "Lax"
    assert morsel["path"] == "/"
    assert not morsel["domain"]


async def test_behind_https_the_cookie_is_tied_to_its_host(team: Team) -> None:
    """Under the public https address the cookie is Secure and has the prefix that forbids a domain."""
    app = web.Application()
    mount(app, structs.replace(team.serving.console.desk, door=Door("https://care.example.com")))
    async with TestServer(app) as behind:
        browser = Browser(str(behind.make_url("")).rstrip("/"))
        answer = await browser.get("/care/", Host="care.example.com")
        await browser.session.close()
    cookie = SimpleCookie(answer.headers["Set-Cookie"])
    assert cookie["__Host-care"]["secure"]
    assert cookie["__Host-care"]["path"] == "/"


async def test_ten_wrong_passwords_lock_the_account_for_a_quarter(team: Team) -> None:
    """At once or one after another: ten are compared; the right one is refused like any until the window ends."""
    member, browser = await team.member("Budi", Role.AGENT), team.browser()
    await browser.get("/care/")
    answers = await asyncio.gather(*(browser.post("/care/", name="Budi", password=f"wrong {n}") for n in range(14)))
    assert sorted(answer.status for answer in answers) == [401] * 10 + [429] * 4
    locked = await browser.post("/care/", name="Budi", password=member.password)
    assert locked.status == 429
    assert "Coba lagi setelah pukul" in locked.text
    team.clock.move(QUARTER + 60_000)
    assert (await browser.post("/care/", name="Budi", password=member.password)).status == 303


async def test_who_is_not_there_is_answered_like_who_mistyped(team: Team) -> None:
    """An unknown name, a wrong password and a disabled member get the same page, and the same lock."""
    await team.member("Citra", Role.AGENT)
    member = await team.store.staff.find("Citra")
    assert member is not None
    gone = await team.member("Dewi", Role.AGENT)
    disabled = await team.store.staff.find("Dewi")
    assert disabled is not None
    assert await team.store.staff.change(disabled, disabled=True)
    pages = set()
    for name, password in (("Nobody", "x"), ("Citra", "x"), ("Dewi", gone.password)):
        browser = team.browser()
        await browser.get("/care/")
        answer = await browser.post("/care/", name=name, password=password)
        assert answer.status == 401
        pages.add(answer.text.replace(name, "").replace(browser.token, ""))
    assert len(pages) == 1
    team.clock.move(QUARTER + 60_000)


async def test_a_code_is_right_once(team: Team) -> None:
    """The code that let somebody in lets nobody in again, in its own half minute or the next, and no earlier one does."""
    member = await team.member("Eka", Role.AGENT)
    early = factors.current(member.totp_secret, team.clock.now())
    code = team.code(member)
    assert (await _enter(team, "Eka", code)).status == 303
    for spent in (code, early):
        assert (await _enter(team, "Eka", spent)).status == 401
    assert (await _enter(team, "Eka", team.code(member))).status == 303


async def test_one_code_at_once_in_two_browsers_lets_one_in(team: Team) -> None:
    """Two who type the same code at the same moment: one is in."""
    member = await team.member("Fajar", Role.AGENT)
    code = team.code(member)
    answers = await asyncio.gather(*(_enter(team, "Fajar", code) for _ in range(4)))
    assert sorted(answer.status for answer in answers) == [303, 401, 401, 401]


async def test_five_wrong_codes_lock_the_second_step(team: Team) -> None:
    """The sixth is not compared, in any browser, although it is right; after a quarter it is, up to twenty a day."""
    member = await team.member("Gita", Role.AGENT)
    for _ in range(5):
        assert (await _enter(team, "Gita", "000000")).status == 401
    assert (await _enter(team, "Gita", team.code(member))).status == 429
    for _ in range(3):
        team.clock.move(QUARTER + 60_000)
        for _ in range(5):
            assert (await _enter(team, "Gita", "000000")).status == 401
    team.clock.move(QUARTER + 60_000)
    assert (await _enter(team, "Gita", team.code(member))).status == 429
    team.clock.move(DAY)
    assert (await _enter(team, "Gita", team.code(member))).status == 303


async def test_many_names_from_one_address_lock_the_address(team: Team) -> None:
    """Thirty different names that failed from one address end its attempts for a quarter; one name counts once."""
    team.clock.move(QUARTER + 60_000)
    browser = team.browser()
    await browser.get("/care/")
    await strangers(team, *(f"Name {n % 29}" for n in range(2 * 29)))
    statuses = [(await browser.post("/care/", name=name, password="x")).status for name in ("Name 29", "Name 30")]
    assert statuses == [401, 429]
    team.clock.move(QUARTER + 60_000)


async def test_who_was_right_is_not_counted_and_who_fails_later_is(team: Team) -> None:
    """An office signs in from one address: whoever was right takes no room, and is counted when they fail again."""
    team.clock.move(QUARTER + 60_000)
    member, browser = await team.member("Hana", Role.AGENT), team.browser()
    await browser.get("/care/")
    assert (await browser.post("/care/", name="Hana", password="x")).status == 401
    assert (await browser.post("/care/", name="Hana", password=member.password)).status == 303
    await strangers(team, *(f"Other {n}" for n in range(30)))
    await browser.get("/care/code")
    assert (await browser.post("/care/", name="Hana", password="x")).status == 429
    team.clock.move(QUARTER + 60_000)
    assert [(await browser.post("/care/", name="Hana", password="x")).status for _ in range(11)] == [401] * 10 + [429]
    team.clock.move(QUARTER + 60_000)


async def test_strangers_lock_nobody_out_of_a_browser_they_know(team: Team) -> None:
    """After thirty invented names and ten wrong passwords from the same address, a known browser signs in; a new one waits."""
    team.clock.move(QUARTER + 60_000)
    member, known = await team.member("Ida", Role.AGENT), await team.signed_in("Ida", Role.AGENT)
    await known.post("/care/signout")
    await strangers(team, *["Ida"] * 10, *(f"Invented {n}" for n in range(29)))
    stranger = team.browser()
    await stranger.get("/care/")
    assert (await stranger.post("/care/", name="Somebody", password="x")).status == 429
    assert (await stranger.post("/care/", name="Ida", password=member.password)).status == 429
    await known.get("/care/")
    assert (await known.post("/care/", name="Ida", password=member.password)).location == "/care/code"
    await known.get("/care/code")
    assert (await known.post("/care/code", code=team.code(member))).status == 303
    team.clock.move(QUARTER + 60_000)


async def test_a_known_browser_has_a_count_of_its_own(team: Team) -> None:
    """Ten wrong ones there lock that browser for that member, and no other browser."""
    member, known = await team.member("Jihan", Role.AGENT), await team.signed_in("Jihan", Role.AGENT)
    await known.post("/care/signout")
    await known.get("/care/")
    statuses = [(await known.post("/care/", name="Jihan", password="x")).status for _ in range(11)]
    assert statuses == [401] * 10 + [429]
    other = team.browser()
    await other.get("/care/")
    assert (await other.post("/care/", name="Jihan", password=member.password)).status == 303
    team.clock.move(QUARTER + 60_000)
    assert (await known.post("/care/", name="Jihan", password=member.password)).status == 303


async def test_a_device_is_known_by_our_seal_for_its_member_and_half_a_year(team: Team) -> None:
    """A cookie that was changed, is another member's or has lapsed names no device."""
    await team.member("Kemal", Role.AGENT)
    browser = await team.signed_in("Kemal", Role.AGENT)
    sessions, id = team.store.sessions, team.store.staff.id("Kemal")
    cookie = next(one for one in browser.session.cookie_jar if one.key == devices.cookie_of("care", id))
    now = team.clock.now()
    assert cookie["httponly"]
    assert devices.known(sessions, id, cookie.value, now)
    for changed in (f"9{cookie.value}", cookie.value[:-1], "", "..", "9999999999999.a.b"):
        assert devices.known(sessions, id, changed, now) == ""
    assert devices.known(sessions, team.store.staff.id("Lala"), cookie.value, now) == ""
    assert devices.known(sessions, id, cookie.value, now + devices.LASTS) == ""


async def test_refusals_and_locks_are_told_with_their_address(team: Team, capsys: pytest.CaptureFixture[str]) -> None:
    """In the audit and in the log, once for a lock however often it refuses; what was typed is in neither."""
    team.clock.move(QUARTER + 60_000)
    browser = team.browser()
    await browser.get("/care/")
    for _ in range(14):
        await browser.post("/care/", name="Ida", password="kata-sandi-rahasia")
    records = [item.record for item in await team.store.audit.staff(11)]
    assert [record.action for record in records] == ["session.locked"] + ["session.refused"] * 10
    assert {record.subject for record in records} == {team.store.staff.id("Ida")}
    assert all(record.details == {"step": "password", "address": "127.0.0.1"} for record in records)
    logged = capsys.readouterr().out
    assert len(re.findall("signin_refused .*source=127.0.0.1", logged)) == 10
    assert len(re.findall("signin_locked .*source=127.0.0.1", logged)) == 1
    assert "Ida" not in logged + repr(records)
    assert "rahasia" not in logged + repr(records)
    team.clock.move(QUARTER + 60_000)


async def test_strangers_do_not_keep_a_member_from_their_own_account(team: Team) -> None:
    """Who is in confirms a change with the password, whatever was tried at the door."""
    browser, member = await team.signed_in("Naufal", Role.AGENT), await team.member("Naufal", Role.AGENT)
    await strangers(team, *["Naufal"] * 10)
    _codes(await browser.post("/care/me/recovery", old=member.password))
    team.clock.move(QUARTER + 60_000)


async def test_a_session_ends_by_idleness_and_by_age(team: Team) -> None:
    """Fifteen minutes without a page end it; with a page every ten minutes twelve hours do."""
    browser = await team.signed_in("Hadi", Role.AGENT)
    team.clock.move(QUARTER - 1)
    assert (await browser.get("/care/me")).status == 200
    team.clock.move(QUARTER)
    answer = await browser.get("/care/me")
    assert answer.location == "/care/?next=/care/me&ended=1"
    assert "Sesi Anda sudah berakhir" in (await browser.get(answer.location)).text
    again = await team.signed_in("Hadi", Role.AGENT)
    for _ in range(71):
        team.clock.move(10 * 60_000)
        assert (await again.get("/care/me")).status == 200
    team.clock.move(10 * 60_000)
    assert (await again.get("/care/me")).status == 303


async def test_files_and_streams_keep_no_session_alive(team: Team) -> None:
    """What a page asks for by itself is no sign that somebody is there."""
    browser = await team.signed_in("Indah", Role.AGENT)
    for _ in range(3):
        team.clock.move(6 * 60_000)
        await browser.get("/care/static/x/care.css")
    assert (await browser.get("/care/me")).status == 303


async def test_signing_out_ends_the_session_not_only_the_cookie(team: Team) -> None:
    """The id that was signed out leads nowhere, for whoever kept it."""
    browser = await team.signed_in("Joko", Role.AGENT)
    kept = browser.id
    assert (await browser.post("/care/signout")).location == "/care/"
    browser.plant(kept)
    assert (await browser.get("/care/me")).status == 303


async def test_signing_out_clears_the_pages_that_the_browser_cached(team: Team) -> None:
    """For whoever sits there next; the cookie that says the browser is known stays, and so do sealed drafts."""
    browser = await team.signed_in("Juna", Role.AGENT)
    answer = await browser.post("/care/signout")
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert [cookie.key for cookie in browser.session.cookie_jar] == [
        devices.cookie_of("care", team.store.staff.id("Juna"))
    ]


async def test_forms_of_others_are_refused(team: Team) -> None:
    """Another origin, none, another session's token, a missing one: nothing is done, and the page says what to do."""
    browser, other = await team.signed_in("Kiki", Role.AGENT), await team.signed_in("Lala", Role.AGENT)
    looks = {"language": "en", "theme": "dark"}
    for origin, token, key in (
        ("https://evil.example", None, "Ditolak demi keamanan"),
        ("null", None, "Ditolak demi keamanan"),
        ("", other.token, "Formulir kedaluwarsa"),
        ("", "", "Formulir kedaluwarsa"),
    ):
        answer = await browser.post("/care/me/looks", origin=origin, token=token, **looks)
        assert answer.status == 403
        assert key in answer.text
    member = await team.store.staff.find("Kiki")
    assert member is not None
    assert member.value.theme == ""


@pytest.mark.parametrize(
    "wanted", ["https://evil.example", "//evil.example", "/care//evil", "/sandbox/", "/care/\\evil"]
)
async def test_after_the_sign_in_nobody_is_sent_elsewhere(team: Team, wanted: str) -> None:
    """Only a page of the console is gone on to."""
    member, browser = await team.member("Mira", Role.AGENT), team.browser()
    await browser.get("/care/")
    await browser.post("/care/", name="Mira", password=member.password)
    await browser.get("/care/code")
    query = f"?next={wanted.replace('/', '%2F').replace(chr(92), '%5C')}"
    assert (await browser.post(f"/care/code{query}", code=team.code(member))).location == "/care/"


async def test_a_recovery_code_stands_in_once(team: Team) -> None:
    """Ten are made with the password, shown once; each is a second step once; new ones end the old."""
    browser, member = await team.signed_in("Nina", Role.AGENT), await team.member("Nina", Role.AGENT)
    assert (await browser.post("/care/me/recovery", old="wrong wrong")).status == 422
    codes = _codes(await browser.post("/care/me/recovery", old=member.password))
    assert len(set(codes)) == 10
    answer = await _enter(team, "Nina", codes[3].upper())
    assert answer.location == "/care/?done=recovered"
    assert (await _enter(team, "Nina", codes[3])).status == 401
    await browser.get("/care/me")
    _codes(await browser.post("/care/me/recovery", old=member.password))
    assert (await _enter(team, "Nina", codes[4])).status == 401


async def test_a_new_password_ends_the_other_sessions(team: Team) -> None:
    """This browser goes on under a new id, others are out, and the old password is none."""
    browser, other = await team.signed_in("Oki", Role.AGENT), await team.signed_in("Oki", Role.AGENT)
    before, member = browser.id, await team.member("Oki", Role.AGENT)
    await browser.get("/care/me")
    new = "kalimat yang panjang"
    assert (await browser.post("/care/me/password", old=member.password, password="short", again="short")).status == 422
    answer = await browser.post("/care/me/password", old=member.password, password=new, again=new)
    assert answer.location == "/care/me?done=password_changed"
    assert browser.id != before
    assert (await browser.get("/care/me")).status == 200
    assert (await other.get("/care/me")).status == 303
    stranger = team.browser()
    await stranger.get("/care/")
    assert (await stranger.post("/care/", name="Oki", password=member.password)).status == 401
    assert (await stranger.post("/care/", name="Oki", password=new)).status == 303


async def test_a_newcomer_takes_a_password_and_an_authenticator_on(team: Team) -> None:
    """Without an authenticator the first sign-in enrols one: the secret is the server's, the code proves it was scanned."""
    made, browser = await team.member("Putri", Role.AGENT), team.browser()
    member = await team.store.staff.find("Putri")
    assert member is not None
    assert await team.store.staff.change(member, secret="")
    await browser.get("/care/")
    assert (await browser.post("/care/", name="Putri", password=made.password)).location == "/care/enrol"
    page = await browser.get("/care/enrol")
    secret, seal = _hidden(page, "secret"), _hidden(page, "seal")
    own = {"password": "kata sandi sendiri", "again": "kata sandi sendiri"}
    forged = {"secret": factors.fresh_secret(), "seal": seal, **own}
    assert (await browser.post("/care/enrol", code="000000", **forged)).status == 400
    given = {"secret": secret, "seal": seal, **own}
    assert (await browser.post("/care/enrol", code="000000", **given)).status == 422
    code = factors.current(secret, team.clock.now())
    done = await browser.post("/care/enrol", code=code, **given)
    assert len(_codes(done)) == 10
    assert (await browser.get("/care/me")).status == 200
    assert secret not in (await browser.get("/care/me")).text


async def test_an_operators_reset_begins_anew(team: Team) -> None:
    """Sessions, password, authenticator and recovery codes end; the fresh password leads to the enrolment, and is not kept."""
    member, browser = await team.member("Ratna", Role.AGENT), await team.signed_in("Ratna", Role.AGENT)
    fresh = await staffing.reset(team.store, QUICK, "ratna", team.clock, "command:test")
    assert (await browser.get("/care/me")).status == 303
    again = team.browser()
    await again.get("/care/")
    assert (await again.post("/care/", name="Ratna", password=member.password)).status == 401
    assert (await again.post("/care/", name="Ratna", password=fresh.password)).location == "/care/enrol"
    page = await again.get("/care/enrol")
    secret = _hidden(page, "secret")
    given = {"secret": secret, "seal": _hidden(page, "seal"), "code": factors.current(secret, team.clock.now())}
    kept = await again.post("/care/enrol", password=fresh.password, again=fresh.password, **given)
    assert kept.status == 422
    assert "Itu kata sandi yang sekarang" in kept.text
    own = "hujan turun di bogor"
    assert len(_codes(await again.post("/care/enrol", password=own, again=own, **given))) == 10


@pytest.mark.parametrize("path", PAGES)
async def test_every_answer_is_locked_down(team: Team, path: str) -> None:
    """The policy of the specification, no sniffing, no framing, and nothing kept but files named by their content."""
    answer = await team.browser().get(path)
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "form-action 'self'; " in policy
    assert policy.endswith("require-trusted-types-for 'script'; trusted-types care")
    assert "unsafe" not in policy
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("host", ["evil.example", "10.0.0.5", "localhost.evil.example"])
async def test_under_another_name_the_console_is_not_served(team: Team, host: str) -> None:
    """A page that points its own name at this machine gets no form; a password never travels a network in clear."""
    answer = await team.browser().get("/care/", Host=host)
    assert answer.status == 403
    assert "password" not in answer.text.replace("POLISBOT_PUBLIC_URL", "")


async def strangers(team: Team, *names: str) -> None:
    """Let as many wrong passwords arrive from where all browsers of these tests are; each is compared."""
    keeper = Doorkeeper(team.store, QUICK, team.clock)
    for name in names:
        answer = await keeper.password(team.store.staff.id(name), "x", devices.Source("127.0.0.1"))
        assert answer == Wrong(), name


async def _enter(team: Team, name: str, code: str) -> Answer:
    member, browser = await team.member(name, Role.AGENT), team.browser()
    await browser.get("/care/")
    await browser.post("/care/", name=name, password=member.password)
    await browser.get("/care/code")
    return await browser.post("/care/code", code=code)


def _codes(answer: Answer) -> list[str]:
    assert answer.status == 200, answer.text
    return [part.partition("</code>")[0] for part in answer.text.split("<li><code>")[1:]]


def _hidden(answer: Answer, name: str) -> str:
    return answer.text.partition(f'name="{name}" value="')[2].partition('"')[0]
