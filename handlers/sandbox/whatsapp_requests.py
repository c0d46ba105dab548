"""What may be posted to the Cloud API, with its documented limits and its words for what breaks them."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from conversations.messages import Button

MOST_ROWS = 10
_ERRORS = {
    100: "Invalid parameter",
    190: "Authentication Error",
    130429: "Rate limit hit",
    131000: "Something went wrong",
    131008: "Required parameter is missing",
    131009: "Parameter value is not valid",
    131026: "Message undeliverable",
    131047: "Re-engagement message",
    131051: "Unsupported message type",
    131056: "(Business Account, Consumer Account) pair rate limit hit",
}


class Refusal(Exception):
    """The Cloud API's no: one of its codes, and what is wrong."""

    def __init__(self, code: int, details: str = "", status: int = 400, subcode: int = 0) -> None:
        super().__init__(details)
        self.code = code
        self.title = _ERRORS.get(code, "Error")
        self.details = details or self.title
        self.status = status
        self.subcode = subcode


class Text(Struct, frozen=True):
    """A plain text."""

    body: str = ""
    preview_url: bool = False


class Body(Struct, frozen=True):
    """The words above or below something to tap."""

    text: str = ""


class Tapped(Struct, frozen=True):
    """What a button says and sends back."""

    id: str = ""
    title: str = ""


class Key(Struct, frozen=True):
    """A reply button."""

    type: str = ""
    reply: Tapped = Tapped()


class Row(Struct, frozen=True):
    """A row of a list."""

    id: str = ""
    title: str = ""
    description: str = ""


class Section(Struct, frozen=True):
    """Rows under a heading."""

    rows: tuple[Row, ...] = ()
    title: str = ""


class Action(Struct, frozen=True):
    """What there is to tap."""

    buttons: tuple[Key, ...] = ()
    button: str = ""
    sections: tuple[Section, ...] = ()


class Interactive(Struct, frozen=True):
    """A message with something to tap."""

    type: str = ""
    body: Body = Body()
    footer: Body | None = None
    action: Action = Action()

    @property
    def keys(self) -> tuple[Button, ...]:
        """Return what can be tapped."""
        buttons = tuple(Button(key.reply.id, key.reply.title) for key in self.action.buttons)
        rows = (row for section in self.action.sections for row in section.rows)
        return buttons or tuple(Button(row.id, row.title, row.description) for row in rows)


class Parameter(Struct, frozen=True):
    """A value of a template."""

    type: str = ""
    text: str = ""


class Component(Struct, frozen=True):
    """A part of a template with its values."""

    type: str = ""
    parameters: tuple[Parameter, ...] = ()


class Language(Struct, frozen=True):
    """Of a template."""

    code: str = ""


class Template(Struct, frozen=True):
    """An approved template with its values."""

    name: str = ""
    language: Language = Language()
    components: tuple[Component, ...] = ()


class Typing(Struct, frozen=True):
    """The sign that we are typing."""

    type: str = ""


class Post(Struct, frozen=True):
    """A message of ours, or a read receipt."""

    messaging_product: str = ""
    to: str = ""
    recipient: str = ""
    type: str = "text"
    text: Text | None = None
    interactive: Interactive | None = None
    template: Template | None = None
    biz_opaque_callback_data: str = ""
    status: str = ""
    message_id: str = ""
    typing_indicator: Typing | None = None


def read(body: bytes) -> Post:
    """Decode and check a request; raises Refusal.

    Source: https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages
    """
    try:
        post = msgspec.json.decode(body, type=Post)
    except ValueError as error:
        raise Refusal(100, str(error)) from None
    if post.messaging_product != "whatsapp":
        raise Refusal(100, "The parameter messaging_product is required.")
    if post.status:
        _check_receipt(post)
    else:
        _check_message(post)
    return post


def _check_receipt(post: Post) -> None:
    if post.status != "read" or not post.message_id:
        raise Refusal(131009, "status must be read, with a message_id")
    if post.typing_indicator and post.typing_indicator.type != "text":
        raise Refusal(131009, "typing_indicator type must be text")


def _check_message(post: Post) -> None:
    if not (post.to or post.recipient):
        raise Refusal(131008, "The parameter to is required.")
    _limit("biz_opaque_callback_data", post.biz_opaque_callback_data, 512, least=0)
    match post:
        case Post(type="text", text=Text(body)):
            _limit("text.body", body, 4096)
        case Post(type="interactive", interactive=Interactive() as interactive):
            _check_interactive(interactive)
        case Post(type="template", template=Template() as template):
            _check_template(template)
        case Post(type="text" | "interactive" | "template"):
            raise Refusal(131008, f"The parameter {post.type} is required.")
        case _:
            raise Refusal(131051, f"{post.type} is not supported here")


def _check_interactive(interactive: Interactive) -> None:
    _limit("body.text", interactive.body.text, 1024)
    if interactive.footer:
        _limit("footer.text", interactive.footer.text, 60)
    action = interactive.action
    match interactive.type:
        case "button":
            _count("buttons", len(action.buttons), 3)
            _check_keys(interactive.keys, 20, 256)
        case "list":
            _limit("action.button", action.button, 20)
            _count("rows", len(interactive.keys), MOST_ROWS)
            _check_keys(interactive.keys, 24, 200)
            if len(action.sections) > 1 and not all(section.title for section in action.sections):
                raise Refusal(131009, "sections need titles")
        case _:
            raise Refusal(131009, f"interactive type {interactive.type!r}")


def _check_keys(keys: tuple[Button, ...], title: int, id: int) -> None:
    for key in keys:
        _limit("title", key.label, title)
        _limit("id", key.id, id)
        _limit("description", key.description, 72, least=0)
    for names in ([key.id for key in keys], [key.label for key in keys]):
        if len(set(names)) < len(names):
            raise Refusal(131009, "Duplicated title or id")


def _check_template(template: Template) -> None:
    if not (template.name and template.language.code):
        raise Refusal(131008, "A template needs a name and a language.")
    for component in template.components:
        for parameter in component.parameters:
            if not parameter.text:
                raise Refusal(131008, "Parameter of type text is missing text value")
            if any(bad in parameter.text for bad in ("\n", "\t", "     ")):
                raise Refusal(100, "Param text cannot have new-line/tab characters or more than 4 consecutive spaces")


def _limit(name: str, value: str, most: int, *, least: int = 1) -> None:
    if not least <= len(value) <= most:
        raise Refusal(131009, f"{name} length invalid. Min length: {least}, Max length: {most}")


def _count(name: str, count: int, most: int) -> None:
    if not 1 <= count <= most:
        raise Refusal(131009, f"Invalid {name} count. Min allowed {name}: 1, Max allowed {name}: {most}")
