"""Asking for somebody else: a page for who worries about a young person, without JavaScript."""

from typing import TYPE_CHECKING
from uuid import uuid4

from flask import render_template, url_for

from chat import actions, queries
from chat.errors import NoContactRequests, NoSuchReference
from chat.gate import gate
from chat.named_forms import ReferenceForm, WorriedForm
from chat.routes.doors import bp
from chat.routes.gate import held_back
from chat.schemas.named import Relation, Worry
from core.access import PUBLIC, allows
from core.db import reading, transaction
from core.i18n import language
from core.identity import Kind, actor_here
from core.limits import limiter
from organisation.queries import line_by_slug
from policies.queries import policy
from policies.requester_notice import requester_notice

if TYPE_CHECKING:
    from organisation.models import Line


@bp.get("/lines/<slug>/worried")
@allows(PUBLIC)
def worried(slug: str) -> str:
    """Show the form for a worry about somebody. Raises `NoContactRequests` where none is taken."""
    return _form(_line(slug), WorriedForm(once=uuid4().hex))


@bp.post("/lines/<slug>/worried")
@allows(PUBLIC)
@limiter.limit("5 per minute; 40 per hour")
def ask_for_another(slug: str) -> tuple[str, int]:
    """Keep a worry about somebody, and show once the number with which it can be deleted."""
    line, form = _line(slug), WorriedForm.sent()
    if not form.validate():
        return _form(line, form), 422
    with reading() as session:
        door = url_for("chat.ask_for_another", slug=slug)
        if held := held_back(session, line, actor_here(Kind.VISITOR), door, form):
            return held
    worry = Worry(
        name=form.name.data or "",
        contact=form.contact.data or "",
        relation=Relation(form.relation.data),
        words=(form.words.data or "").strip(),
        language=language(),
    )
    with transaction() as session:
        number = actions.ask_for_another(session, line, worry, once=form.once.data or "")
    gate.knocked(line.id)
    last_day = queries.last_day_if_asked_now()
    return render_template("chat/worried_sent.html", line=line, number=number, day=last_day), 201


@bp.get("/lines/<slug>/worried/delete")
@allows(PUBLIC)
def taking_back(slug: str) -> str:
    """Show the form that deletes a request by its reference number."""
    with reading() as session:
        line = line_by_slug(session, slug)
    return render_template(
        "chat/worried_delete.html", line=line, form=ReferenceForm(), is_gone=False
    )


@bp.post("/lines/<slug>/worried/delete")
@allows(PUBLIC)
@limiter.limit("5 per minute; 30 per hour")  # twelve digits are not to be guessed
def take_back(slug: str) -> tuple[str, int]:
    """Delete a request for good; a number that is none of ours is told on the same page."""
    form, is_gone = ReferenceForm.sent(), False
    with transaction() as session:
        line = line_by_slug(session, slug)
        if form.validate():
            try:
                actions.delete_by_reference(session, line, form.number.data or "")
                is_gone = True
            except NoSuchReference as none:
                form.number.errors = [none.sentence]
    page = render_template("chat/worried_delete.html", line=line, form=form, is_gone=is_gone)
    return page, 200 if is_gone else 422


def _line(slug: str) -> "Line":
    with reading() as session:
        line = line_by_slug(session, slug)
        if not queries.takes_named(line):
            raise NoContactRequests
        return line


def _form(line: "Line", form: WorriedForm) -> str:
    return render_template(
        "chat/worried.html",
        line=line,
        form=form,
        days=policy().chat.contact_requests.answer_within_days,
        last_day=queries.last_day_if_asked_now(),
        notice=requester_notice(language()),
    )
