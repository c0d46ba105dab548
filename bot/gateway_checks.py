"""Whether letters, SMS and the policy registry would work, without troubling a customer."""

from __future__ import annotations

from pathlib import Path

from bot.findings import Finding, bad, good, warning
from bot.gateways.policies_csv import Policies, Unusable, read_policies
from bot.gateways.registry_csv import SAMPLE
from bot.settings import CsvRegistry, HttpRegistry, Settings

_SAMPLES = ("+62840", "@example.com")
_SHOWN = 3


async def check_gateways(settings: Settings) -> list[Finding]:
    """Ask the mail server, the SMS gateways and the registry that are configured."""
    return [*_registry(settings)]


async def send_test_code(settings: Settings, contact: str) -> list[Finding]:
    """Send a test code to an email address or a mobile number, and say what became of it."""
    return []


def _registry(settings: Settings) -> list[Finding]:
    match settings.registry:
        case CsvRegistry(path=path):
            return _file(settings, path or SAMPLE)
        case HttpRegistry():
            return []


def _file(settings: Settings, path: Path) -> list[Finding]:
    try:
        policies = read_policies(path)
    except Unusable as reason:
        return [bad("Registry", str(reason), "see that POLISBOT_REGISTRY_URL names a CSV file of policies")]
    findings = [good("Registry", f"{len(policies.by_key)} policies in {path.name}")]
    if policies.problems:
        shown = " | ".join(policies.problems[:_SHOWN])
        says = f"{len(policies.problems)} rows are skipped: {shown}"
        findings.append(warning("Registry", says, "mend them; the file is read again when it changes"))
    if (settings.smtp or settings.sms) and _has_samples(policies):
        todo = "use the samples in the sandbox alone: their contacts are nobody's"
        findings.append(warning("Registry", "sample policies meet a real gateway", todo))
    return findings


def _has_samples(policies: Policies) -> bool:
    contacts = (contact.address for policy in policies.by_key.values() for contact in policy.contacts)
    return any(address.startswith(_SAMPLES[0]) or address.endswith(_SAMPLES[1]) for address in contacts)
