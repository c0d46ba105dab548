"""Finding: words by which a chat is found again, kept as blind indexes in the chat's own partition.

A look-up asks all partitions at once. The words of a chat are so in the slot that its commit writes: a crash or a
refused commit leaves none behind and loses none, and erasing a chat clears one partition's index in one script.
"""

from __future__ import annotations

from storage.vault import Vault

LENGTH = 20  # characters of an indexed word: 100 bits in base 32


def indexed(vault: Vault, word: str) -> str:
    """Return the name under which a word is kept."""
    return vault.blind("find", word)[:LENGTH]
