"""How pages are made everywhere: templates that escape everything and are strict about what is missing."""

from __future__ import annotations

from pathlib import Path

import jinja2


def environment(folder: Path) -> jinja2.Environment:
    """Return the environment of the templates in a folder."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,  # a page asks for ten templates: none of them changes while a process lives
        trim_blocks=True,
        lstrip_blocks=True,
    )
