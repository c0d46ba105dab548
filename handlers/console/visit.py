"""A visit: one request to the console, who makes it, and the ways in which a page answers."""

from __future__ import annotations

import hmac
import re
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from aiohttp import web
from yarl import URL

from conversations.limits import MINUTE, SECOND
from conversations.locales import LANGUAGES, catalogue
from conversations.locales.values import day, instant
from conversations.policy_types import POLICY_TYPES
from handlers.console import devices
from handlers.console.desk import Desk
from handlers.console.door import cookie_of, is_secure
from handlers.console.forms import Form
from handlers.console.places import PLACES, Place
from handlers.console.rights import Right, may
from handlers.console.words import DONE, MEDIA, WORDS, Speak, grouped, speaker
from handlers.http_server import read_form
from storage.rows import Counts
from storage.sessions import Session, fresh
from storage.staff import Member

HOME = "/care/"
_MEDIA = re.compile(rf"\[({'|'.join(MEDIA)})\]")


class Visit:
    """One request. ``session`` and ``member`` are None where nobody signed in, ``entering`` is who is about to.

    ``counts`` are the queues' as of this request: every page says on the rail how many customers wait for a person.
    """

    def __init__(
        self,
        request: web.Request,
        desk: Desk,
        origin: str,
    ) -> None:
        self.request = request
        self.desk = desk
        self.origin = origin
        self.session: Session | None = None
        self.member: Member | None = None
        self.entering: Member | None = None
        self.counts: Counts | None = None
        self.now = desk.clock.now()
        self.cookie = cookie_of(origin)
        kept = self._cookie(self.cookie)
        self.returns = bool(kept)  # with an id that an earlier answer gave this browser, or that somebody planted
        self.id = kept or fresh()

    # --- who ----------------------------------------

    @property
    def me(self) -> Member:
        """Return who is signed in; only pages with a rule about it ask."""
        if self.member is None:
            raise RuntimeError("this page's rule lets people in who have not signed in")
        return self.member

    @property
    def newcomer(self) -> Member:
        """Return who is between two steps of the sign-in."""
        if self.entering is None:
            raise RuntimeError("this page's rule lets people in who are at no step of the sign-in")
        return self.entering

    @property
    def address(self) -> str:
        """Return where this browser is, as the process's doors know it."""
        return self.request.remote or ""

    def source(self, id: str) -> devices.Source:
        """Return where an attempt to sign in as the member with this id comes from."""
        cookie = self._cookie(devices.cookie_of(self.cookie, id))
        return devices.Source(self.address, devices.known(self.desk.store.sessions, id, cookie, self.now))

    def may(self, right: Right | str) -> bool:
        """Tell whether this member has a right (templates ask by its name)."""
        return self.member is not None and may(self.member.value.role, Right(right))

    @cached_property
    def language(self) -> str:
        """Return the member's language; before the sign-in what the address asks for, or the installation's."""
        chosen = self.member.value.language if self.member else self.request.query.get("lang", "")
        return chosen if chosen in LANGUAGES else self.desk.terms.language

    @cached_property
    def t(self) -> Speak:
        """Say a word of the console in the member's language."""
        return speaker(self.language)

    @property
    def places(self) -> tuple[Place, ...]:
        """Return the places that this member may go to."""
        return tuple(place for place in PLACES if self.may(place.right))

    @property
    def waiting(self) -> int:
        """Return how many customers wait for a person, as the rail says it."""
        return self.counts.waiting if self.counts else 0

    @property
    def asked(self) -> int:
        """Return how many requests and complaints wait for the care team, as the rail says it."""
        return self.counts.asked if self.counts else 0

    # --- what was sent ----------------------------------------

    def _cookie(self, name: str) -> str:
        """Return a cookie ("": there is none, or none that we could have set)."""
        value = self.request.cookies.get(name, "")
        return value if value.isascii() else ""

    @property
    def token(self) -> str:
        """Return what proves that a form was made for this browser's session."""
        return self.desk.store.sessions.token(self.id, "form")

    @property
    def drafts(self) -> str:
        """Return what seals this member's drafts in their browser: a name for them and an AES key, in hexadecimal.

        It is the same in every session of the member, and no other member of the same browser is given it.
        """
        keys, member = self.desk.store.vault.purpose("staff"), self.me.id.encode()
        return f"{keys.sign('draft_name', member).hex()[:12]}.{keys.sign('draft_key', member).hex()}"

    async def stay(self) -> None:
        """Keep the session from ending: somebody works in it."""
        await self.desk.doorkeeper.find(self.id, active=True)

    def vouch(self, purpose: str, value: str) -> str:
        """Return what proves, when a form brings it back, that this session was given ``value``."""
        return self.desk.store.sessions.token(f"{self.id}\0{value}", purpose)

    def vouches(self, purpose: str, value: str, seal: str) -> bool:
        """Tell whether a value that came back is one that this session was given."""
        return hmac.compare_digest(self.vouch(purpose, value).encode(), seal.encode())

    async def weakness(self, chosen: str, again: str, member: Member) -> str:
        """Say why a password that a member chose cannot be theirs ("": it can), as ``signin.weak_`` words call it."""
        if chosen != again:
            return "again"
        if await self.desk.passwords.right(member.value.password, chosen):
            return "same"  # the password of a first sign-in is known to who made it
        house = self.desk.house
        about = (member.value.name, house.brand, house.insurer, house.site)
        return await self.desk.passwords.weakness(chosen, about)

    async def form(self) -> Form:
        """Return the posted form."""
        return Form(await read_form(self.request))

    def query(self, name: str) -> str:
        """Return a value of the address ("": it is not there)."""
        return self.request.query.get(name, "")

    def part(self, name: str) -> str:
        """Return a part of the path."""
        return self.request.match_info[name]

    @property
    def done(self) -> str:
        """Return what was just done, as a key of ``words/done.toml`` ("": nothing)."""
        named = self.query("done")
        return named if self.member and named in DONE else ""

    # --- answers ----------------------------------------

    def page(self, template: str, status: int = 200, **values: Any) -> web.Response:
        """Answer with a page."""
        return web.Response(text=self.render(template, **values), status=status, content_type="text/html")

    def render(self, template: str, **values: Any) -> str:
        """Return a template's HTML, a whole page or a fragment."""
        return self.desk.templates.get_template(template).render(visit=self, t=self.t, **values)

    def to(self, path: str, done: str = "") -> web.Response:
        """Answer a deed: go there; ``done`` is a key of ``words/done.toml`` that the page then says."""
        target = URL(path)
        if done:
            target = target.update_query(done=done)
        return web.Response(status=303, headers={"Location": str(target)})

    def link(self, path: str, **query: str) -> str:
        """Return an address with a query."""
        return str(URL(path).update_query(query))

    def moment(self, at: int, style: str = "datetime") -> str:
        """Say a moment in the insurer's time zone: its time, its date, or both."""
        return instant(at, style, self.language, self.desk.zone)

    def day(self, value: date | str) -> str:
        """Say a day, or one that is written as in ISO 8601."""
        return day(date.fromisoformat(value) if isinstance(value, str) else value, self.language)

    def number(self, value: int) -> str:
        """Say a number as the member's language groups its digits."""
        return grouped(value, self.language)

    def type_name(self, type: str) -> str:
        """Name a policy type as customers read it; one that is no longer offered stands as it was kept."""
        known = POLICY_TYPES.get(type.lower())
        return self.desk.voice.say(known.name, self.language) if known else type

    def wish(self, name: str) -> str:
        """Name what a customer wants, as the bot asks it back; what it never asks about stands in our own words."""
        if f"wish.{name}" in catalogue(self.language):
            return self.desk.voice.say(f"wish.{name}", self.language)
        own = f"understood.wish_{name}"
        return self.t(own) if own in WORDS else self.type_name(name)

    def wishes(self, names: tuple[str, ...]) -> str:
        """Name several."""
        return ", ".join(map(self.wish, names))

    def media(self, text: str) -> str:
        """Say in the member's language what a line's mark says a customer sent: ``[photo]`` and the like."""
        found = _MEDIA.match(text)
        return f"[{self.t(f'media.{found[1]}')}]{text[found.end() :]}" if found else text

    def ago(self, at: int) -> str:
        """Say how long ago something was: minutes, then hours, then days."""
        minutes = (self.now - at) // MINUTE
        if minutes < 1:
            return self.t("frame.now")
        if minutes < 60:
            return self.t("frame.minutes", n=minutes)
        return self.t("frame.hours", n=minutes // 60) if minutes < 48 * 60 else self.t("frame.days", n=minutes // 1440)

    @property
    def unrevealed(self) -> str:
        """Return this page's address without what shows a field in clear."""
        query = {name: on for name, on in self.request.query.items() if name not in ("shown", "until", "seal")}
        return str(self.request.rel_url.with_query(query))

    def iso(self, at: int) -> str:
        """Say a moment to a machine."""
        return datetime.fromtimestamp(at // 1000, UTC).isoformat()

    def keep(self, response: web.Response, id: str) -> web.Response:
        """Let the browser keep a session's id, until it is closed."""
        secure = is_secure(self.origin)
        response.set_cookie(self.cookie, id, path="/", httponly=True, samesite="Lax", secure=secure)
        return response

    def remember(self, response: web.Response, id: str) -> web.Response:
        """Let the browser be known as a device of the member with this id."""
        response.set_cookie(
            devices.cookie_of(self.cookie, id),
            devices.issue(self.desk.store.sessions, id, self.now),
            path="/",
            httponly=True,
            samesite="Lax",
            secure=is_secure(self.origin),
            max_age=devices.LASTS // SECOND,
        )
        return response

    def forget(self, response: web.Response) -> web.Response:
        """Let the browser drop the session's id and every page that it cached.

        That it is a known device stays, and so do drafts: they are sealed by a key that their writer alone is given.
        """
        response.del_cookie(self.cookie, path="/", httponly=True, samesite="Lax", secure=is_secure(self.origin))
        response.headers["Clear-Site-Data"] = '"cache"'
        return response

    # --- what is remembered of it ----------------------------------------

    async def record(self, action: str, subject: str = "", reason: str = "", **details: str) -> None:
        """Record what this member is about to do or see; raises StoreDown: then it must not be done."""
        actor = f"staff:{self.me.value.name}"
        await self.desk.store.audit.record(actor, action, subject, reason, at=self.now, details=details)
