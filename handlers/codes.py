"""One-time codes: drawn when a turn asks for one, compared when a customer types six digits, never kept in clear.

A delivered code is HOTP at counter 0 of a secret that is fresh for each code (RFC 4226 by pyotp); secret and code are
dropped once the message is sealed, and only a keyed digest bound to chat, policy, purpose and challenge is kept.
"""

from __future__ import annotations

import base64
import hmac

import pyotp
from msgspec import structs

from conversations.chat import Chat
from conversations.details import Challenge, Issued
from conversations.effects import SendCode
from conversations.events import CodeTyped, Verdict
from conversations.states import EnteringCode
from conversations.steps.anywhere import inner
from conversations.turn import Turn
from handlers.chance import Chance, system
from handlers.guards import Guards, policy_scope
from handlers.sendings import code_id
from storage.alarm import Alarm
from storage.errors import StoreDown
from storage.limits import Granted, Limits, Refused
from storage.vault import Vault

ALARMED_ATTEMPTS = 2  # wrong codes a challenge while the alarm is on
SECRET = 20  # bytes: 160 bits, as RFC 4226 recommends


class Codes:
    """Issues and compares the codes of this installation."""

    def __init__(self, vault: Vault, limits: Limits, alarm: Alarm, guards: Guards, chance: Chance = system) -> None:
        self._vault = vault
        self._limits = limits
        self._alarm = alarm
        self._guards = guards
        self._chance = chance

    def issue(self, turn: Turn) -> Turn:
        """Draw the code that a turn wants sent, and put its digest where the next typed code is compared."""
        effects = tuple(self._drawn(effect) if isinstance(effect, SendCode) else effect for effect in turn.effects)
        drawn = next((effect for effect in effects if isinstance(effect, SendCode)), None)
        if drawn is None:
            return turn
        return structs.replace(turn, effects=effects, chat=self._remembered(turn.chat, drawn))

    async def compare(self, chat: Chat, step: EnteringCode, code: str, text: str, message: str, at: int) -> CodeTyped:
        """Compare a typed code, taking an attempt first as if it were wrong.

        The attempt is keyed by challenge and number, so that the same attempt made again is counted once; an expired
        code is not compared and takes none.
        """

        def found(verdict: Verdict, until: int = 0, attempts: int = 0) -> CodeTyped:
            return CodeTyped(verdict, until, text, message, attempts)

        newest = step.challenge.codes[-1]
        if newest.expires <= at:
            return found(Verdict.EXPIRED)
        guards = (*self._guards.typed(chat.account, step.details), self._guards.row(step.details))
        try:
            attempts = ALARMED_ATTEMPTS if await self._alarm.on(at) else 0
            if attempts and step.challenge.wrong >= attempts:
                return found(Verdict.LOCKED)
            taken = await self._limits.take_all(attempt_id(step.challenge), guards, at)
        except StoreDown:
            return found(Verdict.UNCHECKED)
        if isinstance(taken, Refused):
            return found(Verdict.LOCKED, taken.until)
        if not isinstance(taken, Granted):
            return found(Verdict.UNCHECKED)
        return found(self._verdict(chat, step, code), attempts=attempts)

    async def settle(self, before: EnteringCode, verdict: Verdict, chat: Chat, after: Chat, at: int) -> None:
        """After the commit, count what was compared; a right code gives back its attempt and its policy, and ends the row."""
        attempt, details = attempt_id(before.challenge), before.details
        if verdict is Verdict.WRONG:
            await self._alarm.typed(attempt, at, wrong=True)
        if verdict is not Verdict.RIGHT or isinstance(inner(after.step), EnteringCode):
            return
        await self._alarm.typed(attempt, at, wrong=False)
        await self._alarm.verified(code_id(before.challenge.id, before.challenge.sends), at)
        proven = (*self._guards.typed(chat.account, details), *self._guards.numbers(chat.account, details))
        await self._limits.give_back(attempt, proven, at)
        await self._limits.clear((self._guards.row(details),))

    def _verdict(self, chat: Chat, step: EnteringCode, code: str) -> Verdict:
        digest = self._digest(chat.account, step, code)
        *older, newest = (hmac.compare_digest(digest, issued.digest) for issued in step.challenge.codes)
        if newest:
            return Verdict.RIGHT
        return Verdict.OLD if any(older) else Verdict.WRONG

    def _drawn(self, effect: SendCode) -> SendCode:
        secret = base64.b32encode(self._chance(SECRET)).decode()
        return structs.replace(effect, code=pyotp.HOTP(secret).at(0))

    def _remembered(self, chat: Chat, effect: SendCode) -> Chat:
        step = chat.step
        if not isinstance(step, EnteringCode):
            return chat
        digest = self._digest(chat.account, step, effect.code)
        *older, newest = step.challenge.codes
        codes = (*older, Issued(digest, newest.at, newest.expires))
        challenge = structs.replace(step.challenge, codes=codes)
        return structs.replace(chat, step=structs.replace(step, challenge=challenge))

    def _digest(self, account: str, step: EnteringCode, code: str) -> bytes:
        return self._vault.code_digest(step.challenge.id, account, policy_scope(step.details), step.purpose, code)


def attempt_id(challenge: Challenge) -> str:
    """Name the next attempt of a challenge: the same name until a wrong code is committed."""
    return f"{challenge.id}:{challenge.wrong + 1}"
