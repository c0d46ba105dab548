"""Whether letters, SMS and the policy registry would work, without troubling a customer."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable
from html import escape
from pathlib import Path

from aiohttp import ClientSession

from bot.findings import Finding, bad, good, warning
from bot.gateways import registry_http
from bot.gateways.contacts import is_email, is_mobile
from bot.gateways.email import SmtpMailer, parse_smtp
from bot.gateways.policies_csv import Policies, Unusable
from bot.gateways.policy_file import ACCEPT, PolicyFile
from bot.gateways.registry_csv import SAMPLE
from bot.gateways.sms import Texters, parse_sms
from bot.http_session import Observe, open_session
from bot.settings import CsvRegistry, HttpRegistry, Settings, Smtp
from conversations.messages import Letter, Text
from handlers.ports import NotSent, RegistryDown, SendUnsure

_SAMPLES = ("+62840", "@example.com")
_SHOWN = 3
_SEE_MAIL = (
    "see host, port, tls, user and password in POLISBOT_SMTP_URL, and that the user may send as POLISBOT_MAIL_FROM"
)
_SEE_SMS = "see the gateway's entry in POLISBOT_SMS_URL, and the account at its vendor"
_SEE_REGISTRY = "see POLISBOT_REGISTRY_URL and POLISBOT_REGISTRY_TOKEN, and that this machine reaches it"


async def check_gateways(settings: Settings, observe: Observe) -> list[Finding]:
    """Ask the mail server, the SMS gateways and the registry that are configured, all at the same time."""
    async with open_session(settings.ca_file, observe=observe) as session:
        asked: list[Awaitable[list[Finding]]] = []
        if settings.smtp:
            asked.append(_mail(settings.smtp, settings.ca_file))
        if settings.sms:
            asked.append(_sms(settings, session))
        asked.append(_registry(settings, session))
        return [finding for part in await asyncio.gather(*asked) for finding in part]


async def send_test_code(settings: Settings, contact: str) -> list[Finding]:
    """Send a test code to an email address or a mobile number, and say what became of it."""
    code = f"{secrets.randbelow(1_000_000):06d}"
    said = f"{settings.insurer.brand}: test code {code}. It opens nothing. Sent by polisbot check."
    if is_email(contact):
        return [await _test_mail(settings, contact, said, code)]
    if is_mobile(contact, settings.sms_numbers):
        return [await _test_sms(settings, contact, said, code)]
    todo = "give an email address or a mobile number like +628123456789"
    return [bad("Test code", "not sent: the contact is neither", todo)]


async def _mail(smtp: Smtp, authorities: Path | None) -> list[Finding]:
    mailer = SmtpMailer(parse_smtp(smtp.url), smtp.mail_from, authorities=authorities)
    try:
        return [good("Email", await mailer.check())]
    except NotSent as no:
        return [bad("Email", str(no), _SEE_MAIL)]


async def _sms(settings: Settings, session: ClientSession) -> list[Finding]:
    findings = []
    for gateway in parse_sms(settings.sms):
        try:
            findings.append(good(f"SMS ({gateway.name})", await gateway.check(session)))
        except NotSent as no:
            findings.append(bad(f"SMS ({gateway.name})", str(no), _SEE_SMS))
    return findings


async def _registry(settings: Settings, session: ClientSession) -> list[Finding]:
    match settings.registry:
        case CsvRegistry(path=path):
            return _file(settings, path or SAMPLE)
        case HttpRegistry(url=url, token=token):
            try:
                return [good("Registry", await registry_http.HttpRegistry(session, url, token).check())]
            except RegistryDown as reason:
                return [bad("Registry", str(reason), _SEE_REGISTRY)]


def _file(settings: Settings, path: Path) -> list[Finding]:
    folder = settings.data_dir if path != SAMPLE else None
    try:
        policies, refused = PolicyFile(path, settings.sms_numbers, folder).compare()
    except Unusable as reason:
        return [bad("Registry", str(reason), "see that POLISBOT_REGISTRY_URL names a CSV file of policies")]
    findings = [good("Registry", f"{len(policies.by_key)} policies in {path.name}")]
    if refused:
        findings = [bad("Registry", refused, f"mend it, or take it as it is: {ACCEPT}")]
    findings += [warning("Registry", doubt, "see the column's format in the spreadsheet") for doubt in policies.doubts]
    if policies.problems:
        shown = " | ".join(policies.problems[:_SHOWN])
        says = f"{len(policies.problems)} lines are at fault: {shown}"
        findings.append(warning("Registry", says, "mend them; the file is read again when it changes"))
    if (settings.smtp or settings.sms) and _has_samples(policies):
        todo = "use the samples in the sandbox alone: their contacts are nobody's"
        findings.append(warning("Registry", "sample policies meet a real gateway", todo))
    return findings


def _has_samples(policies: Policies) -> bool:
    contacts = (contact.address for policy in policies.by_key.values() for contact in policy.contacts)
    return any(address.startswith(_SAMPLES[0]) or address.endswith(_SAMPLES[1]) for address in contacts)


async def _test_mail(settings: Settings, contact: str, said: str, code: str) -> Finding:
    if settings.smtp is None:
        return bad("Test code", "not sent: no mail server is configured", "set POLISBOT_SMTP_URL")
    letter = Letter(to=contact, subject=f"{settings.insurer.brand}: test", text=said, html=f"<p>{escape(said)}</p>")
    mailer = SmtpMailer(parse_smtp(settings.smtp.url), settings.smtp.mail_from, authorities=settings.ca_file)
    try:
        return await _told(mailer.mail(letter), code, _SEE_MAIL)
    finally:
        await mailer.close()


async def _test_sms(settings: Settings, contact: str, said: str, code: str) -> Finding:
    if not settings.sms:
        return bad("Test code", "not sent: no SMS gateway is configured", "set POLISBOT_SMS_URL")
    async with open_session(settings.ca_file) as session:
        texters = Texters(session, parse_sms(settings.sms), settings.sms_numbers)
        return await _told(texters.text(Text(to=contact, text=said)), code, _SEE_SMS)


async def _told(sending: Awaitable[None], code: str, todo: str) -> Finding:
    try:
        await sending
    except NotSent as no:
        return bad("Test code", f"not sent: {no}", todo)
    except SendUnsure as maybe:
        return warning("Test code", f"perhaps sent: {maybe}", f"see whether {code} arrived")
    return good("Test code", f"{code} was handed over: see that it arrives")
