"""The root of everything that can happen in a chat."""

from __future__ import annotations

from msgspec import Struct


class HappeningBase(Struct, frozen=True, tag=True, tag_field="is"):
    """Something that happened: stored with its name under ``is``."""
