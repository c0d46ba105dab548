"""The pages of a console whose product has one more policy type: run in a copy of the tree to which it was added."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from conversations.marks import Name
from storage.staff import Role
from tests.console.talk import Customer, settled, talking


async def walk(folder: Path, kind: str) -> list[str]:
    """Let a customer choose the type, and return what each page answers."""
    async with talking(folder) as team:
        customer = Customer(team, "telegram", "5559901")
        await customer.says("halo", "setuju", "2", kind)
        reference = await team.request(type=kind)
        await settled(team)
        wati = await team.signed_in("Wati", Role.ADMIN)
        request = (await team.store.chats.references())[reference]
        chats = [f"/care/conversations/{account}?queue=all" for account in (await customer.account(), request)]
        figures = ["/care/figures", f"/care/figures?type={kind}", f"/care/figures/behind/{Name.TYPED_KIND.value}"]
        paths = [*chats, "/care/conversations?queue=all", *figures, "/care/seconds/ask/unlock"]
        answers = [await wati.get(path) for path in paths]
        return [f"{answer.status} {kind.title() in answer.text}" for answer in answers]


if __name__ == "__main__":
    answers = asyncio.run(walk(Path(sys.argv[1]), sys.argv[2]))
    (Path(sys.argv[1]) / "answers").write_text("\n".join(answers))
