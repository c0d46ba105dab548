"""An insurer's own words, which settings need beside a channel: those of the guide, so that tests know them."""

from __future__ import annotations

from conversations.house import House

_GUIDE = House()

INSURER_WORDS = {
    "BRAND": _GUIDE.brand,
    "INSURER": _GUIDE.insurer,
    "LICENCE": f"{_GUIDE.insurer} berizin dan diawasi oleh Otoritas Jasa Keuangan.",
    "HELP_PHONE": _GUIDE.help_phone,
    "HELP_EMAIL": _GUIDE.help_email,
    "SITE": _GUIDE.site,
    "PRIVACY_URL": _GUIDE.privacy_url,
}
INSURER = {f"POLISBOT_{name}": value for name, value in INSURER_WORDS.items()}
