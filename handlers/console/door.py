"""The console's door: under which origin a browser sees us."""

from __future__ import annotations

from aiohttp import web
from msgspec import Struct
from yarl import URL

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_HTTPS = "https"


class Door(Struct, frozen=True):
    """What decides it: the installation's public URL (None: there is none)."""

    public_url: str | None

    def origin(self, request: web.Request) -> str | None:
        """Return our origin as the browser has it; None where the console must not be served.

        It is served under the public URL, and under this machine's own name: a password never travels a network in
        clear, and a page that points its own name here (DNS rebinding) gets nothing.
        """
        if self.public_url and request.host.lower() in _hosts(URL(self.public_url)):
            return self.public_url
        try:
            name = URL(f"http://{request.host}").host
        except ValueError:
            return None
        return f"http://{request.host}" if name in LOOPBACK else None


def _hosts(url: URL) -> frozenset[str]:
    """Return what ``Host`` may say of a URL: a proxy may leave the port out (nginx's ``$host``) or name the default one."""
    name = url.host_subcomponent or ""
    return frozenset({name, f"{name}:{url.port}"})


def cookie_of(origin: str) -> str:
    """Return the cookie's name: with the prefix that ties it to this host over https, another on loopback http."""
    return "__Host-care" if is_secure(origin) else "care"


def is_secure(origin: str) -> bool:
    """Tell whether the browser comes over https."""
    return URL(origin).scheme == _HTTPS
