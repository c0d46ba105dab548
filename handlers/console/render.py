"""How pages are made: templates that escape everything, static files named by their content, moments and masks in words."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import jinja2

from conversations.masks import mask_email, mask_name, mask_phone, mask_policy
from handlers.templates import environment

HERE = Path(__file__).parent
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


class Static:
    """The files beside the pages. ``version`` changes with their content, so that a browser may keep them for ever."""

    def __init__(self) -> None:
        found = (file for file in sorted((HERE / "static").iterdir()) if file.suffix in TYPES)
        self.files = {file.name: file.read_bytes() for file in found}
        self.version = sha256(b"".join(self.files.values())).hexdigest()[:12]

    def url(self, name: str) -> str:
        """Return the address of a file; raises KeyError where there is none."""
        self.files[name]
        return f"/care/static/{self.version}/{name}"


def templates(static: Static) -> jinja2.Environment:
    """Return the environment of the console's templates, with what they may call."""
    made = environment(HERE / "templates")
    made.globals["static"] = static.url
    made.filters |= {"policy": mask_policy, "initials": mask_name, "phone": mask_phone, "email": mask_email}
    return made
