"""The addresses of gateways: what each may say, checked before anything is sent through them."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

_ENCODE = "; in a user or password write @ / : # ? % as %40 %2F %3A %23 %3F %25"
LONGEST_NAME = 11  # characters of a sender that is a name (3GPP TS 23.040)
_SERVICE = re.compile(r"MG[0-9a-fA-F]{32}")  # the id of a messaging service at Twilio
_SMTP_EXAMPLE = "smtp://user:password@host:587?tls=starttls"
_SMS_EXAMPLE = "twilio://SID:TOKEN@host?from=NAME, infobip://:KEY@host?from=NAME or generic:FILE.toml"


def smtp_url(text: str) -> str:
    """Read the address of a mail server; ``tls`` is starttls, tls or none, ``ca`` a file of trusted authorities."""
    scheme, hostname, query = _parts(text, _SMTP_EXAMPLE)
    if scheme != "smtp" or not hostname or set(query) - {"tls", "ca"}:
        raise ValueError(f"must look like {_SMTP_EXAMPLE}")
    if query.get("tls", "starttls") not in ("starttls", "tls", "none"):
        raise ValueError("must say tls=starttls, tls=tls or tls=none")
    if (authority := query.get("ca")) is not None and not Path(authority).is_file():
        raise ValueError("names a file of authorities (ca) that is not there")
    return text


def sms_urls(text: str) -> tuple[str, ...]:
    """Read the addresses of SMS gateways, in order of preference, blank between."""
    parts = text.split()
    if mistakes := [found for place, part in enumerate(parts, 1) if (found := _mistake(place, len(parts), part))]:
        raise ValueError("; ".join(mistakes))
    return tuple(parts)


def _mistake(place: int, of: int, part: str) -> str:
    try:
        _sms_url(part)
    except ValueError as error:
        return f"{f'gateway {place} ' if of > 1 else ''}{error}"
    return ""


def _sms_url(text: str) -> str:
    if text.startswith("generic:"):
        from bot.gateways import sms_generic  # with the weight of an HTTP client, for those who use it

        sms_generic.read(text)
        return text
    scheme, hostname, query = _parts(text, _SMS_EXAMPLE)
    if scheme not in ("twilio", "infobip") or not hostname or set(query) - {"from", "scheme"}:
        raise ValueError(f"must look like {_SMS_EXAMPLE}")
    if not query.get("from"):
        raise ValueError("must name the sender: ?from=NAME")
    name = query["from"]
    if len(name) > LONGEST_NAME and re.search("[A-Za-z]", name) and not _SERVICE.fullmatch(name):
        raise ValueError(
            f"must name a sender of at most {LONGEST_NAME} characters where it is a name: networks refuse more"
        )
    if query.get("scheme", "https") not in ("http", "https"):
        raise ValueError("must say scheme=https or, for tests, scheme=http")
    if not urlsplit(text).password or (scheme == "twilio" and not urlsplit(text).username):
        raise ValueError(f"lacks its key: must look like {_SMS_EXAMPLE}")
    return text


def _parts(text: str, example: str) -> tuple[str, str | None, dict[str, str]]:
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        raise ValueError(f"must look like {example}{_ENCODE}") from None
    if "@" in parts.path + parts.query + parts.fragment:  # what stands before it was cut off by a / ? or #
        raise ValueError(f"must look like {example}{_ENCODE}")
    query = parse_qs(parts.query, keep_blank_values=True)
    return parts.scheme, parts.hostname, {name: values[-1] for name, values in query.items()}
