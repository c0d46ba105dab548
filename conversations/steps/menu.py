"""The main menu and its greeting: by the holder's name and active policy, never by a chat profile's name."""

from __future__ import annotations

from conversations.chat import Chat
from conversations.names import spoken_name
from conversations.policy_types import POLICY_TYPES
from conversations.reading import tokens
from conversations.scene import Heard, Move, Pick, Scene, Words, say, unclear
from conversations.states import AtMenu, BrowsingPolicies, BrowsingRequests, Resuming
from conversations.steps import linking, policy_type
from conversations.turn import Choice, Instant, Lines, Reply, Say

_ROWS = (
    Choice("policies", "menu.row.policies"),
    Choice("link", "menu.row.link"),
    Choice("status", "menu.row.status"),
    Choice("help", "menu.row.help"),
    Choice("person", "menu.row.agent"),
    Choice("privacy", "menu.row.privacy"),
    Choice("language", "menu.row.lang"),
)

_SHORT = 2  # words: "dplk kak" names a type to link, "cek saldo dplk" wants something else

_LINES = tuple(say("menu.line", n=n, label=say(row.key)) for n, row in enumerate(_ROWS, 1))
_MENU = Reply(
    says=(Say("menu.body", {"lines": Lines(_LINES)}, always=True),),
    choices=_ROWS,
    list_button="menu.list_button",
    foot="greet.foot",
)


def ask(scene: Scene, step: AtMenu) -> Reply:
    """Show what can be done."""
    return _MENU


def hear(scene: Scene, step: AtMenu, heard: Heard) -> Move:
    """Open what was chosen; the name of a policy type begins a linking of it."""
    match heard:
        case Pick("policies"):
            return scene.go(BrowsingPolicies())
        case Pick("status"):
            return scene.go(BrowsingRequests())
        case Pick("link"):
            return add(scene)
        case Words(text) if len(tokens(text)) <= _SHORT and (kind := policy_type.named(text)):
            return add(scene, kind)
    return scene.miss(unclear(len(_ROWS)))


def add(scene: Scene, kind: str = "") -> Move:
    """Begin a linking (of a policy type, or of one still to be chosen), or offer the details of an earlier one."""
    if linking.offered(scene):
        return scene.go(Resuming())
    paused = scene.chat.paused
    if paused and paused.until > scene.at and paused.barred > scene.at:
        return linking.begin(scene, kind, say("resume.barred", datetime=Instant(paused.barred)), paused=paused)
    return linking.begin(scene, kind)


def greeting(chat: Chat) -> Say:
    """Greet a customer who is back."""
    active = next((link for link in chat.links if link.id == chat.active), None)
    if active:
        kind = POLICY_TYPES[active.type]
        return say("greet.back", name=spoken_name(active.holder), policy_no=active.policy, type=kind.label)
    waiting = next((request for request in chat.requests if request.state == "pending"), None)
    if waiting:
        return say("greet.back_pending", request_no=waiting.reference, eta=Instant(waiting.eta, "date"))
    return say("greet.back_nopolicy")
