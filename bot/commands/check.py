"""``polisbot check``: a line for the settings and for every outside party: good, warning or bad, and what to do."""

from __future__ import annotations

import argparse
import asyncio

from bot import logs
from bot.checks import check_all
from bot.commands import line
from bot.commands.line import Commands
from bot.findings import BAD
from bot.gateway_checks import send_test_code


def add(commands: Commands) -> None:
    """Add the command."""
    check = commands.add_parser("check", help="check the settings and every outside party")
    check.add_argument(
        "--send-test-code", metavar="CONTACT", help="send a test code to this email address or mobile number (+628...)"
    )
    check.set_defaults(command=report)


def report(chosen: argparse.Namespace) -> int:
    """Print what was found; fail if anything is bad."""
    settings = line.settings()
    logs.configure("error")  # the report says it all
    findings = asyncio.run(check_all(settings))
    if chosen.send_test_code:
        findings += asyncio.run(send_test_code(settings, chosen.send_test_code))
    for finding in findings:
        print(finding)
    return 1 if any(finding.level == BAD for finding in findings) else 0
