"""Settings: read, checked as a whole, and told in one report."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from bot.gateways.registry_csv import SAMPLE
from bot.settings import CsvRegistry, HttpRegistry, Settings, SettingsError, all_settings, load
from bot.settings.limits import KEEP, LIMITS
from bot.terms import terms_of
from conversations.limits import MINUTE, Limits
from tests.insurer import INSURER, INSURER_WORDS

TELEGRAM = {
    "POLISBOT_TELEGRAM_TOKEN": "123456789:AAExampleExampleExampleExampleExam",
    "POLISBOT_SMTP_URL": "smtp://user:hush-hush@mail.example.com:587?tls=starttls",
    "POLISBOT_MAIL_FROM": "Care <care@example.com>",
    "POLISBOT_REGISTRY_URL": f"file:{SAMPLE}",
    **INSURER,
}
WHATSAPP = {
    "POLISBOT_WHATSAPP_TOKEN": "EAAexampleexampleexample",
    "POLISBOT_WHATSAPP_PHONE_NUMBER_ID": "100000000000001",
    "POLISBOT_WHATSAPP_APP_SECRET": "0123456789abcdef0123456789abcdef",
    "POLISBOT_WHATSAPP_VERIFY_TOKEN": "verify-me-please",
}
KEYS = "k" * 32


def mistakes(**given: str) -> dict[str, str]:
    """Return the mistakes of these settings (named without their prefix), by name."""
    return mistakes_of({f"POLISBOT_{name}": value for name, value in given.items()})


def mistakes_of(environ: dict[str, str]) -> dict[str, str]:
    """Return the mistakes of these settings, by name."""
    try:
        load(environ)
    except SettingsError as error:
        return {mistake.name.removeprefix("POLISBOT_"): mistake.says for mistake in error.mistakes}
    return {}


def test_nothing_set_is_the_sandbox() -> None:
    """Without any setting the sandbox runs on loopback, with the samples and the embedded Redis."""
    settings = load({})
    assert settings.sandbox
    assert (settings.host, settings.port) == ("127.0.0.1", 8080)
    assert settings.redis_url is None
    assert settings.registry == CsvRegistry(path=None)
    assert settings.data_dir == Path(".polisbot")


def test_an_empty_setting_is_unset() -> None:
    """An empty or blank value is as good as none."""
    assert load({"POLISBOT_PORT": "", "POLISBOT_TELEGRAM_TOKEN": "  "}).port == 8080


def test_all_mistakes_are_in_one_report() -> None:
    """Every mistake is told at once: name, value, what to do."""
    with pytest.raises(SettingsError) as raised:
        load(
            {
                "POLISBOT_PORT": "99999",
                "POLISBOT_TIMEZONE": "Asia/Batavia",
                "POLISBOT_LIMIT_CODE_LIFETIME": "601",
                "POLISBOT_TELEGRAM_TOKEN": "not a token",
                "POLISBOT_LANGAUGE": "id",
            }
        )
    report = str(raised.value)
    assert report.startswith("The settings have 14 mistakes; nothing was started.")
    for told in (
        "POLISBOT_PORT=99999: must be a whole number from 0 to 65535",
        "POLISBOT_TIMEZONE=Asia/Batavia: must be a time zone like Asia/Jakarta",
        "POLISBOT_LIMIT_CODE_LIFETIME=601: must be a number of seconds from 60 to 600",
        "POLISBOT_TELEGRAM_TOKEN=(hidden): must be the token",
        "POLISBOT_LANGAUGE: is no setting of this version: did you mean POLISBOT_LANGUAGE?",
        "POLISBOT_SMTP_URL: is not set",
        "POLISBOT_REGISTRY_URL: is not set",
        *(f"{name}: is not set" for name in INSURER),
    ):
        assert told in report


def test_secrets_are_in_no_report_and_no_repr() -> None:
    """No secret's value is shown: not in a mistake, not in a repr, not in a password of an address."""
    secrets = {
        "POLISBOT_TELEGRAM_TOKEN": "123:hush-token",
        "POLISBOT_SECRET_KEYS": "hush-key",
        "POLISBOT_SMTP_URL": "smtps://me:hush-word@host",
        "POLISBOT_SMS_URL": "twilio://SID:hush-sms@host",
        "POLISBOT_REDIS_URL": "http://:hush-redis@host",
        "POLISBOT_REGISTRY_URL": "https://me:hush-registry@host",
    }
    with pytest.raises(SettingsError) as raised:
        load(secrets)
    assert "hush" not in str(raised.value)
    assert "hush" not in repr(raised.value.mistakes)
    settings = load(TELEGRAM)
    assert repr(settings) == str(settings) == f"{settings}" == "<Settings>"
    assert repr((settings.telegram, settings.smtp)) == "(<Telegram>, <Smtp>)"


def test_a_real_channel_is_read_whole() -> None:
    """A channel's settings arrive in their places, and the sandbox stays off."""
    settings = load(TELEGRAM | WHATSAPP | {"POLISBOT_WHATSAPP_TEMPLATE_APPROVED": "polis_ok:id"})
    assert not settings.sandbox
    assert settings.telegram is not None
    assert settings.whatsapp is not None
    assert settings.telegram.real
    assert settings.whatsapp.phone_number_id == "100000000000001"
    assert settings.whatsapp.templates.approved is not None
    assert settings.whatsapp.templates.approved.name == "polis_ok"
    assert settings.registry == CsvRegistry(path=SAMPLE)
    assert settings.limits == Limits()
    assert "SMS_URL" in settings.warnings[0]


@pytest.mark.parametrize(
    ("given", "warned"),
    [
        ({"PUBLIC_URL": "https://care.example.com"}, ["TRUSTED_PROXIES is not set", "METRICS_ADDRESS is not set"]),
        ({"HOST": "0.0.0.0"}, ["TRUSTED_PROXIES is not set"]),
        ({"TRUSTED_PROXIES": "10.0.0.7", "HOST": "0.0.0.0"}, []),
        ({"TRUSTED_PROXIES": "::/0"}, ["TRUSTED_PROXIES names every address"]),
        ({"TRUSTED_PROXIES": "10.0.0.7, 0.0.0.0/0"}, ["TRUSTED_PROXIES names every address"]),
        (
            {"PUBLIC_URL": "https://a.example", "TRUSTED_PROXIES": "10.0.0.7", "METRICS_ADDRESS": "127.0.0.1:9100"},
            [],
        ),
    ],
)
def test_a_proxy_that_is_not_named_is_warned_of(given: dict[str, str], warned: list[str]) -> None:
    """Whoever comes through it would share one count at the sign-in; and whoever trusts everybody believes anybody."""
    named = {f"POLISBOT_{name}": value for name, value in given.items()}
    secret = {"POLISBOT_TELEGRAM_WEBHOOK_SECRET": "a-secret"}
    sms = {"POLISBOT_SMS_URL": "twilio://SID:TOKEN@host?from=POLIS"}
    told = load(TELEGRAM | secret | sms | named).warnings
    assert len(told) == len(warned)
    assert all(start in text for start, text in zip(warned, told, strict=True)), told


def test_the_sandbox_multiplies_the_limits_on_sends_and_no_other() -> None:
    """In the sandbox the limits on sends are ten times as high; guesses are limited as everywhere."""
    limits = load({"POLISBOT_LIMIT_CHAT_SENDS_DAY": "4"}).limits
    assert (limits.chat_sends_day, limits.policy_sends_day) == (40, 50)
    assert (limits.destination_sends_ten_minutes, limits.destination_sends_day) == (30, 50)
    assert (limits.sends, limits.wrong_codes, limits.chat_wrong_day) == (3, 3, 9)


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        ("PORT", 0, 65535),
        ("REQUEST_DAYS", 1, 30),
        ("COMPLAINT_DAYS", 1, 30),
        ("COMPLAINT_MORE_DAYS", 1, 30),
        ("LIMIT_CODE_LIFETIME", 60, 600),
        ("LIMIT_CHAT_LOCK", 60, 86400),
        ("LIMIT_RESEND_FIRST", 10, 600),
        ("LIMIT_RESEND_NEXT", 10, 600),
        ("LIMIT_WRONG_CODES", 1, 5),
        ("LIMIT_SENDS", 1, 5),
        ("LIMIT_POLICY_SENDS_DAY", 1, 20),
        ("LIMIT_CHAT_SENDS_DAY", 1, 20),
        ("LIMIT_INBOUND", 5, 100),
        ("LIMIT_INBOUND_WINDOW", 1, 60),
        ("LIMIT_INBOUND_SILENCE", 10, 600),
        ("LIMIT_RESUME", 3600, 604800),
        ("LIMIT_NEUTRAL", 0, 10),
        ("LIMIT_WAIT_NOTICE", 1, 20),
        ("LIMIT_WAIT_DEADLINE", 20, 60),
        ("LIMIT_TIMERS_DELAY", 0, 300),
        ("LIMIT_POLICY_ACCOUNTS", 1, 10),
        ("KEEP_MESSAGE_IDS", 8, 30),
        ("KEEP_TRANSCRIPT", 1, 3650),
    ],
)
def test_numbers_hold_their_borders(name: str, low: int, high: int) -> None:
    """The lowest and the highest value are taken, one less and one more are not."""
    assert name not in mistakes(**{name: str(low)})
    assert name not in mistakes(**{name: str(high)})
    assert name in mistakes(**{name: str(high + 1)})
    assert name in mistakes(**{name: str(low - 1)})
    assert name in mistakes(**{name: "many"})


def test_every_number_has_a_range_that_holds_its_default() -> None:
    """Each limit and retention refuses a number beyond any reason, and takes its own default."""
    rows = [row for row in all_settings() if row.name.startswith(("POLISBOT_LIMIT_", "POLISBOT_KEEP_"))]
    assert len(rows) == len(LIMITS) + len(KEEP)
    for row in rows:
        shown = row.shown.partition(" ")[0] or str(row.default)
        assert row.read(shown) == row.default
        for wrong in ("999999999", "-1", "1e3", "\u0663", ""):
            with pytest.raises(ValueError, match="must be"):
                row.read(wrong)


def test_durations_are_milliseconds_and_may_have_decimals() -> None:
    """Seconds become milliseconds, decimals included."""
    limits = load({"POLISBOT_LIMIT_NEUTRAL": "2.25", "POLISBOT_LIMIT_IDLE": "1200"}).limits
    assert (limits.neutral, limits.idle) == (2250, 20 * MINUTE)


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"LIMIT_REMINDER": "1800"}, "LIMIT_REMINDER"),
        ({"LIMIT_IDLE": "300", "LIMIT_REMINDER": "60"}, "LIMIT_CODE_LIFETIME"),
        ({"LIMIT_WAIT_NOTICE": "20", "LIMIT_WAIT_DEADLINE": "20"}, "LIMIT_WAIT_NOTICE"),
        ({"LIMIT_CHAT_WRONG_DAY": "2"}, "LIMIT_WRONG_CODES"),
        ({"LIMIT_DESTINATION_SENDS_TEN_MINUTES": "6"}, "LIMIT_DESTINATION_SENDS_TEN_MINUTES"),
        ({"LIMIT_CHAT_MISMATCHES_HOUR": "11"}, "LIMIT_CHAT_MISMATCHES_HOUR"),
    ],
)
def test_limits_agree_with_each_other(given: dict[str, str], wrong: str) -> None:
    """A pair of limits that contradict each other is a mistake."""
    assert list(mistakes(**given)) == [wrong]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HOST", "http://localhost"),
        ("PUBLIC_URL", "bot.example.com"),
        ("PUBLIC_URL", "https://bot.example.com/?a=b"),
        ("TRUSTED_PROXIES", "10.0.0.0/8, proxy"),
        ("METRICS_ADDRESS", "9100"),
        ("METRICS_ADDRESS", "127.0.0.1:99999"),
        ("REDIS_URL", "localhost:6379"),
        ("REDIS_URL", "redis+sentinel://a,b"),
        ("REDIS_URL", "redis://host:port"),
        ("SECRET_KEYS", "short"),
        ("SECRET_KEYS", f"{KEYS},{KEYS}"),
        ("WHATSAPP_API_VERSION", "23"),
        ("WHATSAPP_TEMPLATE_LATE", "polis_late"),
        ("SMTP_URL", "smtp://host?tls=perhaps"),
        ("SMTP_URL", "smtp://host?ca=/nowhere.pem"),
        ("SMTP_URL", "smtp://host:many"),
        ("SMS_URL", "twilio://SID:TOKEN@host"),
        ("SMS_URL", "twilio://:TOKEN@host?from=A"),
        ("SMS_URL", "infobip://host?from=A"),
        ("SMS_URL", "infobip://:KEY@host?from=A generic:/nowhere.toml"),
        ("SMS_URL", "nexmo://:KEY@host?from=A"),
        ("MAIL_FROM", "nobody"),
        ("REGISTRY_URL", "policies.csv"),
        ("REGISTRY_URL", "file:"),
        ("REGISTRY_URL", "file:/nowhere.csv"),
        ("LANGUAGE", "jv"),
        ("HELP_EMAIL", "care"),
        ("HOLIDAYS", "17-08-2026"),
        ("HOLIDAYS", "-2026-12-29"),
        ("TIMEZONE", "../etc/passwd"),
        ("SANDBOX", "maybe"),
        ("LOG_LEVEL", "loud"),
    ],
)
def test_each_kind_is_checked(name: str, value: str) -> None:
    """A value that is not of its setting's kind is a mistake of that setting."""
    assert name in mistakes(**{name: value})


def test_every_gateway_that_is_wrong_is_named() -> None:
    """Of several gateways each mistake is told, by its gateway's place."""
    several = {
        "POLISBOT_SMS_URL": "nexmo://:KEY@host?from=A infobip://:KEY@host?from=A twilio://SID:TOKEN@host",
        **TELEGRAM,
    }
    told = mistakes_of(several)["SMS_URL"]
    assert "gateway 1 must look like" in told
    assert "gateway 3 must name the sender" in told
    assert "gateway 2" not in told


def test_good_values_of_each_kind_are_read() -> None:
    """What the table promises is taken."""
    settings = load(
        TELEGRAM
        | {
            "POLISBOT_REDIS_URL": "rediss://user:pass@redis.example.com:6380/1",
            "POLISBOT_SECRET_KEYS": f"{KEYS}, {'o' * 40}",
            "POLISBOT_REDIS_WAIT": "1",
            "POLISBOT_TRUSTED_PROXIES": "10.0.0.0/8, 192.0.2.7",
            "POLISBOT_METRICS_ADDRESS": "[::1]:9100",
            "POLISBOT_SMS_URL": "twilio://SID:TOKEN@127.0.0.1:9000?from=POLIS&scheme=http infobip://:KEY@host?from=POLIS",
            "POLISBOT_HOLIDAYS": "2026-12-31, -2026-12-24",
            "POLISBOT_SMTP_URL": "smtp://u:p@host:465?tls=tls",
        }
    )
    assert settings.secret_keys == (KEYS, "o" * 40)
    assert len(settings.trusted_proxies) == len(settings.sms) == 2
    assert settings.metrics_address is not None
    assert (settings.metrics_address.host, settings.metrics_address.port) == ("::1", 9100)
    assert settings.insurer.holidays ^ load({}).insurer.holidays == {date(2026, 12, 31), date(2026, 12, 24)}
    assert settings.warnings == ()


def test_nobody_has_to_type_in_indonesias_holidays() -> None:
    """Public and joint holidays are free by themselves, as decreed for 2026; a working day is none, and the years go on."""
    holidays = load({}).insurer.holidays
    decreed = {date(2026, 3, 20), date(2026, 3, 23), date(2026, 5, 27), date(2026, 8, 17), date(2026, 12, 24)}
    assert decreed <= holidays
    assert date(2026, 12, 29) not in holidays
    assert date(2040, 8, 17) in holidays


def test_a_promise_is_kept_off_the_holidays() -> None:
    """A request of 23 December 2026 is decided in three working days: Christmas, its joint holiday and a weekend are none."""
    terms = terms_of(load({}), polls=False)
    asked = datetime(2026, 12, 23, 10, tzinfo=terms.zone)
    expected = datetime.fromtimestamp(terms.expected(int(asked.timestamp() * 1000), 3) / 1000, terms.zone)
    assert expected.date() == date(2026, 12, 30)


def test_a_channel_needs_the_insurers_own_words() -> None:
    """Nobody tells customers another insurer's telephone: beside a channel each of the words is asked for, at once."""
    for channel in (TELEGRAM, {name: value for name, value in (TELEGRAM | WHATSAPP).items() if "TELEGRAM" not in name}):
        bare = {name: value for name, value in channel.items() if name not in INSURER}
        found = mistakes_of(bare)
        assert set(found) == set(INSURER_WORDS)
        assert all(says.startswith("is not set: ") for says in found.values())
        assert mistakes_of(bare | INSURER) == {}
    assert mistakes() == {}


def test_a_channel_needs_mail_and_a_registry() -> None:
    """A channel without a mail server or a registry does not start; SMS is only advised."""
    token = {"TELEGRAM_TOKEN": TELEGRAM["POLISBOT_TELEGRAM_TOKEN"]}
    assert set(mistakes(**token, **INSURER_WORDS)) == {"SMTP_URL", "REGISTRY_URL"}
    assert set(mistakes_of(TELEGRAM | {"POLISBOT_MAIL_FROM": ""})) == {"MAIL_FROM"}


@pytest.mark.parametrize("missing", sorted(WHATSAPP))
def test_whatsapp_is_whole_or_not_at_all(missing: str) -> None:
    """Each of WhatsApp's four settings is missed."""
    assert set(mistakes_of(TELEGRAM | WHATSAPP | {missing: ""})) == {missing.removeprefix("POLISBOT_")}


def test_a_webhook_needs_its_secret() -> None:
    """With a public address Telegram's calls must bear a secret; polling needs none."""
    public = TELEGRAM | {"POLISBOT_PUBLIC_URL": "https://bot.example.com"}
    assert set(mistakes_of(public)) == {"TELEGRAM_WEBHOOK_SECRET"}
    assert mistakes_of(public | {"POLISBOT_TELEGRAM_WEBHOOK_SECRET": "s3cret"}) == {}
    assert mistakes_of(TELEGRAM) == {}
    assert set(mistakes(TELEGRAM_WEBHOOK_SECRET="s3cret")) == {"TELEGRAM_TOKEN"}


def test_the_public_address_suits_the_channels() -> None:
    """Real channels call https, Telegram on four ports alone; a stand-in may be called anywhere."""
    base = TELEGRAM | {"POLISBOT_TELEGRAM_WEBHOOK_SECRET": "s3cret"}
    standin = base | {"POLISBOT_TELEGRAM_API_URL": "http://127.0.0.1:9001"}
    plain = {"POLISBOT_PUBLIC_URL": "http://127.0.0.1:8080"}
    odd = {"POLISBOT_PUBLIC_URL": "https://bot.example.com:9443"}
    assert set(mistakes_of(base | plain)) == set(mistakes_of(base | odd)) == {"PUBLIC_URL"}
    assert mistakes_of(standin | plain) == mistakes_of(standin | odd) == {}
    assert set(mistakes_of(standin | plain | WHATSAPP)) == {"PUBLIC_URL"}


def test_a_redis_of_ones_own_needs_keys_of_ones_own() -> None:
    """Keys are generated beside the embedded Redis alone, and only another one has replicas."""
    assert set(mistakes(REDIS_URL="redis://localhost")) == {"SECRET_KEYS"}
    assert set(mistakes(REDIS_WAIT="1")) == {"REDIS_WAIT"}
    assert mistakes(REDIS_URL="redis://localhost", SECRET_KEYS=KEYS, REDIS_WAIT="1") == {}


def test_an_http_registry_needs_token_and_secret() -> None:
    """An HTTP registry without its token or its callbacks' secret does not start, nor one in clear over a network."""
    url = {"POLISBOT_REGISTRY_URL": "https://registry.example.com"}
    known = {"POLISBOT_REGISTRY_TOKEN": "token-token", "POLISBOT_CALLBACK_SECRET": "callback-secret-1"}
    assert set(mistakes_of(TELEGRAM | url)) == {"REGISTRY_TOKEN", "CALLBACK_SECRET"}
    registry = load(TELEGRAM | url | known).registry
    assert isinstance(registry, HttpRegistry)
    assert registry.token == "token-token"
    plain = {"POLISBOT_REGISTRY_URL": "http://registry.example.com"}
    near = {"POLISBOT_REGISTRY_URL": "http://127.0.0.1:9002"}
    assert set(mistakes_of(TELEGRAM | known | plain)) == {"REGISTRY_URL"}
    assert mistakes_of(TELEGRAM | known | near) == {}


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"HOST": "0.0.0.0"}, {"HOST"}),
        ({"SMTP_URL": "smtp://host", "MAIL_FROM": "a@b"}, {"SMTP_URL"}),
        ({"SMS_URL": "infobip://:KEY@host?from=A"}, {"SMS_URL"}),
        ({"PUBLIC_URL": "https://bot.example.com"}, {"PUBLIC_URL"}),
        ({"SANDBOX": "off"}, {"SANDBOX"}),
        (
            {"REGISTRY_URL": "https://r", "REGISTRY_TOKEN": "token-token", "CALLBACK_SECRET": "callback-secret-1"},
            {"REGISTRY_URL"},
        ),
    ],
)
def test_the_sandbox_is_alone_and_on_loopback(given: dict[str, str], wrong: set[str]) -> None:
    """The sandbox shows codes: it runs on loopback, and beside nothing real."""
    assert set(mistakes(**given)) == wrong


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.9.9.9"])
def test_loopback_has_several_names(host: str) -> None:
    """Every name of this machine alone will do for the sandbox."""
    assert mistakes(HOST=host) == {}


def test_the_sandbox_is_never_forced_beside_a_channel() -> None:
    """Asking for the sandbox beside a channel is a mistake, not a choice."""
    found = mistakes_of(TELEGRAM | {"POLISBOT_SANDBOX": "on"})
    assert set(found) == {"TELEGRAM_TOKEN", "SMTP_URL"}
    assert mistakes(SANDBOX="on", REGISTRY_URL=f"file:{SAMPLE}") == {}


def test_the_brand_fits_an_sms() -> None:
    """Brand and telephone number leave the SMS in one part: 28 characters together by default, in the alphabet of SMS."""
    assert mistakes(BRAND="B" * 20) == {}
    assert set(mistakes(BRAND="B" * 21)) == {"BRAND"}
    assert set(mistakes(HELP_PHONE="0" * 19)) == {"BRAND"}
    assert "cannot bear: ł" in mistakes(BRAND="Złoty")["BRAND"]


def test_the_file_comes_after_the_environment(tmp_path: Path) -> None:
    """A `.env` is read without surprises: the environment goes first, a dollar sign is a dollar sign."""
    file = tmp_path / ".env"
    file.write_text("# mine\nexport POLISBOT_PORT=9000\nPOLISBOT_BRAND='Polis $HOME'\nPATH=x\nPOLISBOT_HOST=\n")
    settings = load({"POLISBOT_PORT": "9001", "HOME": "/root"}, file)
    assert (settings.port, settings.insurer.brand, settings.host) == (9001, "Polis $HOME", "127.0.0.1")


def test_a_file_that_cannot_be_read_is_a_mistake(tmp_path: Path) -> None:
    """A line that is no setting is told by number, a file that is no text by name; no file at all is fine."""
    broken, binary = tmp_path / "broken.env", tmp_path / "binary.env"
    broken.write_text("POLISBOT_PORT=9000\nPOLISBOT_BRAND='open\n")
    binary.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="line 2 is not NAME=value"):
        load({}, broken)
    with pytest.raises(SettingsError, match="cannot be read"):
        load({}, binary)
    assert isinstance(load({}, tmp_path / "none.env"), Settings)


def test_unknown_names_are_mistakes_and_other_names_are_not() -> None:
    """A name with our prefix that is no setting is told, with the near one where there is one."""
    found = mistakes_of({"POLISBOT_TELEGRAM_TOKN": "x", "POLISBOT_ZZZ": "x", "OTHER": "x"})
    assert "did you mean POLISBOT_TELEGRAM_TOKEN?" in found["TELEGRAM_TOKN"]
    assert found["ZZZ"] == "is no setting of this version"
    assert len(found) == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("REDIS_URL", "redis://user:p@ss/w:rd@redis.example.com:6379"),
        ("REDIS_URL", "redis://user:p#ss@redis.example.com:6379"),
        ("REDIS_URL", "redis+sentinel://user:p/ss@a:26379,b:26379/service"),
        ("SMTP_URL", "smtp://user:p/ss@mail.example.com:587"),
        ("SMTP_URL", "smtp://user:p#ss@mail.example.com:587"),
        ("SMS_URL", "twilio://SID:p/k@host?from=POLIS"),
    ],
)
def test_a_password_that_is_not_encoded_is_told_how(name: str, value: str) -> None:
    """A / or # ends the part with the password: the report says how it is written, and never shows it."""
    assert "write @ / : # ? % as %40 %2F" in mistakes_of(TELEGRAM | {f"POLISBOT_{name}": value})[name]


def test_a_sender_by_name_is_short() -> None:
    """Networks take eleven characters of a name; a number, or the id of a messaging service, is no name."""
    told = mistakes_of(TELEGRAM | {"POLISBOT_SMS_URL": "twilio://SID:KEY@host?from=GENERALI_LONG_SENDER"})
    assert told == {"SMS_URL": "must name a sender of at most 11 characters where it is a name: networks refuse more"}
    for sender in ("GENICLICK", "%2B6281234567890", "MG" + "0a" * 16):
        assert mistakes_of(TELEGRAM | {"POLISBOT_SMS_URL": f"twilio://SID:KEY@host?from={sender}"}) == {}
