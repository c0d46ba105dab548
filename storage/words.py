"""The name under which a word that a chat is found by is kept: its blind index."""

from __future__ import annotations

from storage.vault import Vault

LENGTH = 20  # characters of an indexed word: 100 bits in base 32


def indexed(vault: Vault, word: str) -> str:
    """Return the name of a word."""
    return vault.blind("find", word)[:LENGTH]
