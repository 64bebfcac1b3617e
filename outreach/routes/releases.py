"""The page on which two people let a protected figure out."""

from uuid import UUID

from flask import Response, redirect, render_template, url_for

from core.access import allows
from core.db import reading, transaction
from core.identity import Kind, actor_here
from organisation.queries import names
from outreach.access import RELEASE
from outreach.actions.releasing import agree_release, ask_release
from outreach.export import Row, rows
from outreach.figures import Figures
from outreach.forms import ReleaseForm
from outreach.models import Release
from outreach.queries.releases import releases
from outreach.routes.door import bp
from outreach.routes.figures import asked_month, month_name
from policies.queries import policy

SPLIT = " "


@bp.get("/figures/releases")
@allows(RELEASE)
def list_releases() -> str:
    """Show what is protected in a closed month, what was asked and what was let out."""
    return _page(ReleaseForm())


@bp.post("/figures/releases")
@allows(RELEASE)
def ask_for_release() -> Response | tuple[str, int]:
    """Ask that a protected figure is let out."""
    form = ReleaseForm.sent()
    with reading() as session:
        form.choose_among(_protected(asked_month(session)[0]))
    if not form.validate():
        return _page(form), 422
    key, _split, step = str(form.figure.data).partition(SPLIT)
    with transaction() as session:
        shown, _choices = asked_month(session)
        why = str(form.reason.data)
        ask_release(session, actor_here(Kind.WORKER), shown, (key, step), why=why)
    return _back(f"{shown.month:%Y-%m}")


@bp.post("/figures/releases/<uuid:release_id>/agree")
@allows(RELEASE)
def agree_to_release(release_id: UUID) -> Response:
    """Agree as the second person."""
    with transaction() as session:
        agree_release(session, actor_here(Kind.WORKER), release_id)
        month = session.get_one(Release, release_id).month
    return _back(f"{month:%Y-%m}")


def _back(month: str) -> Response:
    return redirect(url_for("outreach.list_releases", month=month), 303)  # type: ignore[return-value]


def _page(form: ReleaseForm) -> str:
    here = actor_here(Kind.WORKER)
    with reading() as session:
        shown, _choices = asked_month(session)
        form.choose_among(_protected(shown))
        found = releases(session, here.organisation_id, shown.month) if here.organisation_id else []
        workers = [one.asked_by for one in found] + [
            one.agreed_by for one in found if one.agreed_by
        ]
        return render_template(
            "outreach/releases.html",
            form=form,
            figures=shown,
            found=found,
            names=names(session, workers),
            labels={(one.key, one.step): f"{one.line}: {one.name}" for one in _rows(shown)},
            month_name=month_name,
            least=policy().reports.release_least,
        )


def _rows(shown: Figures) -> list[Row]:
    return rows(shown) if shown.is_closed else []


def _protected(shown: Figures) -> list[tuple[str, str]]:
    return [
        (f"{one.key}{SPLIT}{one.step}", f"{one.line}: {one.name}")
        for one in _rows(shown)
        if one.cell.is_hidden
    ]
