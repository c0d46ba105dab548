"""What the care team does in a chat, in the past tense. Each names the driver it saw: a stale one changes nothing."""

from __future__ import annotations

from conversations.happening import HappeningBase


class TookOver(HappeningBase, frozen=True):
    """The agent ``by`` (whom the customer knows as ``name``) drives from now on; ``drive`` is the driver's version seen."""

    by: str
    name: str
    drive: int


class Transferred(HappeningBase, frozen=True):
    """``by`` gave the conversation to the agent ``to``, or back to the queue where ``to`` is empty."""

    by: str
    drive: int
    to: str = ""
    name: str = ""


class HandedBack(HappeningBase, frozen=True):
    """``by`` let the bot go on."""

    by: str
    drive: int


class StaffSaid(HappeningBase, frozen=True):
    """``by`` wrote to the customer, having seen ``seen`` of the customer's messages.

    ``spoke``: the driver's last word that ``by`` had seen (None: not told), so that another tab's line is news as well.
    ``anyway``: the same text was refused as stale before, and ``by`` saw what was new.
    ``template``: WhatsApp's window is shut, so this template (see ``templates.offered``) is sent instead of ``text``.
    """

    by: str
    drive: int
    seen: int
    text: str = ""
    template: str = ""
    spoke: int | None = None
    anyway: bool = False


class TicketAnswered(HappeningBase, frozen=True):
    """``by`` answered the complaint ``reference``: the customer is told ``text``, and the ticket is closed."""

    by: str
    reference: str
    text: str


class DriverGone(HappeningBase, frozen=True):
    """The sign-in of the agent ``by`` ended while they drove."""

    by: str


class Noted(HappeningBase, frozen=True):
    """``by`` wrote a note that only the care team reads."""

    by: str
    text: str


class Labelled(HappeningBase, frozen=True):
    """``by`` put these labels on the conversation, and no others."""

    by: str
    labels: tuple[str, ...]


StaffAction = TookOver | Transferred | HandedBack | StaffSaid | TicketAnswered | DriverGone | Noted | Labelled
