"""What a failed call to Redis means: our mistake, soon over, or down for now."""

from __future__ import annotations

import re
from enum import Enum

from redis.exceptions import AskError, AuthenticationError, NoPermissionError, RedisError, ResponseError
from redis.exceptions import TimeoutError as RedisTimeout


class Fate(Enum):
    """What is to be done about an error."""

    OURS = "raised as it is: the call was wrong, or its script is not loaded"
    SOON = "tried again in a moment, perhaps at another server"
    DOWN = "not tried again now: the server must be helped first, or takes its time"


# A script's error of Redis 6.2 bears the word in its middle ("ERR Error running script ... -OOM command not allowed").
_SOON = {
    "LOADING": "redis is loading its data",
    "READONLY": "redis is read-only",
    "MASTERDOWN": "redis is a replica without its primary",
    "CLUSTERDOWN": "the redis cluster is down",
    "NOREPLICAS": "redis has too few replicas",  # or it is a primary that everybody has left
    "TRYAGAIN": "the redis cluster moves its data",
}
_DOWN = {
    "OOM": "redis is full: it has reached its maxmemory",
    "MISCONF": "redis cannot write to its disk",
    "BUSY": "redis is busy with a script",
}
_WORD = re.compile(r"\b(" + "|".join([*_SOON, *_DOWN]) + r")\b")


def fate(error: Exception) -> Fate:
    """Tell what is to be done."""
    word = _word(error)
    if word in _SOON or isinstance(error, AskError):
        return Fate.SOON
    if word in _DOWN or isinstance(error, AuthenticationError | NoPermissionError):
        return Fate.DOWN
    return Fate.OURS if isinstance(error, ResponseError) else Fate.SOON


def reason(error: Exception) -> str:
    """Say what ails the server, without anything of the call."""
    word = _word(error)
    if isinstance(error, AskError):
        return _SOON["TRYAGAIN"]
    if word:
        return _SOON.get(word) or _DOWN[word]
    if isinstance(error, AuthenticationError | NoPermissionError):
        return "redis refuses the user, the password or a command"
    if isinstance(error, RedisTimeout | TimeoutError):
        return "redis did not answer in time"
    return "redis cannot be reached"


def _word(error: Exception) -> str:
    if not isinstance(error, RedisError):
        return ""
    # redis-py takes the first word of the answer off and keeps it aside.
    found = _WORD.search(f"{error.status_code or ''} {error}")
    return found.group() if found else ""
