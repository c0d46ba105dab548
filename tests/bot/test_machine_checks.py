"""What `polisbot check` finds on this machine before the first customer does."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from bot.machine_checks import check_machine
from bot.settings import load


def found(tmp_path: Path, **given: str) -> list[str]:
    """Return what is found with these settings, in words."""
    settings = load({f"POLISBOT_{name}": value for name, value in {"PORT": "0", **given}.items()})
    return [finding.says for finding in check_machine(settings, tmp_path / ".env")]


def test_a_machine_that_is_ready_is_not_spoken_of(tmp_path: Path) -> None:
    """A free port, no file, keys that were drawn, the telephone number of the sandbox: nothing is found."""
    assert found(tmp_path) == []


def test_a_port_that_is_taken_is_found(tmp_path: Path) -> None:
    """Also the one of the metrics."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        [says] = found(tmp_path, PORT=str(port))
        assert f"port {port}" in says
        [says] = found(tmp_path, METRICS_ADDRESS=f"127.0.0.1:{port}")
        assert "metrics" in says


def test_a_settings_file_that_others_may_read_is_found(tmp_path: Path) -> None:
    """Its owner alone may read the secrets in it."""
    file = tmp_path / ".env"
    file.write_text("")
    file.chmod(0o644)
    assert found(tmp_path) == [f"{file} holds secrets and others may read it"]
    file.chmod(0o600)
    assert found(tmp_path) == []


def test_a_key_that_is_easily_guessed_is_found(tmp_path: Path) -> None:
    """A letter held down is a key of 32 characters, and no secret."""
    assert found(tmp_path, SECRET_KEYS="a" * 32) == ["a key of POLISBOT_SECRET_KEYS is easily guessed"]
    assert found(tmp_path, SECRET_KEYS="n7Qw0rTz2LxYp5Vb9Kc4Hd8Mf1Gj6Sa3") == []


@pytest.mark.parametrize(
    ("phone", "count"), [("(0274) 512345", 1), ("0800 1 401217", 1), ("1 500 888", 0), ("14037", 0)]
)
def test_a_telephone_number_like_a_code_is_found(tmp_path: Path, phone: str, count: int) -> None:
    """A customer who pastes the SMS whole would be told that there is no code in it."""
    assert len(found(tmp_path, HELP_PHONE=phone)) == count
