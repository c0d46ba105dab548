"""JSON whose text is sound: half of a surrogate pair, escaped, becomes U+FFFD, so that a customer's message is still read."""

from __future__ import annotations

import re

_ESCAPES = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u([dD][89a-fA-F])[0-9a-fA-F]{2}|\\.", re.DOTALL
)


def sound(body: bytes) -> bytes:
    """Return the body with every lone surrogate replaced; pairs, and backslashes that escape themselves, stay."""
    if b"\\ud" not in body and b"\\uD" not in body:
        return body
    return _ESCAPES.sub(lambda found: b"\\ufffd" if found[1] else found[0], body)
