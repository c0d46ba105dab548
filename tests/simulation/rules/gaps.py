"""The gaps of G4: what may explain that a reply is sent again, of that very reply and whoever sent it before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.round import FRESH, LEASE

if TYPE_CHECKING:
    from tests.simulation.seen import Attempt, Entry
    from tests.simulation.witness import Witness

SHORTEST = LEASE - FRESH - 0.1  # seconds from the begin of an attempt to the end of the lease it was made under


def unexplained(witness: Witness, entry: Entry) -> Attempt | None:
    """Return the first attempt that explains no repeat now: whoever made it could have noted what came of it."""
    return next((one for one in entry.attempts if not _explained(witness, entry, one)), None)


def _explained(witness: Witness, entry: Entry, attempt: Attempt) -> bool:
    return attempt.clear or _lost_answer(witness, entry, attempt) or _kept_from_noting(witness, attempt, SHORTEST)


def _lost_answer(witness: Witness, entry: Entry, attempt: Attempt) -> bool:
    """Tell whether the channel's answer was lost; by itself that explains one repeat, not two."""
    if not attempt.unsure:
        return False
    earlier = [one for one in entry.attempts if one.at < attempt.at and one.unsure]
    return all(_kept_from_noting(witness, one, 0.0) for one in earlier)


def lost(witness: Witness, attempt: Attempt) -> bool:
    """Tell whether what came of an attempt may be known to nobody: its process died, or Redis forgot or did not hear."""
    unheard = witness.unheard.get(attempt.process.name, ())
    return attempt.process.dead or any(attempt.at <= moment for moment in (*witness.failovers, *unheard))


def _kept_from_noting(witness: Witness, attempt: Attempt, at_least: float) -> bool:
    """Tell whether its process died, a failover forgot its note, or it stood still or without Redis for so long."""
    now, name = witness.world.timeline.now, attempt.process.name
    if attempt.process.dead or any(attempt.at <= moment for moment in witness.failovers):
        return True
    stood = any(begun <= now and attempt.at <= over for begun, over in witness.stood.get(name, ()))
    return (stood or lost(witness, attempt)) and now - attempt.at >= at_least
