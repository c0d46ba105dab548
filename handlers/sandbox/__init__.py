"""The sandbox: the outside world in small, in one process, for trying everything without an account anywhere."""
