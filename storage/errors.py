"""What can go wrong with what is remembered."""


class StorageProblem(Exception):
    """The root of storage's errors."""


class StoreDown(StorageProblem):
    """Redis did not answer in its time, or not as a working server does: nothing may be assumed to be written.

    Webhooks answer 503 with Retry-After, so that the channel delivers again.
    """


class StateTooNew(StoreDown):
    """The state was written by a newer version of this program: it is never guessed."""


class Tampered(StorageProblem):
    """A sealed value does not open under its own name: it was changed, moved, or its key is gone."""


class UnknownKey(StoreDown, Tampered):
    """A key was wrapped by a secret key that this process does not have (yet): a process that has it may read on."""


class NoServer(StorageProblem):
    """No Redis server can be started here; the message says what to install."""
