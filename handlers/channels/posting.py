"""Posting JSON, again and again to the same place, on the session's own connections.

``ClientSession.post`` makes a dozen objects a request, for cookies, redirects, forms and traces: on one core that cost as
much as everything a turn decides and keeps.
"""

from __future__ import annotations

from yarl import URL

from handlers.channels.wires import Answer, Wires


class Post:
    """One address, and the headers that each request to it bears. No error tells the address, for a token may be in it."""

    def __init__(self, wires: Wires, url: URL, headers: dict[str, str] | None = None) -> None:
        given = {"Host": url.host_port_subcomponent or "", "User-Agent": "polisbot", "Content-Type": "application/json"}
        fields = [f"{name}: {value}" for name, value in {**given, **(headers or {})}.items()]
        lines = [f"POST {url.raw_path_qs} HTTP/1.1", *fields]
        if any("\r" in line or "\n" in line for line in lines):
            raise ValueError("a header of more than one line")
        self._head = ("\r\n".join(lines) + "\r\nContent-Length: ").encode("latin-1")
        self._wires = wires

    async def send(self, body: bytes, seconds: float) -> Answer:
        """Post ``body`` within ``seconds`` and return status and body of the answer; a redirect is an answer.

        Raises what ``Wires.ask`` does.
        """
        return await self._wires.ask(b"%b%d\r\n\r\n%b" % (self._head, len(body), body), seconds)
