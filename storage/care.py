"""What the care team keeps about its own work: who handles which request, and what waits for a second person."""

from __future__ import annotations

from msgspec import Struct

from conversations.limits import DAY, MINUTE

WAITS = 3 * DAY  # how long something waits for a second person
DECIDES = MINUTE  # after which a decision that was begun and not made may be made by anybody


class Claim(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who handles a request since when ("": nobody any more). ``decided``: they decided it."""

    staff: str
    name: str
    at: int
    decided: bool = False


class Approval(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something that takes two people. ``kind`` says what, of ``subject``, with ``details``.

    ``state``: open, deciding (somebody has begun to), approved (and to be carried out), done, refused. ``by`` is the second
    person.
    """

    kind: str
    subject: str
    details: dict[str, str]
    reason: str
    asked_by: str
    asked_name: str
    asked_at: int
    state: str = "open"
    by: str = ""
    by_name: str = ""
    at: int = 0

    def waits(self, now: int) -> bool:
        """Tell whether a second person may still decide it."""
        begun = self.state == "deciding" and now >= self.at + DECIDES
        return (self.state == "open" or begun) and now < self.asked_at + WAITS


class Canned(Struct, frozen=True, kw_only=True):
    """A reply that is ready: what it is called, and its words in each language."""

    title: str
    texts: dict[str, str]


class Label(Struct, frozen=True, kw_only=True):
    """A label that a conversation may bear."""

    name: str


class Hook(Struct, frozen=True, kw_only=True):
    """An outgoing webhook: where news of ``events`` goes, signed with ``secret``."""

    url: str
    secret: str
    events: tuple[str, ...]
    added: int


class Answer(Struct, frozen=True, kw_only=True):
    """An answer of the insurer's own in the place of the catalogue's: its template in each language."""

    texts: dict[str, str]


class Assigned(Struct, frozen=True, kw_only=True):
    """What a message wants that was not understood, as a member of the team said at a moment; its id names the message."""

    wish: str
    by: str
    at: int
