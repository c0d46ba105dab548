"""A block whose error is kept and not raised: for the few places where a mistake of ours must harm one thing alone."""

from __future__ import annotations

from types import TracebackType


class Caught:
    """Use as a context; ``error`` is what ended the block, if anything. Who is cancelled is cancelled all the same.

    ``asyncio.gather(..., return_exceptions=True)`` does this too, with a task and a turn of the loop for each call.
    """

    __slots__ = ("error",)

    def __init__(self) -> None:
        self.error: Exception | None = None

    def __enter__(self) -> Caught:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        """Keep the error."""
        if isinstance(error, Exception):
            self.error = error
        return self.error is not None
