"""Pages of the policies room, for the data-protection officer."""

from flask import Response, redirect, render_template, request, url_for
from sqlmodel import Session

from core.access import allows
from core.db import reading, transaction
from core.i18n import language
from core.identity import Kind, actor_here
from policies import board as boards
from policies import hold_pages, record_pages, request_pages, version_pages
from policies.access import AUDIT, PURGE, VIEW
from policies.actions import audit
from policies.chain import Verdict
from policies.door import bp
from policies.forms import ApplyForm, FilterForm
from policies.guard.board import asking
from policies.guard.overrides import override_months
from policies.guard.words import ASKED, REASONS
from policies.notice import notice, short_notice
from policies.purge import apply, last_run, plan
from policies.queries import (
    PAGE,
    Filters,
    actions_seen,
    actor_names,
    actors_seen,
    chain_verdict,
    entries,
    meanings,
    policy,
)

__all__ = ["bp", "hold_pages", "record_pages", "request_pages", "version_pages"]


@bp.get("/data-protection")
@allows(VIEW)
def board() -> str:
    """Show what is kept, why and until when, and whether anything is overdue."""
    with reading() as session:
        planned = plan(session)
        return render_template(
            "policies/board.html",
            policy=policy(),
            planned=planned,
            run=last_run(session),
            rooms=boards.classes(session, planned),
            just_purged="purged" in request.args,
        )


@bp.get("/data-protection/rules")
@allows(VIEW)
def rules() -> str:
    """Show the policy in words: who may do what, what leaves the house, what visitors are told."""
    return render_template(
        "policies/rules.html",
        policy=policy(),
        rooms=boards.permissions(policy(), language()),
        short=short_notice(language()),
        sentences=notice(language()),
        asking=asking(),
    )


@bp.get("/data-protection/overrides")
@allows(VIEW)
def list_overrides() -> str:
    """Show how often workers asked for what must not be asked, what and why, month by month."""
    with reading() as session:
        return render_template(
            "policies/overrides.html",
            months=override_months(session),
            asked=ASKED,
            reasons=REASONS,
            k=policy().least_shown,
        )


@bp.post("/data-protection/purge")
@allows(PURGE)
def look() -> str:
    """Show what would be purged now, and change nothing."""
    with reading() as session:
        return render_template("policies/plan.html", planned=plan(session), policy=policy())


@bp.post("/data-protection/purge/apply")
@allows(PURGE)
def purge() -> Response:
    """Purge exactly what was looked at."""
    apply(ApplyForm.looked_at(), actor_here(Kind.WORKER))
    return redirect(url_for("policies.board", purged=1), 303)  # type: ignore[return-value]


@bp.get("/data-protection/audit")
@allows(AUDIT)
def log() -> str:
    """Show the audit log; that somebody read it is in the log too."""
    with transaction() as session:
        audit(session, actor_here(Kind.WORKER), AUDIT.name, "audit:log")
        return _log_page(session)


@bp.post("/data-protection/audit/verify")
@allows(AUDIT)
def verify() -> str:
    """Follow the whole chain of the log and say whether it is whole."""
    with transaction() as session:
        audit(session, actor_here(Kind.WORKER), AUDIT.name, "audit:chain")
        return _log_page(session, chain_verdict(session))


def _log_page(session: Session, verdict: Verdict | None = None) -> str:
    actors = actors_seen(session)
    names = actor_names(session, actors)
    said = meanings(language())
    form = FilterForm.asked(
        [(one, said.get(one, one)) for one in actions_seen(session)],
        [(one, names.get(one, one)) for one in actors],
    )
    wanted = form.wanted() if form.validate() else Filters()
    found = entries(session, wanted, before=request.args.get("before", type=int))
    return render_template(
        "policies/audit.html",
        form=form,
        entries=found[:PAGE],
        older=found[PAGE - 1].seq if len(found) > PAGE else None,
        names=names | actor_names(session, {one.resource for one in found}),
        meanings=said,
        verdict=verdict,
        run=last_run(session),
    )
