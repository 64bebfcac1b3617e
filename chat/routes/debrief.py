"""Notes to oneself: pages that nobody else can open."""

from uuid import UUID

from flask import (
    Response,
    flash,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from pydantic import ValidationError
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from chat import debriefing
from chat.access import DEBRIEF
from chat.routes.doors import bp
from chat.schemas.debrief import NewNote
from core.access import allows
from core.db import checkpoint, reading, transaction
from core.errors import BadInput
from core.identity import Kind, actor_here
from core.limits import limiter
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


@bp.post("/desk/notes/sealed")
@limiter.limit("30 per minute")
@allows(DEBRIEF)
def write_sealed_note() -> Response:
    """Keep a note that the writer's browser has sealed."""
    sent = request.form
    sealed = {"alg": sent.get("alg"), "body": sent.get("body")}
    try:
        new = NewNote.model_validate({"name": sent.get("name"), "sealed": sealed})
    except ValidationError:
        raise BadInput from None
    with transaction() as session:
        debriefing.write_sealed(session, actor_here(Kind.WORKER), new)
    return jsonify(ok=True)


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
    here = actor_here(Kind.WORKER)
    with reading() as session:
        found = debriefing.notes(session, here)
        seals = debriefing.must_seal(session, here)
    return render_template(
        "chat/notes.html",
        form=form,
        notes=found,
        seals=seals,
        opens=seals or any(one.text is None for one in found),
        writer=str(here.id),
    )


def _see() -> Response:
    return make_response(redirect(url_for("chat.notes"), 303))
