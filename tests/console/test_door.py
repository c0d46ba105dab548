"""The door: which origin is ours."""

from __future__ import annotations

import pytest
from aiohttp.test_utils import make_mocked_request

from handlers.console.door import Door


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("care.example.com", "https://care.example.com"),
        ("localhost:8080", "http://localhost:8080"),
        ("127.0.0.1:1", "http://127.0.0.1:1"),
        ("[::1]:1", "http://[::1]:1"),
        ("care.example.com:8080", None),
        ("evil.example", None),
        ("localhost@evil.example", None),
        ("[", None),
    ],
)
def test_our_origins(host: str, origin: str | None) -> None:
    """The public address and this machine's own names are ours, nothing else."""
    request = make_mocked_request("GET", "/care/", headers={"Host": host})
    assert Door("https://care.example.com").origin(request) == origin
