"""The policies file: read as people export it, a damaged line named, and no policy lost to a damaged file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
import structlog
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.gateways.policies_csv import COLUMNS, Policies, Unusable, policies_of
from bot.gateways.policy_file import ACCEPT, PolicyFile
from bot.gateways.registry_csv import CsvRegistry
from conversations.details import Contact
from conversations.effects import LookUp
from conversations.events import Matched

HEAD = ",".join(COLUMNS)


class NoLinks:
    """Links of nobody."""

    async def add(self, policy_ref: str, account: str, challenge: str, most: int) -> bool:
        """Refuse."""
        return False

    async def remove(self, policy_ref: str, account: str) -> None:
        """Do nothing."""


def row(number: int, name: str = "ANDRÉ PRATAMA") -> str:
    """Return one row of the file, as text."""
    return f"INDIVIDU,{10_000_000 + number},,{name} {number},1990-08-17,n{number}@example.com,0812{number:08d},ACTIVE,approval"


def file_of(rows: Iterable[str]) -> bytes:
    """Return a whole file."""
    return "\r\n".join((HEAD, *rows, "")).encode()


GOOD = file_of(row(number) for number in range(12))


def numbers(policies: Policies) -> set[str]:
    """Return the numbers of the policies."""
    return {policy for _, policy, _ in policies.by_key}


def test_a_quote_that_is_not_closed_costs_its_own_line_alone() -> None:
    """Of 900 rows 899 are read, and the line with the stray quotation mark is the one that is named."""
    rows = [row(number) for number in range(900)]
    rows[2] = row(2, '"NAMA')
    policies = policies_of(file_of(rows))
    assert len(policies.by_key) == 899
    [problem] = policies.problems
    assert problem.startswith("line 4: a quotation mark in it is not closed")


def test_a_cell_with_a_separator_or_a_quote_in_quotes_is_read() -> None:
    """Quotes are for what they are for."""
    [policy] = policies_of(file_of([row(1, '"PRATAMA, ""ANDI"""')]).replace(b" 1,1990", b",1990")).by_key.values()
    assert policy.holder == 'PRATAMA, "ANDI"'


@pytest.mark.parametrize("first", ["", "sep=;\r\n"])
@pytest.mark.parametrize("mark", [";", "\t"])
def test_a_spreadsheet_where_the_comma_is_decimal_is_read(first: str, mark: str) -> None:
    """Semicolons are Excel's own in Indonesia; tabs and a sep= line are known too."""
    content = first.replace(";", mark) + GOOD.decode().replace(",", mark)
    assert policies_of(content.encode()).by_key == policies_of(GOOD).by_key


def test_headers_and_words_may_be_written_as_people_write_them() -> None:
    """Blanks and capitals in the first line, columns in another order, Active and Instant: all the same."""
    content = "Holder Name;STATUS; policy type ;Policy_Number;participant number;birth date;E;Phone;email;Link Mode\n"
    content += "SITI;Active;Group;00056789;87654321;1993-08-08;x;0812 3456 7890;siti@example.com;Instant\n"
    policies = policies_of(content.encode())
    assert policies.problems == ()
    [policy] = policies.by_key.values()
    assert (policy.key, policy.born, policy.status, policy.instant) == (
        ("group", "00056789", "87654321"), date(1993, 8, 8), "ACTIVE", True,
    )  # fmt: skip
    assert policy.contacts == (Contact("email", "siti@example.com"), Contact("sms", "+6281234567890"))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (GOOD.decode().encode("cp1252"), "line 2 is no UTF-8: in Excel choose Save As, CSV UTF-8"),
        (GOOD.decode().encode("utf-16"), "no UTF-8"),
        (b"", "the file is empty"),
        (b"\xef\xbb\xbf\n\n", "the file is empty"),
        (GOOD.replace(b"holder_name", b"name"), "columns are missing: holder_name"),
        (GOOD.replace(b"holder_name", b"email"), "columns are missing: holder_name"),
        (GOOD.replace(b"link_mode", b"link_mode,email"), "columns stand there twice: email"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_way_out(content: bytes, says: str) -> None:
    """What is guessed at is refused as a whole, by a sentence that says what to do."""
    with pytest.raises(Unusable, match=says):
        policies_of(content)


def test_blank_rows_are_no_faults() -> None:
    """A spreadsheet's empty rows, with and without separators, are passed over; the lines after keep their numbers."""
    policies = policies_of(GOOD + b",,,,,,,,\r\n\r\n , ,,,,,,,\r\nwrong\r\n,,,,,,,,\r\n")
    assert len(policies.by_key) == 12
    assert policies.problems == ("line 17: it has not as many columns as the first line",)


def test_zeros_that_a_spreadsheet_took_are_suspected() -> None:
    """Numbers shorter than most of their type are counted in a warning; they are read."""
    policies = policies_of(GOOD + row(1).replace("10000001", "12345").encode() + b"\r\n")
    assert policies.problems == ()
    [doubt] = policies.doubts
    assert doubt.startswith("INDIVIDU: 1 policy numbers have fewer than the usual 8 digits")
    assert policies_of(GOOD).doubts == ()


def test_a_last_line_that_was_cut_off_is_not_read() -> None:
    """A number at the very end may lack its last digits: only a last line that cannot go on is whole without a break."""
    head = "link_mode,policy_type,participant_number,holder_name,birth_date,email,phone,status,policy_number\n"
    line = "approval,INDIVIDU,,SITI,1990-08-17,a@example.com,,ACTIVE,10000"
    assert len(policies_of(f"{head}{line}001\n".encode()).by_key) == 1
    cut = policies_of(f"{head}{line}".encode())
    assert cut.by_key == {}
    assert cut.problems == ("line 2: it has no line break at its end, as in a file that was cut off",)
    assert len(policies_of(GOOD.rstrip()).by_key) == 12


def test_fewer_policies_are_served_on_the_operators_word_alone(tmp_path: Path) -> None:
    """A smaller file is not taken: neither while serving nor after a restart, until the operator accepts it."""
    path = tmp_path / "policies.csv"
    path.write_bytes(GOOD)
    serving = PolicyFile(path, folder=tmp_path / "data")
    assert serving.read().refused == ""
    path.write_bytes(file_of(row(number) for number in range(3)))
    for file in (serving, PolicyFile(path, folder=tmp_path / "data")):
        reading = file.read()
        assert len(reading.policies.by_key) == 12
        assert reading.refused == "policies.csv lacks 9 of the 12 policies that were served"
    before = serving.stamp()
    PolicyFile(path, folder=tmp_path / "data").accept()
    assert serving.stamp() != before
    assert (len(serving.read().policies.by_key), serving.read().refused) == (3, "")


def test_as_many_others_are_taken_unless_lines_are_damaged(tmp_path: Path) -> None:
    """Policies may leave when others come; not in a file with lines that cannot be read."""
    path = tmp_path / "policies.csv"
    path.write_bytes(GOOD)
    file = PolicyFile(path)
    file.read()
    path.write_bytes(file_of(row(number) for number in range(1, 20)) + b'"\r\n')
    assert file.read().refused
    path.write_bytes(file_of(row(number) for number in range(1, 20)))
    assert file.read().refused == ""
    assert len(file.read().policies.by_key) == 19


def test_a_file_that_is_gone_or_unreadable_leaves_the_last_reading(tmp_path: Path) -> None:
    """Also at a start: the copy is served, and why is said; without a copy there is nothing to serve."""
    path = tmp_path / "policies.csv"
    with pytest.raises(Unusable, match=r"policies.csv cannot be read: FileNotFoundError"):
        PolicyFile(path, folder=tmp_path).read()
    path.write_bytes(GOOD)
    PolicyFile(path, folder=tmp_path).read()
    path.unlink()
    reading = PolicyFile(path, folder=tmp_path).read()
    assert (len(reading.policies.by_key), reading.refused) == (12, "policies.csv cannot be read: FileNotFoundError")
    [copy] = tmp_path.glob("*.taken.csv")
    assert copy.stat().st_mode & 0o777 == 0o600


async def test_the_registry_serves_the_last_reading_and_tells_the_operator(tmp_path: Path) -> None:
    """A customer whose policy a damaged file lost is found; the log bears an alert, and the registry says so."""
    path = tmp_path / "policies.csv"
    path.write_bytes(GOOD)
    registry = CsvRegistry(path, NoLinks(), folder=tmp_path)
    path.write_bytes(GOOD[: len(GOOD) // 2])
    with structlog.testing.capture_logs() as logged:
        asked = LookUp(id="1", type="individu", policy="10000011", participant="", born=date(1990, 8, 17))
        assert isinstance(await registry.look_up(asked), Matched)
    assert "lacks" in registry.refused
    [told] = [entry for entry in logged if entry["event"] == "policies_refused"]
    assert told["alert"]
    assert ACCEPT in told["why"]


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Return the good file after some of what befalls files."""
    content = GOOD
    for _ in range(draw(st.integers(1, 3))):
        match draw(st.sampled_from(("quote", "cut", "blank", "encoding", "twice", "order", "drop", "line", "noise"))):
            case "quote":
                place = draw(st.integers(0, len(content)))
                content = content[:place] + b'"' + content[place:]
            case "cut":
                content = content[: draw(st.integers(0, len(content)))]
            case "blank":
                lines = content.split(b"\r\n")
                lines.insert(draw(st.integers(0, len(lines))), draw(st.sampled_from((b"", b",,,,,,,,", b" "))))
                content = b"\r\n".join(lines)
            case "encoding":
                name = draw(st.sampled_from(("cp1252", "utf-16", "utf-8-sig")))
                content = content.decode(errors="replace").encode(name, errors="replace")
            case "twice":
                content = content.replace(
                    draw(st.sampled_from(COLUMNS)).encode(), draw(st.sampled_from(COLUMNS)).encode(), 1
                )
            case "order":
                content = _reordered(content, draw(st.permutations(COLUMNS)))
            case "drop":
                place = draw(st.integers(0, len(content)))
                content = content[:place] + content[place + draw(st.integers(1, 40)) :]
            case "line":
                lines = content.split(b"\r\n")
                del lines[draw(st.integers(0, len(lines) - 1))]
                content = b"\r\n".join(lines)
            case "noise":
                place = draw(st.integers(0, len(content)))
                content = content[:place] + draw(st.binary(min_size=1, max_size=3)) + content[place:]
    return content


def _reordered(content: bytes, order: list[str]) -> bytes:
    try:
        rows = list(csv.DictReader(io.StringIO(content.decode())))
    except (UnicodeDecodeError, csv.Error):
        return content
    written = io.StringIO()
    writer = csv.DictWriter(written, order, restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue().encode()


@settings(max_examples=200, deadline=None)
@given(content=damaged(), rest=st.lists(damaged(), max_size=2))
def test_no_damage_takes_a_policy_away(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, rest: list[bytes]
) -> None:
    """However a file is damaged, or read while it is written, every reading serves as many policies as the last one."""
    folder = tmp_path_factory.mktemp("fuzz")
    path = folder / "policies.csv"
    path.write_bytes(GOOD)
    file = PolicyFile(path, folder=folder)
    served = len(file.read().policies.by_key)
    for written in (content, *rest):
        path.write_bytes(written)
        for reading in (file.read(), PolicyFile(path, folder=folder).read()):
            assert len(reading.policies.by_key) >= served
            served = len(reading.policies.by_key)
    path.write_bytes(GOOD)
    assert numbers(file.read().policies) >= numbers(policies_of(GOOD)) or file.read().refused


@settings(max_examples=200, deadline=None)
@given(st.integers(len(HEAD) + 1, len(GOOD.decode()) - 14), st.sampled_from(('"', ",", '""', '",')))
def test_the_line_that_is_named_is_the_one_that_is_wrong(place: int, what: str) -> None:
    """One mark too many in a line makes that line wrong, or none."""
    good = GOOD.decode().replace("\r\n", "\n")
    content = good[:place] + what + good[place:]
    line = content.count("\n", 0, place) + 1
    policies = policies_of(content.encode())
    assert all(problem.startswith(f"line {line}: ") for problem in policies.problems)
    assert len(policies.by_key) >= 11


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(GOOD)))
def test_a_file_that_is_still_being_written_serves_what_was(tmp_path_factory: pytest.TempPathFactory, cut: int) -> None:
    """Cut at any byte, the file changes nothing of what is served."""
    path = tmp_path_factory.mktemp("cut") / "policies.csv"
    path.write_bytes(GOOD)
    file = PolicyFile(path)
    whole = file.read().policies.by_key
    path.write_bytes(GOOD[:cut])
    assert file.read().policies.by_key == whole
