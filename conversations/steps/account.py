"""The account changed hands or number: nothing is carried over, everything is verified again."""

from __future__ import annotations

from msgspec import structs

from conversations.effects import Effect, Unlink, Withdraw
from conversations.scene import Move, Scene, say
from conversations.states import AtMenu, Running


def changed(scene: Scene) -> Move:
    """Let every link and open request go, at the registry too, and say so."""
    chat = scene.chat
    runs, effects = _released(scene)
    bare = structs.replace(
        chat, step=AtMenu(), links=(), active="", requests=(), paused=None, ended=None, running=(*chat.running, *runs)
    )
    return Move(chat=bare, says=(say("account.changed"),), ask=False, effects=effects)


def _released(scene: Scene) -> tuple[tuple[Running, ...], tuple[Effect, ...]]:
    runs: list[Running] = []
    effects: list[Effect] = []
    for link in scene.chat.links:
        id = scene.event.fresh("unlink" + link.id)
        effects.append(Unlink(id=id, link_id=link.id))
        runs.append(Running(id, "unlink", link=link.id))
    for request in scene.chat.requests:
        if request.state == "pending":
            id = scene.event.fresh("withdraw" + request.reference)
            effects.append(Withdraw(id=id, link_id=request.link_id, reference=request.reference))
            runs.append(Running(id, "withdraw", reference=request.reference))
    return tuple(runs), tuple(effects)
