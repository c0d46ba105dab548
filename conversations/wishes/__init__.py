"""What customers want in their own words: one file a wish, a table that learned from them, and how a message is understood."""

from conversations.turn import Understood
from conversations.wishes.every import ANSWERED, NAMES, OF_STEPS, WISHES
from conversations.wishes.kinds import kind
from conversations.wishes.understanding import understand

__all__ = ["ANSWERED", "NAMES", "OF_STEPS", "WISHES", "Understood", "kind", "understand"]
