"""What a message wants: the table and the patterns together; where they are not sure, up to three wishes to ask about."""

from __future__ import annotations

import re
from functools import lru_cache

from conversations.turn import Understood
from conversations.wishes import guess
from conversations.wishes.every import WISHES
from conversations.wishes.patterns import matcher
from conversations.wishes.plain import plain

SURE = 0.75  # the share from which a guess is acted on
BACKED = 0.4  # the share from which a guess is acted on whose pattern was found too
GRIEVED = 0.5  # the share from which a guessed complaint is taken: a ticket too many is better than a complaint unheard
ASKED = 0.2  # the least share of the likeliest wish that is asked about
NAMED = 0.06  # the least share of any wish that is asked about
MOST = 3
LEAST = 3  # letters of the shortest message in which a wish is looked for
COMPLAINT = "complaint"
VAGUE = "help"  # its words go with every other wish: it is acted on only where nothing else is likely
HARMLESS = ("greeting", "thanks")
_NEVER_ASKED = ("no_sense", "greeting", "thanks")


def understand(text: str) -> Understood:
    """Return what a message wants. Nothing that matters may follow from it without a question or a button."""
    said = plain(text)
    if len(said) < LEAST:
        return Understood()
    likely = [(share, name) for share, name in guess.table().shares(said) if share >= NAMED]
    if not likely:
        return Understood()
    found = [(share, name) for share, name in likely if _patterns()[name].search(said)]
    for share, name in likely:
        if name == COMPLAINT and (share >= GRIEVED or (share >= BACKED and (share, name) in found)):
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


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    return {wish.name: matcher("\n".join(filter(None, wish.patterns.values()))) for wish in WISHES}
