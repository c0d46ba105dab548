"""``polisbot understand``: what the product would make of a message, by the product's own path."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable

from bot.commands.line import Commands
from conversations.locales import LANGUAGES
from conversations.rehearsal import STEPS, Heard, rehearse


def add(commands: Commands) -> None:
    """Add the command."""
    understand = commands.add_parser(
        "understand",
        help="say what the bot would make of a message",
        epilog='for example: polisbot understand --step policy_number "nomornya di mana ya?"',
    )
    understand.add_argument("--step", choices=STEPS, default="menu", help="where the customer is (default: menu)")
    understand.add_argument("--language", choices=LANGUAGES, default="id", help="of the chat (default: id)")
    understand.add_argument("--json", action="store_true", help="an object a line")
    understand.add_argument("text", nargs="*", help="messages; without any, a message a line on standard input")
    understand.set_defaults(command=tell)


def tell(chosen: argparse.Namespace) -> int:
    """Print a line for each message; a line break within a message stands as \\n."""
    given: Iterable[str] = chosen.text or (line.rstrip("\n") for line in sys.stdin)
    for text in given:
        heard = rehearse(text.replace("\\n", "\n"), chosen.step, chosen.language)
        print(_object(text, chosen.step, heard) if chosen.json else _line(text, heard), flush=True)
    return 0


def _object(text: str, step: str, heard: Heard) -> str:
    found = {"wish": heard.wish, "asked": list(heard.asked), "how": heard.how, "share": round(heard.share, 3)}
    return json.dumps({"text": text, "step": step, **found}, ensure_ascii=False)


def _line(text: str, heard: Heard) -> str:
    meant = heard.wish or (f"asks: {', '.join(heard.asked)}" if heard.asked else "not understood")
    return f"{text}  ->  {meant} ({heard.how}, {heard.share:.2f})"
