"""Redis away: every way in says 503 and when to come again, whoever knocks."""

from __future__ import annotations

import json
import time
from pathlib import Path
from uuid import uuid4

import pytest
from aiohttp import ClientSession

from bot.gateways.callback import sign
from conversations.references import issue
from tests import servers
from tests.fakes.registry import SECRET
from tests.faults.inquest import seed
from tests.faults.test_repeats import tell
from tests.faults.town import Town

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]
REFERENCE = issue("a" * 32, uuid4().hex)


async def test_while_redis_is_frozen_every_way_in_says_503(tmp_path: Path) -> None:
    """A signed callback of the registry, a webhook of a channel, a page: 503 with Retry-After where a machine asks."""
    async with Town(tmp_path, seed()) as town, ClientSession() as session:
        await town.serve(1)
        replica = town.replicas[0]
        town.redis.signal(servers.STOP)
        try:
            assert await _decide(session, replica.url) == (503, "5")
            assert await tell(town, session, 4_000_001, 1, "halo") == 503
            async with session.get(f"{replica.url}/care/", cookies={"care": "x" * 43}) as page:
                assert page.status == 503
        finally:
            town.redis.signal(servers.CONTINUE)
        assert "Traceback" not in replica.output


async def _decide(session: ClientSession, url: str) -> tuple[int, str | None]:
    """Call back as the registry does, correctly signed."""
    body = json.dumps({
        "event_id": str(uuid4()), "link_id": str(uuid4()), "reference": REFERENCE, "status": "approved",
        "reason_code": "other", "decided_at": "2026-11-24T10:00:00+07:00",
    }).encode()  # fmt: skip
    timestamp = str(int(time.time()))
    headers = {"X-Timestamp": timestamp, "X-Signature": sign(SECRET, timestamp, body)}
    async with session.post(f"{url}/webhooks/registry", data=body, headers=headers) as answer:
        return answer.status, answer.headers.get("Retry-After")
