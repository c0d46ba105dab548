"""What takes minutes is played by ``make test-faults`` alone."""

from __future__ import annotations

import pytest

from tests.faults.inquest import LONG


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out, without a word, what only the long version plays."""
    left = [item for item in items if item.get_closest_marker("long") and not LONG]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in left]
