"""Every dialogue on a Cluster of three primaries with their replicas."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import servers
from tests.dialogues.many_servers import play_all

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]


async def test_every_dialogue_on_a_cluster(tmp_path: Path) -> None:
    """They are the same in every slot, and go on when a primary dies."""
    async with servers.cluster(servers.newest(), tmp_path) as group:
        await play_all(group, tmp_path, 0)
