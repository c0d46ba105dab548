"""Canaries: what must never be kept or told in clear, and every place where this program keeps or tells anything."""

from __future__ import annotations

import asyncio
import csv
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import aiohttp

from bot.gateways.registry_csv import SAMPLE
from handlers.sandbox import telegram, whatsapp
from storage.store import Store
from tests.dialogues.stage import Stage

PAGES = ("/metrics", "/healthz", "/readyz", "/care/", "/nowhere")
TOKENS = (telegram.TOKEN, whatsapp.TOKEN, whatsapp.APP_SECRET, whatsapp.VERIFY_TOKEN)
MONTHS = ("Agustus", "August")


def personal() -> set[str]:
    """Return names, numbers and contacts of every sample customer."""
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = ("holder_name", "policy_number", "participant_number", "email", "phone", "group_name")
    return {row[column] for row in rows for column in columns if row[column]}


def births() -> set[str]:
    """Return every sample customer's date of birth, as people and machines write it."""
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        days = {date.fromisoformat(row["birth_date"]) for row in csv.DictReader(file)}
    forms = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%d%m%Y", "%Y%m%d")
    return {day.strftime(form) for day in days for form in forms} | {f"17 {month} 1990" for month in MONTHS}


def codes(stage: Stage) -> set[str]:
    """Return every code that was sent."""
    return {*stage.sent_codes(), "123456"}


def typed(stage: Stage) -> set[str]:
    """Return the addresses of all customers, and every longer number that they typed."""
    phones = stage.stand_in.phones
    texts = [bubble.text for phone in phones.values() for bubble in phone.bubbles.values() if bubble.mine]
    return {*phones, *(number for text in texts for number in re.findall(r"\d{7,}", text))}


def in_text(secrets: Iterable[str], text: str) -> list[str]:
    """Return which of these stand in a text, each as a word of its own: a code is not part of a longer number or id."""
    words = "|".join(re.escape(secret) for secret in sorted(secrets, key=len, reverse=True))
    return sorted(set(re.findall(rf"(?<![0-9A-Za-z])(?:{words})(?![0-9A-Za-z])", text)))


async def kept_in_transcripts(stage: Stage) -> list[str]:
    """Return codes and dates of birth that an opened transcript still has."""
    store = stage.serving.store
    texts = [line.text for account in await store.chats.accounts() for line in await store.chats.transcript(account)]
    return in_text(codes(stage) | births(), "\n".join(texts))


async def told_anywhere(stage: Stage, folder: Path, log: str) -> dict[str, list[str]]:
    """Return what is in clear in the logs, Redis's memory and files, and the pages that strangers may ask for."""
    secrets = {*personal(), *births(), *codes(stage), *typed(stage), *TOKENS}
    places = {"the logs": log, "redis": await _memory(stage)}
    places |= {path.name: path.read_bytes().decode("latin-1") for path in _files(folder)}
    places |= {path: await _page(stage.serving.url + path) for path in PAGES}
    return {place: found for place, text in places.items() if (found := in_text(secrets, text))}


async def rewritten(stage: Stage) -> None:
    """Let Redis write its file anew, and wait until it stands."""
    store = stage.serving.store
    assert await store.rewrite()
    async with asyncio.timeout(10):
        while await _rewrites(store):
            await asyncio.sleep(0.01)


async def _rewrites(store: Store) -> bool:
    told = await store.together.client.info("persistence")
    return bool(told["aof_rewrite_in_progress"] or told["aof_rewrite_scheduled"])


async def _memory(stage: Stage) -> str:
    client = stage.serving.store.together.client
    found = [key + b"\n" + (await client.dump(key) or b"") async for key in client.scan_iter("*")]
    assert found
    return b"\n".join(found).decode("latin-1")


async def _page(url: str) -> str:
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        return str(answer.headers) + await answer.text()


def _files(folder: Path) -> list[Path]:
    """Return the files of Redis: its append-only file in each form that 6.2 and 7 write, and its log."""
    written = [*(folder / "appendonlydir").glob("*"), *folder.glob("*.aof"), *folder.glob("*.rdb")]
    written = [path for path in written if not path.name.startswith("temp-")]  # gone when it is renamed
    assert written
    return [*written, *folder.glob("*.log"), *folder.glob("audit.witness")]
