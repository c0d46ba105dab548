"""A call of Twilio against its description: known fields, required ones, their types, and one part of GSM-7."""

from __future__ import annotations

from typing import Any

from aiohttp import ClientSession
from jsonschema import Draft202012Validator

from bot.gateways.sms import Texters, parse_sms
from conversations.locales.letters import GSM7, GSM7_TWICE, septets
from conversations.messages import Text
from tests.fakes.twilio import ACCOUNT, Twilio
from tests.specs.telegram import Check

PATH = "/2010-04-01/Accounts/{AccountSid}/Messages.json"
FORM = "application/x-www-form-urlencoded"
ONE_PART = 160


async def calls(texts: list[Text]) -> list[tuple[str, dict[str, Any]]]:
    """Send these SMS through the real gateway and return the forms that it posted."""
    async with Twilio() as twilio, ClientSession() as session:
        texters = Texters(session, parse_sms([twilio.url]))
        for text in texts:
            await texters.text(text)
        return [("CreateMessage", form) for form in twilio.messages]


def check(spec: dict[str, Any]) -> Check:
    """Return the judge of a description."""
    call = spec["paths"][PATH]["post"]
    schema = call["requestBody"]["content"][FORM]["schema"]
    validator = Draft202012Validator({**schema, "additionalProperties": False, "components": spec["components"]})
    [account] = [found["schema"]["pattern"] for found in call["parameters"] if found["name"] == "AccountSid"]
    path = Draft202012Validator({"type": "string", "pattern": account})

    def judge(method: str, fields: dict[str, Any]) -> list[str]:
        wrong = [error.message[:120] for error in (*validator.iter_errors(fields), *path.iter_errors(ACCOUNT))]
        if strange := set(fields["Body"]) - GSM7 - GSM7_TWICE:
            wrong.append(f"signs outside GSM-7: {strange}")
        if septets(fields["Body"]) > ONE_PART:
            wrong.append(f"{septets(fields['Body'])} septets")
        return wrong

    return judge
