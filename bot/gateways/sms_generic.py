"""SMS by any HTTP gateway that a TOML file describes (``docs/sms_gateway.example.toml``)."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import msgspec
from aiohttp import ClientSession
from msgspec import Struct

from bot.gateways.attempts import attempt, refused
from conversations.messages import Text
from handlers.ports import NotSent, SendUnsure

_SECRET = re.compile(r"\$\{([A-Z][A-Z0-9_]*)\}")
_OFFICE = "+62"


class Request(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to send. In every value ``{to}`` and ``{text}`` stand for the number and the words, ``${NAME}`` for a secret."""

    url: str
    method: Literal["POST", "PUT", "GET"] = "POST"
    number: Literal["+62", "62", "0"] = "+62"
    headers: dict[str, str] = {}
    json: dict[str, object] | None = None
    form: dict[str, str] | None = None
    query: dict[str, str] = {}


class Answers(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How to read the answer. A status that is in neither list leaves it open whether the SMS went out.

    ``pattern``, if given, must be found in the body of an accepted answer; otherwise it was a refusal.
    """

    accepted: tuple[int, ...] = (200, 201, 202)
    refused: tuple[int, ...] = (400, 401, 402, 403, 404, 405, 409, 413, 415, 422, 429)
    pattern: str = ""


class Description(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A gateway as its file describes it."""

    name: str
    request: Request
    answers: Answers = Answers()


class Generic:
    """A described gateway, its secrets filled in."""

    def __init__(self, description: Description, secrets: Mapping[str, str]) -> None:
        self.name = description.name
        self._request = description.request
        self._answers = description.answers
        self._secrets = secrets

    async def send(self, session: ClientSession, text: Text, seconds: float) -> None:
        """Fill the description in and send it."""
        request, answers = self._request, self._answers
        words = {"{to}": _number(text.to, request.number), "{text}": text.text}
        answer = await attempt(
            session,
            request.method,
            self._fill(request.url, {}),
            seconds=seconds,
            headers={name: self._fill(value, words) for name, value in request.headers.items()},
            params={name: self._fill(value, words) for name, value in request.query.items()},
            json=self._fill_all(request.json, words) if request.json is not None else None,
            data={name: self._fill(value, words) for name, value in request.form.items()} if request.form else None,
        )
        if answer.status in answers.refused:
            raise refused(answer.status, f"status {answer.status}")
        if answer.status not in answers.accepted:
            raise SendUnsure(f"status {answer.status}")
        if answers.pattern and not re.search(answers.pattern, answer.body.decode("utf-8", "replace")):
            raise NotSent("the answer bears no word of acceptance")

    async def check(self, session: ClientSession) -> str:
        """Tell that the description was read: only a message would show more."""
        return "described; only a test code shows whether it works"

    def _fill(self, value: str, words: Mapping[str, str]) -> str:
        """Put secrets and words in, each once: what a word brings along is not looked at again."""
        if "{" not in value:
            return value
        filled = _SECRET.sub(lambda found: self._secrets[found.group(1)], value)
        return re.sub(r"\{to\}|\{text\}", lambda found: words.get(found.group(), found.group()), filled)

    def _fill_all(self, value: object, words: Mapping[str, str]) -> object:
        if isinstance(value, str):
            return self._fill(value, words)
        if isinstance(value, dict):
            return {name: self._fill_all(part, words) for name, part in value.items()}
        if isinstance(value, list):
            return [self._fill_all(part, words) for part in value]
        return value


def read(url: str) -> Generic:
    """Read ``generic:FILE.toml``; raises ValueError with what is wrong with the file."""
    path = Path(url.removeprefix("generic:"))
    try:
        description = msgspec.toml.decode(path.read_bytes(), type=Description)
    except OSError:
        raise ValueError("names a description (generic:FILE.toml) that cannot be read") from None
    except msgspec.DecodeError as error:
        raise ValueError(f"names {path.name}, which is no description of a gateway: {error}") from None
    _check(description, path.name)
    wanted = set(_SECRET.findall(repr(description)))
    if missing := sorted(wanted - os.environ.keys()):
        raise ValueError(f"names {path.name}, which needs {', '.join(missing)} in the environment")
    return Generic(description, {name: os.environ[name] for name in wanted})


def _check(description: Description, file: str) -> None:
    request = description.request
    if not re.match(r"https?://", request.url):
        raise ValueError(f"names {file}, whose url is no http(s) address")
    if request.json is not None and request.form is not None:
        raise ValueError(f"names {file}, which has both json and form: choose one")
    parts = repr((request.json, request.form, request.query, request.headers))
    if "{to}" not in parts or "{text}" not in parts:
        raise ValueError(f"names {file}, which says nowhere where {{to}} and {{text}} belong")
    try:
        re.compile(description.answers.pattern)
    except re.error as error:
        raise ValueError(f"names {file}, whose pattern is no regular expression: {error}") from None


def _number(number: str, begins: str) -> str:
    return begins + number.removeprefix(_OFFICE)
