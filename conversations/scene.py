"""A scene: one chat, one event, the terms; and the moves a step can make from it."""

from __future__ import annotations

from typing import Any

from msgspec import Struct, structs

from conversations.chat import Chat
from conversations.effects import Effect
from conversations.events import Happening
from conversations.marks import Mark
from conversations.states import AtMenu, Declined, Step
from conversations.terms import Terms
from conversations.turn import Choice, Event, Reply, Say, Understood, Value


class Words(Struct, frozen=True):
    """What the customer typed, cleaned, when it was neither a choice nor a word that works anywhere."""

    text: str


class Pick(Struct, frozen=True):
    """The choice the customer made, by tapping or typing."""

    id: str


Heard = Words | Pick


class Move(Struct, frozen=True, kw_only=True):
    """What a step decided: the chat afterwards, what is said first, whether the step's own question follows.

    ``choices`` are offered where no question follows; ``list_button`` opens four or more of them on WhatsApp.
    ``not_before`` keeps the reply back (milliseconds since 1970). ``apart`` are further messages, said before this one
    (notices). ``silent`` says nothing at all. ``missed``: the answer was not understood. ``tentative``: help that is said
    only where the customer's own words say nothing more; ``understood``: what those said. ``kept`` false: nothing of the
    customer's line is recorded. ``marks``: what is to be counted that the chats before and after do not show. ``forgets``:
    the chat is erased (see ``Turn``). ``care`` names a change of the driver for the transcript, ``note`` is the care team's
    own line there.
    """

    chat: Chat
    says: tuple[Say, ...] = ()
    ask: bool = True
    choices: tuple[Choice, ...] = ()
    list_button: str | None = None
    apart: tuple[Reply, ...] = ()
    effects: tuple[Effect, ...] = ()
    not_before: int = 0
    edits: bool = False
    missed: bool = False
    tentative: bool = False
    understood: Understood | None = None
    kept: bool = True
    marks: tuple[Mark, ...] = ()
    forgets: bool = False
    care: str = ""
    note: str = ""


class Scene(Struct, frozen=True):
    """Where we are and what happened."""

    chat: Chat
    event: Event
    terms: Terms

    @property
    def at(self) -> int:
        """Now, in milliseconds since 1970."""
        return self.event.at

    @property
    def what(self) -> Happening:
        """What happened."""
        return self.event.what

    def rest(self) -> Step:
        """Return where a chat rests: at the menu, without consent outside of it."""
        return AtMenu() if self.chat.consent else Declined()

    def go(self, step: Step, *says: Say, effects: tuple[Effect, ...] = (), edits: bool = False, **changes: Any) -> Move:
        """Move to ``step`` and ask its question after ``says``."""
        return Move(chat=structs.replace(self.chat, step=step, **changes), says=says, effects=effects, edits=edits)

    def wait(self, step: Step, *effects: Effect, **changes: Any) -> Move:
        """Move to ``step`` and say nothing yet: the outcome of ``effects`` will speak."""
        return Move(chat=structs.replace(self.chat, step=step, **changes), ask=False, effects=effects)

    def again(self, *says: Say, **changes: Any) -> Move:
        """Stay, say something, and repeat the question."""
        return Move(chat=structs.replace(self.chat, **changes), says=says)

    def miss(self, *says: Say) -> Move:
        """Stay: the answer was not understood; say why and repeat the question."""
        return Move(chat=structs.replace(self.chat, misses=self.chat.misses + 1), says=says, missed=True)

    def end(self, step: Step, *says: Say, choices: tuple[Choice, ...] = (), **changes: Any) -> Move:
        """Move to ``step`` and speak without asking its question; offer ``choices``."""
        return Move(chat=structs.replace(self.chat, step=step, **changes), says=says, ask=False, choices=choices)

    def hush(self, *, kept: bool = True, **changes: Any) -> Move:
        """Stay and say nothing."""
        return Move(chat=structs.replace(self.chat, **changes), ask=False, kept=kept)


def say(key: str, **values: Value) -> Say:
    """Name one paragraph of the catalogue with its values."""
    return Say(key, values)


def unclear(choices: int) -> Say:
    """Say that an answer was none of so many choices."""
    return say("err.choose", range="1" if choices == 1 else f"1-{choices}")


HOME = Choice("home", "menu.btn.home")
POLICIES = Choice("policies", "menu.row.policies")
PERSON = Choice("person", "menu.btn.agent")
BACK = Choice("back", "menu.btn.back")
HELP = Choice("help", "menu.btn.help")
CANCEL = Choice("cancel", "menu.btn.cancel", exact=True)
START = Choice("start", "menu.btn.start")
