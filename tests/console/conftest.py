"""One served console for the tests of a file."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.console.team import Team, serve


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def team(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Team]:
    """Serve a console to the tests of one file: each of them adds members of its own."""
    async with serve(tmp_path_factory.mktemp("console")) as served:
        yield served
