"""A deterministic simulation: the real handlers, storage and scripts on a simulated clock, server and outside world."""
