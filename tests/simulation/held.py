"""What a simulated Redis holds of chats and limits, opened: rules see it from outside the product's own reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from conversations.chat import Chat
from storage import keys
from storage.vault import DataKey, Vault
from tests.simulation.replica import MASTERS, SECRETS

if TYPE_CHECKING:
    from tests.simulation.world import World

HEAD = 24  # bytes before a chat's sealed state
_chat = msgspec.msgpack.Decoder(Chat)


class Held:
    """What the world's Redis holds."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.vault = Vault(MASTERS, SECRETS)

    @property
    def now(self) -> int:
        """Return the world's time in milliseconds since 1970."""
        return self.world.redis.data.now()

    @property
    def data(self) -> dict[bytes, Any]:
        """Return what Redis holds."""
        return self.world.redis.data.values

    def key(self, account: str) -> DataKey:
        """Return a chat's data key."""
        name = keys.home(account).key(account)
        return self.vault.known(name, self.data[name.encode()])

    def limit(self, name: str, scope: str) -> dict[bytes, bytes]:
        """Return what was taken of a limit's window that still runs."""
        where = keys.limit(name, self.vault.blind(f"limit {name}", scope)).encode()
        found: dict[bytes, bytes] = self.data.get(where) or {}
        return found if int(found.get(b"ends", 0)) > self.now - 60_000 else {}

    def head(self, account: str) -> tuple[int, bytes]:
        """Return a chat's version and the id of its last commit."""
        state = self.data[keys.home(account).chat(account).encode()]
        return int.from_bytes(state[:8], "big"), bytes(state[8:HEAD])

    def read(self, account: str) -> Chat | None:
        """Return a chat's state, None where there is none."""
        name = keys.home(account).chat(account)
        state = self.data.get(name.encode())
        return None if state is None else _chat.decode(self.key(account).open(name, state[HEAD:]))
