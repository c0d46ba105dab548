"""A customer's inboxes: which codes have come, and which of them were typed."""

from __future__ import annotations


class Inbox:
    """The codes at a customer's ``addresses``, email and SMS alike."""

    def __init__(self, inboxes: list[dict[str, list[str]]], addresses: tuple[str, ...]) -> None:
        self._inboxes = inboxes
        self._addresses = addresses
        self._typed: set[str] = set()

    def codes(self) -> list[str]:
        """Return all codes that have come."""
        return [code for inbox in self._inboxes for address in self._addresses for code in inbox.get(address, ())]

    def untyped(self) -> bool:
        """Tell whether there is a code that was not typed yet."""
        return any(code not in self._typed for code in self.codes())

    def newest(self) -> str:
        """Return the newest code that was not typed yet; it counts as typed now."""
        code = next(code for code in self.codes()[::-1] if code not in self._typed)
        self._typed.add(code)
        return code

    def wrong(self) -> str:
        """Return a code that never came."""
        codes = self.codes()
        return f"{(int(codes[-1]) + 111_111) % 1_000_000:06d}" if codes else "999999"
