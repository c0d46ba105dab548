"""Every key in Redis, on one screen: its type, what it holds, how long it stays.

An installation has 256 partitions for its whole life. All keys of a chat bear its partition's hash tag, so that a commit
touches one slot, on one server as on a cluster. An account names keys by a hash or a random id, never by a person's.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property, lru_cache

from conversations.references import PARTITIONS, partition

__all__ = [
    "AUDIT",
    "MEMBERS",
    "PARTITIONS",
    "SESSIONS",
    "VAULT",
    "Home",
    "alias",
    "appended",
    "day_sum",
    "export",
    "home",
    "limit",
    "partition",
    "post",
    "pulse",
    "session",
    "table",
    "telling",
]

VAULT = "polisbot:vault"  # hash: the installation's own secrets, wrapped by the master key; for ever
HINTS = "polisbot:live"  # channel: the account of a chat in which something happened; nothing is kept
AUDIT = "{polisbot}:audit"  # list: the chain of staff actions, sealed; 5 years, then only its anchor
MEMBERS = "polisbot:members"  # zset: processes that are alive, by when that ends without a beat; 60 s
SESSIONS = "{care}:sessions"  # zset: members of the staff with their sessions, by when these end; trimmed at sign-ins


def day_sum(day: date) -> str:
    """string: what all partitions counted on a day that is over; 100 days after it was last summed."""
    return f"{{figures}}:{_digits(day)}"


def pulse(minute: int) -> str:
    """hash: how calls to providers ended in a minute (counted since 1970); 1 hour."""
    return f"{{pulse}}:{minute}"


def chore(name: str) -> str:
    """string: when a chore of the whole installation was last done; for ever."""
    return f"polisbot:chore:{name}"


class Home:
    """The keys of one partition."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.tag = f"{{p{number:03d}}}"

    # One chat's.
    def chat(self, account: str) -> str:
        """string: version, last commit id, sealed state; until erased."""
        return f"{self.tag}:chat:{account}"

    def key(self, account: str) -> str:
        """string: the chat's data key, wrapped; until erased (which erases all below)."""
        return f"{self.tag}:key:{account}"

    def lines(self, account: str) -> str:
        """list: the transcript, one sealed item a turn; until purged."""
        return f"{self.tag}:lines:{account}"

    def out(self, account: str) -> str:
        """list: the outbox, in order, each entry sealed; until it left."""
        return f"{self.tag}:out:{account}"

    def lease(self, account: str) -> str:
        """string: who drains the outbox; 10 s."""
        return f"{self.tag}:lease:{account}"

    def sent(self, account: str) -> str:
        """hash: outbox id to what became of the message; 8 days after the last."""
        return f"{self.tag}:sent:{account}"

    def looks(self, account: str) -> str:
        """hash: members of the care team who look at the chat, to when and whether they type; 1 minute."""
        return f"{self.tag}:looks:{account}"

    # One thing's.
    def done(self, commit: str) -> str:
        """string: what a commit (or another script that is not to be run twice) answered, for the client's retry; 120 s."""
        return f"{self.tag}:done:{commit}"

    def mark(self, effect: str) -> str:
        """string: which attempt at a message that costs was started; 1 day."""
        return f"{self.tag}:mark:{effect}"

    def notice(self, id: str) -> str:
        """string: a notice that left by a channel that may tell later that it failed, sealed; 3 days."""
        return f"{self.tag}:notice:{id}"

    # The partition's.
    @cached_property
    def probe(self) -> str:
        """string: written to see whether this server takes writes; 60 s."""
        return f"{self.tag}:probe"

    @cached_property
    def seen(self) -> str:
        """zset: ids of messages taken in, by when they may be forgotten; trimmed at each commit."""
        return f"{self.tag}:seen"

    @cached_property
    def timers(self) -> str:
        """zset: accounts by their next deadline."""
        return f"{self.tag}:timers"

    @cached_property
    def due(self) -> str:
        """zset: accounts by when their outbox wants attention."""
        return f"{self.tag}:due"

    @cached_property
    def unsent(self) -> str:
        """zset: what was given up, with its account and why, by when; 30 days."""
        return f"{self.tag}:unsent"

    @cached_property
    def chats(self) -> str:
        """zset: accounts by their last activity."""
        return f"{self.tag}:chats"

    @cached_property
    def refs(self) -> str:
        """hash: numbers of requests and tickets to accounts."""
        return f"{self.tag}:refs"

    @cached_property
    def waiting(self) -> str:
        """zset: accounts that wait for a person, by since when; until somebody drives."""
        return f"{self.tag}:waiting"

    @cached_property
    def driven(self) -> str:
        """hash: accounts that an agent drives, to the agent's id; until the agent does not."""
        return f"{self.tag}:driven"

    @cached_property
    def open(self) -> str:
        """zset: numbers of requests that wait for a decision, by when they were made; until they do not."""
        return f"{self.tag}:open"

    @cached_property
    def tickets(self) -> str:
        """zset: numbers of complaints that wait for an answer, by when they were made; until they do not."""
        return f"{self.tag}:tickets"

    @cached_property
    def read(self) -> str:
        """hash: accounts to how many of the customer's messages the care team has seen; until erased."""
        return f"{self.tag}:read"

    @cached_property
    def live(self) -> str:
        """list: the last live events, bounded."""
        return f"{self.tag}:live"

    @cached_property
    def news(self) -> str:
        """list: what webhooks are to be told, ids only; until it is handed to each of them."""
        return f"{self.tag}:news"

    @cached_property
    def index(self) -> str:
        """zset: words by which chats are found (blind index), each with its account; until erased."""
        return f"{self.tag}:index"

    def figures(self, day: date) -> str:
        """hash: what was counted on a day of the installation's calendar; 400 days."""
        return f"{self.tag}:figures:{_digits(day)}"

    def behind(self, day: date) -> str:
        """hash: accounts to the marks that a day's figures count of them; as long as a transcript."""
        return f"{self.tag}:behind:{_digits(day)}"

    @cached_property
    def audit(self) -> str:
        """list: the chain of customers' security events, sealed; 5 years, then only its anchor."""
        return f"{self.tag}:audit"


_HOMES = tuple(Home(number) for number in range(PARTITIONS))
HOMES = _HOMES


@lru_cache(maxsize=1_000)
def _digits(day: date) -> str:
    return f"{day:%Y%m%d}"


@lru_cache(maxsize=20_000)
def home(account: str) -> Home:
    """Return the partition's keys of an account."""
    return _HOMES[partition(account)]


def appended(chain: str, id: str) -> str:
    """string: the number that a record got in an audit chain, for the client's retry; 120 s."""
    return f"{chain}:done:{id}"


def alias(blind: str) -> str:
    """string: a channel's identity (by its blind index) to its account; until erased."""
    return f"{_HOMES[partition(blind)].tag}:alias:{blind}"


def limit(name: str, blind: str) -> str:
    """hash: what was taken of a limit in its window; until the window ends."""
    return f"{_HOMES[partition(blind)].tag}:limit:{name}:{blind}"


def links(policy_ref: str) -> str:
    """hash: the file registry's links of one policy: accounts, and challenges that were answered; for ever."""
    return f"{_HOMES[partition(policy_ref)].tag}:links:{policy_ref}"


def telling(hook: str) -> str:
    """zset: what a webhook is still to be told, by when to try; 2 days after the last."""
    return f"{{care}}:telling:{hook}"


def export(id: str) -> str:
    """list: an export's file in pieces, sealed; 1 day."""
    return f"{{care}}:export:{id}"


def alarm(kind: str) -> str:
    """zset: codes sent or verified, attempts typed or wrong, by opaque ids; two days, two hours after the last."""
    return f"{{alarm}}:{kind}"


def holders(blind: str) -> str:
    """zset: accounts that hold a policy, by since when, under its blind index; each until it lets the policy go."""
    return f"{_HOMES[partition(blind)].tag}:holders:{blind}"


def table(name: str) -> str:
    """hash: records of the care team's own (staff, approvals, claims, ...) by id, each sealed; until taken out."""
    return f"{{care}}:{name}"


def session(digest: str) -> str:
    """string: when a session of the console was last used, and the session, sealed; 15 min after its last use."""
    return f"{{care}}:session:{digest}"


def post(name: str) -> str:
    """string: the process that has a post; 6 s after its last word."""
    return f"polisbot:post:{name}"
