"""The handlers' own log stays out of the way of every world."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import structlog

from tests.simulation.__main__ import quiet


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    quiet()
    yield
    structlog.reset_defaults()
