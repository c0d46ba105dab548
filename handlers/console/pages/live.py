"""The live stream: which conversations have news, from a moment on; pages fetch what they show of them.

One stream serves all tabs of a browser. It bears ids alone, no words and nothing personal. A stream that broke is taken
up at its last moment; where that is too long ago, ``reset`` says to read everything anew.
"""

from __future__ import annotations

import asyncio

import msgspec
from aiohttp import web

from handlers.console.rights import Right
from handlers.console.routes import Routes
from handlers.console.visit import Visit
from handlers.watch import Listener, News
from storage.live import Happened

routes = Routes()
BEAT = 15.0  # seconds after which a stream without news says that it is there
LOOK = 5_000  # milliseconds after which a stream that has news asks whether its reader is still signed in
GATHER = (
    0.05  # seconds in which news is gathered before it is told: a busy hour is twenty events a second, not hundreds
)
TOGETHER = 100  # chats told in one go at most; more of them are a reset
_encode = msgspec.json.Encoder().encode


@routes.get("/live", may=Right.WATCH, idle=True)
async def live(visit: Visit) -> web.StreamResponse:
    """Stream the news."""
    watch = visit.desk.watch
    listener = await watch.listen()
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "X-Accel-Buffering": "no"})
    try:
        await response.prepare(visit.request)
        await _catch_up(visit, response, listener)
        seen = visit.desk.clock.now()  # the request itself was just let in
        while not watch.closed:
            found = await listener.news(BEAT)
            # Asked after the wait, not before: who was let go meanwhile is not told what happened since.
            if visit.desk.clock.now() >= seen + LOOK:
                seen = visit.desk.clock.now()
                if not await _lasts(visit):
                    break
            await _tell(visit, response, listener, found)
            await asyncio.sleep(GATHER)
        if not watch.closed:
            await _send(response, "ended", {})
    except ConnectionResetError:
        pass  # The browser went: there is nobody left to tell.
    finally:
        watch.leave(listener)
    return response


@routes.get("/news", may=Right.WATCH, idle=True)
async def news(visit: Visit) -> web.StreamResponse:
    """Answer once with the news since a moment, for a tab that has no stream."""
    found = await visit.desk.watch.since(_moment(visit.query("since"), visit.now))
    chats, moved = (None, None) if found is None else (_chats(found), _moved(found))
    answer = {"at": visit.now, "chats": chats, "moved": moved, **await _waiting(visit)}
    return web.Response(body=_encode(answer), content_type="application/json")


async def _catch_up(visit: Visit, response: web.StreamResponse, listener: Listener) -> None:
    """Tell what happened since the reader's last moment."""
    await response.write(b"retry: 1000\n\n")
    last = visit.request.headers.get("Last-Event-ID", "") or visit.query("since")
    found = await visit.desk.watch.since(_moment(last, visit.now))
    if found is None or len(chats := _chats(found)) > TOGETHER:
        await _send(response, "reset", await _waiting(visit), listener.at)
    else:
        told = {"chats": chats, "moved": _moved(found), **await _waiting(visit)}
        await _send(response, "news", told, listener.at)


async def _tell(visit: Visit, response: web.StreamResponse, listener: Listener, news: News) -> None:
    if visit.desk.watch.closed:
        return
    told = await _waiting(visit, fresh=bool(news.moved))
    if not news.chats and not news.looked_at:
        await _send(response, "beat", told)
    elif len(news.chats) > TOGETHER:
        await _send(response, "reset", told, listener.at)
    else:
        await _send(
            response, "news", {**told, "chats": news.chats, "moved": news.moved, "looked": news.looked_at}, listener.at
        )


async def _lasts(visit: Visit) -> bool:
    """Tell whether the reader is still signed in and still may: a stream is no activity and no way around a rule."""
    found = await visit.desk.doorkeeper.find(visit.id, active=False)
    if found is None:
        return False
    visit.member = found[1]
    return visit.may(Right.WATCH)


async def _waiting(visit: Visit, *, fresh: bool = False) -> dict[str, object]:
    """Say what the rail says: who waits for a person, and how many requests and complaints wait."""
    counts = await visit.desk.watch.counts(fresh=fresh)
    return {"waiting": counts.waiting, "asked": counts.asked}


async def _send(response: web.StreamResponse, kind: str, data: dict[str, object], at: int = 0) -> None:
    id = f"id: {at}\n" if at else ""
    await response.write(f"{id}event: {kind}\ndata: ".encode() + _encode(data) + b"\n\n")


def _chats(found: list[Happened]) -> list[str]:
    return list(dict.fromkeys(one.account for one in found))


def _moved(found: list[Happened]) -> list[str]:
    return _chats([one for one in found if one.moved])


def _moment(text: str, now: int) -> int:
    """Return a moment that the reader named; one that is none is too long ago."""
    return min(int(text), now) if text.isdecimal() and len(text) < 16 else 0
