"""How often, how long, how many: the numbers that keep codes safe and chats quiet, with the product's defaults.

Every duration is in milliseconds. A day, an hour and ten minutes are windows that start with the first one counted.
"""

from __future__ import annotations

from msgspec import Struct, structs

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

SANDBOX_FACTOR = 10


class Limits(Struct, frozen=True, kw_only=True):
    """The limits of an installation.

    Codes. ``code_lifetime``: how long a code is right. ``wrong_codes``: wrong codes a challenge, over all its codes;
    then the chat waits ``chat_lock``. ``resend_first``, ``resend_next``: the wait before the second and the third code;
    ``sends``: codes a linking.

    Sends in a window. ``destination_sends_ten_minutes``, ``destination_sends_day``: to one contact, over all chats;
    ``policy_sends_day``: for one policy (type, number, participant); ``chat_sends_day``: from one chat.

    Guesses in a window. ``policy_wrong_day``, ``chat_wrong_day``: wrong codes; ``policy_wrong_row``: in a row without a right
    one, until the care team unlocks the policy; ``policy_wrong_year``. ``pair_mismatches_day``: details that do not match,
    for one chat and policy; ``chat_mismatches_hour``, ``chat_mismatches_day``: from one chat; ``policy_mismatches_day``: for
    one policy. ``chat_policies_day``: different policy numbers from one
    chat that no right code proved.

    The alarm. ``alarm_codes``: the last codes of which ``alarm_verified`` per cent must have been verified;
    ``alarm_typed``: codes typed in an hour of which ``alarm_wrong`` per cent may be wrong.

    Inbound. More than ``inbound`` messages within ``inbound_window`` silence a chat until it was quiet for
    ``inbound_silence``.

    A linking. ``reminder``, ``idle``: the silence after which the customer is reminded, and after which it ends;
    ``resume``: how long its details wait. ``neutral``: when the neutral answer leaves, counted from the confirmation.
    ``wait_notice``, ``wait_deadline``: when a customer who waits for an effect is told so, and when that it failed.
    ``timers_delay``: how long after its start a process leaves reminders and ends for silence alone.

    ``policy_accounts``: accounts to which one policy may be linked. ``chat_copies_day``: copies of all data sent from one
    chat.
    """

    code_lifetime: int = 300 * SECOND
    wrong_codes: int = 3
    chat_lock: int = 30 * MINUTE
    resend_first: int = 60 * SECOND
    resend_next: int = 120 * SECOND
    sends: int = 3
    destination_sends_ten_minutes: int = 3
    destination_sends_day: int = 5
    policy_sends_day: int = 5
    chat_sends_day: int = 5
    policy_wrong_day: int = 9
    chat_wrong_day: int = 9
    policy_wrong_row: int = 30
    policy_wrong_year: int = 100
    pair_mismatches_day: int = 3
    chat_mismatches_hour: int = 5
    chat_mismatches_day: int = 10
    policy_mismatches_day: int = 10
    chat_policies_day: int = 5
    alarm_codes: int = 100
    alarm_verified: int = 30
    alarm_typed: int = 200
    alarm_wrong: int = 50
    inbound: int = 20
    inbound_window: int = 10 * SECOND
    inbound_silence: int = 60 * SECOND
    reminder: int = 10 * MINUTE
    idle: int = 30 * MINUTE
    resume: int = 24 * HOUR
    neutral: int = 1_500
    wait_notice: int = 5 * SECOND
    wait_deadline: int = 25 * SECOND
    timers_delay: int = 30 * SECOND
    policy_accounts: int = 3
    chat_copies_day: int = 3

    def resend_wait(self, sent: int) -> int:
        """Return the wait after a linking's code number ``sent`` (from 1) before the next, in milliseconds."""
        return self.resend_first if sent <= 1 else self.resend_next


class Keep(Struct, frozen=True, kw_only=True):
    """How long things are kept: ``message_ids`` by which repeats are known, the ``transcript``, the ``figures``.

    ``requests``: ended ones, from their decision. ``idle``: a chat in which nothing happens and nothing is linked.
    ``audit``: the audit log, receipts of erasures and proofs of consent.
    """

    message_ids: int = 8 * DAY
    transcript: int = 90 * DAY
    figures: int = 400 * DAY
    requests: int = 90 * DAY
    idle: int = 90 * DAY
    audit: int = 5 * 365 * DAY


def for_sandbox(limits: Limits) -> Limits:
    """Return the limits with those on sends (destination, policy, chat) ten times as high: a sandbox is for trying."""
    return structs.replace(
        limits,
        destination_sends_ten_minutes=limits.destination_sends_ten_minutes * SANDBOX_FACTOR,
        destination_sends_day=limits.destination_sends_day * SANDBOX_FACTOR,
        policy_sends_day=limits.policy_sends_day * SANDBOX_FACTOR,
        chat_sends_day=limits.chat_sends_day * SANDBOX_FACTOR,
    )
