"""Sessions: kept by a digest, renewed by activity alone, gone when idle or old, listed while they last."""

from __future__ import annotations

from conversations.limits import HOUR, MINUTE
from storage.sessions import IDLE, Session, Stage
from storage.store import Store

NOW = 1_795_406_400_000
SESSION = Session(staff="ani", stage=Stage.IN, began=NOW, generation=1)


async def test_activity_renews_and_looking_does_not(store: Store) -> None:
    """What is asked for by itself finds the session and leaves it as idle as it was."""
    id = await store.sessions.begin(SESSION)
    assert await store.sessions.find(id, NOW + IDLE - 1, active=False) == SESSION
    assert await store.sessions.find(id, NOW + IDLE - 1, active=True) == SESSION
    assert await store.sessions.find(id, NOW + IDLE + 5, active=False) == SESSION
    assert await store.sessions.find(id, NOW + 2 * IDLE, active=True) is None
    assert await store.sessions.find(id, NOW, active=True) is None


async def test_a_session_is_too_old_after_twelve_hours_and_a_half_one_after_ten_minutes(store: Store) -> None:
    """However active it was."""
    id = await store.sessions.begin(SESSION)
    half = await store.sessions.begin(Session(staff="ani", stage=Stage.CODE, began=NOW, generation=1))
    assert await store.sessions.find(half, NOW + 10 * MINUTE - 1, active=True)
    assert await store.sessions.find(half, NOW + 10 * MINUTE, active=True) is None
    at = NOW
    while at + 14 * MINUTE < NOW + 12 * HOUR:
        at += 14 * MINUTE
        assert await store.sessions.find(id, at, active=True)
    assert await store.sessions.find(id, NOW + 12 * HOUR, active=True) is None


async def test_who_is_present(store: Store) -> None:
    """Whoever has a whole sign-in that lasts; one that was ended or ran out counts no more."""
    id = await store.sessions.begin(SESSION)
    await store.sessions.begin(Session(staff="budi", stage=Stage.CODE, began=NOW, generation=1))
    await store.sessions.begin(Session(staff="citra", stage=Stage.IN, began=NOW + 5, generation=1))
    assert await store.sessions.present(NOW) == {"ani", "citra"}
    assert await store.sessions.present(NOW + IDLE) == {"citra"}
    await store.sessions.end(id, SESSION)
    assert await store.sessions.present(NOW) == {"citra"}


async def test_an_id_lies_nowhere(store: Store) -> None:
    """A dump of Redis lets nobody in: keys and members bear a keyed digest."""
    id = await store.sessions.begin(SESSION)
    names = await store.together.call("KEYS", "{care}*")
    members = await store.together.call("ZRANGE", "{care}:sessions", 0, -1)
    assert len(names) == 2
    assert not any(id.encode() in name for name in [*names, *members])


async def test_tokens_belong_to_one_session_and_one_purpose(store: Store) -> None:
    """A form's token is no other session's, and no link's."""
    tokens = {store.sessions.token(id, purpose) for id in ("a", "b") for purpose in ("form", "link")}
    assert len(tokens) == 4
