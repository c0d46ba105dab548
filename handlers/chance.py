"""The one source of randomness of the handlers: the system's, or a seeded one where a run must be played again exactly."""

from __future__ import annotations

import os
from collections.abc import Callable

Chance = Callable[[int], bytes]  # so many bytes that nobody can foresee

system: Chance = os.urandom
