"""The settings: read from the environment and a file, checked as a whole, told in one report if they do not work."""

from __future__ import annotations

import difflib
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

from dotenv.parser import parse_stream

from bot.settings import rules, table
from bot.settings.fitting import check_fitting
from bot.settings.limits import alert_settings, keep_settings, limit_settings, read_alerts, read_keep, read_limits
from bot.settings.reader import Mistake, Reader, SettingsError
from bot.settings.table import PREFIX, Setting
from bot.settings.values import (
    CsvRegistry,
    HttpRegistry,
    Insurer,
    Settings,
    Smtp,
    Telegram,
    Templates,
    WhatsApp,
)
from conversations.limits import for_sandbox

__all__ = [
    "CsvRegistry",
    "HttpRegistry",
    "Insurer",
    "Mistake",
    "Settings",
    "SettingsError",
    "Smtp",
    "Telegram",
    "Templates",
    "WhatsApp",
    "all_settings",
    "load",
]

ENV_FILE = Path(".env")


def load(environ: Mapping[str, str], env_file: Path | None = None) -> Settings:
    """Read and check all settings; raise SettingsError with every mistake.

    ``environ`` goes before ``env_file``, which need not be there. A setting that is empty is unset.
    """
    filed, unreadable = _read_file(env_file)
    given = {name: value for name, value in environ.items() if name.startswith(PREFIX) and value.strip()}
    reader = Reader(filed | given)
    reader.mistakes.extend(unreadable)
    reader.mistakes.extend(_unknown(reader.names()))
    for setting in all_settings():
        reader.get(setting)
    for check in (
        rules.check_channels,
        rules.check_insurer,
        rules.check_public_url,
        rules.check_storage,
        rules.check_gateways,
        rules.check_sandbox,
    ):
        check(reader)
    settings = _settings(reader)
    check_fitting(settings, reader)
    if reader.mistakes:
        raise SettingsError(_in_order(reader.mistakes))
    return settings


def all_settings() -> tuple[Setting[object], ...]:
    """Return every row of the table, in its order."""
    rows = [value for value in vars(table).values() if isinstance(value, Setting)]
    return (*rows, *limit_settings(), *keep_settings(), *alert_settings())


def _in_order(mistakes: list[Mistake]) -> tuple[Mistake, ...]:
    order = {setting.name: place for place, setting in enumerate(all_settings())}
    return tuple(sorted(dict.fromkeys(mistakes), key=lambda mistake: order.get(mistake.name, -1)))


def _settings(reader: Reader) -> Settings:
    sandbox = rules.wants_sandbox(reader)
    limits = read_limits(reader)
    return Settings(
        data_dir=reader.get(table.DATA_DIR),
        redis_url=reader.get(table.REDIS_URL),
        redis_wait=reader.get(table.REDIS_WAIT),
        state_format=reader.get(table.STATE_FORMAT),
        secret_keys=reader.get(table.SECRET_KEYS),
        host=reader.get(table.HOST),
        port=reader.get(table.PORT),
        public_url=reader.get(table.PUBLIC_URL),
        trusted_proxies=reader.get(table.TRUSTED_PROXIES),
        metrics_address=reader.get(table.METRICS_ADDRESS),
        telegram=_telegram(reader),
        whatsapp=_whatsapp(reader),
        smtp=_smtp(reader),
        sms=reader.get(table.SMS_URL),
        sms_numbers=reader.get(table.SMS_NUMBERS),
        registry=_registry(reader),
        sandbox=sandbox,
        insurer=_insurer(reader),
        limits=for_sandbox(limits) if sandbox else limits,
        keep=read_keep(reader),
        alerts=read_alerts(reader),
        webhooks_private=reader.get(table.WEBHOOKS_PRIVATE) == "on",
        log_level=reader.get(table.LOG_LEVEL),
        ca_file=reader.get(table.CA_FILE),
        warnings=_warnings(reader),
    )


def _telegram(reader: Reader) -> Telegram | None:
    if (token := reader.get(table.TELEGRAM_TOKEN)) is None:
        return None
    secret = reader.get(table.TELEGRAM_WEBHOOK_SECRET) or ""
    return Telegram(token=token, webhook_secret=secret, api_url=reader.get(table.TELEGRAM_API_URL))


def _whatsapp(reader: Reader) -> WhatsApp | None:
    if (token := reader.get(table.WHATSAPP_TOKEN)) is None:
        return None
    return WhatsApp(
        token=token,
        phone_number_id=reader.get(table.WHATSAPP_PHONE_NUMBER_ID) or "",
        app_secret=reader.get(table.WHATSAPP_APP_SECRET) or "",
        verify_token=reader.get(table.WHATSAPP_VERIFY_TOKEN) or "",
        api_url=reader.get(table.WHATSAPP_API_URL),
        api_version=reader.get(table.WHATSAPP_API_VERSION),
        templates=Templates(
            approved=reader.get(table.WHATSAPP_TEMPLATE_APPROVED),
            rejected=reader.get(table.WHATSAPP_TEMPLATE_REJECTED),
            late=reader.get(table.WHATSAPP_TEMPLATE_LATE),
            linked_elsewhere=reader.get(table.WHATSAPP_TEMPLATE_LINKED_ELSEWHERE),
            agent_reply=reader.get(table.WHATSAPP_TEMPLATE_AGENT_REPLY),
        ),
    )


def _smtp(reader: Reader) -> Smtp | None:
    url, sender = reader.get(table.SMTP_URL), reader.get(table.MAIL_FROM)
    return Smtp(url=url, mail_from=sender) if url and sender else None


def _registry(reader: Reader) -> CsvRegistry | HttpRegistry:
    if (url := reader.get(table.REGISTRY_URL)) is None:
        return CsvRegistry(path=None)
    if url.startswith("file:"):
        return CsvRegistry(path=Path(url.removeprefix("file:")).expanduser())
    token, secret = reader.get(table.REGISTRY_TOKEN), reader.get(table.CALLBACK_SECRET)
    return HttpRegistry(url=url, token=token or "", callback_secret=secret or "")


def _insurer(reader: Reader) -> Insurer:
    return Insurer(
        language=reader.get(table.LANGUAGE),
        brand=reader.get(table.BRAND),
        insurer=reader.get(table.INSURER),
        help_phone=reader.get(table.HELP_PHONE),
        help_email=reader.get(table.HELP_EMAIL),
        site=reader.get(table.SITE),
        licence=reader.get(table.LICENCE),
        privacy_url=reader.get(table.PRIVACY_URL),
        care_hours=reader.get(table.CARE_HOURS),
        zone=reader.get(table.TIMEZONE),
        request_days=reader.get(table.REQUEST_DAYS),
        complaint_days=reader.get(table.COMPLAINT_DAYS),
        complaint_more_days=reader.get(table.COMPLAINT_MORE_DAYS),
        regulator=reader.get(table.REGULATOR),
        holidays=reader.get(table.HOLIDAYS),
    )


def _warnings(reader: Reader) -> tuple[str, ...]:
    advice = list(rules.advise_proxies(reader))
    if rules.has_channel(reader) and not reader.has(table.SMS_URL):
        advice.append(f"{table.SMS_URL.name} is not set: codes go by email alone, and who has no email cannot link")
    return tuple(advice)


def _read_file(env_file: Path | None) -> tuple[dict[str, str], list[Mistake]]:
    if env_file is None or not env_file.is_file():
        return {}, []
    try:
        text = env_file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return {}, [Mistake(str(env_file), "cannot be read: it must be a text file in UTF-8 that this user may read")]
    values: dict[str, str] = {}
    mistakes: list[Mistake] = []
    for binding in parse_stream(io.StringIO(text)):
        if binding.error:
            says = f"line {binding.original.line} is not NAME=value"
            mistakes.append(Mistake(str(env_file), says))
        elif binding.key and binding.key.startswith(PREFIX):
            values[binding.key] = binding.value or ""
    return values, mistakes


def _unknown(names: frozenset[str]) -> Iterator[Mistake]:
    known = [setting.name for setting in all_settings()]
    for name in sorted(names.difference(known)):
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.75)
        yield Mistake(name, f"is no setting of this version{f': did you mean {near[0]}?' if near else ''}")
