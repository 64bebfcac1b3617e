"""Pages of the policy's versions: the list, a version with its differences, a draft, approval."""

from typing import Any
from uuid import UUID

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlmodel import Session

from core import clock
from core.access import allows
from core.db import reading, transaction
from core.errors import BadInput
from core.i18n import language
from core.identity import Kind, actor_here
from policies import drafting, versions
from policies.access import APPROVE, EDIT, VIEW
from policies.current import current
from policies.difference import differences
from policies.door import bp
from policies.draft_form import draft_form, edited
from policies.errors import UnfitPolicy
from policies.models import PolicyVersion, VersionState
from policies.queries import actor_names
from policies.schema import Policy
from policies.simulation import simulate
from policies.toml import write

Answer = str | Response | tuple[str, int]

LARGEST_POLICY = 500_000


@bp.get("/data-protection/versions")
@allows(VIEW)
def list_versions() -> str:
    """List the drafts and every version that was ever in force."""
    return _list()


@bp.post("/data-protection/versions")
@allows(EDIT)
def begin_draft() -> Response:
    """Begin a draft that says what the policy in force says."""
    with transaction() as session:
        made = drafting.make_draft(session, actor_here(Kind.WORKER), write(current().raw))
    return _to("policies.edit_draft", made.id)


@bp.post("/data-protection/versions/file")
@allows(EDIT)
def take_policy_file() -> Answer:
    """Make an uploaded file a draft; what is wrong with it is told with its place."""
    sent = request.files.get("file")
    content = sent.read(LARGEST_POLICY + 1) if sent else b""
    if not content or len(content) > LARGEST_POLICY:
        flash(_("Choose a policy file first."), "error")
        return _to_list()
    try:
        with transaction() as session:
            made = drafting.make_draft(session, actor_here(Kind.WORKER), _decoded(content))
    except UnfitPolicy as unfit:
        return _list(unfit.faults), UnfitPolicy.status
    return _to("policies.show_version", made.id)


@bp.get("/data-protection/versions/<uuid:version_id>")
@allows(VIEW)
def show_version(version_id: UUID) -> str:
    """Show a version: what it changes, what it would delete, who made and who approved it."""
    with reading() as session:
        found = versions.version(session, version_id)
        policy, before = versions.policy_of(found), _before(session, found)
        is_draft = found.state is VersionState.DRAFT
        return render_template(
            "policies/version.html",
            version=found,
            is_draft=is_draft,
            today=clock.local_day(),
            policy=policy,
            changes=differences(before, policy, language()) if before else [],
            is_first=before is None,
            would=simulate(session, policy) if is_draft else [],
            is_mine=found.first_by == actor_here(Kind.WORKER).id,
            names=_names(session, [found]),
        )


@bp.get("/data-protection/versions/<uuid:version_id>/edit")
@allows(EDIT)
def edit_draft(version_id: UUID) -> str:
    """Show the form of a draft."""
    with reading() as session:
        found = versions.draft(session, version_id)
    policy = versions.policy_of(found)
    form = draft_form(policy, sent=False)
    return render_template(
        "policies/draft.html", version=found, policy=policy, form=form, faults=[]
    )


@bp.post("/data-protection/versions/<uuid:version_id>/edit")
@allows(EDIT)
def save_draft(version_id: UUID) -> Answer:
    """Change a draft; whoever had approved it has to look again."""
    with reading() as session:
        found = versions.draft(session, version_id)
    policy = versions.policy_of(found)
    form, faults = draft_form(policy, sent=True), list[str]()
    if form.validate():
        try:
            with transaction() as session:
                here = actor_here(Kind.WORKER)
                drafting.change_draft(session, here, version_id, edited(form, policy))
            return _to("policies.show_version", version_id)
        except UnfitPolicy as unfit:
            faults = unfit.faults
    page = render_template(
        "policies/draft.html", version=found, policy=policy, form=form, faults=faults
    )
    return page, BadInput.status


@bp.post("/data-protection/versions/<uuid:version_id>/approve")
@allows(APPROVE)
def approve(version_id: UUID) -> Response:
    """Approve what was looked at, as the first or the second of two people."""
    looked_at = request.form.get("hash", "")
    with transaction() as session:
        here = actor_here(Kind.WORKER)
        found = drafting.approve(session, here, version_id, looked_at=looked_at)
    if found.number is None:
        flash(_("You have approved the draft. It still needs a second person."), "good")
    else:
        flash(_("The draft is now version %(number)s.", number=found.number), "good")
    return _to("policies.show_version", version_id)


@bp.post("/data-protection/versions/<uuid:version_id>/withdraw")
@allows(EDIT)
def withdraw(version_id: UUID) -> Response:
    """Take a draft back for good."""
    with transaction() as session:
        drafting.withdraw(session, actor_here(Kind.WORKER), version_id)
    flash(_("The draft is gone."), "good")
    return _to_list()


@bp.get("/data-protection/versions/<uuid:version_id>/policy.toml")
@allows(VIEW)
def policy_file(version_id: UUID) -> Response:
    """Give a version as a file."""
    with reading() as session:
        found = versions.version(session, version_id)
    answer = make_response(found.text)
    answer.headers["Content-Type"] = "application/toml; charset=utf-8"
    answer.headers["Content-Disposition"] = f'attachment; filename="policy-{found.hash[:12]}.toml"'
    return answer


def _list(faults: list[str] | None = None) -> str:
    with reading() as session:
        kept, waiting = versions.sealed(session), versions.drafts(session)
        return render_template(
            "policies/versions.html",
            policy=current(),
            kept=kept[::-1],
            drafts=waiting,
            valid=versions.in_force(kept),
            coming=versions.coming(kept),
            names=_names(session, [*kept, *waiting]),
            faults=faults or [],
        )


def _before(session: Session, found: PolicyVersion) -> Policy | None:
    """Give what a version is compared with: a draft with the policy in force."""
    if found.number is None:
        return current()
    earlier = [one for one in versions.sealed(session) if (one.number or 0) < found.number]
    return versions.policy_of(earlier[-1]) if earlier else None


def _names(session: Session, found: list[PolicyVersion]) -> dict[str, Any]:
    """Name authors and approvers, where somebody can tell their names."""
    approvers = [f"worker:{one}" for v in found for one in (v.first_by, v.second_by) if one]
    return dict(actor_names(session, [*(one.author for one in found), *approvers]))


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise UnfitPolicy([_("The file is not UTF-8 text.")]) from None


def _to(endpoint: str, version_id: UUID) -> Response:
    return redirect(url_for(endpoint, version_id=version_id), 303)  # type: ignore[return-value]


def _to_list() -> Response:
    return redirect(url_for("policies.list_versions"), 303)  # type: ignore[return-value]
