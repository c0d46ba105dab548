"""What stands in no transcript is counted from the dialogue's own script: what is said before the consent, and a flood."""

from __future__ import annotations

from collections import Counter
from fnmatch import fnmatchcase

from tests.dialogues.script import Dialogue

_ENDS = ("priv.withdrawn", "delete.done", "delete.held")


def unheard(dialogue: Dialogue) -> Counter[str]:
    """Count what the script lets the bot say while nobody has agreed yet, and to what it says nothing after a warning."""
    counts: Counter[str] = Counter()
    warned = False
    agreed: dict[str, bool] = {}
    step: dict[str, str] = {}
    who = "1"
    for cue in dialogue.cues:
        if cue.actor == "become":
            who = cue.text
        elif cue.actor == "given":
            agreed[who] = True
        elif cue.actor == "bot":
            keys = [key.strip() for key in cue.text.split(" / ")]
            counts["silenced"] += warned and keys == ["nothing"]
            warned = "err.too_fast" in keys or (warned and keys == ["nothing"])
            if not agreed.get(who):
                step[who] = _say(keys, step.get(who, "Arriving"), counts)
            if "consent.ok" in keys:
                agreed[who] = True
            elif any(key in _ENDS for key in keys):
                agreed[who], step[who] = False, "Declined"
    return counts


def _say(keys: list[str], step: str, counts: Counter[str]) -> str:
    """Count what is said before the consent, and return the step that it leads to."""
    if _has(keys, "consent.declined") and step == "Consenting":
        counts["consent"] += 1
        counts["consent|declined"] += 1
    for figure, is_so in (("error", keys[0] == "consent.repeat"), ("help", _has(keys, "help.*"))):
        if is_so:
            counts[figure] += 1
            counts[f"{figure}|{step}"] += 1
    for figure in ("issued", "handed_over"):
        counts[figure] += "otp.safety" in keys  # who took the consent back may still erase their data
    if _has(keys, "consent.declined"):
        return "Declined"
    return "Consenting" if _has(keys, "consent.*") or _has(keys, "greet.new") else step


def _has(keys: list[str], shape: str) -> bool:
    return any(fnmatchcase(key, shape) for key in keys)
