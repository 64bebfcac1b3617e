"""The officer's page of data requests: how many were answered by themselves, and the register."""

from collections.abc import Callable
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlmodel import Session

from core import clock
from core.access import allows
from core.db import reading, transaction
from core.errors import Refusal
from core.identity import Kind, actor_here
from core.web import HouseForm
from policies import requests
from policies.access import REQUESTS
from policies.door import bp
from policies.queries import policy
from policies.request_forms import (
    ASKS,
    GROUNDS,
    OUTCOMES,
    OWN_DEEDS,
    WAYS,
    ExtendForm,
    FinishForm,
    RegisterForm,
)

Answer = str | Response | tuple[str, int]


@bp.context_processor
def _registering() -> dict[str, Any]:
    return {"REQUESTS": REQUESTS}


@bp.get("/data-protection/requests")
@allows(REQUESTS)
def list_requests() -> Answer:
    """Show how often visitors used their rights, and the register, what is overdue first."""
    with reading() as session:
        return _page(session)


@bp.post("/data-protection/requests")
@allows(REQUESTS)
def register_request() -> Answer:
    """Register a request that came another way."""
    form = RegisterForm(request.form, prefix="new-")

    def write(session: Session) -> str:
        made = requests.register_request(
            session,
            actor_here(Kind.WORKER),
            asks=form.asks.data,
            way=form.way.data,
            received_on=form.received_on.data,  # type: ignore[arg-type]  # InputRequired saw to it
        )
        return _("Registered as %(number)s. Write the number on the papers.", number=made.number)

    return _done(form, write, register=form)


@bp.post("/data-protection/requests/extend")
@allows(REQUESTS)
def extend_request() -> Answer:
    """Take two months more for a request."""
    form = ExtendForm(request.form, prefix="more-")

    def write(session: Session) -> str:
        here = actor_here(Kind.WORKER)
        requests.extend_request(session, here, form.number.data, form.ground.data)
        return _("Extended by two months. Tell whoever asked, and why.")

    return _done(form, write, extend=form)


@bp.post("/data-protection/requests/done")
@allows(REQUESTS)
def finish_request() -> Answer:
    """Note that a request was answered."""
    form = FinishForm(request.form, prefix="done-")

    def write(session: Session) -> str:
        requests.finish_request(
            session,
            actor_here(Kind.WORKER),
            form.number.data,
            outcome=form.outcome.data,
            done_on=form.done_on.data,  # type: ignore[arg-type]  # InputRequired saw to it
        )
        return _("The answer is noted.")

    return _done(form, write, finish=form)


def _done(form: HouseForm, write: Callable[[Session], str], **shown: Any) -> Answer:
    """Write and lead back to the register; what was refused is shown with what was filled in."""
    with reading() as session:
        if isinstance(form, FinishForm | ExtendForm):
            form.among(requests.open_requests(session))
        if not form.validate():
            return _page(session, **shown), 422
    try:
        with transaction() as session:
            told = write(session)
    except Refusal as refused:
        with reading() as session:
            return _page(session, refused=refused, **shown), refused.status
    flash(told, "good")
    return redirect(url_for("policies.list_requests"), 303)  # type: ignore[return-value]


def _page(session: Session, refused: Refusal | None = None, **shown: Any) -> str:
    waiting = requests.open_requests(session)
    forms: dict[str, Any] = {
        "register": RegisterForm(prefix="new-"),
        "finish": FinishForm(prefix="done-").among(waiting),
        "extend": ExtendForm(prefix="more-").among(waiting),
    }
    return render_template(
        "policies/requests.html",
        **{**forms, **shown},
        refused=refused,
        today=clock.local_day(),
        months=requests.own_deeds(session),
        waiting=waiting,
        done=requests.done_requests(session),
        answer_by=requests.answer_by,
        own_deeds=OWN_DEEDS,
        asks=ASKS,
        ways=WAYS,
        grounds=GROUNDS,
        outcomes=OUTCOMES,
        least=policy().least_shown,
    )
