"""What a check says of Redis servers."""

from __future__ import annotations

import asyncio
import shutil
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from redis.asyncio import Redis
from redis.exceptions import ConnectionError as NotThere

from bot import redis_health
from bot.checks import check_all
from bot.findings import BAD, GOOD, WARNING
from bot.settings import load
from storage.store import Store
from tests import servers


@pytest.mark.parametrize(
    ("server", "version", "level"),
    [
        ("redis", "6.0.20", BAD),
        ("redis", "6.2.14", WARNING),
        ("redis", "6.2.22", WARNING),
        ("redis", "6.2.23", GOOD),
        ("redis", "7.0.15", WARNING),
        ("redis", "7.2.14", WARNING),
        ("redis", "7.2.15", GOOD),
        ("redis", "7.4.9", WARNING),
        ("redis", "8.0.6", WARNING),
        ("redis", "8.2.8", GOOD),
        ("redis", "8.8.1", GOOD),
        ("redis", "8.10.0", GOOD),
        ("valkey", "7.2.12", WARNING),
        ("valkey", "8.0.9", WARNING),
        ("valkey", "8.0.10", GOOD),
        ("valkey", "8.1.7", GOOD),
        ("valkey", "9.1.1", GOOD),
        ("valkey", "9.2.0", GOOD),
    ],
)
def test_versions_with_known_holes_are_warned_of(server: str, version: str, level: str) -> None:
    """A release before its line's repair is warned of, a line that was never repaired too."""
    assert redis_health.judge_version(server, version).level == level


def test_a_warning_names_the_release_to_install() -> None:
    """What to do is said: the line's own repaired release."""
    assert "install 7.2.15" in redis_health.judge_version("redis", "7.2.4").todo


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[str]:
    """A real server as its package ships it: it keeps no append-only file."""
    path = shutil.which("redis-server") or shutil.which("valkey-server")
    if path is None:
        pytest.skip("no redis-server on the path")
    port = _free_port()
    process = await asyncio.create_subprocess_exec(
        path, "--port", str(port), "--dir", str(tmp_path), "--save", "", stdout=asyncio.subprocess.DEVNULL
    )
    url = f"redis://127.0.0.1:{port}"
    await _answers(url)
    yield url
    process.kill()  # one that is writing its first append-only file does not heed a polite signal
    await process.wait()


async def test_a_server_that_forgets_is_bad(server: str) -> None:
    """A server without an append-only file, or that may evict, is bad; with both mended only its version is judged."""
    client: Redis = Redis.from_url(server)
    await client.config_set("maxmemory-policy", "allkeys-lru")
    says = [finding.says for finding in await redis_health.check(server) if finding.level == BAD]
    assert says == ["may evict keys when memory is short", "keeps no append-only file: a restart loses dialogues"]
    await client.config_set("maxmemory-policy", "noeviction")
    await client.config_set("appendonly", "yes")
    assert len(await redis_health.check(server)) == 1
    await client.aclose()


async def test_a_server_that_hides_its_configuration_is_warned_of(server: str) -> None:
    """Where CONFIG is refused the operator is told to look."""
    client: Redis = Redis.from_url(server)
    await client.acl_setuser(
        "careful", enabled=True, passwords="+word", keys=["*"], categories=["+@all"], commands=["-config"]
    )
    await client.aclose()
    findings = await redis_health.check(server.replace("//", "//careful:word@"))
    assert findings[-1].says == "does not tell how it keeps its data"
    (refused,) = await redis_health.check(server.replace("//", "//careful:wrong@"))
    assert (refused.level, refused.says) == (BAD, "refuses the user or the password")


async def test_a_user_that_may_not_ask_is_told_which_right_is_missing(server: str) -> None:
    """The product serves without INFO: the check names the right and does not say that nothing answers."""
    client: Redis = Redis.from_url(server)
    await client.acl_setuser("narrow", enabled=True, passwords="+word", keys=["*"], categories=["+@all", "-@dangerous"])
    await client.aclose()
    (found,) = await redis_health.check(server.replace("//", "//narrow:word@"))
    assert (found.level, "+info" in found.todo) == ("warning", True)


async def test_keys_that_do_not_open_what_is_stored_are_bad(server: str) -> None:
    """The check meets what would stop the start, and neither writes nor seals anything itself."""
    right, wrong = "n7Qw0rTz2LxYp5Vb9Kc4Hd8Mf1Gj6Sa3", "another random key of more than 32 characters"

    async def keys(user: str = "", **given: str) -> tuple[str, str]:
        environ = {"POLISBOT_REDIS_URL": server.replace("//", f"//{user}"), "POLISBOT_SECRET_KEYS": right}
        settings = load(environ | {f"POLISBOT_{name}": value for name, value in given.items()})
        [found] = [finding for finding in await check_all(settings) if finding.party == "Secret keys"]
        return found.level, found.says

    client: Redis = Redis.from_url(server)
    assert await keys() == (GOOD, "Redis holds nothing sealed yet")
    assert await client.dbsize() == 0
    await (await Store.open(server, (right,))).close()
    assert await keys() == (GOOD, "open what Redis holds")
    assert await keys(SECRET_KEYS=f"{wrong},{right}") == (GOOD, "open what Redis holds")
    level, says = await keys(SECRET_KEYS=wrong)
    assert (level, "POLISBOT_SECRET_KEYS do not open" in says) == (BAD, True)
    await client.acl_setuser("blind", enabled=True, passwords="+word", keys=["other*"], categories=["+@all"])
    assert await keys("blind:word@") == (BAD, "Redis does not let its user read what it holds")
    await client.aclose()


async def test_sentinels_and_a_cluster_are_asked_for_all_primaries(tmp_path: Path) -> None:
    """A failover may lose the last second unless replicas are waited for; more than there are is bad."""
    for make in (servers.sentinels, servers.cluster):
        async with make(servers.newest(), tmp_path / make.__name__) as group:
            says = [finding.says for finding in await redis_health.check(group.url)]
            assert says[1:] == ["a failover may lose the last second of turns"]
            assert len(await redis_health.check(group.url, wait=1)) == 1
            assert (await redis_health.check(group.url, wait=2))[-1].level == BAD
            await group.replicas[0].kill()
            await group.primaries[0].until("INFO", "replication", says="connected_slaves:0")
            assert any("no replica" in finding.says for finding in await redis_health.check(group.url))


async def test_a_server_that_is_not_there_is_bad() -> None:
    """No answer is a finding, not an error."""
    (finding,) = await redis_health.check(f"redis://127.0.0.1:{_free_port()}")
    assert finding.level == BAD
    assert "does not answer" in finding.says


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


async def _answers(url: str) -> None:
    client: Redis = Redis.from_url(url)
    async with asyncio.timeout(10):
        while True:
            try:
                await client.ping()
                break
            except NotThere:
                await asyncio.sleep(0.01)  # until the server listens
    await client.aclose()
