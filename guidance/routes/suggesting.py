"""Anybody says, without a name, what is wrong with a service's details."""

from uuid import UUID

from flask import redirect, render_template, request, url_for
from werkzeug import Response as AnyResponse

from core.access import PUBLIC, allows
from core.db import reading, transaction
from core.errors import NotFound, Refusal
from core.i18n import language
from core.limits import limiter
from guidance import actions, queries
from guidance.desk_forms import FixForm
from guidance.routes.doors import bp
from guidance.schemas import Wrong
from policies.queries import policy


@bp.get("/services/<uuid:service_id>/fix")
@allows(PUBLIC)
def fix(service_id: UUID) -> str:
    """Ask what is wrong, or thank for what was said."""
    return _page(service_id, FixForm(), is_sent=request.args.get("sent") == "1")


@bp.post("/services/<uuid:service_id>/fix")
@allows(PUBLIC)
@limiter.limit("10 per minute; 60 per day")
def send_fix(service_id: UUID) -> AnyResponse | tuple[str, int]:
    """Take what is wrong, and lead to the thanks: looked at anew, they say nothing twice."""
    form = FixForm(request.form)
    if not form.validate():
        return _page(service_id, form), 422
    if not policy().directory.suggestions:
        raise NotFound
    try:
        with transaction() as session:
            said = (form.said.data or "").replace("\r\n", "\n").strip()
            actions.suggest(session, service_id, Wrong(form.wrong.data), said)
    except Refusal as refused:
        if isinstance(refused, NotFound):
            raise
        form.said.errors = [str(refused.sentence)]
        return _page(service_id, form), refused.status
    return redirect(url_for("guidance.fix", service_id=service_id, sent=1), 303)


def _page(service_id: UUID, form: FixForm, *, is_sent: bool = False) -> str:
    if not policy().directory.suggestions:
        raise NotFound
    with reading() as session:
        name = queries.published(session, service_id).text(language()).name
    return render_template(
        "guidance/fix.html", service_id=service_id, name=name, form=form, is_sent=is_sent
    )
