"""Pywa, which knows Meta's shapes, as the judge of what we post, what the stand-in answers, and what it delivers."""

from __future__ import annotations

import asyncio

import httpx
import pytest
from pywa.client import WhatsApp as Pywa
from pywa.errors import ReEngagementMessage
from pywa.types.callback import Button as ReplyButton
from pywa.types.callback import Section, SectionList, SectionRow

from conversations.messages import Button, Message
from handlers.sandbox.whatsapp import NUMBER, PHONE_NUMBER_ID, TOKEN
from tests.channels.whatsapp_world import CHAT, VERSION, World, whatsapp

BUTTONS = (Button("9f:a", "A"), Button("9f:b", "B"))
ROWS = tuple(Button(f"9f:{row}", f"Baris {row}", "Keterangan") for row in range(4))


def pywa(session: httpx.Client, url: str) -> Pywa:
    """Return pywa's client of the stand-in."""
    client = Pywa(phone_id=PHONE_NUMBER_ID, token=TOKEN, session=session)
    session.base_url = httpx.URL(f"{url}/{VERSION}")
    return client


async def say(world: World, mine: str) -> None:
    """Say something of every kind through our adapter."""
    send = world.channel.send
    await send(CHAT, Message(id="1", text="Halo"), "account:1")
    await send(CHAT, Message(id="2", text="Pilih", buttons=BUTTONS, footer="Polis Bot"), "account:2")
    await send(CHAT, Message(id="3", text="Pilih lagi", buttons=ROWS, list_button="Lihat"), "account:3")
    await world.channel.typing(CHAT, mine)


def say_with_pywa(url: str, mine: str) -> list[str]:
    """Say the same through pywa and return the ids that it was told."""
    keys = [ReplyButton(title=button.label, callback_data=button.id) for button in BUTTONS]
    rows = [SectionRow(title=row.label, callback_data=row.id, description=row.description) for row in ROWS]
    listed = SectionList(button_title="Lihat", sections=[Section(title="", rows=rows)])
    with httpx.Client() as session:
        client = pywa(session, url)
        sent = [
            client.send_message(CHAT, "Halo", tracker="account:1"),
            client.send_message(CHAT, "Pilih", footer="Polis Bot", buttons=keys, tracker="account:2"),
            client.send_message(CHAT, "Pilih lagi", buttons=listed, tracker="account:3"),
        ]
        assert client.indicate_typing(mine)
        return [one.id for one in sent]


async def test_it_posts_what_we_post_and_reads_the_answers() -> None:
    """Text, buttons, a list and a receipt are the same, field by field."""
    async with whatsapp() as world:
        await world.stand_in.say(CHAT, "halo")
        [mine] = world.stand_in.phone(CHAT).bubbles
        await say(world, mine)
        ours = [call.fields for call in world.stand_in.calls]
        world.stand_in.calls.clear()
        told = await asyncio.to_thread(say_with_pywa, world.url, mine)
        theirs = [call.fields for call in world.stand_in.calls]
        assert [call.status for call in world.stand_in.calls] == [200] * 4
        # An only section needs no title: pywa gives it an empty one, we give none.
        assert theirs[2]["interactive"]["action"]["sections"][0].pop("title") == ""
        assert ours == theirs
        assert told == list(world.stand_in.phone(CHAT).bubbles)[-3:]


async def test_it_reads_refusals_and_who_we_are() -> None:
    """The stand-in's errors are those of the Cloud API."""

    def ask(url: str) -> str | None:
        with httpx.Client() as session:
            client = pywa(session, url)
            with pytest.raises(ReEngagementMessage):
                client.send_message(CHAT, "Halo")
            return client.get_business_phone_number().display_phone_number

    async with whatsapp() as world:
        world.trouble.shut = True
        assert await asyncio.to_thread(ask, world.url) == NUMBER
