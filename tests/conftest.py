"""What holds for every test: no settings from outside, and no test skipped where none may be."""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest
import structlog

_SETTINGS = "POLISBOT_"


def pytest_configure() -> None:
    """Forget the developer's own settings: a test sets what it needs."""
    for name in [name for name in os.environ if name.startswith(_SETTINGS)]:
        del os.environ[name]


@pytest.fixture(autouse=True)
def _fresh_logs() -> Generator[None]:
    """Let no test's logs go where an earlier one sent them."""
    yield
    structlog.reset_defaults()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip into a failure where nothing may be skipped (CI=true, NO_SKIPS=1)."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and _skips_forbidden():
        report.outcome = "failed"
        report.longrepr = f"skipped, which CI forbids: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Turn the skip of a whole file into a failure where nothing may be skipped."""
    report = yield
    if report.skipped and _skips_forbidden():
        report.outcome = "failed"
        report.longrepr = f"{collector.nodeid} skipped, which CI forbids: {report.longrepr}"
    return report


def _skips_forbidden() -> bool:
    return os.environ.get("CI") == "true" or os.environ.get("NO_SKIPS") == "1"
