"""Where a process listens: sockets of its own, or those that it shares with the other processes of its parent."""

from __future__ import annotations

import socket

from msgspec import Struct

from bot.settings import Settings

BACKLOG = 1024  # connections that wait while a process is replaced


class Listeners(Struct, frozen=True, kw_only=True):
    """The socket for everything, and one for metrics where the settings give them an address of their own."""

    main: socket.socket
    metrics: socket.socket | None

    @property
    def url(self) -> str:
        """Say where it answers."""
        host, port = self.main.getsockname()[:2]
        return f"http://{f'[{host}]' if ':' in host else host}:{port}"

    def numbers(self) -> tuple[int, ...]:
        """Return the file descriptors, to be handed on to children."""
        return tuple(one.fileno() for one in (self.main, self.metrics) if one)

    def close(self) -> None:
        """Close them here; whoever has them as well goes on."""
        for one in (self.main, self.metrics):
            if one:
                one.close()


def listen(settings: Settings) -> Listeners:
    """Listen as the settings say; raises OSError."""
    main = _opened(settings.host, settings.port)
    apart = settings.metrics_address
    try:
        return Listeners(main=main, metrics=_opened(apart.host, apart.port) if apart else None)
    except OSError:
        main.close()
        raise


def inherited(numbers: list[int]) -> Listeners:
    """Take over the sockets that the parent handed on."""
    main, *others = (socket.socket(fileno=number) for number in numbers)
    return Listeners(main=main, metrics=others[0] if others else None)


def _opened(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host.strip("[]"), port), family=family, backlog=BACKLOG)
