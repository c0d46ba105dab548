"""The page about settings, written from the table: ``python -m bot.settings.document > docs/settings.md``."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from bot.settings import all_settings
from bot.settings.limits import alert_settings, keep_settings, limit_settings
from bot.settings.table import Setting

_OPENING = """# Settings

Each comes from the environment or from a file `.env` in the folder where `polisbot` starts; the environment goes
first, and an empty setting is an unset one. All are checked at the start, together: `polisbot check` tells every
mistake in one report, and nothing starts with one. A name that begins with `POLISBOT_` and is not here is one too.

This page is written by `make docs` from the table in `bot/settings/table.py`."""

_RULES = """What they demand of each other:

- a channel (`POLISBOT_TELEGRAM_TOKEN`, or the four of WhatsApp) needs a mail server with its sender,
  a registry, and the insurer's own words: `POLISBOT_BRAND`, `_INSURER`, `_HELP_PHONE`, `_HELP_EMAIL`, `_SITE`,
  `_LICENCE`, `_PRIVACY_URL` (their defaults are the sandbox's alone); SMS is advised;
- `POLISBOT_PUBLIC_URL` needs the webhook secret of Telegram, and `https` beside a real channel;
- `POLISBOT_REDIS_URL` needs `POLISBOT_SECRET_KEYS`;
- an HTTP registry needs its token and the secret of its callbacks;
- the sandbox runs on loopback alone, and never beside a channel, a mail server, an SMS gateway, a
  public address or an HTTP registry."""


def page() -> str:
    """Return the page."""
    numbers = {setting.name for setting in (*limit_settings(), *keep_settings(), *alert_settings())}
    rows = [setting for setting in all_settings() if setting.name not in numbers]
    parts = [
        _OPENING,
        _table(rows),
        _RULES,
        "## Limits",
        "In the sandbox the limits on sends (destination, policy, chat) are ten times as high.",
        _table(limit_settings()),
        "## Retentions",
        _table(keep_settings()),
        "## Alerts",
        "Ringkasan in the care console says so when a figure of today is beyond these.",
        _table(alert_settings()),
    ]
    return "\n\n".join(parts) + "\n"


def default(setting: Setting[object]) -> str:
    """Return a setting's default in words."""
    if setting.shown:
        return setting.shown
    return f"`{setting.default}`"


def _table(rows: Iterable[Setting[object]]) -> str:
    lines = [f"| `{row.name}` | {default(row)} | {row.says}{' *Secret.*' if row.secret else ''} |" for row in rows]
    return "\n".join(["| name | default | |", "|---|---|---|", *lines])


if __name__ == "__main__":
    sys.stdout.write(page())
