"""The policy registry from a file: the same questions, the same answers, for trying and for small installations."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Protocol

import structlog

from bot.gateways.policies_csv import Policies, Policy
from bot.gateways.policy_file import ACCEPT, PolicyFile, Stamp
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
    """Answers from a file that is read again when it changes; one that is damaged leaves the last good reading.

    That is kept in ``folder`` too (None: in memory alone), so that a restart beside a damaged file serves it as well.
    """

    polls = False

    def __init__(
        self,
        path: Path,
        links: LinkStore,
        accounts: int = ACCOUNTS,
        numbers: tuple[Numbers, ...] = INDONESIA,
        folder: Path | None = None,
    ) -> None:
        self._file = PolicyFile(path, numbers, folder)
        self._links = links
        self._accounts = accounts
        self._served = self._file.read()
        self._stamp = self._file.stamp()
        self._one_reader = asyncio.Lock()
        self._looked = float("-inf")
        self._tell()

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong with the file, a sentence a line."""
        return self._served.policies.problems

    @property
    def count(self) -> int:
        """How many policies were read."""
        return len(self._served.policies.by_key)

    @property
    def refused(self) -> str:
        """Why the file is not served but the last good reading of it; "" while it is served."""
        return self._served.refused

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
            return self._served.policies
        self._looked = now
        stamp = await asyncio.to_thread(self._file.stamp)
        if stamp != self._stamp:
            async with self._one_reader:
                if stamp != self._stamp:
                    await self._read_again(stamp)
        return self._served.policies

    async def _read_again(self, stamp: Stamp) -> None:
        self._stamp = stamp
        before, self._served = self._served, await asyncio.to_thread(self._file.read)
        if before.policies is not self._served.policies or before.refused != self._served.refused:
            self._tell()

    def _tell(self) -> None:
        """Log what was read; a file that is refused is an alert."""
        if self.refused:
            says = f"{self.refused}: the last good reading is served; mend the file, or take it by {ACCEPT}"
            log.error("policies_refused", alert=True, why=says, count=self.count)
            return
        log.info("policies_read", count=self.count)
        for problem in (*self.problems, *self._served.policies.doubts):
            log.warning("policies_at_fault", why=problem)
