"""Pages on which a purge is held back, and on which a second person lets a stopped one go on."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlmodel import Session

from core import clock
from core.access import allows
from core.db import reading, transaction
from core.errors import Refusal
from core.identity import Kind, actor_here
from policies import holds
from policies.access import AGREE, HOLD
from policies.brake import agree, agreed_by
from policies.door import bp
from policies.hold_forms import AgreeForm, HoldForm
from policies.purge import plan
from policies.queries import actor_names, policy

Answer = str | Response | tuple[str, int]


_AN_INSTANT = timedelta(seconds=1)


@bp.context_processor
def _holding() -> dict[str, Any]:
    return {"AGREE": AGREE, "HOLD": HOLD, "last_day_of": _last_day, "is_today": _is_today}


def _last_day(hold: Any) -> datetime:
    return hold.ends_at - _AN_INSTANT  # type: ignore[no-any-return]


def _is_today(moment: datetime) -> bool:
    return clock.local_day(moment) == clock.local_day()


@bp.get("/data-protection/holds")
@allows(HOLD)
def list_holds() -> Answer:
    """List what is held back now, and ask what else has to be."""
    with reading() as session:
        return _holds_page(session, HoldForm.asked())


@bp.post("/data-protection/holds")
@allows(HOLD)
def lay_hold() -> Answer:
    """Hold back a purge, for a reason and a time."""
    form = HoldForm.asked(request.form)
    if not form.validate():
        with reading() as session:
            return _holds_page(session, form), 422
    try:
        with transaction() as session:
            holds.lay(
                session,
                actor_here(Kind.WORKER),
                form.of_class.data,
                record=form.record.data or "",
                reason=form.reason.data or "",
                ends_at=form.ends_at,
            )
    except Refusal as refused:
        with reading() as session:
            return _holds_page(session, form, refused), refused.status
    flash(_("The purge is held back. It is noted in the audit log."), "good")
    return redirect(url_for("policies.list_holds"), 303)  # type: ignore[return-value]


@bp.post("/data-protection/holds/<uuid:hold_id>/end")
@allows(HOLD)
def end_hold(hold_id: UUID) -> Answer:
    """End a hold now."""
    with transaction() as session:
        holds.end(session, actor_here(Kind.WORKER), hold_id)
    flash(_("The hold has ended. What it held goes with the next purge."), "good")
    return redirect(url_for("policies.list_holds"), 303)  # type: ignore[return-value]


@bp.get("/data-protection/brake")
@allows(AGREE)
def show_brake() -> Answer:
    """Show what the brake stopped, and ask a second person why it may go on."""
    with reading() as session:
        return _brake_page(session, AgreeForm.asked())


@bp.post("/data-protection/brake")
@allows(AGREE)
def agree_to_purge() -> Answer:
    """Agree, as a second person, to what is stopped now."""
    form = AgreeForm.asked()
    if not form.validate():
        with reading() as session:
            return _brake_page(session, form), 422
    with transaction() as session:
        stop = plan(session).stop
        agree(session, actor_here(Kind.WORKER), stop, reason=form.reason.data or "")
    flash(_("You have agreed. Another person can purge now."), "good")
    return redirect(url_for("policies.show_brake"), 303)  # type: ignore[return-value]


def _holds_page(session: Session, form: HoldForm, refused: Refusal | None = None) -> str:
    found = holds.standing(session)
    return render_template(
        "policies/holds.html",
        form=form,
        refused=refused,
        holds=found,
        names=actor_names(session, [one.owner for one in found]),
        policy=policy(),
        on_hold=plan(session).on_hold,
    )


def _brake_page(session: Session, form: AgreeForm) -> str:
    planned = plan(session)
    agreed = agreed_by(session, planned.stop.hash)
    return render_template(
        "policies/brake.html",
        form=form,
        planned=planned,
        agreed=agreed,
        names=actor_names(session, agreed),
        has_agreed=actor_here(Kind.WORKER).name in agreed,
        policy=policy(),
    )
