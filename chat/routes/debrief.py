"""Notes to oneself: pages that nobody else can open."""

from uuid import UUID

from flask import Response, flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from chat import debriefing
from chat.access import DEBRIEF
from chat.routes.doors import bp
from core.access import allows
from core.db import checkpoint, reading, transaction
from core.identity import Kind, actor_here
from core.web import HouseForm
from organisation.forms import NEEDED


class NoteForm(HouseForm):
    """A note; nothing is asked but what one wants to write."""

    text = TextAreaField(
        _l("For yourself"),
        [InputRequired(NEEDED), Length(max=4000)],
        description=_l("How are you now? What helped, what stays with you? Leave out the visitor."),
    )


@bp.get("/desk/notes")
@allows(DEBRIEF)
def notes() -> str:
    """Show one's own notes."""
    return _page(NoteForm())


@bp.post("/desk/notes")
@allows(DEBRIEF)
def write_note() -> Response | tuple[str, int]:
    """Keep a note for oneself."""
    form = NoteForm.sent()
    if not form.validate():
        return _page(form), 422
    with transaction() as session:
        debriefing.write(session, actor_here(Kind.WORKER), str(form.text.data))
    flash(_("Kept, for your eyes only."))
    return _see()


@bp.post("/desk/notes/<uuid:note_id>/delete")
@allows(DEBRIEF)
def erase_note(note_id: UUID) -> Response:
    """Delete one's own note for good."""
    with transaction() as session:
        debriefing.erase(session, actor_here(Kind.WORKER), note_id)
    checkpoint()
    flash(_("Deleted."))
    return _see()


def _page(form: NoteForm) -> str:
    with reading() as session:
        found = debriefing.notes(session, actor_here(Kind.WORKER))
    return render_template("chat/notes.html", form=form, notes=found)


def _see() -> Response:
    return make_response(redirect(url_for("chat.notes"), 303))
