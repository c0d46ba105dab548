"""WhatsApp's identities: a number, a business-scoped id (BSUID) or both lead to one account; a changed one verifies again."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from conversations.chat import Chat
from conversations.events import Told
from handlers.channels.whatsapp_updates import decode
from handlers.ports import Inbound
from tests.channels import whatsapp_payloads as payloads
from tests.dialogues.stage import Stage

NUMBER, OTHER_NUMBER = "6281200000051", "6281200000052"
BSUID, OTHER_BSUID = "ID.13491208655302741918", "ID.99999999999999999999"
LINKING = ("halo", "ya", "group", "00012345 / 87654321 / 17-08-1990", "ya")
_messages = count(1)


async def write(stage: Stage, text: str, **aliases: str) -> Chat:
    """Let a customer write under these identities; return their chat as it is afterwards."""
    core = stage.serving.core
    inbound = Inbound(
        channel="whatsapp",
        key=f"wa:wamid.identity.{next(_messages)}",
        address=aliases.get("wa_id") or f"bsuid:{aliases['bsuid']}",
        what=Told(text),
        sent=stage.clock.now(),
        aliases=aliases,
    )
    await core.turns.receive(inbound)
    await core.drain.idle()
    loaded = await core.store.chats.load(await core.store.aliases.whatsapp(aliases, b"f" * 16))
    assert loaded.chat is not None
    return loaded.chat


async def link(stage: Stage, **aliases: str) -> Chat:
    """Let a customer link a policy under these identities."""
    for text in LINKING:
        await write(stage, text, **aliases)
    assert stage.serving.outside.inbox is not None
    chat = await write(stage, stage.serving.outside.inbox.received[-1].code, **aliases)
    assert [link.policy for link in chat.links] == ["00012345"]
    return chat


async def test_a_new_id_joins_the_number_that_had_none(tmp_path: Path) -> None:
    """The account stays; from then on the id alone leads to it, and replies go where it wrote from."""
    async with Stage(tmp_path, "whatsapp") as stage:
        before = await link(stage, wa_id=NUMBER)
        joined = await write(stage, "menu", wa_id=NUMBER, bsuid=BSUID)
        assert (joined.account, joined.links) == (before.account, before.links)
        assert joined.aliases == {"wa_id": NUMBER, "bsuid": BSUID}
        alone = await write(stage, "menu", bsuid=BSUID)
        assert alone.account == joined.account
        assert alone.links == joined.links
        said = stage.stand_in.phone(f"bsuid:{BSUID}").bubbles.values()
        assert "Jane Railey" in next(bubble.text for bubble in said)


@pytest.mark.parametrize(
    "changed", [{"wa_id": OTHER_NUMBER, "bsuid": BSUID}, {"wa_id": NUMBER, "bsuid": OTHER_BSUID}], ids=["number", "id"]
)
async def test_a_changed_identity_verifies_again(tmp_path: Path, changed: dict[str, str]) -> None:
    """A known id with another number, or a known number with another id, carries no link over, and is told so."""
    async with Stage(tmp_path, "whatsapp") as stage:
        await link(stage, wa_id=NUMBER, bsuid=BSUID)
        after = await write(stage, "menu", **changed)
        assert after.links == ()
        assert after.consent is None
        said = [bubble.text for bubble in stage.stand_in.phone(changed["wa_id"]).bubbles.values()]
        assert any("perlu dihubungkan lagi" in text for text in said)
        assert after.running == (), "the registry was told of the link that ended"


async def test_an_id_in_the_numbers_place_keeps_the_links(tmp_path: Path) -> None:
    """A business-scoped id that came as ``from`` and ``wa_id`` is no changed number, and never goes out as one."""
    async with Stage(tmp_path, "whatsapp") as stage:
        before = await link(stage, wa_id=NUMBER, bsuid=BSUID)
        said = payloads.text("menu", sender=BSUID, at=stage.clock.now() // 1000, from_user_id=BSUID)
        body = payloads.body(said, contacts=(payloads.contact(BSUID, BSUID),))
        [inbound] = decode(body, payloads.OURS, stage.clock.now()).inbound
        await stage.serving.core.turns.receive(inbound)
        await stage.serving.core.drain.idle()
        chat = (await stage.serving.store.chats.load(before.account)).chat
        assert chat is not None
        assert (chat.links, chat.aliases) == (before.links, {"wa_id": NUMBER, "bsuid": BSUID})
        assert stage.stand_in.phone(f"bsuid:{BSUID}").bubbles, "it is answered where it wrote from"
        assert not stage.stand_in.phone(BSUID).bubbles
