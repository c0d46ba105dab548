"""Logs: one line an event, of fields that are known to be harmless; nobody's data, by construction."""

from __future__ import annotations

import logging
import re
import sys
import threading
import traceback
from types import TracebackType
from typing import Any, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

# What may be logged: a field that is not here is dropped and only its name is told: no value is logged by habit.
# ``chat`` is a hash; ``request`` is an id of ours that the core was told; ``alert`` asks for the operator at once; ``why``
# and ``reason`` are words of ours; ``status`` is the other side's number or word; ``source`` is the address from which
# somebody tried to sign in to the console.
# Values are looked at once more: a long run of digits, an address of mail or a token in them is starred.
_FRAME = frozenset({"event", "level", "timestamp", "logger", "where", "version"})
_WHERE = frozenset(
    {
        "channel",
        "chat",
        "effect",
        "gateway",
        "kind",
        "limit",
        "outbox",
        "partition",
        "party",
        "port",
        "request",
        "route",
        "server",
        "source",
        "step",
    }
)
_WHAT = frozenset(
    {"alert", "attempt", "by", "count", "line", "method", "pid", "processes", "reason", "status", "waiting", "why"}
)
_TIME = frozenset({"milliseconds", "seconds"})
FIELDS = _FRAME | _WHERE | _WHAT | _TIME
OWN_CODE = ("bot", "handlers", "storage", "conversations")

_UNSCRUBBED = frozenset({"timestamp", "level", "logger", "where", "chat", "effect", "outbox", "request", "source"})
_LEAKS = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w.-]+"  # an address of mail
    r"|(?<!refused with )\+?[0-9](?:[ ./:-]?[0-9]){5,}"  # a code, date, number; an error of WhatsApp's is let through
    r"|[A-Za-z0-9_-]{32,}"  # a token
)
_LONGEST = 300  # characters of a value

# Loggers whose texts are constant up to the first line's end; of all others only the place is told.
_CONSTANT = ("asyncio", "aiohttp.server")
_LONGEST_CHAIN = 5

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]


def configure(level: str, stream: TextIO | None = None) -> None:
    """Send all logs to ``stream`` (the standard error): pretty on a terminal, else JSON, a line each.

    Libraries are heard from ``warning`` on, or from ``level`` if that is less talkative.
    """
    stream = stream or sys.stderr
    threshold = logging.getLevelNamesMapping()[level.upper()]
    renderer: Processor = (
        structlog.dev.ConsoleRenderer() if stream.isatty() else structlog.processors.JSONRenderer(sort_keys=False)
    )
    shared: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        keep_known_fields,
        scrub_exception,
    ]
    structlog.configure(
        processors=[structlog.contextvars.merge_contextvars, *shared, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(threshold),
        logger_factory=structlog.WriteLoggerFactory(stream),
        cache_logger_on_first_use=False,
    )
    _route_libraries(stream, shared, renderer, threshold)


def keep_known_fields(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Drop every field that is not known to be harmless, and every value that is no plain one."""
    kept = {
        name: _scrubbed(name, value)
        for name, value in event.items()
        if name == "exc_info" or (name in FIELDS and _is_plain(value))
    }
    if dropped := sorted(set(event) - set(kept)):
        kept["dropped"] = dropped
    return kept


def scrub_exception(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Tell of an exception its types and the frames of our own code: its words may hold anything."""
    if (found := _exception(event.pop("exc_info", None))) is not None:
        event["error"] = " from ".join(_chain(found))
        event["frames"] = _own_frames(found)
    return event


def guard_exits() -> None:
    """Tell of an exception that nobody caught, in any thread, as of every other: never its words."""

    def told(error: BaseException | None) -> None:
        if error is not None and not isinstance(error, (KeyboardInterrupt, SystemExit)):
            structlog.get_logger().critical("broke", exc_info=error)

    sys.excepthook = lambda kind, error, trace: told(error)
    sys.unraisablehook = lambda unraisable: told(unraisable.exc_value)
    threading.excepthook = lambda failed: told(failed.exc_value)


class _LibraryFormatter(logging.Formatter):
    def __init__(self, processors: list[Processor], renderer: Processor) -> None:
        super().__init__()
        self._processors = processors
        self._renderer = renderer

    def format(self, record: logging.LogRecord) -> str:
        """Tell which library spoke, from where, and of what type of error: its text may hold anything."""
        event: EventDict = {"event": _library_text(record), "logger": record.name}
        if not record.name.startswith(OWN_CODE):
            event["where"] = f"{record.module}:{record.lineno}"
        if record.exc_info:
            event["exc_info"] = record.exc_info
        for processor in (*self._processors, self._renderer):
            event = processor(None, record.levelname.lower(), event)  # type: ignore[assignment]
        return str(event)


def _route_libraries(stream: TextIO, shared: list[Processor], renderer: Processor, threshold: int) -> None:
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_LibraryFormatter(shared, renderer))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(threshold, logging.WARNING))
    for name in OWN_CODE:
        logging.getLogger(name).setLevel(threshold)
    logging.captureWarnings(True)


def _library_text(record: logging.LogRecord) -> str:
    # Our own code passes values as fields or arguments, never within the text.
    if record.name.partition(".")[0] in OWN_CODE or record.name.startswith(_CONSTANT):
        return _with_numbers(record).partition("\n")[0]
    return "a library spoke"


def _with_numbers(record: logging.LogRecord) -> str:
    text = str(record.msg)
    if isinstance(record.args, tuple) and record.args and all(isinstance(value, (int, float)) for value in record.args):
        return text % record.args
    return text


def _exception(given: object) -> BaseException | None:
    if isinstance(given, BaseException):
        return given
    if isinstance(given, tuple):
        return given[1] if isinstance(given[1], BaseException) else None
    return sys.exc_info()[1] if given else None


def _chain(error: BaseException) -> list[str]:
    names: list[str] = []
    following: BaseException | None = error
    while following is not None and len(names) < _LONGEST_CHAIN:
        names.append(type(following).__qualname__)
        following = following.__cause__ or (None if following.__suppress_context__ else following.__context__)
    return names


def _own_frames(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if _module(frame.filename).startswith(OWN_CODE)] or frames[-1:]
    return " > ".join(f"{_module(frame.filename)}:{frame.lineno} {frame.name}" for frame in own)


def _module(filename: str) -> str:
    parts = filename.replace("\\", "/").split("/")
    for place in range(len(parts) - 1, -1, -1):
        if parts[place] in OWN_CODE:
            return "/".join(parts[place:])
    return parts[-1]


def _scrubbed(name: str, value: Any) -> Any:
    if not isinstance(value, str) or name in _UNSCRUBBED:
        return value
    return _LEAKS.sub("***", value[:_LONGEST])


def _is_plain(value: object) -> bool:
    return value is None or isinstance(value, (str, int, float))
