"""Names: what a registry keeps in capitals is said as a person writes it."""

from __future__ import annotations

import pytest

from conversations.names import spoken_name


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ("JANE RAILEY", "Jane Railey"),
        ("SUKARNO", "Sukarno"),
        ("AHMAD BIN ABDULLAH", "Ahmad bin Abdullah"),
        ("SITI NUR'AINI BINTI MA'RUF", "Siti Nur'aini binti Ma'ruf"),
        ("JAN VAN DER BERG", "Jan van der Berg"),
        ("BIN SALIM", "Bin Salim"),
        ("O'NEILL AL-FATIH", "O'Neill Al-Fatih"),
        ("M. RIZKI H.", "M. Rizki H."),
        ("DR. IR. JOKO SUSILO, S.E., M.M.", "Dr. Ir. Joko Susilo, S.E., M.M."),
        ("HENDRA S.KOM.", "Hendra S.Kom."),
        ("JOHANNES III", "Johannes III"),
        ("A", "A"),
        ("", ""),
        ("Jane Railey", "Jane Railey"),
        ("jane railey", "jane railey"),
        ("deWi", "deWi"),
        ("张伟", "张伟"),
    ],
)
def test_a_name_in_capitals_is_said_in_title_case(kept: str, said: str) -> None:
    """Particles become small, degrees, numerals and initials stay; what is not all in capitals stays whole."""
    assert spoken_name(kept) == said
