"""The stand-in's Bot API over HTTP: token, trouble, one method after the other, and a record of all calls."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Any

import msgspec
from aiohttp import web
from msgspec import UNSET, Struct, UnsetType

from handlers.sandbox.telegram_chats import Chats
from handlers.sandbox.telegram_delivery import Delivery
from handlers.sandbox.telegram_methods import (
    AnswerCallbackQuery,
    DeleteMessage,
    DeleteWebhook,
    EditMessageReplyMarkup,
    EditMessageText,
    GetMe,
    GetMyCommands,
    GetUpdates,
    GetWebhookInfo,
    Method,
    Refusal,
    SendChatAction,
    SendMessage,
    SetChatMenuButton,
    SetMyCommands,
    SetMyDescription,
    SetMyShortDescription,
    SetWebhook,
    ToChat,
    as_json,
    read,
)
from handlers.sandbox.telegram_shapes import Command, User
from handlers.sandbox.trouble import Trouble

KEPT = 10_000  # calls
# Trouble meets what a customer would see; signs, answers to taps and settings go through.
_TROUBLED = (SendMessage, EditMessageText, EditMessageReplyMarkup, DeleteMessage)


class Call(Struct, frozen=True):
    """One call that was made: its parameters as JSON, its answer's status. ``inline``: within a webhook's answer."""

    method: str
    body: bytes
    status: int
    inline: bool = False

    @property
    def fields(self) -> dict[str, Any]:
        """Return the parameters."""
        fields: dict[str, Any] = msgspec.json.decode(self.body or b"{}")
        return fields


class _No(Struct):
    ok: bool
    error_code: int
    description: str
    parameters: dict[str, int] | UnsetType = UNSET


class Profile(Struct):
    """What the bot told about itself, by (scope, chat, language) and by language."""

    commands: dict[tuple[str, int, str], tuple[Command, ...]] = {}
    descriptions: dict[str, str] = {}
    short_descriptions: dict[str, str] = {}
    menu_button: str = "default"


class BotApi:
    """The methods, carried out on the chats. ``calls`` are the last 10,000."""

    def __init__(self, token: str, bot: User, chats: Chats, trouble: Trouble) -> None:
        self.calls: deque[Call] = deque(maxlen=KEPT)
        self.profile = Profile()
        self.taps: list[str] = []
        self._token = token
        self._bot = bot
        self._chats = chats
        self._trouble = trouble
        self._changed = asyncio.Condition()

    def connect(self, delivery: Delivery) -> None:
        """Say who delivers: webhook and polling are set by calls."""
        self._delivery = delivery

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer ``/bot{token}/{method}``: GET or POST, parameters in the query, a form or JSON."""
        name = request.match_info["method"]
        if request.match_info["token"] != self._token:
            return _refused(Refusal(401, "Unauthorized"))
        body = await _body(request)
        try:
            method = read(name, body)
            await self._suffer(method)
            result = msgspec.json.encode(await self._carry_out(method))
        except Refusal as refusal:
            await self._record(Call(name, body, refusal.status))
            return _refused(refusal)
        await self._record(Call(name, body, 200))
        if isinstance(method, _TROUBLED) and self._trouble.lose > 0:
            self._trouble.lose -= 1
            _cut(request)
        return web.Response(body=b'{"ok":true,"result":' + result + b"}", content_type="application/json")

    async def execute(self, answer: bytes) -> None:
        """Carry out the call within a webhook's answer; nobody is told what came of it."""
        name, status = "", 200
        try:
            name = str(msgspec.json.decode(answer, type=dict[str, Any]).get("method", ""))
            await self._carry_out(read(name, answer))
        except Refusal as refusal:
            status = refusal.status
        except ValueError:
            return  # No call: a webhook may answer with whatever it likes.
        await self._record(Call(name, answer, status, inline=True))

    async def called(self, method: str, times: int = 1) -> list[Call]:
        """Wait until ``method`` was called so many times and return these calls, refused ones too."""
        async with self._changed:
            await self._changed.wait_for(lambda: len(self._of(method)) >= times)
        return self._of(method)

    def _of(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    async def _record(self, call: Call) -> None:
        self.calls.append(call)
        async with self._changed:
            self._changed.notify_all()

    async def _suffer(self, method: Method) -> None:
        if not isinstance(method, _TROUBLED):
            return
        trouble = self._trouble
        if trouble.delay:
            await asyncio.sleep(trouble.delay)
        if trouble.flood > 0:
            trouble.flood -= 1
            wait = trouble.retry_after
            raise Refusal(429, f"Too Many Requests: retry after {wait}", wait)
        if trouble.fail > 0:
            trouble.fail -= 1
            raise Refusal(500, "Internal Server Error")
        if trouble.blocked:
            raise Refusal(403, "Forbidden: bot was blocked by the user")

    async def _carry_out(self, method: Method) -> object:
        match method:
            case ToChat():
                return self._in_chat(method)
            case AnswerCallbackQuery(callback_query_id=tap):
                return self._answered(tap)
            case GetMe() | SetMyCommands() | GetMyCommands() | SetMyDescription() | SetMyShortDescription():
                return self._about_itself(method)
            case SetChatMenuButton(menu_button=button):
                self.profile.menu_button = button.type
            case SetWebhook():
                await self._delivery.use_webhook(method)
            case DeleteWebhook(drop_pending_updates=drop):
                await self._delivery.use_webhook(SetWebhook(drop_pending_updates=drop))
            case GetWebhookInfo():
                return self._delivery.info()
            case GetUpdates():
                return [msgspec.Raw(body) for body in await self._delivery.fetch(method)]
        return True

    def _in_chat(self, method: ToChat) -> object:
        chats = self._chats
        match method:
            case SendMessage(chat_id=chat, text=text, reply_markup=keyboard):
                return chats.said(chat, text, keyboard)
            case EditMessageText(chat_id=chat, message_id=message, text=text, reply_markup=keyboard):
                return chats.changed(chat, message, text, keyboard)
            case EditMessageReplyMarkup(chat_id=chat, message_id=message, reply_markup=keyboard):
                return chats.changed(chat, message, None, keyboard)
            case DeleteMessage(chat_id=chat, message_id=message):
                chats.deleted(chat, message)
            case SendChatAction(chat_id=chat):
                chats.typing(chat)
        return True

    def _answered(self, tap: str) -> bool:
        if tap not in self.taps:
            raise Refusal(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        return True

    def _about_itself(self, method: Method) -> object:
        profile = self.profile
        match method:
            case SetMyCommands(commands=commands, scope=scope, language_code=language):
                profile.commands[scope.type, scope.chat_id, language] = commands
            case GetMyCommands(scope=scope, language_code=language):
                return profile.commands.get((scope.type, scope.chat_id, language), ())
            case SetMyDescription(description=text, language_code=language):
                profile.descriptions[language] = text
            case SetMyShortDescription(short_description=text, language_code=language):
                profile.short_descriptions[language] = text
            case _:
                return self._bot
        return True


async def _body(request: web.Request) -> bytes:
    if request.content_type == "application/json":
        return await request.read()
    return as_json({**request.query, **await request.post()})


def _refused(refusal: Refusal) -> web.Response:
    parameters = {"retry_after": refusal.retry_after} if refusal.retry_after else UNSET
    body = msgspec.json.encode(_No(False, refusal.status, refusal.description, parameters))
    return web.Response(body=body, status=refusal.status, content_type="application/json")


def _cut(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.abort()
