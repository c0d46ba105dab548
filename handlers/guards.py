"""Which limits guard what: the windows of look-ups, of codes sent, of codes typed and of copies, for one installation."""

from __future__ import annotations

from conversations.details import Details
from conversations.effects import LookUp, SendCode
from conversations.limits import DAY, HOUR, MINUTE
from conversations.limits import Limits as Bounds
from storage.limits import Window

YEAR = 365 * DAY
UNTIL_UNLOCKED = 100 * YEAR  # "in a row" has no end of its own: a success ends it, or the care team

Windows = tuple[Window, ...]


class Guards:
    """The windows, with the numbers of ``bounds``. A policy's are told to nobody: they would tell that it exists."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds

    def misses(self, account: str, ask: LookUp) -> Windows:
        """Return what details that do not match take of a chat."""
        bounds = self._bounds
        pair = f"{account}:{policy_scope(ask)}"
        return (
            Window("pair_mismatches_day", pair, bounds.pair_mismatches_day, DAY),
            Window("chat_mismatches_hour", account, bounds.chat_mismatches_hour, HOUR),
            Window("chat_mismatches_day", account, bounds.chat_mismatches_day, DAY),
        )

    def numbers(self, account: str, ask: Details | LookUp) -> Windows:
        """Return what a policy number takes of a chat, however often it is looked up, until a right code proves its holder."""
        return (Window("chat_policies_day", account, self._bounds.chat_policies_day, DAY, counts=ask.policy),)

    def policy_misses(self, ask: LookUp) -> Windows:
        """Return what details that do not match take of a policy."""
        most = self._bounds.policy_mismatches_day
        return (Window("policy_mismatches_day", policy_scope(ask), most, DAY, told=False),)

    def sends(self, account: str, send: SendCode) -> Windows:
        """Return what a code takes that is sent."""
        bounds, address, policy = self._bounds, send.contact.address, policy_scope(send)
        return (
            Window("destination_sends_ten_minutes", address, bounds.destination_sends_ten_minutes, 10 * MINUTE),
            Window("destination_sends_day", address, bounds.destination_sends_day, DAY),
            Window("policy_sends_day", policy, bounds.policy_sends_day, DAY),
            Window("chat_sends_day", account, bounds.chat_sends_day, DAY),
        )

    def typed(self, account: str, details: Details) -> Windows:
        """Return what a wrong code takes, in a window that ends by itself."""
        chat = Window("chat_wrong_day", account, self._bounds.chat_wrong_day, DAY)
        return (chat, *self._policy_typed(details))

    def row(self, details: Details | LookUp) -> Window:
        """Return the wrong codes of a policy in a row, which a right one ends."""
        most = self._bounds.policy_wrong_row
        return Window("policy_wrong_row", policy_scope(details), most, UNTIL_UNLOCKED, told=False)

    def locks(self, details: Details | LookUp) -> Windows:
        """Return what locks a policy: none of these may be used up."""
        return (*self._policy_typed(details), self.row(details))

    def unlockable(self, details: Details) -> Windows:
        """Return what the care team may begin anew: the year's stays, or a policy could be guessed in time."""
        return (self._policy_typed(details)[0], self.row(details))

    def copies(self, account: str) -> Windows:
        """Return what a copy of all data takes."""
        return (Window("chat_copies_day", account, self._bounds.chat_copies_day, DAY),)

    def _policy_typed(self, details: Details | LookUp) -> Windows:
        bounds, policy = self._bounds, policy_scope(details)
        return (
            Window("policy_wrong_day", policy, bounds.policy_wrong_day, DAY, told=False),
            Window("policy_wrong_year", policy, bounds.policy_wrong_year, YEAR, told=False),
        )


def policy_scope(details: Details | SendCode | LookUp) -> str:
    """Name one policy for a limit: type, policy number and participant number together."""
    return f"{details.type}:{details.policy}:{details.participant}"
