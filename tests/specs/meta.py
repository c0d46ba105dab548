"""A message of the Cloud API against Meta's schemas, each type flattened into one object, and the limits in prose.

As published each type joins ``allOf`` with ``additionalProperties: false``, which refuses every correct message; the
schemas also predate ``recipient`` and leave out the read receipt, which are legal.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jsonschema import Draft202012Validator

from tests.specs.telegram import Check

RECEIPT = {"messaging_product", "status", "message_id", "typing_indicator"}


def check(spec: dict[str, Any]) -> Check:
    """Return the judge of a description."""
    schemas = spec["components"]["schemas"]

    def judge(method: str, fields: dict[str, Any]) -> list[str]:
        if not fields:
            return []
        if fields.get("status") == "read":
            return [f"a receipt has {key}" for key in fields.keys() - RECEIPT]
        return [*_schema(schemas, fields), *_limits(fields)]

    return judge


def _schema(schemas: dict[str, Any], message: dict[str, Any]) -> Iterator[str]:
    name = {"text": "TextMessage", "interactive": "InteractiveMessage", "template": "TemplateMessage"}.get(
        message.get("type", "")
    )
    if name is None:
        yield f"a message of type {message.get('type')}"
        return
    flat = _flat(schemas, schemas[name])
    body = dict(message)
    if "recipient" in body:  # newer than the schema
        body["to"] = body.pop("recipient")
    if len(body.pop("biz_opaque_callback_data", "")) > 512:  # documented, but not in the schema
        yield "a reference of more than 512 characters"
    validator = Draft202012Validator({**flat, "components": {"schemas": schemas}})
    for error in validator.iter_errors(body):
        yield f"{'.'.join(map(str, error.path))}: {error.message[:120]}"


def _flat(schemas: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """Join the parts of an ``allOf`` into one object."""
    properties: dict[str, Any] = {}
    required: set[str] = set()
    for part in schema["allOf"]:
        found = schemas[part["$ref"].rpartition("/")[2]] if "$ref" in part else part
        properties |= found.get("properties", {})
        required |= set(found.get("required", []))
    return {"type": "object", "properties": properties, "required": sorted(required), "additionalProperties": False}


def _limits(message: dict[str, Any]) -> Iterator[str]:
    if len(message.get("biz_opaque_callback_data", "")) > 512:
        yield "biz_opaque_callback_data is too long"
    if (body := message.get("text", {}).get("body")) is not None and not 1 <= len(body) <= 4096:
        yield f"a text of {len(body)} characters"
    inside = message.get("interactive")
    if inside is None:
        return
    if len(inside["body"]["text"]) > 1024:
        yield f"a body of {len(inside['body']['text'])} characters"
    if len(inside.get("footer", {}).get("text", "")) > 60:
        yield "a footer that is too long"
    buttons = [button["reply"] for button in inside["action"].get("buttons", [])]
    if inside["type"] == "button" and not 1 <= len(buttons) <= 3:
        yield f"{len(buttons)} buttons"
    for button in buttons:
        if not 1 <= len(button["title"]) <= 20 or not 1 <= len(button["id"]) <= 256:
            yield f"a button that is too long: {button['title']}"
    yield from _equal(buttons)
    rows = [row for section in inside["action"].get("sections", []) for row in section["rows"]]
    if inside["type"] == "list" and not (1 <= len(rows) <= 10 and 1 <= len(inside["action"]["button"]) <= 20):
        yield f"a list of {len(rows)} rows"
    yield from _equal(rows)
    for row in rows:
        if not 1 <= len(row["title"]) <= 24 or len(row.get("description", "")) > 72 or not 1 <= len(row["id"]) <= 200:
            yield f"a row that is too long: {row['title']}"


def _equal(choices: list[dict[str, Any]]) -> Iterator[str]:
    for name in ("id", "title"):
        values = [choice[name] for choice in choices]
        if len(set(values)) < len(values):
            yield f"two choices with the same {name}: {values}"
