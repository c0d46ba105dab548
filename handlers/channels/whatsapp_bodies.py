"""What is posted to the Cloud API, as it documents it: text, buttons, a list, a template, a read receipt."""

from __future__ import annotations

import msgspec
from msgspec import UNSET, Raw, Struct, UnsetType

from conversations.messages import Button, Message, Notice
from handlers.ports import NotSent

BSUID = "bsuid:"  # how an address begins that is no number
MOST_BUTTONS = 3  # beyond it a list is needed
LONGEST_TEXT = 4096  # characters without anything to tap
LONGEST_BODY = 1024  # characters above something to tap
_TYPING = Raw(b'{"type":"text"}')


class _Text(Struct):
    body: str
    preview_url: bool = False


class _Body(Struct):
    text: str


class _Id(Struct):
    id: str
    title: str


class _Button(Struct):
    reply: _Id
    type: str = "reply"


class _Row(Struct, omit_defaults=True):
    id: str
    title: str
    description: str = ""


class _Section(Struct):
    rows: list[_Row]


class _Action(Struct, omit_defaults=True):
    buttons: list[_Button] = []
    button: str = ""
    sections: list[_Section] = []


class _Interactive(Struct):
    type: str
    body: _Body
    action: _Action
    footer: _Body | UnsetType = UNSET


class _Parameter(Struct):
    text: str
    type: str = "text"


class _Component(Struct):
    parameters: list[_Parameter]
    type: str = "body"


class _Language(Struct):
    code: str


class _Template(Struct):
    name: str
    language: _Language
    components: list[_Component] | UnsetType = UNSET


class _Post(Struct, kw_only=True):
    messaging_product: str = "whatsapp"
    recipient_type: str = "individual"
    to: str | UnsetType = UNSET
    recipient: str | UnsetType = UNSET
    type: str
    text: _Text | UnsetType = UNSET
    interactive: _Interactive | UnsetType = UNSET
    template: _Template | UnsetType = UNSET
    biz_opaque_callback_data: str | UnsetType = UNSET


class _Read(Struct):
    message_id: str
    messaging_product: str = "whatsapp"
    status: str = "read"
    typing_indicator: Raw = _TYPING


_encode = msgspec.json.Encoder().encode


def message_body(address: str, message: Message, reference: str) -> bytes:
    """Encode a message; raises NotSent where its text is longer than WhatsApp takes."""
    post = _addressed(address, reference, "interactive" if message.buttons else "text")
    if message.buttons:
        post.interactive = _interactive(message)
    else:
        post.text = _Text(_within("\n\n".join(filter(None, (message.text, message.footer))), LONGEST_TEXT))
    return _encode(post)


def template_body(address: str, notice: Notice, template: tuple[str, str], reference: str) -> bytes:
    """Encode a notice as the approved template of this name and language."""
    name, language = template
    post = _addressed(address, reference, "template")
    post.template = _Template(name, _Language(language))
    if notice.values:
        post.template.components = [_Component([_Parameter(_one_line(value)) for value in notice.values])]
    return _encode(post)


def read_body(message: str) -> bytes:
    """Encode that a message of the customer was read and that we are typing."""
    return _encode(_Read(message))


def _addressed(address: str, reference: str, kind: str) -> _Post:
    post = _Post(type=kind, biz_opaque_callback_data=reference or UNSET)
    if address.startswith(BSUID):
        post.recipient = address.removeprefix(BSUID)
    else:
        post.to = address
    return post


def _interactive(message: Message) -> _Interactive:
    body = _Body(_within(message.text, LONGEST_BODY))
    footer = _Body(message.footer) if message.footer else UNSET
    if len(message.buttons) <= MOST_BUTTONS:
        keys = [_Button(_Id(button.id, button.label)) for button in message.buttons]
        return _Interactive("button", body, _Action(buttons=keys), footer)
    rows = [_row(button) for button in message.buttons]
    return _Interactive("list", body, _Action(button=message.list_button, sections=[_Section(rows)]), footer)


def _row(button: Button) -> _Row:
    return _Row(button.id, button.label, button.description)


def _within(text: str, longest: int) -> str:
    if len(text) > longest:
        raise NotSent(f"text longer than {longest} characters")
    return text


def _one_line(value: str) -> str:
    # Meta refuses line breaks, tabs, more than four spaces and nothing at all in a template's values.
    return " ".join(value.split()) or "-"
