"""Reading what people type: pure functions from a text to a value that says what it is."""

from conversations.reading.choices import choice
from conversations.reading.cleaning import TOO_LONG, clean, fold, too_long
from conversations.reading.codes import any_code, code, without_amounts
from conversations.reading.dates import MAX_AGE, ImpossibleDate, MissingYear, NotADate, OutOfRange, age, birth
from conversations.reading.entries import entry, in_english
from conversations.reading.normalising import asks, has_digit, negates, normalise, tokens
from conversations.reading.numbers import (
    NUMBER_MAX,
    NUMBER_MIN,
    LooksLikeDate,
    LooksLikeNik,
    NotANumber,
    Number,
    number,
)
from conversations.reading.parts import parts
from conversations.reading.several import Fields, fields

__all__ = [
    "MAX_AGE",
    "NUMBER_MAX",
    "NUMBER_MIN",
    "TOO_LONG",
    "Fields",
    "ImpossibleDate",
    "LooksLikeDate",
    "LooksLikeNik",
    "MissingYear",
    "NotADate",
    "NotANumber",
    "Number",
    "OutOfRange",
    "age",
    "any_code",
    "asks",
    "birth",
    "choice",
    "clean",
    "code",
    "entry",
    "fields",
    "fold",
    "has_digit",
    "in_english",
    "negates",
    "normalise",
    "number",
    "parts",
    "tokens",
    "too_long",
    "without_amounts",
]
