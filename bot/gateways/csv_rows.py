"""Rows of a CSV file as people export it: separator found, each row on its own line, a damaged line named and no other."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from msgspec import Struct

SEPARATORS = (",", ";", "\t")
_TOLD = re.compile(r"sep=(.)\s*", re.IGNORECASE)  # a first line by which Excel knows the separator
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_WAY_OUT = "in Excel choose Save As, CSV UTF-8"


class NotRead(ValueError):
    """The file as a whole cannot be read; the message says why and what to do."""


class Row(Struct, frozen=True):
    """One line: its number, its cells by column ({} where it is damaged), and what is wrong with it ("": nothing)."""

    line: int
    cells: dict[str, str]
    wrong: str = ""


def read_rows(content: bytes, columns: tuple[str, ...], closed: frozenset[str]) -> Iterator[Row]:
    """Yield the rows of a file that are not blank; raises NotRead.

    A row is one line: a quotation mark that is not closed on its line damages that line alone. ``closed`` are the values,
    in lower case, of columns that hold nothing else: a last line without a line break is whole if it ends with one.
    """
    lines = _lines(content)
    first = next((place for place, line in enumerate(lines) if line.strip()), None)
    if first is None:
        raise NotRead("the file is empty")
    separator = ""
    if told := _TOLD.fullmatch(lines[first]):
        separator, first = told[1], first + 1
    header, separator = _header(lines[first] if first < len(lines) else "", separator, columns)
    for place in range(first + 1, len(lines)):
        row = _row(place + 1, lines[place], header, separator)
        last = place == len(lines) - 1  # there is one more, empty line where the file ends with a line break
        if last and row and not row.wrong and list(row.cells.values())[-1].strip().lower() not in closed:
            yield Row(place + 1, {}, "it has no line break at its end, as in a file that was cut off")
        elif row:
            yield row


def _lines(content: bytes) -> list[str]:
    if content.startswith(_UTF16) or b"\0" in content:
        raise NotRead(f'the file is no UTF-8 (perhaps "Unicode text"): {_WAY_OUT}')
    content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        return content.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise NotRead(f"line {line} is no UTF-8: {_WAY_OUT}") from None


def _header(line: str, given: str, columns: tuple[str, ...]) -> tuple[list[str], str]:
    """Return the names of the columns and the separator: the one given, else the one that yields the most of them."""
    found = {mark: _names(line, mark) for mark in ((given,) if given else SEPARATORS)}
    separator = max(found, key=lambda mark: len(set(columns) & set(found[mark])))
    names = found[separator]
    if missing := [column for column in columns if column not in names]:
        raise NotRead(
            f"columns are missing: {', '.join(missing)} (the first line names the columns, with commas or semicolons between)"
        )
    if twice := [column for column in columns if names.count(column) > 1]:
        raise NotRead(f"columns stand there twice: {', '.join(twice)}")
    return names, separator


def _names(line: str, separator: str) -> list[str]:
    try:
        cells = _cells(line, separator)
    except csv.Error:
        return []
    return ["_".join(cell.lower().split()) for cell in cells]


def _row(number: int, line: str, header: list[str], separator: str) -> Row | None:
    """Return the row of a line, None where it is blank."""
    try:
        cells = _cells(line, separator)
    except csv.Error:
        return Row(number, {}, "a quotation mark in it is not closed on this line, or stands in the wrong place")
    if not any(cell.strip() for cell in cells):
        return None
    if len(cells) != len(header):
        return Row(number, {}, "it has not as many columns as the first line")
    return Row(number, dict(zip(header, cells, strict=True)))


def _cells(line: str, separator: str) -> list[str]:
    return next(csv.reader([line], delimiter=separator, strict=True), [])
