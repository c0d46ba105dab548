"""A call of the Bot API against its description: known fields, required ones, their types, and the limits in prose."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

PLAIN: dict[str, type | tuple[type, ...]] = {"String": str, "Integer": int, "Float": (int, float), "Boolean": bool}
Check = Callable[[str, dict[str, Any]], list[str]]


def check(spec: dict[str, Any]) -> Check:
    """Return the judge of a description."""

    def judge(method: str, fields: dict[str, Any]) -> list[str]:
        if method not in spec["methods"]:
            return [f"there is no method {method}"]
        return [*_object(spec, method, spec["methods"][method].get("fields", []), fields), *_limits(method, fields)]

    return judge


def _object(spec: dict[str, Any], name: str, known: list[dict[str, Any]], given: dict[str, Any]) -> Iterator[str]:
    by_name = {field["name"]: field for field in known}
    for field in known:
        if field["required"] and field["name"] not in given:
            yield f"{name} lacks {field['name']}"
    for key, value in given.items():
        if key not in by_name:
            yield f"{name} has an unknown {key}"
        elif not any(_fits(spec, kind, value) for kind in by_name[key]["types"]):
            yield f"{name}.{key} is none of {by_name[key]['types']}"


def _fits(spec: dict[str, Any], kind: str, value: Any) -> bool:
    if kind.startswith("Array of "):
        return isinstance(value, list) and all(_fits(spec, kind.removeprefix("Array of "), item) for item in value)
    if kind in ("Integer", "Boolean") and isinstance(value, str):
        return value.isdigit() or value in ("true", "false")  # from a form, where all is text: setWebhook's
    if kind in PLAIN:
        return isinstance(value, PLAIN[kind]) and not (kind == "Integer" and isinstance(value, bool))
    found = spec["types"].get(kind)
    if found is None or not isinstance(value, dict):
        return False
    if subtypes := found.get("subtypes"):
        return any(_fits(spec, subtype, value) for subtype in subtypes)
    return not list(_object(spec, kind, found.get("fields", []), value))


def _limits(method: str, fields: dict[str, Any]) -> Iterator[str]:
    text = fields.get("text", "")
    if method in ("sendMessage", "editMessageText") and not 1 <= len(text) <= 4096:
        yield f"a text of {len(text)} characters"
    if method == "answerCallbackQuery" and len(text) > 200:
        yield f"a callback answer of {len(text)} characters"
    keys = [key for row in fields.get("reply_markup", {}).get("inline_keyboard", []) for key in row]
    if len(keys) > 100:
        yield f"{len(keys)} buttons"
    for key in keys:
        if not 1 <= len(key.get("callback_data", "").encode()) <= 64:
            yield f"callback data of {len(key.get('callback_data', '').encode())} bytes"
    for command in fields.get("commands", []):
        if len(command["command"]) > 32 or len(command["description"]) > 256:
            yield f"a command that is too long: {command['command']}"
