"""What the registry was asked, and eras: when nothing may be carried over, what began before is let go."""

from __future__ import annotations

from msgspec import Struct, structs

from conversations.chat import Chat, Gone, Running
from conversations.drivers import BotDrives
from conversations.effects import Effect, Release
from conversations.events import LinkMade, Released
from conversations.scene import Move, Scene

GONE = 50  # ids of ended links and requests that are remembered, the newest
_PAST = ("release", "stray")


class Ending(Struct, frozen=True):
    """The end of an era: the chat without its runs in the next one, and what the registry is asked."""

    chat: Chat
    effects: tuple[Effect, ...]


def run_of(chat: Chat, effect: str) -> Running | None:
    """Return what was asked of the registry by this effect, while its outcome is still to come."""
    return next((run for run in chat.running if run.effect == effect), None)


def without(chat: Chat, effect: str) -> tuple[Running, ...]:
    """Forget a run whose outcome has come."""
    return tuple(run for run in chat.running if run.effect != effect)


def unsettled(chat: Chat) -> bool:
    """Tell whether the registry still has to let go of something: until then nothing new is asked of it."""
    return any(run.kind in _PAST for run in chat.running)


def is_past(scene: Scene) -> bool:
    """Tell whether this outcome's effect began in an era that is over."""
    return scene.event.era is not None and scene.event.era < scene.chat.era


def end_era(scene: Scene, *, links: bool) -> Ending:
    """Begin the next era: open requests are let go, links too where ``links`` says so, and links under way are strays.

    The bot leads again.
    """
    chat = scene.chat
    ended = [Gone(request.link_id, request.reference) for request in chat.requests if request.state == "pending"]
    ended += [Gone(link.id) for link in chat.links] if links else []
    policies = {link.id: link.policy_ref for link in chat.links}
    strays = tuple(Running(run.effect, "stray") for run in chat.running if run.kind in ("link", "stray"))
    releases = tuple(run for run in chat.running if run.kind == "release")
    chat = structs.replace(
        chat,
        era=chat.era + 1,
        running=(*releases, *strays),
        paused=None,
        ended=None,
        driver=BotDrives(),
        drive=chat.drive + 1,
    )
    return _released(scene, chat, tuple(ended), policies)


def undo(scene: Scene, made: LinkMade) -> Move:
    """Let go of a link that landed after its era."""
    chat = structs.replace(scene.chat, running=without(scene.chat, made.effect))
    return _quietly(_released(scene, chat, (Gone(made.link_id),)))


def let_go(scene: Scene, gone: Gone) -> Move:
    """Ask the registry once more to let go of what ended: it decided before it heard."""
    return _quietly(_released(scene, scene.chat, (gone,)))


def released(scene: Scene, outcome: Released) -> Move:
    """Forget that the registry was asked."""
    return scene.hush(running=without(scene.chat, outcome.effect))


def gone_of(chat: Chat, reference: str) -> Gone | None:
    """Return the ended request of this number."""
    return next((gone for gone in chat.gone if gone.reference == reference), None)


def _released(scene: Scene, chat: Chat, ended: tuple[Gone, ...], policies: dict[str, str] | None = None) -> Ending:
    known = {gone.link for gone in chat.gone}
    effects = tuple(
        Release(
            id=scene.event.fresh("release" + gone.link),
            link_id=gone.link,
            since=scene.at,
            policy_ref=(policies or {}).get(gone.link, ""),
        )
        for gone in ended
    )
    runs = tuple(Running(effect.id, "release") for effect in effects)
    kept = (*chat.gone, *(gone for gone in ended if gone.link not in known))[-GONE:]
    return Ending(structs.replace(chat, running=(*chat.running, *runs), gone=kept), effects)


def _quietly(ending: Ending) -> Move:
    return Move(chat=ending.chat, ask=False, effects=ending.effects)
