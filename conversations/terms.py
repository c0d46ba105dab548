"""What an installation has agreed to: limits, calendar and the words of consent. Values, read by every step."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from msgspec import Struct, field

from conversations.chat import Consent
from conversations.hours import STANDARD, Hours
from conversations.limits import MINUTE, Limits

_SATURDAY = 5


class Terms(Struct, frozen=True, kw_only=True):
    """The installation's terms.

    ``phone`` is the telephone for help, as our SMS names it. ``consent_version`` and ``consent_words``
    (``language.channel`` to the hash of the words as they are said there) say what is agreed to.
    ``request_days`` are working days until a decision is expected, ``complaint_days`` until a complaint is answered and
    ``complaint_more_days`` by how many more that may be put off once; ``holidays`` are none of them. ``polls`` is true where
    the registry is asked about open requests, ``texts`` where SMS can be sent. ``hours`` are the care team's.
    """

    limits: Limits = field(default_factory=Limits)
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Jakarta"))
    language: str = "id"
    phone: str = ""
    consent_version: str = "1"
    consent_words: dict[str, str] = {}
    request_days: int = 3
    complaint_days: int = 10
    complaint_more_days: int = 10
    holidays: frozenset[date] = frozenset()
    hours: Hours = STANDARD
    polls: bool = False
    texts: bool = True

    def words_of(self, language: str, channel: str) -> str:
        """Return the hash of the words of consent as this chat reads them."""
        return self.consent_words.get(f"{language}.{channel}", "")

    def covers(self, consent: Consent, channel: str) -> bool:
        """Tell whether a consent is to the words of today."""
        words = self.words_of(consent.language, channel)
        return consent.version == self.consent_version and words in ("", consent.words)

    def today(self, at: int) -> date:
        """Return the calendar day at ``at`` (milliseconds since 1970, UTC) where the insurer is."""
        return _day(at // MINUTE, self.zone)

    def expected(self, at: int, days: int) -> int:
        """Return the end of the last of ``days`` working days after ``at``, in milliseconds since 1970."""
        day, left = self.today(at), days
        while left:
            day += timedelta(days=1)
            left -= self._works(day)
        evening = datetime(day.year, day.month, day.day, 17, tzinfo=self.zone)
        return int(evening.timestamp() * 1000)

    def staffed(self, at: int) -> bool:
        """Tell whether the care team is there at ``at`` (milliseconds since 1970, UTC)."""
        return self.hours.open(datetime.fromtimestamp(at / 1000, self.zone), self.holidays)

    def _works(self, day: date) -> bool:
        return day.weekday() < _SATURDAY and day not in self.holidays


@lru_cache(maxsize=1_000)
def _day(minute: int, zone: ZoneInfo) -> date:
    return datetime.fromtimestamp(minute * MINUTE / 1000, zone).date()
