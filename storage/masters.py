"""The ring of master keys: the newest wraps, any unwraps, and a ring that grew is read again while serving."""

from __future__ import annotations

import os
from collections.abc import Callable
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from storage.errors import StorageProblem, Tampered, UnknownKey

NONCE = 12
KEY = 32
SHORTEST = 32  # characters of a secret key
_ID = 8

Reread = Callable[[], "tuple[str, ...] | None"]


class MasterKeys:
    """The ring, newest first. ``reread`` returns the ring anew when it changed, None while it did not."""

    def __init__(self, secrets: tuple[str, ...], reread: Reread = lambda: None) -> None:
        self._reread = reread
        self._take(secrets)

    def wrap(self, plain: bytes, name: str) -> bytes:
        """Wrap a key with the newest master key."""
        self._look()
        nonce = os.urandom(NONCE)
        return self._newest + nonce + self._ciphers[self._newest].encrypt(nonce, plain, name.encode())

    def unwrap(self, wrapped: bytes, name: str) -> bytes:
        """Unwrap a key with whichever master key wrapped it; raises UnknownKey, and Tampered when it does not open."""
        id, nonce, sealed = wrapped[:_ID], wrapped[_ID : _ID + NONCE], wrapped[_ID + NONCE :]
        if id not in self._ciphers:
            self._look()
        if (cipher := self._ciphers.get(id)) is None:
            raise UnknownKey("a key was wrapped by a secret key that is not configured")
        try:
            return cipher.decrypt(nonce, sealed, name.encode())
        except InvalidTag:
            raise Tampered("a wrapped key does not open") from None

    def is_newest(self, wrapped: bytes) -> bool:
        """Tell whether a kept key is wrapped by the newest master key."""
        self._look()
        return wrapped.startswith(self._newest)

    def _look(self) -> None:
        if changed := self._reread():
            self._take(changed)

    def _take(self, secrets: tuple[str, ...]) -> None:
        if not secrets or any(len(secret) < SHORTEST for secret in secrets):
            raise StorageProblem(f"a secret key must have {SHORTEST} characters or more")
        self._ciphers = {_id(secret): AESGCM(derive(secret.encode(), b"polisbot wrapping key")) for secret in secrets}
        self._newest = _id(secrets[0])


def derive(secret: bytes, use: bytes) -> bytes:
    """Derive a key of 32 bytes for one use (HKDF-SHA256, RFC 5869)."""
    return HKDF(SHA256(), KEY, salt=None, info=use).derive(secret)


def _id(secret: str) -> bytes:
    return sha256(b"polisbot key id\0" + secret.encode()).digest()[:_ID]
