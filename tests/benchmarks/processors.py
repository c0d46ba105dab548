"""Who used the processors during a measurement, from the system's accounts (proc(5))."""

from __future__ import annotations

import os
import time
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


class Processors:
    """Seconds of processor by part (a name, and the process whose descendants are counted too), since it was made."""

    def __init__(self, parts: dict[str, int]) -> None:
        self._parts = parts
        self._began = time.monotonic()
        self._busy = _busy()
        self._spent = self._now()

    def told(self) -> str:
        """Say how many processors each part used on the mean, and what everything else on this machine did."""
        took = time.monotonic() - self._began
        used = {name: (spent - self._spent.get(name, 0.0)) / took for name, spent in self._now().items()}
        rest = (_busy() - self._busy) / took - sum(used.values())
        parts = ", ".join(f"{name} {share:.2f}" for name, share in used.items())
        return f"processors used, of {len(os.sched_getaffinity(0))}: {parts}, others {max(rest, 0):.2f}"

    def _now(self) -> dict[str, float]:
        parents, own = _processes()
        owners = {pid: name for name, pid in self._parts.items()}
        spent = dict.fromkeys(self._parts, 0.0)
        for pid, seconds in own.items():
            above = pid
            while above not in owners and above in parents:
                above = parents[above]
            if above in owners:
                spent[owners[above]] += seconds
        return spent


def _processes() -> tuple[dict[int, int], dict[int, float]]:
    """Return each process's parent, and the seconds it used."""
    parents: dict[int, int] = {}
    own: dict[int, float] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                fields = (folder / "stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
            except OSError:
                continue  # it ended meanwhile
            parents[int(folder.name)] = int(fields[1])
            own[int(folder.name)] = (int(fields[11]) + int(fields[12])) / _TICKS
    return parents, own


def _busy() -> float:
    """Return the seconds that all processors were busy since the start of the machine."""
    fields = Path("/proc/stat").read_text(encoding="ascii").splitlines()[0].split()[1:]
    user, nice, system, _, _, irq, soft, steal = (int(field) for field in fields[:8])
    return (user + nice + system + irq + soft + steal) / _TICKS
