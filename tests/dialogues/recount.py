"""The second path to the figures: a dialogue is counted again from what was said, by what the bot said.

Nothing of the conversation's own counting is used here: a linking begins where the bot asks for a type or a first detail,
a code is right where a congratulation follows it, an error is a paragraph of the catalogue's ``err.``. What no transcript
can tell (by which method a code went, what an erasure ended) is told by the security log.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import date

from storage.audit import Record
from storage.chats import Line
from tests.dialogues.phrases import (
    CODE,
    ISSUED,
    KINDS,
    LINKED,
    LOOKED_UP,
    MATCHED,
    NO_ERRORS,
    NOT_LINKED,
    SENDINGS,
    STAGES,
    is_phrase,
    said,
    score,
)
from tests.dialogues.places import standing
from tests.dialogues.queueing import Queue
from tests.dialogues.witness import Told


class Recount:
    """Counts one customer again. ``counts`` is by figure, by ``figure|detail`` and by ``stage|type``; ``took`` are durations.

    ``days`` is by the day on which a linking began: how many of its linkings passed each stage, and how many ended before
    one ("lost before ...") or are not over ("open before ...").
    """

    def __init__(self, told: Told, day: Callable[[int], date]) -> None:
        self.counts: Counter[str] = Counter()
        self.took: dict[str, list[int]] = {}
        self.days: Counter[tuple[date, str]] = Counter()
        self._day = day
        self._requests: list[tuple[str, int, int]] = []
        self._open = False
        self._forget()
        self._queue = Queue(self._count)
        lines = list(told.lines)
        for what, place in told.in_order():
            if isinstance(what, Record):
                self._record(what)
            else:
                self._line(what, tuple(lines[place + 1 : place + 2]))
        self._over("open")
        self._let_go("open")

    def _forget(self) -> None:
        """Begin anew, as who erased their data does."""
        self._over("lost")
        self._let_go("lost")
        self._where = self._kind = self._heard = self._step = ""
        self._reached = self._began = self._asked = self._issued = self._codes_sent = 0
        self._typed = self._looking = self._erasing = self._own_words = False

    def _count(self, figure: str, detail: str = "", took: int | None = None) -> None:
        self.counts[figure] += 1
        if detail:
            self.counts[f"{figure}|{detail}"] += 1
        if took is not None:
            self.took.setdefault(figure, []).append(took)

    def _line(self, line: Line, following: tuple[Line, ...]) -> None:
        after = said(following[0].text) if following and following[0].who == "bot" else frozenset()
        if line.who == "customer":
            self._heard = line.text
            self._own_words = line.understood is not None and bool(line.understood.wish)
            if line.understood is not None and line.understood.how == "none":
                self._count("not_understood")
            self._typed = CODE in line.text and (self._where in ("code", "method") or self._erasing)
            self._asked = self._asked if self._looking else line.at
            self._queue.customer(line.at)
        elif line.who == "system":
            self._queue.change(line, after)
        elif line.who == "bot":
            self._bot(said(line.text), line.at)
        elif line.who == "agent":
            self._queue.agent()

    # --- what the bot said ----------------------------------------

    def _bot(self, keys: frozenset[str], at: int) -> None:
        self._trust(keys)
        self._friction(keys)
        self._lookups(keys, at)
        self._linking(keys, at)
        self._codes(keys, at)
        self._endings(keys, at)
        self._step = standing(keys, self._step)

    def _linking(self, keys: frozenset[str], at: int) -> None:
        asks = any(key.startswith("field.") and key != "field.progress" for key in keys)
        summary = next((key for key in keys if re.fullmatch(r"confirm\.(ind|grp|dplk)", key)), "")
        resumed = self._where == "later" and (asks or summary) and "type.ask" not in keys
        begins = ("type.ask" in keys or asks) and self._where in ("", "later", "asked on") and not self._goes_on(keys)
        if resumed:
            self._count("resumed")
        if begins or (resumed and summary):
            self._over("lost")
            self._reached, self._kind, self._began = 0, self._kind if resumed else "", at
            self._open = True
        kind = next((KINDS[key.rpartition(".")[2]] for key in keys if key.rpartition(".")[2] in KINDS), "")
        self._kind = kind or self._kind
        if "type.ask" in keys:
            self._reach("started", at)
            self._where = "type"
        elif asks:
            self._reach("type", at)
            self._where = "fields"
        elif summary:
            self._reach("details", at)
            self._where = "confirm"
        elif "resume.ask_later" in keys:
            self._where = "later"
        elif "resume.ask" in keys:
            self._where = "asked on"

    def _goes_on(self, keys: frozenset[str]) -> bool:
        """Tell whether a question after "go on?" is the old one: only "from the start" begins anew."""
        return self._where == "asked on" and "type.ask" not in keys

    def _lookups(self, keys: frozenset[str], at: int) -> None:
        self._looking = "wait.lookup" in keys
        found = next((LOOKED_UP[key] for key in LOOKED_UP if key in keys), "matched" if keys & MATCHED else "")
        anew = self._step == "EnteringCode" and "otp.method" in keys and is_phrase(self._heard, "otp.btn.resend")
        if found and (anew or self._step in ("Confirming", "NotFound")) and not keys & {"err.choose", "err.confirm"}:
            self._count("looked_up", took=at - self._asked)
            self.counts[found] += found != "matched"
        if anew:
            self._codes_sent = 0

    def _codes(self, keys: frozenset[str], at: int) -> None:
        if "delete.verify" in keys:
            self._erasing, self._codes_sent = True, 0
        if "otp.method" in keys or any(key.startswith("lookup.no_contact") for key in keys):
            self._reach("matched", at)
            self._where = "method"
        if keys & ISSUED:
            self._count("issued")
            if not self._erasing:
                self._reach("code_sent", at)
                self._where = "code"
        if "otp.safety" in keys or "otp.resent" in keys:
            self._count("handed_over", took=at - self._asked)
            if not self._erasing:
                self._reach("delivered", at)
        for key, name in (
            ("otp.wrong", "wrong"),
            ("otp.old", "old"),
            ("otp.expired", "expired"),
            ("otp.locked", "wrong"),
        ):
            if key in keys and self._typed:
                self._count(name)
                if not self._erasing:
                    self._reach("entered", at)
        if "otp.locked" in keys:
            self._count("locked")

    def _endings(self, keys: frozenset[str], at: int) -> None:
        if "link.accounts_full" in keys:
            self._reach("right", at)
        if keys & set(LINKED):
            self._reach("linked", at)
            if "done.member" in keys:
                self._reach("decided", None)
            else:
                self._count("requested")
                self._requests.append((self._kind, at, self._began))
        if {"notify.approved", "notify.rejected"} & keys:
            kind, made, began = self._requests.pop(0)
            self.days[self._day(began), "decided"] += 1
            self._count("stage decided")
            self.counts[f"stage decided|{kind}"] += 1
            self._count("approved" if "notify.approved" in keys else "rejected", took=at - made)
        self.counts["late"] += "notify.late" in keys
        for key in keys & set(NOT_LINKED):
            self._count("not_linked", NOT_LINKED[key])
        left = {
            "menu.body",
            "menu.body.tg",
            "cancel.done",
            "timeout.ended",
            "otp.locked",
            "lookup.locked",
            "link.accounts_full",
            *LINKED,
        }
        if keys & left or any(key.startswith(("lookup.already", "greet.back")) for key in keys):
            self._over("lost")
            self._where = self._where if "resume.ask_later" in keys else ""
            self._codes_sent = 0
            self._erasing = False

    def _friction(self, keys: frozenset[str]) -> None:
        errors = {key for key in keys if key.startswith("err.")} - NO_ERRORS
        for figure, is_so in (
            ("error", bool(errors or keys & {"otp.format", "consent.repeat"})),
            ("help", any(key.startswith("help.") for key in keys) or self._contact_helped(keys)),
            ("fell_silent", "timeout.ended" in keys),
            ("cancelled", "cancel.done" in keys),
        ):
            if is_so:
                self._count(figure, self._step)
        if "wish.ask" in keys:
            self._count("asked_back")

    def _contact_helped(self, keys: frozenset[str]) -> bool:
        """Tell whether the code's step helped with a changed contact: what was taken from own words is no help of a step."""
        return "answer.contact_changed" in keys and not self._own_words

    def _trust(self, keys: frozenset[str]) -> None:
        if "consent.ok" in keys:
            self._count("consent", "given")
        if {"csat.thanks", "csat.thanks_low"} & keys:
            self._count("rated", score(self._heard))

    # --- what the security log has ----------------------------------------

    def _record(self, record: Record) -> None:
        topic, _, what = record.action.partition(".")
        if topic == "code" and what in SENDINGS:
            self._sending(record, SENDINGS[what])
        elif record.action == "code.right":
            self._count("right", took=record.at - self._issued)
            if not self._erasing:
                self._reach("right", record.at)
        elif record.action == "consent.withdrawn":
            self._count("consent", "withdrawn")
        elif record.action == "policy.unlinked":
            self._count("unlinked")
        elif record.action == "request.withdrawn":
            self._count("withdrawn")
            self._let_go("lost", 1)
        elif record.action == "data.erased":
            self._count("erased", "done")
            self._forget()
        elif record.action == "data.erasure_held":
            self._count("erased", "held")
            self._forget()

    def _sending(self, record: Record, why: str) -> None:
        method = record.details["is"]
        self.counts[f"issued|{method}"] += 1
        if self._codes_sent:
            self._count("resent")
        if why:
            self._count("unsent", why)
            self.counts["alarm"] += why == "paused"
        self._codes_sent += why in ("", "unsure")  # what is known not to have left is no code to be sent again
        self._issued = record.at

    def _reach(self, stage: str, at: int | None) -> None:
        """Count a stage and those before it, each once a linking; ``at``: when (None: no time is told of it)."""
        place = STAGES.index(stage) + 1
        for passed in STAGES[self._reached : place]:
            self._count(f"stage {passed}", took=None if at is None else at - self._began)
            if passed != "started":
                self.counts[f"stage {passed}|{self._kind}"] += 1
            self.days[self._day(self._began), passed] += 1
        self._reached = max(self._reached, place)

    def _over(self, how: str) -> None:
        """Count a linking that came to no link as one that did not come to its next stage."""
        if self._open and self._reached <= STAGES.index("right") + 1:
            self._missing(how, STAGES[self._reached], self._kind, self._began)
        self._open = False

    def _let_go(self, how: str, most: int | None = None) -> None:
        """Count requests without a decision, the oldest first."""
        for kind, _, began in self._requests[:most]:
            self._missing(how, "decided", kind, began)
        del self._requests[:most]

    def _missing(self, how: str, stage: str, kind: str, began: int) -> None:
        self.counts[f"{how} before {stage}"] += 1
        if stage != "type":
            self.counts[f"{how} before {stage}|{kind}"] += 1
        self.days[self._day(began), f"{how} before {stage}"] += 1
