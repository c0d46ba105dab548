"""What Telegram's refusals mean: first as python-telegram-bot's errors, then as the ports' own."""

from __future__ import annotations

import logging
import os

from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from handlers.ports import ChatUnreachable, Fault, NotSent, Problem, SendLater, SendUnsure

# The library asks for this when ``retry_after`` is read; without it each 429 would warn.
os.environ.setdefault("PTB_TIMEDELTA", "1")
# Its debug lines hold the token (in addresses) and the webhook's secret (in parameters).
logging.getLogger("telegram").setLevel(logging.WARNING)

PAUSE = 2.0  # seconds, when Telegram is away and does not say for how long
REJECTED_PAUSE = 60.0  # seconds, when the token is refused: for the operator to mend, no message's fault
_UNREACHABLE = ("blocked by the user", "user is deactivated", "can't initiate conversation", "chat not found")
_UNCHANGED = "message is not modified"
_UNEDITABLE = ("message to edit not found", "message can't be edited", "message_id_invalid")
_GONE = ("message to delete not found", "message_id_invalid")


class TelegramDown(Problem):
    """Telegram cannot be asked now: away, slow, or flooded."""


class TelegramRefused(Problem):
    """Telegram refuses what the installation asks: the token, the webhook's address, a text."""


class NotReached(NetworkError):
    """The call did not leave: no connection."""


class Rejected(InvalidToken):
    """Telegram, or a proxy before it, does not let us in."""

    def __init__(self, status: int) -> None:
        super().__init__(str(status))


class AnswerLost(TimedOut):
    """The call left, but no readable answer came: it may have been carried out."""


def error_of(status: int, description: str, retry_after: float = 0) -> TelegramError:
    """Return the library's error for an answer that is not ok; ``retry_after`` is in seconds.

    Source: https://core.telegram.org/bots/api#making-requests
    """
    match status:
        case 429:
            return RetryAfter(int(retry_after) or 1)
        case 403:
            return Forbidden(description)
        case 401 | 404:
            return Rejected(status)
        case 409:
            return Conflict(description)
        case _ if status < 500:
            return BadRequest(description)
    return NetworkError(f"{status} {description}")


def seconds_of(error: RetryAfter) -> float:
    """Return how many seconds Telegram wants us to wait."""
    wait = error.retry_after
    return float(wait) if isinstance(wait, int) else wait.total_seconds()


def problem_of(error: TelegramError) -> Problem:
    """Return what the error means for a message to a customer."""
    match error:
        case RetryAfter():
            return SendLater(seconds_of(error))
        case InvalidToken():
            return SendLater(REJECTED_PAUSE, Fault(error.message, refuses=True))
        case Forbidden() | BadRequest() if _says(error, *_UNREACHABLE):
            return ChatUnreachable(error.message)
        case TimedOut():
            return SendUnsure(error.message)
        case NetworkError() if not isinstance(error, BadRequest):
            return SendLater(PAUSE, Fault(error.message))
        case Forbidden():
            return NotSent(error.message, Fault("403", refuses=True))
    return NotSent(error.message)


def setup_problem_of(error: TelegramError) -> Problem:
    """Return what the error means while we set ourselves up."""
    if isinstance(error, RetryAfter) or (isinstance(error, NetworkError) and not isinstance(error, BadRequest)):
        return TelegramDown(error.message)
    return TelegramRefused(error.message)


def is_unchanged(error: BadRequest) -> bool:
    """Tell whether an edit was refused only because the message already reads so."""
    return _says(error, _UNCHANGED)


def is_uneditable(error: BadRequest) -> bool:
    """Tell whether the message to edit is gone, or too old to be edited."""
    return _says(error, *_UNEDITABLE)


def is_gone(error: BadRequest) -> bool:
    """Tell whether the message to delete is not there any more."""
    return _says(error, *_GONE)


def _says(error: TelegramError, *phrases: str) -> bool:
    said = error.message.lower()
    return any(phrase in said for phrase in phrases)
