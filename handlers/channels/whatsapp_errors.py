"""What the Cloud API's refusals mean for a message to a customer, and how long a customer who had too many is left alone."""

from __future__ import annotations

from collections import OrderedDict

from msgspec import Struct

from handlers.ports import ChatUnreachable, Fault, NotSent, Problem, SendLater, WindowShut

NAME = "whatsapp"
PAUSE = 2.0  # seconds, when Meta is away for a moment
LONG_PAUSE = 60.0  # seconds, when a limit of the hour is used up, or something is for the operator to mend
MOST_STEPS = 5  # 4 ** 5 s: a quarter of an hour
KEPT = 10_000  # customers whose steps are remembered
PAIR_RATE = 131056
_WINDOW = 131047
_UNDELIVERABLE = 131026
_LATER = {130429: PAUSE, 80007: LONG_PAUSE, 4: LONG_PAUSE, 131000: PAUSE, 131016: PAUSE, 131057: LONG_PAUSE}
_NEVER = (131051, 131008, 131009, 100, 131021)
_TEMPLATE = range(132000, 133000)  # a template that is not there, paused, or has other parameters
_OPERATOR = (0, 190, 3, 10, *range(200, 300), 131005, 131031, 368, 131042, 131048)
_NO_SUCH_OBJECT = 33  # code 100's way to say that the phone number id is wrong, or not the token's


class Refusal(Struct, frozen=True, kw_only=True):
    """The Cloud API's no: the HTTP status, and what stood in the body (``code`` -1: nothing)."""

    status: int
    code: int = -1
    subcode: int = 0

    @property
    def says(self) -> str:
        """Return the refusal in words for a log."""
        return f"{self.status}, refused with {self.code}" if self.code >= 0 else f"HTTP {self.status}"


def problem_of(refusal: Refusal) -> Problem:
    """Return what the refusal means for this message, and what it says against Meta or our account there.

    The pair rate (131056) is a SendLater of its first step here: who keeps `PairWaits` knows the others.
    Source: https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes
    """
    match refusal.code:
        case code if code == _WINDOW:
            return WindowShut("the 24-hour window is shut")
        case code if code == _UNDELIVERABLE:
            # Not on WhatsApp, too old an app, or we are blocked: Meta does not say which. For us it is one: nothing
            # reaches this chat, so notices must go by email, until the customer writes again.
            return ChatUnreachable(str(code))
        case code if code == PAIR_RATE:
            return SendLater(1)
        case code if code in _LATER:
            return SendLater(_LATER[code], Fault(refusal.says))
        case code if code in _TEMPLATE:
            return NotSent(refusal.says, Fault(refusal.says, refuses=True))
    if _is_for_operator(refusal):
        return SendLater(LONG_PAUSE, Fault(refusal.says, refuses=True))
    if refusal.code not in _NEVER and (refusal.status >= 500 or refusal.status in (408, 429)):
        return SendLater(PAUSE, Fault(refusal.says))
    return NotSent(refusal.says)


class PairWaits:
    """How long to leave each customer alone who had too many messages: 4^n seconds, n from 0, until one goes through.

    Source: https://developers.facebook.com/docs/whatsapp/cloud-api/overview#pair-rate-limits
    """

    def __init__(self) -> None:
        self._steps: OrderedDict[str, int] = OrderedDict()

    def next(self, address: str) -> SendLater:
        """Return the next wait of this customer, longer than the one before."""
        step = self._steps.pop(address, 0)
        self._steps[address] = min(step + 1, MOST_STEPS)
        if len(self._steps) > KEPT:
            self._steps.popitem(last=False)
        return SendLater(4**step)

    def reset(self, address: str) -> None:
        """Forget the steps: a message went through."""
        self._steps.pop(address, None)


def _is_for_operator(refusal: Refusal) -> bool:
    if refusal.code == 100:
        return refusal.subcode == _NO_SUCH_OBJECT
    return refusal.code in _OPERATOR or (refusal.code < 0 and refusal.status in (401, 403, 404))
