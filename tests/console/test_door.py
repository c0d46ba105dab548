"""The door: which origin is ours."""

from __future__ import annotations

import pytest
from aiohttp.test_utils import make_mocked_request

from handlers.console.door import Door


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("care.example.com", "https://care.example.com"),
        ("care.example.com:443", "https://care.example.com"),
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


@pytest.mark.parametrize("host", ["care.example.com", "Care.Example.com", "care.example.com:8443"])
def test_a_proxy_may_drop_the_port(host: str) -> None:
    """nginx's ``$host`` has no port: the browser's origin is the public one all the same, and its POSTs are taken."""
    request = make_mocked_request("POST", "/care/", headers={"Host": host})
    assert Door("https://care.example.com:8443").origin(request) == "https://care.example.com:8443"


@pytest.mark.parametrize("host", ["care.example.com:443", "care.example.com:8080", "evil.example", "evil.example:8443"])
def test_another_port_or_name_is_not_ours(host: str) -> None:
    """Another port of the same name is another origin."""
    request = make_mocked_request("POST", "/care/", headers={"Host": host})
    assert Door("https://care.example.com:8443").origin(request) is None
