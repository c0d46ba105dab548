"""Where Redis is: one server, a service that Sentinels watch, or a Cluster, read from one URL."""

from __future__ import annotations

from urllib.parse import urlsplit

from msgspec import Struct

PORTS = {"cluster": 6379, "sentinel": 26379}
SHAPES = (
    "must be redis://[user:password@]host[:port][/database], redis+sentinel://[user:password@]host:port,host:port/service "
    "or redis+cluster://[user:password@]host:port,host:port, or the same with rediss for TLS; "
    "in a user or password write @ / : # ? % as %40 %2F %3A %23 %3F %25"
)
Host = tuple[str, int]


class Address(Struct, frozen=True, kw_only=True):
    """A read URL. ``kind`` is alone, sentinel or cluster; ``plain`` is the URL of one server, ``{}`` its host and port.

    The user, the password and everything behind ``?`` (see redis-py) hold for every server; a Sentinel is asked without
    the user and password of the servers it watches, unless ``?sentinel_password=`` gives it its own.
    """

    kind: str
    plain: str
    hosts: tuple[Host, ...] = ()
    service: str = ""


def parse(url: str) -> Address:
    """Read a URL; raises ValueError with the shapes that are understood."""
    scheme, _, rest = url.partition("://")
    base, _, kind = scheme.partition("+")
    if base not in ("redis", "rediss", "unix") or kind not in ("", *PORTS) or (base == "unix" and kind):
        raise ValueError(SHAPES)
    if base != "unix" and "@" in rest[_end(rest) :]:
        raise ValueError(SHAPES)  # a / ? or # in a password that is not encoded ends the hosts before they begin
    if not kind:
        if base != "unix":
            _host(urlsplit(url).netloc.rpartition("@")[2], PORTS["cluster"])
        return Address(kind="alone", plain=url)
    where, question, query = rest.partition("?")
    places, _, path = where.partition("/")
    user, at, places = places.rpartition("@")
    service, _, database = path.partition("/") if kind == "sentinel" else ("", "", path)
    if (kind == "sentinel") != bool(service) or (database not in ("", "0") and kind == "cluster"):
        raise ValueError(SHAPES)
    hosts = tuple(_host(place, PORTS[kind]) for place in places.split(","))
    plain = f"{base}://{user}{at}{{}}/{database}{question}{query}"
    return Address(kind=kind, plain=plain, hosts=hosts, service=service)


def _end(rest: str) -> int:
    """Return where the part with user, password and hosts ends."""
    return min((place for mark in "/?#" if (place := rest.find(mark)) >= 0), default=len(rest))


def _host(text: str, port: int) -> Host:
    parts = urlsplit(f"//{text}")
    try:
        found = parts.port
    except ValueError:
        raise ValueError(SHAPES) from None
    if not parts.hostname:
        raise ValueError(SHAPES)
    return parts.hostname, found or port


def written(host: Host) -> str:
    """Write a host and its port as they stand in a URL."""
    name, port = host
    return f"[{name}]:{port}" if ":" in name else f"{name}:{port}"
