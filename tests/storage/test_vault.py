"""The vault: each purpose has keys of its own, and what one made is nothing to another."""

from __future__ import annotations

import itertools

import pytest

from storage.errors import Tampered
from storage.masters import MasterKeys
from storage.vault import PURPOSES, Purpose, Vault

SECRET = b"one and the same secret, 32 bytes"
VAULT = Vault(MasterKeys(("a secret key of more than thirty-two characters",)), dict.fromkeys(PURPOSES, SECRET))


def test_one_secret_gives_several_keys() -> None:
    """Sealing, signing, indexes and codes never use the same key, even were their secret the same."""
    purpose = VAULT.purpose("audit")
    signed = purpose.sign("name", b"value")
    code = VAULT.code_digest("name", "", "", "", "value")
    assert signed != code[-32:]
    assert VAULT.blind("name", "value") not in (signed.hex(), code.hex())
    with pytest.raises(Tampered):
        VAULT.fresh("name").open("name", purpose.seal("name", b"value"))


def test_each_purpose_has_its_own_secret() -> None:
    """What was sealed or signed for one purpose does not open or verify for another."""
    for one, other in itertools.permutations([Purpose(bytes([number]) * 32) for number in range(3)], 2):
        assert one.sign("name", b"value") != other.sign("name", b"value")
        with pytest.raises(Tampered):
            other.open("name", one.seal("name", b"value"))


def test_a_purpose_binds_the_name() -> None:
    """A value sealed or signed under one name is nothing under another."""
    purpose = VAULT.purpose("staff")
    assert purpose.open("name", purpose.seal("name", b"value")) == b"value"
    assert purpose.sign("name", b"value") != purpose.sign("nam", b"evalue")
    with pytest.raises(Tampered):
        purpose.open("other", purpose.seal("name", b"value"))
