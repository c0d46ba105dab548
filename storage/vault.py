"""The vault: keys that wrap keys, so that a dump of Redis tells nobody anything.

A master key (from the ring, newest first) wraps the installation's secrets and each chat's data key; state, outbox and
transcript are sealed with the chat's key by AES-256-GCM (NIST SP 800-38D), with the name of the Redis key as associated
data, so that a value moved elsewhere does not open. Look-ups go by HMAC-SHA256 blind index.
"""

from __future__ import annotations

import hmac
import os
from collections import OrderedDict
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.errors import Tampered
from storage.masters import KEY, NONCE, MasterKeys, derive

CACHED = 20_000
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
_PAIRS = [first + second for first in _LETTERS for second in _LETTERS]
__all__ = ["KEY", "PURPOSES", "DataKey", "MasterKeys", "Purpose", "Vault"]

PURPOSES = ("index", "code", "session", "staff", "audit")  # each secret is drawn apart and never used for another


def base32(given: bytes) -> str:
    """Return 20 bytes as 32 lower-case letters and digits (RFC 4648): base64's own way takes five times the HMAC's time."""
    number = int.from_bytes(given, "big")
    return "".join([_PAIRS[number >> place & 1023] for place in range(150, -1, -10)])


class DataKey:
    """One chat's key, as it is used and as it is kept."""

    __slots__ = ("cipher", "wrapped")

    def __init__(self, cipher: AESGCM, wrapped: bytes) -> None:
        self.cipher = cipher
        self.wrapped = wrapped

    def seal(self, name: str, plain: bytes) -> bytes:
        """Seal ``plain`` for the Redis key ``name``."""
        nonce = os.urandom(NONCE)
        return nonce + self.cipher.encrypt(nonce, plain, name.encode())

    def open(self, name: str, sealed: bytes) -> bytes:
        """Open what was sealed for ``name``; raises Tampered."""
        try:
            return self.cipher.decrypt(sealed[:NONCE], sealed[NONCE:], name.encode())
        except InvalidTag:
            raise Tampered("a sealed value does not open under its name") from None


class Purpose:
    """One purpose's own keys, derived from its secret by HKDF (RFC 5869): one seals, the other signs."""

    __slots__ = ("_sealing", "_signing")

    def __init__(self, secret: bytes) -> None:
        self._sealing = DataKey(AESGCM(derive(secret, b"polisbot sealing")), b"")
        self._signing = derive(secret, b"polisbot signing")

    def seal(self, name: str, plain: bytes) -> bytes:
        """Seal ``plain`` for ``name``."""
        return self._sealing.seal(name, plain)

    def open(self, name: str, sealed: bytes) -> bytes:
        """Open what was sealed for ``name``; raises Tampered."""
        return self._sealing.open(name, sealed)

    def sign(self, name: str, data: bytes) -> bytes:
        """Return the HMAC-SHA256 of ``data`` under ``name``: 32 bytes."""
        return hmac.digest(self._signing, name.encode() + b"\0" + data, "sha256")


class Vault:
    """Seals, opens and indexes for one installation."""

    def __init__(self, masters: MasterKeys, secrets: dict[str, bytes]) -> None:
        self._masters = masters
        self._secrets = secrets
        self._index = hmac.new(secrets["index"], digestmod="sha256")  # copied for each use: its key is set up once
        self._code = secrets["code"]
        self._code_id = sha256(self._code).digest()[:4]
        self._cache: OrderedDict[bytes, DataKey] = OrderedDict()

    def fresh(self, name: str) -> DataKey:
        """Make a chat's data key; ``name`` is the Redis key that keeps it."""
        plain = AESGCM.generate_key(256)
        return self._remember(DataKey(AESGCM(plain), self._masters.wrap(plain, name)))

    def known(self, name: str, wrapped: bytes) -> DataKey:
        """Return a chat's data key from how it is kept."""
        if (found := self._cache.get(wrapped)) is not None:
            self._cache.move_to_end(wrapped)
            return found
        return self._remember(DataKey(AESGCM(self._masters.unwrap(wrapped, name)), wrapped))

    def forget(self, key: DataKey) -> None:
        """Let go of a key that an erasure destroyed."""
        self._cache.pop(key.wrapped, None)

    def rewrap(self, name: str, wrapped: bytes) -> bytes:
        """Wrap a kept key anew with the newest master key."""
        return self._masters.wrap(self._masters.unwrap(wrapped, name), name)

    def is_newest(self, wrapped: bytes) -> bool:
        """Tell whether a kept key is wrapped by the newest master key."""
        return self._masters.is_newest(wrapped)

    def purpose(self, name: str) -> Purpose:
        """Return the keys of a purpose: ``session``, ``staff`` or ``audit``."""
        return Purpose(self._secrets[name])

    def blind(self, purpose: str, value: str) -> str:
        """Return a look-up name for ``value``: 32 lower-case letters and digits that lead nowhere without the key."""
        return base32(self.digest(purpose, value)[:20])

    def digest(self, purpose: str, value: str) -> bytes:
        """Return the 32 bytes that stand for ``value`` where nobody reads."""
        found = self._index.copy()
        found.update(f"{purpose}\0{value}".encode())
        return found.digest()

    def code_digest(self, challenge: str, account: str, policy: str, purpose: str, code: str) -> bytes:
        """Return the keyed digest by which a code is compared, with the id of its key in front."""
        bound = "\0".join((challenge, account, policy, purpose, code))
        return self._code_id + hmac.digest(self._code, bound.encode(), "sha256")

    def _remember(self, key: DataKey) -> DataKey:
        self._cache[key.wrapped] = key
        if len(self._cache) > CACHED:
            self._cache.popitem(last=False)
        return key
