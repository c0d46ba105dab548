"""Which addresses are of the public internet, and which hosts are, as they are written, inside: this machine, this network."""

from __future__ import annotations

import socket
from ipaddress import IPv6Address, IPv6Network, ip_address

GLOBAL = IPv6Network("2000::/3")  # global unicast (RFC 4291); outside of it lie NAT64 and other ways to what is inside
LOCAL = ("localhost", ".localhost")  # this machine, whatever a resolver says (RFC 6761)


def is_inside(host: str) -> bool:
    """Tell whether a host is inside as it is written; where any other name leads is known when it is resolved."""
    name = host.rstrip(".").casefold()
    return name.endswith(LOCAL[1]) or name == LOCAL[0] or (is_address(name) and not is_public(name))


def is_address(host: str) -> bool:
    """Tell whether a host is written as an address, also in the old short ways (``127.1``): no resolver is asked for those."""
    if ":" in host:
        return True
    try:
        socket.inet_aton(host)
    except (OSError, UnicodeEncodeError):
        return False
    return True


def is_public(address: str) -> bool:
    """Tell whether an address is one of the public internet (an IPv4 address within IPv6 is judged as itself)."""
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return False  # one of the short ways: nobody needs them but who has something to hide
    if isinstance(parsed, IPv6Address):
        within = parsed.ipv4_mapped or parsed.sixtofour
        if within is None and parsed not in GLOBAL:
            return False
        parsed = within or parsed
    return parsed.is_global and not parsed.is_multicast
