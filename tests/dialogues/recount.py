"""The second path to the figures: a dialogue is counted again from its transcript alone, by what the bot said.

Nothing of the conversation's own counting is used here: a linking begins where the bot asks for a type or a first detail,
a code is right where a congratulation follows it, an error is a paragraph of the catalogue's ``err.``.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from conversations.locales import LANGUAGES, catalogue
from storage.chats import Line
from tests.dialogues.words import pattern

STAGES = ("started", "type", "details", "matched", "code_sent", "delivered", "entered", "right", "linked", "decided")
KINDS = {"ind": "individu", "grp": "group", "dplk": "dplk"}
SENDS = (
    "otp.sent.email", "otp.sent.sms", "otp.resent", "otp.send_failed", "otp.send_unsure", "otp.send_limit", "otp.sms_paused",
    "otp.sms_paused_only",
)  # fmt: skip
NO_ERRORS = {"err.stale_button", "err.too_long", "err.too_fast", "err.three_times"}
CODE = "[kode OTP]"
LINKED = ("done.ind", "done.member")


@cache
def _shapes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((key, pattern(key, language)) for key in catalogue("id") for language in LANGUAGES)


@cache
def said(text: str) -> frozenset[str]:
    """Return the catalogue keys that paragraphs of a text can be."""
    ends = [place.start() for place in re.finditer("\n\n", text)] + [len(text)]
    starts = [0, *(end + 2 for end in ends[:-1])]
    return frozenset(
        key
        for key, shape in _shapes()
        if re.search(r"\w", re.sub(r"\.\*\?", "", shape.pattern))
        and any(shape.fullmatch(text, start, end) for start in starts for end in ends if end > start)
    )


class Recount:
    """Counts one customer's transcript. ``counts`` is by figure and, where it is told, by policy type."""

    def __init__(self, lines: tuple[Line, ...]) -> None:
        self.counts: Counter[str] = Counter()
        self._where = ""
        self._kind = ""
        self._reached = 0
        self._typed = False
        self._waiting = False
        self._agent = False
        self._heard = ""
        self._requests: list[str] = []
        for place, line in enumerate(lines):
            self._line(line, lines[place + 1 : place + 2])

    def _line(self, line: Line, following: tuple[Line, ...]) -> None:
        after = said(following[0].text) if following and following[0].who == "bot" else frozenset()
        if line.who == "customer":
            self._heard = line.text
            self._typed = CODE in line.text and self._where in ("code", "method")
        elif line.who == "system":
            self._care(line.text, after)
        elif line.who == "bot":
            self._bot(said(line.text))

    # --- what the bot said ----------------------------------------

    def _bot(self, keys: frozenset[str]) -> None:
        self._trust(keys)
        self._linking(keys)
        self._codes(keys)
        self._endings(keys)
        self._friction(keys)

    def _linking(self, keys: frozenset[str]) -> None:
        asks = any(key.startswith("field.") and key != "field.progress" for key in keys)
        summary = next((key for key in keys if re.fullmatch(r"confirm\.(ind|grp|dplk)", key)), "")
        resumed = self._where == "later" and (asks or summary) and "type.ask" not in keys
        begins = ("type.ask" in keys or asks) and self._where in ("", "later", "asked on") and not self._goes_on(keys)
        if resumed:
            self.counts["resumed"] += 1
        if begins:
            self._reached, self._kind = 0, self._kind if resumed else ""
        kind = next((KINDS[key.rpartition(".")[2]] for key in keys if key.rpartition(".")[2] in KINDS), "")
        self._kind = kind or self._kind
        if "type.ask" in keys:
            self._reach("started")
            self._where = "type"
        elif asks:
            self._reach("type")
            self._where = "fields"
        elif summary:
            self._reach("details")
            self._where = "confirm"
        elif "resume.ask_later" in keys:
            self._where = "later"
        elif "resume.ask" in keys:
            self._where = "asked on"

    def _goes_on(self, keys: frozenset[str]) -> bool:
        """Tell whether a question after "go on?" is the old one: only "from the start" begins anew."""
        return self._where == "asked on" and "type.ask" not in keys

    def _codes(self, keys: frozenset[str]) -> None:
        if "otp.method" in keys or any(key.startswith("lookup.no_contact") for key in keys):
            self._reach("matched")
            self._where = "method"
        if keys & set(SENDS) and "delete.verify" not in keys:
            self._reach("code_sent")
            self._where = "code"
        if "otp.safety" in keys or "otp.resent" in keys:
            self.counts["handed_over"] += 1
            self._reach("delivered")
        for key, name in (
            ("otp.wrong", "wrong"),
            ("otp.old", "old"),
            ("otp.expired", "expired"),
            ("otp.locked", "wrong"),
        ):
            if key in keys and self._typed:
                self.counts[name] += 1
                self._reach("entered")
        if "otp.locked" in keys:
            self.counts["locked"] += 1

    def _endings(self, keys: frozenset[str]) -> None:
        if keys & set(LINKED):
            self.counts["right_codes"] += 1
            self._reach("linked")
            if "done.member" in keys:
                self._reach("decided")
            else:
                self._requests.append(self._kind)
        if {"notify.approved", "notify.rejected"} & keys:
            self.counts["decided"] += 1
            self.counts[f"decided:{self._requests.pop(0)}"] += 1
            self.counts["approved" if "notify.approved" in keys else "rejected"] += 1
        self.counts["withdrawn"] += "req.withdrawn" in keys
        self.counts["late"] += "notify.late" in keys
        self.counts["unlinked"] += "pol.unlink.done" in keys
        left = {"menu.body", "cancel.done", "timeout.ended", "otp.locked", "lookup.locked", *LINKED}
        if keys & left or any(key.startswith(("lookup.already", "greet.back")) for key in keys):
            self._where = self._where if "resume.ask_later" in keys else ""

    def _friction(self, keys: frozenset[str]) -> None:
        errors = {key for key in keys if key.startswith("err.")} - NO_ERRORS
        self.counts["error"] += bool(errors or keys & {"otp.format", "consent.repeat"})
        self.counts["help"] += any(key.startswith("help.") for key in keys)
        self.counts["no_match"] += keys == {"lookup.nomatch"}
        self.counts["fell_silent"] += "timeout.ended" in keys
        self.counts["cancelled"] += "cancel.done" in keys

    def _trust(self, keys: frozenset[str]) -> None:
        self.counts["given"] += "consent.ok" in keys
        self.counts["rated"] += bool({"csat.thanks", "csat.thanks_low"} & keys)
        self.counts["consent_withdrawn"] += "priv.withdrawn" in keys

    # --- the care team ----------------------------------------

    def _care(self, change: str, after: frozenset[str]) -> None:
        queued = change in ("asked", "complained", "minor", "requeued") or (
            change == "transferred" and after & {"agent.requeued", "agent.offline"}
        )
        if queued and not self._waiting:
            self.counts["asked_person"] += 1
        self.counts["complaint"] += change == "complained"
        self.counts["taken_over"] += change == "took_over"
        if change in ("left", "handed_back", "fell_silent") and self._agent:
            self.counts["handed_back"] += 1
        self._waiting = bool(queued)
        self._agent = change == "took_over" or (change == "transferred" and not queued)

    def _reach(self, stage: str) -> None:
        """Count a stage and those before it, each once a linking."""
        place = STAGES.index(stage) + 1
        for passed in STAGES[self._reached : place]:
            self.counts[passed] += 1
            if passed != "started":
                self.counts[f"{passed}:{self._kind}"] += 1
        self._reached = max(self._reached, place)
