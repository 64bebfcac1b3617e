"""Second readings: the classes that are given by somebody besides the responder."""

from uuid import UUID

from flask import Response, flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _

from chat.access import SECOND_READING
from chat.actions.second import read_second
from chat.queries.second import is_anything_kept, to_read
from chat.routes.doors import bp
from chat.schemas import Outcome
from chat.second_forms import CLASSES, PARTS, SecondReadingForm
from core.access import allows
from core.db import reading, transaction
from core.identity import Kind, actor_here
from policies.duration import Duration
from policies.queries import policy


@bp.get("/desk/second-readings")
@allows(SECOND_READING)
def second_readings() -> str:
    """List the conversations that one was in and may say the class of, without a word of them."""
    with reading() as session:
        found = to_read(session, actor_here(Kind.WORKER).known_id)
    return render_template(
        "chat/second.html",
        found=found,
        is_kept=is_anything_kept(),
        is_on=policy().chat.second_reading.within != Duration(),
        classes=CLASSES,
        parts=PARTS,
    )


@bp.post("/desk/second-readings/<uuid:conversation_id>")
@allows(SECOND_READING)
def give_second_reading(conversation_id: UUID) -> Response:
    """Keep a second class. Raises `NoSuchConversation`, `AlreadyReadTwice`, `BadInput`."""
    form = SecondReadingForm.sent()
    form.checked()
    with transaction() as session:
        here = actor_here(Kind.WORKER)
        read_second(session, here, conversation_id, Outcome(form.outcome.data))
    flash(_("Kept. Only the pair of the two classes is counted."))
    return make_response(redirect(url_for("chat.second_readings"), 303))
