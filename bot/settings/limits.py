"""The limits and retentions as settings: each with its range, in seconds, days or plain numbers."""

from __future__ import annotations

from msgspec import Struct, structs

from bot.settings.kinds import scaled, whole
from bot.settings.reader import Reader
from bot.settings.table import PREFIX, Setting
from conversations.limits import DAY, SECOND, Keep, Limits
from handlers.figures.alerts import NORMAL, Bounds


class Range(Struct, frozen=True):
    """What a limit may be: from ``low`` to ``high`` in its ``unit`` ("": a plain number)."""

    field: str
    low: int
    high: int
    unit: str
    says: str


LIMITS = (
    Range("code_lifetime", 60, 600, "seconds", "How long a code is right."),
    Range("wrong_codes", 1, 5, "", "Wrong codes a challenge, over all its codes; then the chat waits."),
    Range("chat_lock", 60, 86_400, "seconds", "How long the chat waits then."),
    Range("resend_first", 10, 600, "seconds", "The wait before a linking's second code."),
    Range("resend_next", 10, 600, "seconds", "The wait before its third code."),
    Range("sends", 1, 5, "", "Codes a linking."),
    Range("destination_sends_ten_minutes", 1, 10, "", "Codes to one contact in ten minutes, over all chats."),
    Range("destination_sends_day", 1, 20, "", "Codes to one contact a day, over all chats."),
    Range("policy_sends_day", 1, 20, "", "Codes for one policy a day."),
    Range("chat_sends_day", 1, 20, "", "Codes from one chat a day."),
    Range(
        "policy_wrong_day",
        1,
        9,
        "",
        "Wrong codes for one policy a day; more would make guessing likelier than promised.",
    ),
    Range(
        "chat_wrong_day", 1, 9, "", "Wrong codes from one chat a day; more would make guessing likelier than promised."
    ),
    Range(
        "policy_wrong_row", 9, 30, "", "Wrong codes for one policy in a row; then it is locked until it is unlocked."
    ),
    Range("policy_wrong_year", 30, 100, "", "Wrong codes for one policy a year."),
    Range("pair_mismatches_day", 1, 10, "", "Details that do not match a day, for one chat and policy."),
    Range("chat_mismatches_hour", 1, 20, "", "Details that do not match an hour, from one chat."),
    Range("chat_mismatches_day", 1, 50, "", "Details that do not match a day, from one chat."),
    Range("policy_mismatches_day", 1, 50, "", "Details that do not match a day, for one policy."),
    Range("chat_policies_day", 1, 50, "", "Different policy numbers a day, from one chat, that no right code proved."),
    Range("alarm_codes", 10, 1_000, "", "The last codes by which the alarm judges, over all chats."),
    Range("alarm_verified", 1, 90, "", "The alarm is on while fewer of them, in per cent, were verified."),
    Range(
        "alarm_typed", 10, 10_000, "", "Codes typed in an hour, over all chats, from which on the alarm judges them."
    ),
    Range("alarm_wrong", 10, 99, "", "The alarm is on while more of them, in per cent, were wrong."),
    Range("inbound", 5, 100, "", "Messages from one chat in the inbound window; one more and it is silenced."),
    Range("inbound_window", 1, 60, "seconds", "The inbound window."),
    Range("inbound_silence", 10, 600, "seconds", "How long a silenced chat must be quiet."),
    Range("reminder", 60, 3_600, "seconds", "The silence in a linking after which the customer is reminded."),
    Range("idle", 120, 7_200, "seconds", "The silence after which a linking ends."),
    Range(
        "resume",
        3_600,
        604_800,
        "seconds",
        "How long its details wait to be taken up again, without the date of birth.",
    ),
    Range(
        "neutral", 0, 10, "seconds", "When the neutral answer leaves after the confirmation, whatever the look-up said."
    ),
    Range("wait_notice", 1, 20, "seconds", "When a customer who waits is told so."),
    Range("wait_deadline", 20, 60, "seconds", "When a customer who waits is told that it failed."),
    Range(
        "timers_delay",
        0,
        300,
        "seconds",
        "How long after its start a process leaves reminders and ends for silence alone.",
    ),
    Range("policy_accounts", 1, 10, "", "Accounts to which one policy may be linked."),
    Range(
        "chat_copies_day", 1, 20, "", "Copies of all data that one chat may have sent to its registered email a day."
    ),
)
KEEP = (
    Range(
        "message_ids", 8, 30, "days", "Ids of messages, by which repeats are known (WhatsApp redelivers for a week)."
    ),
    Range("transcript", 1, 3_650, "days", "Transcripts."),
    Range("figures", 7, 3_650, "days", "Figures: what was counted each day, without names."),
    Range("requests", 1, 3_650, "days", "Ended requests, from their decision."),
    Range("idle", 30, 3_650, "days", "A chat in which nothing happens and nothing is linked."),
    Range("audit", 365, 3_650, "days", "The audit log, with receipts of erasures and proofs of consent."),
)
ALERTS = (
    Range("least", 1, 10_000, "", "How many of a figure must have been counted today before it can raise an alert."),
    Range("right_percent", 0, 100, "", "Fewer codes typed right than this, in percent of those issued."),
    Range("unsent_percent", 0, 100, "", "More codes not sent than this, in percent of those issued."),
    Range("no_match_percent", 0, 100, "", "More look-ups without a match than this, in percent."),
    Range("away_percent", 0, 100, "", "More look-ups that the registry did not answer than this, in percent."),
    Range("delivery", 1, 600, "seconds", "A longer median time until a gateway takes a code."),
    Range("wait", 60, 86_400, "seconds", "A longer median wait for a person."),
)

_MILLISECONDS = {"seconds": SECOND, "days": DAY}


def limit_settings() -> tuple[Setting[int], ...]:
    """Return the rows of all limits."""
    return tuple(_setting("LIMIT", row, getattr(Limits(), row.field)) for row in LIMITS)


def keep_settings() -> tuple[Setting[int], ...]:
    """Return the rows of all retentions."""
    return tuple(_setting("KEEP", row, getattr(Keep(), row.field)) for row in KEEP)


def alert_settings() -> tuple[Setting[int], ...]:
    """Return the rows of all alerts."""
    return tuple(_setting("ALERT", row, getattr(NORMAL, row.field)) for row in ALERTS)


def read_limits(reader: Reader) -> Limits:
    """Read the limits, and see that they agree with each other."""
    values = zip(LIMITS, limit_settings(), strict=True)
    limits = structs.replace(Limits(), **{row.field: reader.get(setting) for row, setting in values})
    for smaller, larger, strictly in _PAIRS:
        below, above = getattr(limits, smaller), getattr(limits, larger)
        if below > above or (strictly and below == above):
            word = "less than" if strictly else "at most"
            reader.object(limit_name(smaller), f"must be {word} {limit_name(larger)}")
    return limits


def read_keep(reader: Reader) -> Keep:
    """Read the retentions."""
    values = zip(KEEP, keep_settings(), strict=True)
    return structs.replace(Keep(), **{row.field: reader.get(setting) for row, setting in values})


def read_alerts(reader: Reader) -> Bounds:
    """Read what figures are called normal."""
    values = zip(ALERTS, alert_settings(), strict=True)
    return structs.replace(NORMAL, **{row.field: reader.get(setting) for row, setting in values})


def limit_name(field: str) -> str:
    """Return the setting of a limit."""
    return f"{PREFIX}LIMIT_{field.upper()}"


_PAIRS = (
    ("reminder", "idle", True),
    ("code_lifetime", "idle", True),
    ("wait_notice", "wait_deadline", True),
    ("wrong_codes", "chat_wrong_day", False),
    ("wrong_codes", "policy_wrong_day", False),
    ("destination_sends_ten_minutes", "destination_sends_day", False),
    ("chat_mismatches_hour", "chat_mismatches_day", False),
    ("policy_wrong_day", "policy_wrong_row", False),
    ("policy_wrong_row", "policy_wrong_year", False),
    ("pair_mismatches_day", "policy_mismatches_day", False),
)


def _setting(family: str, row: Range, default: int) -> Setting[int]:
    name = f"{PREFIX}{family}_{row.field.upper()}"
    if not row.unit:
        return Setting(
            name=name, read=whole(row.low, row.high), default=default, says=f"{row.says} {row.low} to {row.high}."
        )
    milliseconds = _MILLISECONDS[row.unit]
    return Setting(
        name=name,
        read=scaled(row.low, row.high, row.unit, milliseconds),
        default=default,
        says=f"{row.says} {row.low} to {row.high} {row.unit}.",
        shown=f"{default / milliseconds:g} {row.unit}",
    )
