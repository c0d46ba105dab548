"""Whether this machine is as it should be: ports, the settings file, secret keys, a telephone number beside a code."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

from bot.findings import Finding, warning
from bot.listeners import listen
from bot.settings import ENV_FILE, Settings
from bot.terms import house_of
from conversations.locales import LANGUAGES, Voice
from conversations.reading import code

_FEWEST = 10  # different characters of a secret key: a random one of 32 has over 15
_CODE = "004217"


def check_machine(settings: Settings, env_file: Path = ENV_FILE) -> list[Finding]:
    """Find what no other party tells."""
    return [*_ports(settings), *_settings_file(env_file), *_secret_keys(settings), *_help_phone(settings)]


def _ports(settings: Settings) -> Iterator[Finding]:
    try:
        listen(settings).close()
    except OSError as error:
        says = (
            f"cannot listen at {settings.host} port {settings.port}, or at its address for metrics ({error.strerror})"
        )
        yield warning("Port", says, "end what listens there, unless it is Polis Bot; or set POLISBOT_PORT")


def _settings_file(file: Path) -> Iterator[Finding]:
    if file.is_file() and file.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH):
        yield warning("Settings", f"{file} holds secrets and others may read it", f"chmod 600 {file}")


def _secret_keys(settings: Settings) -> Iterator[Finding]:
    if any(len(set(key)) < _FEWEST for key in settings.secret_keys):
        todo = "put a random one first (openssl rand -base64 48), restart, and rotate: polisbot keys rotate"
        yield warning("Settings", "a key of POLISBOT_SECRET_KEYS is easily guessed", todo)


def _help_phone(settings: Settings) -> Iterator[Finding]:
    """A customer may paste the whole SMS: the number in it must not be taken for a code."""
    voice = Voice(house_of(settings))
    texts = (voice.say("sms.otp", language, "whatsapp", code=_CODE, minutes="10") for language in LANGUAGES)
    if any(code(text) != _CODE for text in texts):
        says = f"an SMS that is pasted whole is not read: {settings.insurer.help_phone} looks like a code in it"
        yield warning("Settings", says, "write POLISBOT_HELP_PHONE so that no six digits stand alone")
