"""The security log of the dialogues: what a customer went through is there, in order, and nobody's data is."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.audit import Item
from tests.dialogues.script import dialogues
from tests.dialogues.stage import Stage

CODES = ["consent.given", "code.sent"]
WALKS = {
    "02_group": [*CODES, "code.right", "policy.linked"],
    "06_request_rejected": [*CODES, "code.right", "request.made", "request.rejected"],
    "07_request_withdrawn": [*CODES, "code.right", "request.made", "request.withdrawn"],
    "09_codes": [*CODES, "code.wrong", "code.sent", "code.old", "code.wrong", "code.expired", "code.sent", "code.right",
                 "policy.linked"],
    "53_hold": [*CODES, "code.right", "request.made", "hold.placed", "consent.withdrawn", "request.withdrawn",
                "data.erasure_held", "hold.lifted", "data.erased"],
}  # fmt: skip
PERSONAL = ("JANE", "RAILEY", "00012345", "87654321", "12345678", "example.com", "+62", "5550001")


@pytest.mark.parametrize("name", WALKS)
async def test_what_happened_is_logged_in_order(name: str, tmp_path: Path) -> None:
    """Consent, codes, links, requests and decisions of a walk are logged as they came, under the account alone."""
    items = await played(name, tmp_path)
    assert [item.record.action for item in items][: len(WALKS[name])] == WALKS[name]
    told = repr(items)
    assert [word for word in PERSONAL if word in told] == []


async def test_a_burned_code_is_logged_after_its_third_wrong_one(tmp_path: Path) -> None:
    """Who burns a code leaves three wrong ones and the lock behind."""
    actions = [item.record.action for item in await played("10_locked", tmp_path)]
    burned = actions.index("code.burned")
    assert actions[:burned].count("code.wrong") == 3
    assert actions[burned - 1] == "code.wrong"


async def test_a_policy_is_the_same_in_every_event(tmp_path: Path) -> None:
    """Events of one policy bear one blind index, so that they can be found together."""
    items = await played("02_group", tmp_path)
    policies = {item.record.policy for item in items if item.record.policy}
    assert len(policies) == 1


async def played(name: str, folder: Path) -> tuple[Item, ...]:
    """Play a dialogue on Telegram and return what was logged of its customer."""
    dialogue = next(dialogue for dialogue in dialogues() if dialogue.name == name)
    async with Stage(folder, "telegram") as stage:
        await stage.play(dialogue)
        store = stage.serving.core.store
        return await store.audit.events(store.aliases.telegram(stage.address))
