"""The policy registry from a file: the same questions, the same answers, for trying and for small installations."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Protocol

import structlog

from bot.gateways.policies_csv import Policies, Policy, Unusable, read_policies
from bot.numbers import INDONESIA, Numbers
from conversations.effects import Link, LookUp
from conversations.events import LinkMade, Matched, NotMatched
from handlers.ports import LinkRefused, RegistryDown

SAMPLE = Path(__file__).parent / "policies_sample.csv"
ACCOUNTS = 3  # chat accounts that a policy may be linked to, unless the operator says otherwise
LOOK = 1.0  # seconds between two looks at whether the file was changed: each is a thread's work
log = structlog.get_logger()


class LinkStore(Protocol):
    """What is remembered of links: for each policy reference, which accounts have it."""

    async def add(self, policy_ref: str, account: str, challenge: str, most: int) -> bool:
        """Link once; False when ``most`` other accounts have it. The same challenge gets the same answer."""
        ...

    async def remove(self, policy_ref: str, account: str) -> None:
        """Unlink; nothing to do where there is no such link."""
        ...


class CsvRegistry:
    """Answers from a file that is read again when it changes; a file that cannot be read leaves the last good one."""

    polls = False

    def __init__(
        self, path: Path, links: LinkStore, accounts: int = ACCOUNTS, numbers: tuple[Numbers, ...] = INDONESIA
    ) -> None:
        self._path = path
        self._numbers = numbers
        self._links = links
        self._accounts = accounts
        self._policies = read_policies(path, numbers)
        self._stamp = _stamp(path)
        self._reading = asyncio.Lock()
        self._looked = float("-inf")

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong with the file, a sentence a line."""
        return self._policies.problems

    @property
    def count(self) -> int:
        """How many policies were read."""
        return len(self._policies.by_key)

    async def look_up(self, ask: LookUp) -> Matched | NotMatched:
        """Match type, numbers and date of birth; a terminated policy is no match."""
        policy = (await self._current()).by_key.get((ask.type, ask.policy, ask.participant))
        if policy is None or policy.born != ask.born or policy.status == "TERMINATED":
            return NotMatched(ask.id)
        return Matched(ask.id, policy.ref, policy.holder, policy.status, policy.instant, policy.contacts)

    async def link(self, ask: Link, channel: str, account_hash: str) -> LinkMade:
        """Link at once, or take a request, as the row says."""
        policy = await self._policy(ask.policy_ref)
        if not await self._links.add(policy.ref, account_hash, ask.challenge, self._accounts):
            raise LinkRefused("full")
        return LinkMade(ask.id, f"{policy.ref}.{account_hash}", pending=not policy.instant)

    async def unlink(self, link_id: str) -> bool:
        """Drop a link or a request."""
        policy_ref, _, account = link_id.partition(".")
        await self._links.remove(policy_ref, account)
        return True

    async def status(self, link_id: str) -> tuple[str, str]:
        """Refuse: requests of a file are decided by the care team, never polled."""
        raise RegistryDown("a file decides nothing")

    async def _policy(self, ref: str) -> Policy:
        if (policy := (await self._current()).by_ref.get(ref)) is None:
            raise LinkRefused("stale")
        return policy

    async def _current(self) -> Policies:
        now = asyncio.get_running_loop().time()
        if now - self._looked < LOOK:
            return self._policies
        self._looked = now
        stamp = await asyncio.to_thread(_stamp, self._path)
        if stamp != self._stamp:
            async with self._reading:
                if stamp != self._stamp:
                    await self._read_again(stamp)
        return self._policies

    async def _read_again(self, stamp: tuple[int, int]) -> None:
        self._stamp = stamp
        try:
            self._policies = await asyncio.to_thread(read_policies, self._path, self._numbers)
        except Unusable as error:
            log.error("policies_unreadable", why=str(error))
            return
        log.info("policies_read", count=self.count)
        for problem in self.problems:
            log.warning("policies_row_skipped", why=problem)


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_size)
