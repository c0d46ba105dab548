"""The command line: what is understood, what is said, and how it ends."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.__main__ import main, parser
from bot.commands import requests
from bot.gateways.policy_file import PolicyFile
from conversations.chat import Request
from tests.insurer import INSURER_WORDS
from tests.storage.conftest import KEYS

ROOT = Path(__file__).parents[2]


def polisbot(folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run the command as an operator does, in a folder of its own with these settings."""
    named = {f"POLISBOT_{name}": value for name, value in settings.items()}
    environ = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **named}
    command = [sys.executable, "-m", "bot", *arguments]
    return subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True, timeout=40, check=False)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["run"], {"processes": 1}),
        (["run", "--processes", "3"], {"processes": 3}),
        (["check"], {"send_test_code": None}),
        (["check", "--send-test-code", "a@example.com"], {"send_test_code": "a@example.com"}),
        (["requests", "list"], {"full": False}),
        (["requests", "approve", "pl-0abcdefg"], {"reference": "PL-0ABCDEFG", "approved": True}),
        (["requests", "reject", "PL-0ABCDEFG"], {"approved": False, "reason": "other"}),
        (["requests", "reject", "PL-0ABCDEFG", "--reason", "docs"], {"approved": False, "reason": "docs"}),
        (["policies", "import", "mine.csv"], {"file": Path("mine.csv")}),
        (["audit", "verify"], {}),
        (["keys", "rotate"], {}),
        (["purge"], {}),
        (["hold", "put", "--telegram", "7", "--reason", "a court order"], {"telegram": "7", "put": True}),
        (["hold", "lift", "--request", "PL-0ABCDEFG", "--reason", "closed"], {"request": "PL-0ABCDEFG", "put": False}),
        (["hold", "list"], {}),
        (["links", "--bot", "contoh_bot", "--no-qr"], {"bot": "contoh_bot", "no_qr": True}),
        (["wishes", "export"], {}),
        (["version"], {}),
    ],
)
def test_each_command_is_understood(arguments: Sequence[str], expected: dict[str, object]) -> None:
    """The command line is read into what the command needs."""
    chosen = vars(parser().parse_args(arguments))
    assert callable(chosen["command"])
    assert {name: chosen[name] for name in expected} == expected


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["dance"],
        ["requests"],
        ["requests", "reject", "PL-0ABCDEFG", "--reason", "mood"],
        ["run", "--processes", "0"],
        ["hold", "put", "--telegram", "7"],
        ["hold", "put", "--telegram", "7", "--reason", " "],
        ["hold", "put", "--reason", "a court order"],
    ],
)
def test_what_is_not_understood_ends_with_two(arguments: Sequence[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A command that is none shows how it is used."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: polisbot" in capsys.readouterr().err


def test_several_processes_have_no_sandbox(capsys: pytest.CaptureFixture[str]) -> None:
    """Phones that live in a process go with one process: said plainly, before anything starts."""
    assert main(["run", "--processes", "2"]) == 2
    assert "one process" in capsys.readouterr().err


def test_links_are_printed_with_their_codes(capsys: pytest.CaptureFixture[str]) -> None:
    """Named channels need no settings and no network."""
    assert main(["links", "--bot", "contoh_bot", "--number", "+62 840 0000 0001"]) == 0
    told = capsys.readouterr().out
    assert "telegram group: https://t.me/contoh_bot?start=group" in told
    assert "https://wa.me/6284000000001?text=" in told
    assert told.count("█▀▀▀") or told.count("█ ▄▄▄▄▄ █")


def test_requests_are_masked_unless_asked_for() -> None:
    """A list shows ends of numbers and initials; in full only on demand; oldest first."""
    older = Request(
        reference="PL-0ABCDEFG",
        link_id="l1",
        policy_ref="p1",
        type="INDIVIDU",
        policy="12345678",
        participant="",
        holder="JANE RAILEY",
        status="ACTIVE",
        email=None,
        made=1_760_000_000_000,
        eta=1_760_250_000_000,
    )
    newer = Request(
        reference="PL-1ABCDEFG",
        link_id="l2",
        policy_ref="p2",
        type="INDIVIDU",
        policy="00012345",
        participant="",
        holder="SUKARNI",
        status="ACTIVE",
        email=None,
        made=1_760_000_100_000,
        eta=1_760_250_000_000,
    )
    masked = requests.table([newer, older], ZoneInfo("Asia/Jakarta"), full=False)
    assert [row.split()[0] for row in masked] == ["request", "PL-0ABCDEFG", "PL-1ABCDEFG"]
    assert "****5678" in masked[1]
    assert "J. R." in masked[1]
    assert "2025-10-09 15:53" in masked[1]
    assert not any(word in "\n".join(masked) for word in ("12345678", "00012345", "JANE", "SUKARNI"))
    whole = "\n".join(requests.table([newer, older], ZoneInfo("Asia/Jakarta"), full=True))
    assert "12345678" in whole
    assert "JANE RAILEY" in whole


def test_check_tells_all_mistakes_and_no_secret(tmp_path: Path) -> None:
    """Wrong settings end a command with two and the report of all of them, with a file's beside the environment's."""
    (tmp_path / ".env").write_text("POLISBOT_TIMEZONE=Nowhere\n")
    ended = polisbot(tmp_path, "check", PORT="x", TELEGRAM_TOKEN="hush")
    assert ended.returncode == 2
    assert "The settings have 12 mistakes; nothing was started." in ended.stderr
    for name in ("PORT=x", "TIMEZONE=Nowhere", "TELEGRAM_TOKEN=(hidden)", "SMTP_URL", "REGISTRY_URL", *INSURER_WORDS):
        assert f"POLISBOT_{name}" in ended.stderr
    assert "hush" not in ended.stderr + ended.stdout
    assert "Traceback" not in ended.stderr


def test_run_starts_nothing_with_wrong_settings(tmp_path: Path) -> None:
    """A server with a mistake in its settings leaves no trace in its folder."""
    assert polisbot(tmp_path, "run", PORT="x").returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_check_of_the_sandbox_finds_nothing_bad(tmp_path: Path) -> None:
    """Without settings everything serves, a line each, and nothing is left behind."""
    ended = polisbot(tmp_path, "check")
    assert ended.returncode == 0
    assert {told.split()[0] for told in ended.stdout.splitlines()} <= {"good", "warning"}
    assert "Redis: embedded" in ended.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", [("keys", "rotate"), ("keys", "rotate", "--help")])
def test_the_order_of_a_rotation_is_told_before_it_begins(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """Beside keys of one's own a wrong order stops processes: who rotates reads it first, whatever Redis answers."""
    ended = polisbot(
        tmp_path, *arguments, SECRET_KEYS="n7Qw0rTz2LxYp5Vb9Kc4Hd8Mf1Gj6Sa3", REDIS_URL="redis://127.0.0.1:9"
    )
    told = " ".join((ended.stderr + ended.stdout).split())
    assert told.index("add the new key as the last one") < told.index("put it first") < told.index("3. rotate")


def test_check_tells_what_is_bad(tmp_path: Path) -> None:
    """Each party that does not answer gets its line with what to do, and the command fails."""
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    ended = polisbot(
        tmp_path,
        "check",
        REDIS_URL="redis://127.0.0.1:9",
        SECRET_KEYS="k" * 32,
        TELEGRAM_TOKEN="123456789:AAExampleExampleExampleExampleExam",
        TELEGRAM_API_URL="http://127.0.0.1:9",
        SMTP_URL="smtp://127.0.0.1:9?tls=none",
        MAIL_FROM="care@example.com",
        REGISTRY_URL="file:other.csv",
        **INSURER_WORDS,
    )
    assert ended.stderr == ""
    bad = [told for told in ended.stdout.splitlines() if told.startswith("bad ")]
    assert ended.returncode == 1
    assert [told.split(":")[0].split()[1] for told in bad] == ["Redis", "Telegram", "Email", "Registry"]
    assert all(" - " in told for told in bad)
    assert "warning  Settings: POLISBOT_SMS_URL is not set" in ended.stdout
    assert "AAExample" not in ended.stdout + ended.stderr


def test_policies_are_imported_whole(tmp_path: Path) -> None:
    """A file whose rows are all right is copied, for its owner alone; the command says how it is served."""
    source = ROOT / "bot" / "gateways" / "policies_sample.csv"
    ended = polisbot(tmp_path, "policies", "import", str(source), DATA_DIR="data")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert (
        "30 policies are in data/policies.csv. Serve them with POLISBOT_REGISTRY_URL=file:data/policies.csv."
        in ended.stdout
    )
    copied = tmp_path / "data" / "policies.csv"
    assert copied.read_bytes() == source.read_bytes()
    assert copied.stat().st_mode & 0o777 == 0o600
    assert not list(copied.parent.glob("*.coming"))
    assert "1 chain" in polisbot(tmp_path, "audit", "verify", DATA_DIR="data").stdout, "who imported is on record"


def test_policies_can_be_imported_before_they_are_served(tmp_path: Path) -> None:
    """The setting may name the file that the first import makes."""
    source = ROOT / "bot" / "gateways" / "policies_sample.csv"
    wanted = {"DATA_DIR": "data", "REGISTRY_URL": "file:data/policies.csv"}
    assert polisbot(tmp_path, "check", **wanted).returncode == 2
    assert polisbot(tmp_path, "policies", "import", str(source), **wanted).returncode == 0
    assert polisbot(tmp_path, "check", **wanted).returncode == 0


def test_what_cannot_be_recorded_is_not_imported(tmp_path: Path) -> None:
    """While Redis is away the policies that are served stay as they are, and the command says why; then it goes on."""
    source = ROOT / "bot" / "gateways" / "policies_sample.csv"
    (tmp_path / "data").mkdir()
    served = tmp_path / "data" / "policies.csv"
    served.write_text("what is served until now")
    away = {"DATA_DIR": "data", "REDIS_URL": "redis://127.0.0.1:9", "SECRET_KEYS": KEYS[0]}
    ended = polisbot(tmp_path, "policies", "import", str(source), **away)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("Nothing was imported, since it could not be recorded: ")
    assert "redis" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert [file.name for file in served.parent.iterdir()] == ["policies.csv"]
    assert served.read_text() == "what is served until now"
    assert polisbot(tmp_path, "policies", "import", str(source), DATA_DIR="data").returncode == 0
    assert served.read_bytes() == source.read_bytes()


def test_a_file_with_a_wrong_row_is_not_imported(tmp_path: Path) -> None:
    """Wrong rows are named by line, and nothing is copied; a file that is none is told as such."""
    good = (ROOT / "bot" / "gateways" / "policies_sample.csv").read_text()
    (tmp_path / "wrong.csv").write_text(good.replace('"1990-08-17"', '"17/08/1990"', 1))
    ended = polisbot(tmp_path, "policies", "import", "wrong.csv")
    assert ended.returncode == 1
    assert "line 2: birth_date is no date" in ended.stderr
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    for file in ("other.csv", "none.csv"):
        ended = polisbot(tmp_path, "policies", "import", file)
        assert ended.returncode == 1
        assert ended.stderr.startswith("Nothing was imported: ")
        assert "Traceback" not in ended.stderr
    assert not (tmp_path / ".polisbot").exists()


def test_a_smaller_file_is_taken_on_the_operators_word(tmp_path: Path) -> None:
    """A served file that lost rows is told by check as bad; accept says what is missing, and takes it when told so."""
    lines = (ROOT / "bot" / "gateways" / "policies_sample.csv").read_text().splitlines(keepends=True)
    (tmp_path / "mine.csv").write_text("".join(lines))
    wanted = {"DATA_DIR": "data", "REGISTRY_URL": "file:mine.csv"}
    PolicyFile(tmp_path / "mine.csv", folder=tmp_path / "data").read()
    (tmp_path / "mine.csv").write_text("".join(lines[:11]))
    checked = polisbot(tmp_path, "check", **wanted)
    assert checked.returncode == 1
    assert "bad      Registry: mine.csv lacks 20 of the 30 policies that were served" in checked.stdout
    looked = polisbot(tmp_path, "policies", "accept", **wanted)
    assert (looked.returncode, "lacks 20 of the 30" in looked.stdout) == (1, True)
    assert polisbot(tmp_path, "policies", "accept", "--yes", **wanted).returncode == 0
    reading = PolicyFile(tmp_path / "mine.csv", folder=tmp_path / "data").read()
    assert (len(reading.policies.by_key), reading.refused) == (10, "")


def test_what_the_data_folder_lacks_is_a_sentence(tmp_path: Path) -> None:
    """A folder that cannot be, a key that is gone and a key of elsewhere: each is told with what to do, without frames."""
    (tmp_path / "file").write_text("")
    told = polisbot(tmp_path, "staff", "list", DATA_DIR="file")
    assert (told.returncode, "The data folder" in told.stderr, "choose another folder" in told.stderr) == (
        1,
        True,
        True,
    )
    assert polisbot(tmp_path, "staff", "list", DATA_DIR="data").returncode == 0
    keys = tmp_path / "data" / "secret_keys"
    keys.rename(tmp_path / "kept")
    gone = polisbot(tmp_path, "staff", "list", DATA_DIR="data")
    assert "put back the data/secret_keys that these data were written with" in gone.stderr
    other = polisbot(tmp_path, "staff", "list", DATA_DIR="data", SECRET_KEYS=KEYS[0])
    assert "put back the POLISBOT_SECRET_KEYS that these data were written with" in other.stderr
    for ended in (told, gone, other):
        assert (ended.returncode, "Traceback" in ended.stderr) == (1, False)
    assert not keys.exists()
