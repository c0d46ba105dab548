"""What a stand-in is told to do wrong: the outside world on a bad day, asked for from the page or from a test."""

from __future__ import annotations

from msgspec import Struct


class Trouble(Struct, kw_only=True):
    """Orders for the next calls and updates; each counts down as it is carried out.

    ``flood``: answer so many calls 429 (WhatsApp: 131056) with ``retry_after`` seconds. ``fail``: answer so many 500.
    ``lose``: carry so many out, then cut the connection instead of answering. ``delay``: seconds before each answer.
    ``duplicate``: deliver each update so many extra times. ``batch``: hold updates until there are so many, then deliver
    them together (WhatsApp: in one body). ``blocked``: answer sends as if the customer had blocked the bot.
    ``shut``: answer sends as if the 24-hour window were shut (WhatsApp).
    """

    flood: int = 0
    retry_after: int = 1
    fail: int = 0
    lose: int = 0
    delay: float = 0.0
    duplicate: int = 0
    batch: int = 0
    blocked: bool = False
    shut: bool = False
