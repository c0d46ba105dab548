"""Where a conversation stands, told by what the bot last asked: the steps' names as figures are divided by them."""

from __future__ import annotations

import re

# What the bot says, and the step whose question it is; the first that fits. A question upon another step (stop? go on?
# erase?) has no line: who is asked it stands where they stood.
_QUESTIONS = (
    (r"done\.(ind|member).*", "Finished"),
    (r"otp\.(sent\..*|resent|send_.*|sms_paused.*|wrong|old|format|expired|resend_.*|not_received)", "EnteringCode"),
    (r"lookup\.no_contact.*", "AtMenu"),
    (r"lookup\.nomatch", "NotFound"),
    (r"otp\.method", "ChoosingMethod"),
    (r"wait\.lookup", ""),
    (r"edit\.ask", "Mending"),
    (r"confirm\.(ind|grp|dplk)", "Confirming"),
    (r"field\.dob", "TypingBirth"),
    (r"field\.participant", "TypingParticipant"),
    (r"field\.policy\..*", "TypingPolicy"),
    (r"type\.ask", "ChoosingType"),
    (r"link\.(failed|recheck|accounts_full)", "LinkingFailed"),
    (r"pol\.unlink\.ask|pol\.detail.*", "ViewingPolicy"),
    (r"pol\.list|pol\.none.*", "BrowsingPolicies"),
    (r"req\.withdraw\.ask|status\..*", "BrowsingRequests"),
    (r"menu\.body(\.tg)?|greet\.back.*|timeout\.ended|cancel\.done|cancel\.nothing", "AtMenu"),
)


def standing(keys: frozenset[str], before: str) -> str:
    """Return the step after a message of these keys, ``before`` being the one before it."""
    for shape, step in _QUESTIONS:
        if step and any(re.fullmatch(shape, key) for key in keys):
            return step
    return before
