"""Pengaturan, Jawaban: what the bot answers in the insurer's name, changed by a lead and previewed before it holds."""

from __future__ import annotations

from aiohttp import web

from conversations.guard import asks_for_code
from conversations.locales import LANGUAGES, MOST, catalogue
from conversations.wishes import ANSWERED, WISHES
from handlers.console.answer_preview import previews
from handlers.console.faults import changed, missing
from handlers.console.forms import Form
from handlers.console.rights import Right
from handlers.console.routes import Routes
from handlers.console.visit import HOME, Visit
from handlers.own_answers import answer_key
from storage.care import Answer
from storage.tables import Kept

routes = Routes()
PATH = f"{HOME}settings/answers"
LONGEST = 2_000  # characters of a template that a form takes: values that it names may be shorter than their names
Texts = dict[str, str]


@routes.get("/settings/answers", may=Right.TEXTS)
async def answers(visit: Visit) -> web.StreamResponse:
    """Show every answer as it holds now, and one of them to be changed."""
    wish = visit.query("edit")
    if wish not in ANSWERED:
        return await _page(visit)
    kept = await _kept(visit, wish)
    return await _page(visit, wish, kept.value.texts, kept.version)


@routes.post("/settings/answers/{wish}", may=Right.TEXTS)
async def put(visit: Visit) -> web.StreamResponse:
    """Change an answer, or only preview it; what does not fit or asks for a code is refused, and nothing typed is lost."""
    wish, form = _wish(visit), await visit.form()
    texts, version, kept = _read(form), form.whole("version"), await _kept(visit, wish)
    if wrong := _wrong(visit, wish, texts):
        if wrong == "code":
            await visit.record("answer.refused", wish)
        return await _page(visit, wish, texts, version, wrong)
    if form.ticked("preview"):
        return await _page(visit, wish, texts, version)
    if version != kept.version:
        return await _page(visit, wish, texts, kept.version, "changed")
    return await _change(visit, wish, kept, texts)


@routes.post("/settings/answers/{wish}/reset", may=Right.TEXTS)
async def reset(visit: Visit) -> web.StreamResponse:
    """Let the catalogue's answer hold again."""
    wish, version = _wish(visit), (await visit.form()).whole("version")
    kept = await _kept(visit, wish)
    if version != kept.version:
        raise changed()
    return await _change(visit, wish, kept, _default(wish))


async def _change(visit: Visit, wish: str, kept: Kept[Answer], texts: Texts) -> web.StreamResponse:
    table, own = visit.desk.store.answers, texts != _default(wish)
    old = {f"old_{language}": text for language, text in kept.value.texts.items()}
    new = {f"new_{language}": text for language, text in texts.items()}
    await visit.record("answer.changed" if own else "answer.reset", wish, **old, **new)
    value = Answer(texts=texts)
    if not await (table.put(wish, kept.version, value) if own else table.drop(wish, kept.version)):
        raise changed()
    await visit.desk.answers.refresh()
    return visit.to(PATH, "answer_saved" if own else "answer_reset")


def _wish(visit: Visit) -> str:
    wish = visit.part("wish")
    if wish not in ANSWERED:
        raise missing()
    return wish


def _default(wish: str) -> Texts:
    return {language: catalogue(language)[answer_key(wish)].strip() for language in LANGUAGES}


async def _kept(visit: Visit, wish: str) -> Kept[Answer]:
    """Return the answer that holds now: version 0 is the catalogue's."""
    return await visit.desk.store.answers.get(wish) or Kept(wish, 0, Answer(texts=_default(wish)))


def _read(form: Form) -> Texts:
    return {language: form.raw(f"text_{language}", LONGEST).replace("\r\n", "\n").strip() for language in LANGUAGES}


def _wrong(visit: Visit, wish: str, texts: Texts) -> str:
    """Say why these texts cannot be an answer, as ``answers.wrong_`` words call it ("": they can)."""
    voice = visit.desk.voice
    faults = (voice.fault(answer_key(wish), language, text) for language, text in texts.items())
    return next(filter(None, faults), "") or ("code" if any(map(asks_for_code, texts.values())) else "")


async def _page(
    visit: Visit, wish: str = "", texts: Texts | None = None, version: int = 0, wrong: str = ""
) -> web.Response:
    desk = visit.desk
    own = {kept.id for kept in await desk.store.answers.all()}
    names = {one.name: desk.voice.say(f"wish.{one.name}", visit.language) for one in WISHES if one.answered}
    return visit.page(
        "answers.html",
        {"": 200, "changed": 409}.get(wrong, 422),
        answers=[
            (one, name, desk.voice.say(answer_key(one), visit.language), one in own) for one, name in names.items()
        ],
        languages=LANGUAGES,
        wish=wish,
        name=names.get(wish, ""),
        texts=texts or {},
        own=wish in own,
        version=version,
        wrong=wrong,
        most=MOST["body"],
        longest=LONGEST,
        values=desk.voice.shared(visit.language),
        previews=previews(desk, wish, texts, visit.now) if texts and not _wrong(visit, wish, texts) else (),
    )
