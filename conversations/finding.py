"""The words by which the care team finds a chat again: numbers it asked about, names and contacts of holders it matched."""

from __future__ import annotations

import re

from msgspec import Struct

from conversations.effects import LookUp
from conversations.events import Happening, Matched
from conversations.reading import fold
from conversations.turn import Turn

_SHORTEST = 2  # letters of a name's word
_MOST = 6  # words of a name
_WORD = re.compile(r"[^\W_]+")
DIGITS = 6  # of a number at least: shorter ones would be guessed one after another
_MOBILE = re.compile("(?:0|62)(8[0-9]{7,12})")
_CONTACT = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_NUMBERED = re.compile(r"[+0-9 ./-]+")
_REFERENCE = re.compile("(?:pl|tk|hd)-[0-9a-z]{8}")
_ACCOUNT = re.compile("[a-z2-7]{16}")


def findable(what: Happening, turn: Turn) -> tuple[str, ...]:
    """Return the words that this turn adds; they are kept as blind indexes alone."""
    words: list[str] = []
    for effect in turn.effects:
        if isinstance(effect, LookUp):
            words += [number_word(number) for number in (effect.policy, effect.participant) if number]
    if isinstance(what, Matched):
        words += [*name_words(what.holder), *(contact_word(contact.address) for contact in what.contacts)]
    return tuple(dict.fromkeys(words))


def number_word(number: str) -> str:
    """Return the word of a policy or participant number; leading zeros count."""
    return f"number:{number}"


def name_words(name: str) -> list[str]:
    """Return a word for each part of a name, in whatever case and order it is searched."""
    parts = (part for part in _WORD.findall(fold(name)) if len(part) >= _SHORTEST)
    return [f"name:{part}" for part in dict.fromkeys(parts)][:_MOST]


def contact_word(address: str) -> str:
    """Return the word of an email address or a mobile number, in whatever case it is written, with 08, 62 or +62."""
    plain = fold(address)
    digits = _digits(plain)
    return f"contact:{_international(digits) or digits}" if "@" not in plain else f"contact:{plain}"


class Query(Struct, frozen=True):
    """What a searched text may mean.

    ``words`` are sets, of one of which all must be there; ``ids`` are those of channels. Both are of what the masks hide. A
    request's number (``reference``) and an ``account`` stand in clear on every page.
    """

    words: tuple[tuple[str, ...], ...] = ()
    ids: tuple[str, ...] = ()
    reference: str = ""
    account: str = ""

    @property
    def in_clear(self) -> Query:
        """Return what of it may be asked by somebody to whom nothing masked is ever shown."""
        return Query(reference=self.reference, account=self.account)


def query(text: str) -> Query:
    """Read what the care team typed into the search: a name, a number, a contact, a request, an id; each of them whole."""
    plain = fold(text)
    if _REFERENCE.fullmatch(plain):
        return Query(reference=plain.upper())
    if is_number(plain):
        return _numbered(_digits(plain))
    if _CONTACT.fullmatch(plain):
        return Query(((contact_word(plain),),))
    names = tuple(name_words(plain))
    return Query((names,) if names else (), account=plain if _ACCOUNT.fullmatch(plain) else "")


def is_number(text: str) -> bool:
    """Tell whether a text is a number, however it is grouped: nothing but digits and what stands between them."""
    plain = fold(text)
    return bool(_digits(plain)) and _NUMBERED.fullmatch(plain) is not None


def _numbered(digits: str) -> Query:
    if len(digits) < DIGITS:
        return Query()
    mobile = _international(digits)
    words = ((number_word(digits),), (f"contact:{mobile}",)) if mobile else ((number_word(digits),),)
    return Query(words, ids=tuple(dict.fromkeys((digits, mobile or digits))))


def _international(digits: str) -> str:
    """Return a mobile number of Indonesia with its country ("": it is none)."""
    found = _MOBILE.fullmatch(digits)
    return f"62{found[1]}" if found else ""


def _digits(plain: str) -> str:
    return "".join(sign for sign in plain if sign in "0123456789")
