"""The sample customer whose numbers the page offers: the seed of the sample policies."""

from __future__ import annotations

from msgspec import Struct


class Sample(Struct, frozen=True):
    """The sample customer's policies of one type, with the letter of its flow."""

    flow: str
    type: str
    policies: tuple[str, ...]


HOLDER = "JANE RAILEY"
BIRTH = "17-08-1990"
PARTICIPANT = "87654321"
SAMPLES = (
    Sample("A", "Individu", ("00012345", "12345678")),
    Sample("B", "Group", ("00012345", "00056789")),
    Sample("C", "DPLK", ("00012345",)),
)
