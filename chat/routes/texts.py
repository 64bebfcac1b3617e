"""What a line has ready for its responders: looked at and kept."""

from typing import TYPE_CHECKING
from uuid import UUID

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlmodel import Session

from chat import actions, queries
from chat.access import TEXTS, access_line_to_text, lines_to_text
from chat.routes.doors import bp
from chat.schemas.closing import LineTextKind
from chat.text_forms import KINDS, LineTextForm
from core.access import allows
from core.db import reading, transaction
from core.i18n import language
from core.identity import Kind, actor_here

if TYPE_CHECKING:
    from organisation.models import Line


@bp.get("/desk/texts")
@allows(TEXTS)
def texts() -> str:
    """List the lines whose texts one may keep."""
    with reading() as session:
        return render_template(
            "chat/texts.html", lines=lines_to_text(session, actor_here(Kind.WORKER))
        )


@bp.get("/desk/texts/<slug>")
@allows(TEXTS)
def line_texts(slug: str) -> str:
    """Show what a line has ready, and a form for one more; `edit` fills it with one there is."""
    form = LineTextForm()
    with reading() as session:
        line = access_line_to_text(session, actor_here(Kind.WORKER), slug)
        for one in queries.line_texts(session, line.id):
            if str(one.id) == request.args.get("edit"):
                form = LineTextForm(obj=one, data=one.text)
        return _page(session, line, form)


@bp.post("/desk/texts/<slug>")
@allows(TEXTS)
def keep_text(slug: str) -> Response | tuple[str, int]:
    """Keep one text."""
    form = LineTextForm.sent()
    with transaction() as session:
        line = access_line_to_text(session, actor_here(Kind.WORKER), slug)
        if not form.validate():
            return _page(session, line, form), 422
        actions.keep_text(
            session,
            line,
            LineTextKind(form.kind.data),
            str(form.key.data),
            text={code: str(form[code].data or "") for code in ("fi", "sv", "en")},
            phone=str(form.phone.data or ""),
            position=form.position.data or 0,
        )
    flash(_("Saved."))
    return _see(slug)


@bp.post("/desk/texts/<slug>/<uuid:text_id>/delete")
@allows(TEXTS)
def drop_text(slug: str, text_id: UUID) -> Response:
    """Take one text away."""
    with transaction() as session:
        line = access_line_to_text(session, actor_here(Kind.WORKER), slug)
        actions.drop_text(session, line, text_id)
    flash(_("Deleted."))
    return _see(slug)


def _page(session: Session, line: "Line", form: LineTextForm) -> str:
    found = queries.line_texts(session, line.id)
    grouped = {name: [one for one in found if one.kind == kind] for kind, name in KINDS.items()}
    has_steps = any(one.kind == LineTextKind.STEP for one in found)
    steps = [] if has_steps else queries.protocol(session, line.id, language())
    return render_template(
        "chat/line_texts.html", line=line, grouped=grouped, form=form, steps=steps
    )


def _see(slug: str) -> Response:
    return make_response(redirect(url_for("chat.line_texts", slug=slug), 303))
