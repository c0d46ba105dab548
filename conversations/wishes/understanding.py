"""What a message wants: the table and the patterns together; where they are not sure, up to three wishes to ask about."""

from __future__ import annotations

import re
from functools import lru_cache

from conversations.turn import Understood
from conversations.wishes import guess
from conversations.wishes.every import OF_STEPS, STEP_WISHES, WISHES
from conversations.wishes.patterns import matcher
from conversations.wishes.plain import plain

SURE = 0.8  # the share from which a guess is acted on
BACKED = 0.5  # the share from which a guess is acted on whose pattern was found too
GRIEVED = 0.45  # the share from which a guessed complaint is taken: better a ticket too many than one too few
HEARD = 0.15  # the share from which a complaint is taken whose pattern was found
ASKED = 0.4  # the least share of the likeliest wish that is asked about
PLAIN = 0.7  # the share from which a step's own wish is taken for meant
FEW = 3  # words: so short a "nanti saja" is no more than it says
NAMED = 0.08  # the least share of any wish that is asked about
MOST = 3
LEAST = 3  # letters of the shortest message in which a wish is looked for
COMPLAINT = "complaint"
VAGUE = "help"  # its words go with every other wish: it is acted on only where nothing else is likely
HARMLESS = ("greeting", "thanks")
_NEVER_ASKED = ("no_sense", "greeting", "thanks")


def understand(text: str, without: frozenset[str] = OF_STEPS) -> Understood:
    """Return what a message wants, leaving out what nobody can want where it was said.

    Nothing that matters may follow from it without a question or a button.
    """
    said = plain(text)
    if len(said) < LEAST:
        return Understood()
    if own := _of_step(said):
        if own.wish not in without:
            return own
        if len(said.split()) <= FEW:
            return Understood()
    likely = [(share, name) for share, name in guess.table().shares(said) if share >= NAMED]
    if not likely:
        return Understood()
    found = [(share, name) for share, name in likely if _patterns()[name].search(said)]
    if not found and len(said.split()) < 2:  # of one word that no pattern knows the table knows too little
        return Understood(share=likely[0][0])
    for share, name in likely:
        if name == COMPLAINT and (share >= GRIEVED or (share >= HEARD and (share, name) in found)):
            return Understood(name, how="pattern" if (share, name) in found else "guess", share=share)
    share, name = likely[0]
    if name in HARMLESS and share >= BACKED:
        return Understood(name, how="guess", share=share)
    vague = found[:1] and found[0][1] == VAGUE and len(likely) > 1
    if found and not vague and found[0][0] >= BACKED and (found[0][1] == name or share < SURE):
        return Understood(found[0][1], how="pattern", share=found[0][0])
    if share >= SURE and name not in ("no_sense", VAGUE) and not found:
        return Understood(name, how="guess", share=share)
    if not found and (name in _NEVER_ASKED or share < ASKED):
        return Understood(share=share)
    asked = tuple(name for _, name in likely if name not in _NEVER_ASKED)[:MOST]
    return Understood(asked=asked, how="asked" if asked else "none", share=share)


def _of_step(said: str) -> Understood | None:
    """Return what a message wants of the step itself, where that is plain."""
    share, name = guess.table("steps").shares(said)[0]
    few = len(said.split()) < 2 and not _patterns()[name].search(said) if name in OF_STEPS else True
    if few or share < PLAIN:
        return None
    return Understood(name, how="guess", share=share)


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    return {wish.name: matcher("\n".join(filter(None, wish.patterns.values()))) for wish in (*WISHES, *STEP_WISHES)}
