"""Whether a Redis is fit to be our memory: reachable, new enough, without known holes, and forgetting nothing."""

from __future__ import annotations

import re
from typing import Any

from redis.exceptions import AuthenticationError, NoPermissionError, ResponseError
from redis.utils import str_if_bytes

from bot.findings import Finding, bad, good, warning
from storage.connection import Together
from storage.errors import StoreDown

Version = tuple[int, int, int]

PARTY = "Redis"
OLDEST: Version = (6, 2, 0)

# The first release of each line without the holes in Lua and in loading streams by which a client may run code on the
# server (CVE-2025-49844, CVE-2026-23479, CVE-2026-63639 and their kin), as announced until August 2026.
# https://github.com/redis/redis/security/advisories and https://github.com/valkey-io/valkey/security/advisories
REPAIRED: dict[str, tuple[Version, ...]] = {
    "redis": ((6, 2, 23), (7, 2, 15), (7, 4, 10), (8, 2, 8), (8, 4, 5), (8, 6, 5), (8, 8, 1)),
    "valkey": ((7, 2, 13), (8, 0, 10), (8, 1, 7), (9, 0, 5), (9, 1, 1)),
}


async def check(url: str, wait: int = 0) -> list[Finding]:
    """Ask what is at ``url`` what it is and how it keeps its data; ``wait`` replicas are waited for at each commit."""
    together = Together(url)
    try:
        watched = "+" in url.partition(":")[0]
        infos = await together.everywhere("INFO")
        policies = await _configured(together, "maxmemory-policy") or [None] * len(infos)
        appends = await _configured(together, "appendonly") or [None] * len(infos)
        told = zip(infos, policies, appends, strict=True)
        servers = [_judge(info, policy, append, wait, watched) for info, policy, append in told]
        return list(dict.fromkeys(finding for findings in servers for finding in findings))
    except StoreDown as down:
        if isinstance(down.__cause__, AuthenticationError):
            return [bad(PARTY, "refuses the user or the password", "mend them in POLISBOT_REDIS_URL")]
        if isinstance(down.__cause__, NoPermissionError):
            todo = "grant it (ACL SETUSER ... +info); all else that is needed: ~* &* +@all -@dangerous"
            says = "answers, but its user may not call INFO: version and replicas are not known"
            return [warning(PARTY, says, todo)]
        return [bad(PARTY, f"does not answer ({down})", "see that it runs and that the address is right")]
    finally:
        await together.close()


def judge_version(server: str, version: str) -> Finding:
    """Say whether ``server`` (redis or valkey) of this ``version`` is served, and safe from known holes."""
    number = parse_version(version)
    says = f"{server} {version}"
    if server == "redis" and number < OLDEST:
        return bad(PARTY, f"{says} is older than 6.2", "install Redis 7 or Valkey 8")
    repaired = {line[:2]: line for line in REPAIRED.get(server, ())}
    newest = max(repaired.values(), default=number)
    if number >= repaired.get(number[:2], newest):
        return good(PARTY, f"{says}, no hole known to this version of Polis Bot")
    mended = repaired.get(number[:2])
    todo = (
        f"install {'.'.join(map(str, mended))}" if mended else "install a newer line, or see that its maker repairs it"
    )
    return warning(
        PARTY, f"{says} has known security holes (CVE-2025-49844 or later)", f"{todo}; let nobody else reach it"
    )


def parse_version(text: str) -> Version:
    """Read the first three numbers of a version."""
    numbers = [int(number) for number in re.findall("[0-9]+", text)[:3]]
    major, minor, patch = (*numbers, 0, 0, 0)[:3]
    return major, minor, patch


def _judge(info: dict[str, Any], policy: str | None, appends: str | None, wait: int, watched: bool) -> list[Finding]:
    server = "valkey" if "valkey_version" in info else "redis"
    findings = [judge_version(server, str(info.get(f"{server}_version", "0")))]
    if policy not in ("noeviction", None):
        findings.append(bad(PARTY, "may evict keys when memory is short", "set maxmemory-policy noeviction"))
    if appends == "no":
        findings.append(bad(PARTY, "keeps no append-only file: a restart loses dialogues", "set appendonly yes"))
    if appends is None:
        todo = "let the user call CONFIG GET, or see to noeviction and appendonly yourself"
        findings.append(warning(PARTY, "does not tell how it keeps its data", todo))
    return findings + _copies(info, wait, watched)


def _copies(info: dict[str, Any], wait: int, watched: bool) -> list[Finding]:
    """Say whether there are the replicas that a failover, or each commit, needs."""
    replicas = int(info.get("connected_slaves", 0))
    if info.get("role") == "slave":
        return [bad(PARTY, "is a replica, which takes no writes", "give the primary's address, or the Sentinels'")]
    if replicas < wait:
        todo = "start more replicas, or lower POLISBOT_REDIS_WAIT"
        return [bad(PARTY, f"a primary has {replicas} replicas and each commit waits for {wait}", todo)]
    if watched and not replicas:
        return [warning(PARTY, "a primary has no replica: when it dies its chats wait for it", "start a replica")]
    if replicas and not wait:
        todo = "set POLISBOT_REDIS_WAIT=1 if that is too much"
        return [warning(PARTY, "a failover may lose the last second of turns", todo)]
    return []


async def _configured(together: Together, name: str) -> list[str | None]:
    """Return what each server is configured with; nothing where one of them does not tell."""
    try:
        answers = await together.everywhere("CONFIG GET", name)
    except ResponseError:
        return []
    except StoreDown as down:
        if isinstance(down.__cause__, NoPermissionError):
            return []  # managed services and careful ACLs keep CONFIG to themselves
        raise
    told = [{str_if_bytes(key): str_if_bytes(value) for key, value in answer.items()} for answer in answers]
    return [found.get(name) for found in told]
