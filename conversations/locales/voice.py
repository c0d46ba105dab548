"""The voice: a reply's keys become the words of one language for one channel, and the line that may be recorded."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from zoneinfo import ZoneInfo

from msgspec import Struct, structs

from conversations.house import House
from conversations.locales import values
from conversations.locales.catalogue import LANGUAGES, MOST, TEXTS, Part, parse
from conversations.messages import Button, Message, Notice
from conversations.turn import Birth, Choice, Day, Instant, Lines, Place, Private, Reply, Say, Template, Value

Answers = Mapping[str, Mapping[str, str]]  # what stands in the place of the catalogue's: key, language, template
CHANNELS = {"telegram": "Telegram", "whatsapp": "WhatsApp"}
BUTTONS = 3  # WhatsApp's most; above it a list
_BIRTH = "[tanggal lahir]"
_RETENTION = {"id": "{} hari", "en": "{} days"}


class Spoken(Struct, frozen=True):
    """A message, and the words of it that the transcript may keep."""

    message: Message
    record: str


class Voice:
    """Speaks for one installation. ``answers`` are the insurer's own texts in the place of the catalogue's."""

    def __init__(self, house: House, answers: Answers | None = None) -> None:
        self._house = house
        self._zone = ZoneInfo(house.timezone)
        self._common = {
            (language, channel): self._shared(language, channel) for language in LANGUAGES for channel in CHANNELS
        }
        self._whole: dict[tuple[str, str], dict[str, str]]
        self._labels: dict[tuple[str, str, str], str] = {}
        self._private = False  # whether the text that is put together just now bears what its record must not
        self.use(answers or {})

    def use(self, answers: Answers) -> None:
        """Say these texts from now on, and the catalogue's for every other key; each is one without ``fault``."""
        self._whole = {
            (language, channel): {
                **_without_values(language, common),
                **{key: _joined_parts(parse(texts[language]), common) for key, texts in answers.items()},
            }
            for (language, channel), common in self._common.items()
        }

    def fault(self, key: str, language: str, template: str) -> str:
        """Say why a text cannot stand in the place of the catalogue's: empty, values, long ("": it can).

        ``values``: it names a value that not every text may use, or one that this installation has not; or its braces do
        not pair.
        """
        if not template.strip():
            return "empty"
        try:
            parts = parse(template)
        except ValueError:
            return "values"
        if not {name for _, name in parts if name} <= self.shared(language).keys():
            return "values"
        most = MOST[TEXTS[language][key].kind]
        return "long" if any(len(_joined_parts(parts, self._common[language, one])) > most for one in CHANNELS) else ""

    def shared(self, language: str) -> dict[str, str]:
        """Return the values that every text may use, as Telegram reads them; those that this installation has."""
        return {name: value for name, value in self._common[language, "telegram"].items() if value}

    def messages(
        self, reply: Reply, *, language: str, channel: str, id: str, nonce: str, edits: str = ""
    ) -> tuple[Spoken, ...]:
        """Return the reply as one message; on WhatsApp as two where its body is too long to bear buttons."""
        said = [self._both(part, language, channel) for part in reply.says]
        head: tuple[Spoken, ...] = ()
        if channel == "whatsapp" and reply.choices and _length(said) > MOST["body"]:
            before, said = _split(said)
            head = (Spoken(Message(id=_next(id), text=_joined(before, 0)), _joined(before, 1)),)
        message = Message(
            id=id,
            text=_joined(said, 0),
            buttons=self._buttons(reply, language, channel, nonce),
            list_button=self.say(reply.list_button, language, channel) if reply.list_button else "",
            footer=self.say(reply.foot, language, channel) if reply.foot and channel == "whatsapp" else "",
            edits=edits,
            notice=self._notice(reply.template, language, channel) if reply.template else None,
        )
        return (*head, Spoken(message, _joined(said, 1)))

    def say(self, key: str, language: str, channel: str = "telegram", **given: Value) -> str:
        """Return one text."""
        return self._text(Say(key, given), language, channel, False)

    # --- texts and values ----------------------------------------

    def _both(self, part: Say, language: str, channel: str) -> tuple[str, str]:
        self._private = False
        part = _for_channel(part, language, channel)
        text = self._text(part, language, channel, False)
        return text, self._text(part, language, channel, True) if self._private else text

    def _text(self, part: Say, language: str, channel: str, record: bool) -> str:
        known = self._whole[language, channel]
        if (part.always or not part.values) and (whole := known.get(part.key)) is not None:
            return whole
        common = self._common[language, channel]
        pieces: list[str] = []
        for literal, name in TEXTS[language][part.key].parts:
            pieces.append(literal)
            if name is not None:
                value = part.values.get(name)
                pieces.append(common[name] if value is None else self._value(value, language, channel, record))
        text = "".join(pieces)
        if part.always:
            known[part.key] = text
        return text

    def _value(self, value: Value, language: str, channel: str, record: bool) -> str:
        match value:
            case str():
                return value
            case int():
                return str(value)
            case Instant(at, style):
                return values.instant(at, style, language, self._zone)
            case Day(day):
                return values.day(day, language)
            case Birth(day):
                self._private = True
                return _BIRTH if record else values.day(day, language)
            case Private(text, kept):
                self._private = True
                return kept if record else text
            case Place():
                raise ValueError("a place in the queue is counted before it is said")
            case Lines(lines):
                return "\n".join(self._text(line, language, channel, record) for line in lines)
        return self._text(_for_channel(value, language, channel), language, channel, record)

    def _shared(self, language: str, channel: str) -> dict[str, str]:
        house = self._house
        licence = house.licence or TEXTS[language]["legal.licence"].template.replace("{insurer}", house.insurer)
        own_page = "/" in house.privacy_url.partition("://")[2].strip("/")
        privacy = "legal.privacy" if own_page else "legal.site"  # a home page is no privacy policy
        return {
            "brand": house.brand,
            "insurer": house.insurer,
            "licence": licence,
            "site": house.site,
            "help_phone": house.help_phone,
            "help_email": house.help_email,
            "privacy_url": house.privacy_url,
            "regulator": house.regulator,
            "privacy": TEXTS[language][privacy].template.replace("{privacy_url}", house.privacy_url),
            "hours": values.hours(house.care_hours, language, self._zone),
            "retention": _RETENTION[language].format(house.retention_days),
            "channel": CHANNELS[channel],
            "bot_link": house.bot_link,
        }

    # --- buttons ----------------------------------------

    def _buttons(self, reply: Reply, language: str, channel: str, nonce: str) -> tuple[Button, ...]:
        room = MOST["btn"] if len(reply.choices) <= BUTTONS else MOST["row"]
        return tuple(self._button(choice, language, channel, nonce, room) for choice in reply.choices)

    def _button(self, choice: Choice, language: str, channel: str, nonce: str, room: int) -> Button:
        label = self._label(choice, language, channel)
        if channel == "telegram":
            return Button(f"{nonce}:{choice.id}", label)
        described = choice.describe or f"{choice.key}.d"
        description = ""
        if described in TEXTS[language] and room == MOST["row"]:
            description = self._text(Say(described, choice.values), language, channel, False)
        return Button(f"{nonce}:{choice.id}", _cut(label, room), _cut(description, MOST["desc"]))

    def _label(self, choice: Choice, language: str, channel: str) -> str:
        if not choice.values and (known := self._labels.get((choice.key, language, channel))) is not None:
            return known
        label = self._text(_for_channel(Say(choice.key, choice.values), language, channel), language, channel, False)
        if not choice.values:
            self._labels[choice.key, language, channel] = label
        return label

    def _notice(self, template: Template, language: str, channel: str) -> Notice:
        rendered = tuple(self._value(value, language, channel, False) for value in template.values.values())
        return Notice(
            name=template.name,
            values=rendered,
            email=template.email,
            subject=self._text(Say(template.subject, template.values), language, channel, False),
            body=self._text(Say(template.body, template.values), language, channel, False),
        )


def _joined_parts(parts: tuple[Part, ...], common: dict[str, str]) -> str:
    return "".join(literal + (common[name] if name else "") for literal, name in parts)


def _without_values(language: str, common: dict[str, str]) -> dict[str, str]:
    """Put together, once, every text that bears no value of its own: most do not."""
    return {
        key: _joined_parts(text.parts, common) for key, text in TEXTS[language].items() if text.names <= common.keys()
    }


@lru_cache(maxsize=512)
def _labels(key: str) -> tuple[tuple[str, str], ...]:
    names = (key, f"{key}.tg")
    return tuple(
        (language, TEXTS[language][name].template)
        for language in LANGUAGES
        for name in names
        if name in TEXTS[language]
    )


def labels(choice: Choice) -> tuple[str, ...]:
    """Return every label that a choice may bear, in any language and channel."""
    found = (_filled(label, choice.values, language) for language, label in _labels(choice.key))
    return tuple(dict.fromkeys(found))


def _filled(label: str, given: dict[str, Value], language: str) -> str:
    for name, value in given.items():
        if isinstance(value, Say):
            value = TEXTS[language][value.key].template
        label = label.replace("{" + name + "}", str(value))
    return label


def _for_channel(part: Say, language: str, channel: str) -> Say:
    longer = f"{part.key}.tg"
    return structs.replace(part, key=longer) if channel == "telegram" and longer in TEXTS[language] else part


def _cut(label: str, room: int) -> str:
    return label if len(label) <= room else label[: room - 1].rstrip() + "…"


def _length(said: list[tuple[str, str]]) -> int:
    return len(_joined(said, 0))


def _joined(said: list[tuple[str, str]], which: int) -> str:
    return "\n\n".join(part[which] for part in said)


def _split(said: list[tuple[str, str]]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Keep as many of the last paragraphs with the buttons as fit."""
    first = len(said) - 1
    while first > 1 and _length(said[first - 1 :]) <= MOST["body"]:
        first -= 1
    return said[:first], said[first:]


def _next(id: str) -> str:
    """Return an id beside ``id``, of the same form."""
    return f"{int(id, 16) ^ 1:0{len(id)}x}"
