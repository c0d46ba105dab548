"""Who letters come from, read by the parser of the standard library that writes the header."""

from __future__ import annotations

from email import message_from_bytes
from email.errors import MessageError
from email.headerregistry import Address, AddressHeader
from email.message import EmailMessage
from email.policy import SMTP, default

LONGEST_NAME = 100
_SHAPE = "must be Name <name@domain> or name@domain"


def read_sender(text: str) -> Address:
    """Read ``Name <name@domain>`` or ``name@domain``; a comma in the name needs no quotes. Raises ValueError.

    The header is written and read back once: what a receiver would read as other addresses is refused here.
    """
    name, bracket, rest = text.rpartition("<")
    address = rest.removesuffix(">") if bracket else text
    if bracket and (not rest.endswith(">") or "<" in name):
        raise ValueError(_SHAPE)
    try:
        sender = Address(_unquoted(name.strip()), addr_spec=address.strip())
    except (MessageError, ValueError, IndexError):  # the parser's IndexError is of a text like ``name@``
        raise ValueError(_SHAPE) from None
    if not sender.addr_spec.isascii():
        raise ValueError("must have a domain in ASCII: write an internationalized one as xn--...")
    if len(sender.display_name) > LONGEST_NAME or _read_back(sender) != (sender,):
        raise ValueError(
            f"has a name that cannot be written into a header: use at most {LONGEST_NAME} plain characters"
        )
    return sender


def _unquoted(name: str) -> str:
    if len(name) > 1 and name.startswith('"') and name.endswith('"'):
        return name[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    return name


def _read_back(sender: Address) -> tuple[Address, ...]:
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    header = message_from_bytes(message.as_bytes(), policy=default)["From"]
    return header.addresses if isinstance(header, AddressHeader) else ()
