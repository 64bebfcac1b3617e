"""Leaving a contact request: a form that works while the line is closed, and without JavaScript."""

import base64

from flask import Response, render_template, url_for

from chat import actions, queries
from chat.access import TALK
from chat.errors import NoContactRequests
from chat.forms import AskForm
from chat.gate import gate
from chat.queries.opening import can_seal
from chat.routes.doors import bp, see_chat
from chat.routes.gate import held_back
from chat.routes.line import VISIT_LASTS, is_talking
from chat.schemas import Envelope
from core import sealed
from core.access import PUBLIC, allows
from core.db import reading, transaction
from core.i18n import language, pick
from core.identity import Actor, Kind, actor_here, begin, remember
from core.limits import bucket, limiter
from organisation.queries import line_by_slug
from policies.notice import short_notice
from policies.queries import policy


@bp.get("/lines/<slug>/ask")
@allows(PUBLIC)
def asking(slug: str) -> str:
    """Show the form for a contact request. Raises `NoContactRequests` where a line takes none."""
    return _form(slug, AskForm())


@bp.post("/lines/<slug>/ask")
@allows(PUBLIC)
@limiter.limit("10 per minute; 100 per hour")  # a whole class may sit behind one school network
def ask(slug: str) -> Response | tuple[str, int]:
    """Leave a contact request: its words are the first message of a thread of its own."""
    with reading() as session:
        if is_talking(session, actor_here(Kind.VISITOR)):
            return see_chat()
    form = AskForm.sent()
    if not form.validate():
        return _form(slug, form), 422
    with reading() as session:
        line = line_by_slug(session, slug)
        door = url_for("chat.ask", slug=slug)
        if held := held_back(session, line, actor_here(Kind.VISITOR), door, form):
            return held
        is_sealed = form.is_sealed and can_seal(session, line)
    with transaction() as session:
        asked = actions.ask(
            session,
            line_by_slug(session, slug),
            nickname=(form.nickname.data or "").strip(),
            topic=form.topic.data or None,
            language=language(),
            is_sealed=is_sealed,
        )
        if not is_sealed:  # sealed, the words come with the next page
            visitor = Actor(kind=Kind.VISITOR, id=asked.id)
            actions.write_first(session, visitor, asked, _plain(form.words.data or ""))
        token = begin(session, Kind.VISITOR, asked.id, lasts=VISIT_LASTS)
    gate.came(asked.id, line.id, bucket())
    return remember(see_chat(), token, Kind.VISITOR)


@bp.post("/chat/ask")
@allows(TALK, of=Kind.VISITOR)
@limiter.limit("10 per minute")
def leave_as_request() -> Response:
    """Make a contact request of what was written in a queue in which nobody came."""
    with transaction() as session:
        actions.leave_as_request(session, actor_here(Kind.VISITOR))
    return see_chat()


def _form(slug: str, form: AskForm) -> str:
    with reading() as session:
        line = line_by_slug(session, slug)
        if not queries.takes_requests(line):
            raise NoContactRequests
        form.topic.choices = [(topic["key"], pick(topic)) for topic in line.topics]
        return render_template(
            "chat/ask.html",
            line=line,
            form=form,
            seals=sealed.ALG if can_seal(session, line) and queries.seals(line) else "",
            days=policy().chat.contact_requests.answer_within_days,
            last_day=queries.last_day_if_asked_now(),
            notice=short_notice(language()),
        )


def _plain(text: str) -> Envelope:
    return Envelope(alg="plain/1", body=base64.b64encode(text.strip().encode()).decode())
