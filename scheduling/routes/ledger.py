"""A worker's own ledger: what is due, what was given, and what they say is wrong."""

from uuid import UUID

from flask import flash, make_response, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from core.access import allows
from core.db import reading, transaction
from core.errors import Refusal
from policies.queries import policy
from scheduling import actions, queries
from scheduling.access import CLAIM, VIEW
from scheduling.forms import DisputeForm, PartnerForm
from scheduling.routes.blueprint import bp, page, worker_here


@bp.get("/roster/ledger")
@allows(VIEW)
def ledger() -> str:
    """Show one's own ledger; nobody else's can be asked for."""
    return _ledger(PartnerForm())


def _ledger(form: PartnerForm, *, wrong: str = "") -> str:
    _actor, worker_id = worker_here()
    form.partner.choices = [(one, one) for one in policy().roster.partners]
    with reading() as session:
        return page(
            "ledger.html",
            form=form,
            wrong=wrong,
            dispute_form=DisputeForm(),
            commitment=queries.commitment(session, worker_id),
            periods=queries.ledger(session, worker_id),
        )


@bp.post("/roster/ledger/partner")
@allows(CLAIM)
def enter_partner_duty() -> Response:
    """Enter a duty that was given to a partner's chat (R46)."""
    actor, _worker_id = worker_here()
    form = PartnerForm(request.form)
    form.partner.choices = [(one, one) for one in policy().roster.partners]
    if not form.validate():
        return make_response(_ledger(form), 422)
    try:
        with transaction() as session:
            actions.enter_partner_duty(session, actor, **form.data)
    except Refusal as refusal:
        return make_response(_ledger(form, wrong=str(refusal.sentence)), refusal.status)
    flash(_("The duty is in your ledger."))
    return redirect(url_for("scheduling.ledger"), 303)


@bp.post("/roster/ledger/<uuid:entry_id>/dispute")
@allows(CLAIM)
def dispute(entry_id: UUID) -> Response:
    """Say that an entry is wrong."""
    actor, _worker_id = worker_here()
    form = DisputeForm(request.form)
    form.checked()
    with transaction() as session:
        actions.dispute(session, actor, entry_id, form.data["words"])
    flash(_("Your coordinator sees it. The entry is answered by a line of its own."))
    return redirect(url_for("scheduling.ledger"), 303)
