"""What a chat forgets, to the millisecond, and what keeps a chat from being forgotten."""

from __future__ import annotations

import pytest
from msgspec import structs

from conversations.chat import Chat, Consent, LinkedPolicy, Receipt, Request, Running
from conversations.limits import DAY, Keep
from conversations.retention import forgettable, trimmed

NOW = 1_795_406_400_000
KEEP = Keep()
CHAT = Chat(channel="telegram", account="a", address="1", moved=NOW - KEEP.idle, heard=NOW - KEEP.idle)
LINK = LinkedPolicy("l", "pr", "group", "00012345", "1", "JANE", "ACTIVE", 1)
PROOF = Consent("1", "hash", "id", 1)


def request(state: str, decided: int) -> Request:
    """Return a request that was decided then."""
    given = ("PL-1", "l", "pr", "individu", "00012345", "", "JANE", "ACTIVE", None, 1, 2)
    return Request(*given, state=state, decided=decided)


@pytest.mark.parametrize("state", ["approved", "rejected", "withdrawn"])
def test_an_ended_request_goes_when_its_time_is_over(state: str) -> None:
    """A millisecond before it is kept."""
    for early, left in ((1, 1), (0, 0)):
        chat = structs.replace(CHAT, requests=(request(state, NOW - KEEP.requests + early),))
        assert len(trimmed(chat, KEEP, NOW).requests) == left


def test_an_open_request_never_goes() -> None:
    """However old it is, it waits for its decision; nothing to do gives the chat itself back."""
    chat = structs.replace(CHAT, requests=(request("pending", 0),))
    assert trimmed(chat, KEEP, NOW + 9999 * DAY) is chat


def test_receipts_and_proofs_stay_as_long_as_the_audit_log() -> None:
    """Both go after five years; an erasure that a hold keeps waiting stays."""
    old = NOW - KEEP.audit
    chat = structs.replace(
        CHAT,
        receipts=(Receipt("HD-1", old, old), Receipt("HD-2", old, old + 1), Receipt("HD-3", old)),
        proofs=(structs.replace(PROOF, ended=old), structs.replace(PROOF, ended=old + 1)),
    )
    rest = trimmed(chat, KEEP, NOW)
    assert [receipt.number for receipt in rest.receipts] == ["HD-2", "HD-3"]
    assert [proof.ended for proof in rest.proofs] == [old + 1]


def test_an_idle_chat_goes_when_its_time_is_over() -> None:
    """It counts from the last message, the last thing that happened and the end of a lock."""
    assert forgettable(CHAT, KEEP, NOW)
    assert not forgettable(CHAT, KEEP, NOW - 1)
    for changes in ({"heard": CHAT.heard + 1}, {"moved": CHAT.moved + 1}, {"locked": CHAT.moved + 1}):
        assert not forgettable(structs.replace(CHAT, **changes), KEEP, NOW)


@pytest.mark.parametrize(
    "changes",
    [
        {"links": (LINK,)},
        {"held": 1},
        {"requests": (request("pending", 0),)},
        {"running": (Running("e", "unlink"),)},
        {"receipts": (Receipt("HD-1", 1),)},
    ],
)
def test_what_keeps_a_chat(changes: dict[str, object]) -> None:
    """A link, a hold, an open request, something asked of the registry, an erasure that waits."""
    assert not forgettable(structs.replace(CHAT, **changes), KEEP, NOW)
