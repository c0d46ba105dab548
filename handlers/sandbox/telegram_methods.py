"""The Bot API's methods that the stand-in knows: their parameters, in JSON or a form, and their documented limits."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec
from msgspec import Raw, Struct

from handlers.sandbox.telegram_shapes import Command, Keyboard

LONGEST_TEXT = 4096
LONGEST_DATA = 64  # bytes
MOST_BUTTONS = 100
_NESTED = frozenset({"commands", "scope", "allowed_updates", "menu_button", "reply_markup", "link_preview_options"})
_NAME = re.compile(r"[a-z0-9_]{1,32}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")


class Refusal(Exception):
    """The Bot API's no, as it words it."""

    def __init__(self, status: int, description: str, retry_after: int = 0) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.retry_after = retry_after


class Method(Struct, frozen=True, kw_only=True):
    """A call's parameters. Whatever else is sent is ignored, as Telegram does."""

    def check(self) -> None:
        """Raise Refusal where a limit is broken."""


class GetMe(Method, frozen=True):
    """Who am I."""


class SetWebhook(Method, frozen=True):
    """Send updates there from now on."""

    url: str = ""
    secret_token: str = ""
    max_connections: int = 40
    allowed_updates: tuple[str, ...] = ()
    drop_pending_updates: bool = False

    def check(self) -> None:
        """Refuse what is no URL, a wrong secret, a wrong number of connections."""
        if self.url and not self.url.startswith(("https://", "http://")):
            raise _bad("bad webhook: An HTTPS URL must be provided for webhook")
        if not _SECRET.fullmatch(self.secret_token):
            raise _bad("secret token contains unallowed characters")
        if not 1 <= self.max_connections <= 100:
            raise _bad("bad webhook: max_connections must be between 1 and 100")


class DeleteWebhook(Method, frozen=True):
    """Send updates nowhere: they are fetched."""

    drop_pending_updates: bool = False


class GetWebhookInfo(Method, frozen=True):
    """How does the webhook stand."""


class GetUpdates(Method, frozen=True):
    """What happened; all below ``offset`` is confirmed. Waits up to ``timeout`` seconds."""

    offset: int = 0
    limit: int = 100
    timeout: int = 0
    allowed_updates: tuple[str, ...] = ()


class Scope(Struct, frozen=True, kw_only=True):
    """For whom a list of commands is."""

    type: str = "default"
    chat_id: int = 0


class GetMyCommands(Method, frozen=True):
    """Which commands are in the menu."""

    scope: Scope = Scope()
    language_code: str = ""


class SetMyCommands(Method, frozen=True):
    """Put these commands into the menu."""

    commands: tuple[Command, ...]
    scope: Scope = Scope()
    language_code: str = ""

    def check(self) -> None:
        """Refuse wrong names and descriptions."""
        if len(self.commands) > 100:
            raise _bad("BOT_COMMANDS_TOO_MUCH")
        for command in self.commands:
            if not _NAME.fullmatch(command.command):
                raise _bad("BOT_COMMAND_INVALID")
            if not 1 <= len(command.description) <= 256:
                raise _bad("BOT_COMMAND_DESCRIPTION_INVALID")


class SetMyDescription(Method, frozen=True):
    """What stands in an empty chat."""

    description: str = ""
    language_code: str = ""

    def check(self) -> None:
        """Refuse more than 512 characters."""
        if len(self.description) > 512:
            raise _bad("description is too long")


class SetMyShortDescription(Method, frozen=True):
    """What stands on the bot's page."""

    short_description: str = ""
    language_code: str = ""

    def check(self) -> None:
        """Refuse more than 120 characters."""
        if len(self.short_description) > 120:
            raise _bad("short description is too long")


class MenuButton(Struct, frozen=True):
    """What the button beside the text field does."""

    type: str = "default"


class SetChatMenuButton(Method, frozen=True):
    """Set the menu button, of all chats without ``chat_id``."""

    chat_id: int = 0
    menu_button: MenuButton = MenuButton()


class ToChat(Method, frozen=True):
    """A call about one chat."""

    chat_id: int = 0

    def check(self) -> None:
        """Refuse a call to nobody."""
        if not self.chat_id:
            raise _bad("chat_id is empty")


class SendMessage(ToChat, frozen=True):
    """Say something."""

    text: str = ""
    reply_markup: Keyboard | None = None

    def check(self) -> None:
        """Refuse empty and long texts and wrong buttons."""
        super().check()
        _check_text(self.text, "message is too long")
        _check_keyboard(self.reply_markup)


class EditMessageReplyMarkup(ToChat, frozen=True):
    """Change the buttons of a message."""

    message_id: int = 0
    reply_markup: Keyboard | None = None

    def check(self) -> None:
        """Refuse wrong buttons."""
        super().check()
        _check_keyboard(self.reply_markup)


class EditMessageText(EditMessageReplyMarkup, frozen=True):
    """Change a message."""

    text: str = ""

    def check(self) -> None:
        """Refuse empty and long texts and wrong buttons."""
        super().check()
        _check_text(self.text, "MESSAGE_TOO_LONG")


class DeleteMessage(ToChat, frozen=True):
    """Delete a message."""

    message_id: int = 0


class AnswerCallbackQuery(Method, frozen=True):
    """Answer a tap."""

    callback_query_id: str = ""
    text: str = ""

    def check(self) -> None:
        """Refuse more than 200 characters."""
        if len(self.text) > 200:
            raise _bad("MESSAGE_TOO_LONG")


class SendChatAction(ToChat, frozen=True):
    """Show that the bot is typing."""

    action: str = ""

    def check(self) -> None:
        """Refuse what is no action."""
        super().check()
        if self.action != "typing":
            raise _bad("wrong parameter action in request")


METHODS: dict[str, type[Method]] = {method.__name__.lower(): method for method in (
    GetMe, SetWebhook, DeleteWebhook, GetWebhookInfo, GetUpdates, GetMyCommands, SetMyCommands, SetMyDescription,
    SetMyShortDescription, SetChatMenuButton, SendMessage, EditMessageText, EditMessageReplyMarkup, DeleteMessage,
    AnswerCallbackQuery, SendChatAction,
)}  # fmt: skip


def read(name: str, body: bytes) -> Method:
    """Decode and check the parameters of the method ``name`` from JSON; raises Refusal."""
    if (kind := METHODS.get(name.lower())) is None:
        raise Refusal(404, "Not Found")
    try:
        method = msgspec.json.decode(body or b"{}", type=kind, strict=False)
    except ValueError as error:
        raise _bad(f"can't parse the call: {error}") from None
    method.check()
    return method


def as_json(form: Mapping[str, object]) -> bytes:
    """Return a form's fields as JSON: nested ones are JSON already, all others are text; files are left out."""
    texts = {key: value for key, value in form.items() if isinstance(value, str)}
    return msgspec.json.encode({key: Raw(value.encode()) if key in _NESTED else value for key, value in texts.items()})


def _bad(why: str) -> Refusal:
    return Refusal(400, f"Bad Request: {why}")


def _check_text(text: str, too_long: str) -> None:
    if not text.strip():
        raise _bad("message text is empty")
    if len(text) > LONGEST_TEXT:
        raise _bad(too_long)


def _check_keyboard(keyboard: Keyboard | None) -> None:
    keys = [key for row in keyboard.inline_keyboard for key in row] if keyboard else []
    if len(keys) > MOST_BUTTONS:
        raise _bad("reply markup is too long")
    for key in keys:
        if not key.text:
            raise _bad("can't parse inline keyboard button: Text must be non-empty")
        if not 1 <= len(key.callback_data.encode()) <= LONGEST_DATA:
            raise _bad("BUTTON_DATA_INVALID")
