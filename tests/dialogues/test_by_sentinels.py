"""Every dialogue on a primary and a replica that two Sentinels watch."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import servers
from tests.dialogues.many_servers import play_all

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]


async def test_every_dialogue_by_sentinels(tmp_path: Path) -> None:
    """They are the same, and go on with the replica when the primary dies."""
    async with servers.sentinels(servers.newest(), tmp_path) as group:
        await play_all(group, tmp_path, 1)
