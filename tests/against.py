"""Checks against the vendors' own descriptions, by hand: ``python -m tests.against DIR``.

DIR holds ``specs/`` (telegram_bot_api.json, meta_whatsapp_v23.json, twilio_api_v2010.json) and ``whatsapp_payloads/``
(files with a ``payload``). Nothing of it is part of this project. Every call that the dialogues make is checked; every
payload must be decoded or ignored without an error, and read as pywa reads it where both do.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from bot import logs
from conversations.messages import Text
from tests.dialogues.script import dialogues
from tests.dialogues.stage import Stage
from tests.specs import meta, payloads, telegram, twilio

Calls = dict[str, list[tuple[str, dict[str, Any]]]]


def main(folder: Path) -> int:
    """Run all checks and print what was checked; return 1 when anything did not hold."""
    logs.configure("error")
    calls, texts = asyncio.run(collect())
    specs = folder / "specs"
    wrong: list[str] = []
    wrong += _report("Telegram calls", calls["telegram"], telegram.check(_load(specs / "telegram_bot_api.json")))
    wrong += _report("WhatsApp calls", calls["whatsapp"], meta.check(_load(specs / "meta_whatsapp_v23.json")))
    sms = asyncio.run(twilio.calls(texts))
    wrong += _report("Twilio calls", sms, twilio.check(_load(specs / "twilio_api_v2010.json")))
    files = sorted((folder / "whatsapp_payloads").glob("*.json"))
    outcomes = {path.name: payloads.check(_load(path)["payload"]) for path in files}
    print(f"WhatsApp payloads: {len(files)}: {dict(Counter(outcome for outcome, _ in outcomes.values()))}")
    for name, (outcome, says) in outcomes.items():
        print(f"  {outcome:<8} {name}: {says}")
        if outcome == "WRONG":
            wrong.append(f"{name}: {says}")
    print("\n".join(wrong) or "Everything holds.")
    return 1 if wrong else 0


async def collect() -> tuple[Calls, list[Text]]:
    """Play every dialogue on both channels and return the calls that the bot made, and the SMS."""
    found: Calls = {}
    texts: list[Text] = []
    for channel in ("telegram", "whatsapp"):
        made: list[tuple[str, dict[str, Any]]] = []
        for dialogue in dialogues():
            with tempfile.TemporaryDirectory() as folder:
                async with Stage(Path(folder), channel) as stage:
                    await stage.play(dialogue)
                    stand_in: Any = stage.stand_in
                    made += [(call.method, _fields(call.fields)) for call in stand_in.calls]
                    texts += stage.texts()
        found[channel] = made
    return found, texts


def _fields(fields: dict[str, Any]) -> dict[str, Any]:
    """Return a call's parameters: a call within a webhook's answer bears its own name among them."""
    return {name: value for name, value in fields.items() if name != "method"}


def _report(name: str, calls: list[tuple[str, dict[str, Any]]], check: Any) -> list[str]:
    wrong = [f"{method}: {why}" for method, fields in calls for why in check(method, fields)]
    print(f"{name}: {len(calls)} checked: {dict(Counter(method for method, _ in calls))}; {len(wrong)} wrong")
    return wrong[:20]


def _load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1])))
