"""The fault suite: real processes, many customers, and an outside world that breaks at random."""
