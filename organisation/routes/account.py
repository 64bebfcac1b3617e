"""Doors to one's own account."""

from datetime import timedelta

from flask import Response, flash, jsonify, render_template, request, url_for
from flask_babel import gettext as _
from sqlmodel import Session

from core.access import allows
from core.db import reading, transaction
from core.house import house
from core.identity import Actor, Kind, actor_here, forget, remember
from core.limits import limiter
from organisation import actions, passwords
from organisation.access import ACCOUNT, access_worker, prove
from organisation.errors import NoSuchWorker, WrongSignIn
from organisation.forms import ROLE_NAMES, LanguageForm, PasswordForm
from organisation.models import Worker
from organisation.places import in_language
from organisation.queries import all_lines, member, signed_in_places
from organisation.routes.doors import bp, see
from organisation.schemas import Proof
from policies.actions import audit
from policies.personal import about_worker


@bp.get("/me")
@allows(ACCOUNT)
def me() -> str:
    """Show one's own account: password, language, and where one is signed in."""
    return _page(PasswordForm())


@bp.get("/me/export")
@limiter.limit("10 per minute")
@allows(ACCOUNT)
def export_me() -> Response:
    """Give a worker everything that is stored about them, in all rooms (GDPR, article 15)."""
    actor = actor_here(Kind.WORKER)
    with transaction() as session:
        own = _own(session, actor)
        told = about_worker(session, own.id)
        audit(session, actor, "organisation.export_own", f"worker:{own.id}")
    answer = jsonify(told)
    answer.headers["Content-Disposition"] = 'attachment; filename="rinnalla-me.json"'
    return answer


@bp.post("/me/password")
@limiter.limit("10 per minute")
@allows(ACCOUNT)
def change_password() -> str | Response | tuple[str, int]:
    """Change the password and sign out everywhere else."""
    actor = actor_here(Kind.WORKER)
    with reading() as session:
        own = _own(session, actor)
    form = PasswordForm(request.form, email=own.email)
    if not form.validate() or not _knows_current(own, form):
        return _page(form), 422
    return _with_new_password(actor, passwords.hashed(form.password.data or ""))


def _knows_current(own: Worker, form: PasswordForm) -> bool:
    """An open browser left alone must not be enough to take an account over (ASVS 5.0, 6.2.3)."""
    if own.password_hash is None:
        return True
    try:
        with reading() as session:
            prove(session, own.email, form.current.data or "")
    except WrongSignIn:
        form.current.errors = [_("This is not your password now.")]
        return False
    return True


def _with_new_password(actor: Actor, password_hash: str) -> Response:
    with transaction() as session:
        own = _own(session, actor)
        actions.change_password(session, actor, own, password_hash)
        lasts = timedelta(hours=house().settings.session_hours)
        token = actions.sign_in(session, Proof(own.id), lasts=lasts)
    flash(_("Your password has been changed. You were signed out everywhere else."))
    return remember(see(url_for("organisation.me")), token, Kind.WORKER)


@bp.post("/me/language")
@allows(ACCOUNT)
def choose_language() -> Response:
    """Choose the language in which one's pages open."""
    form = LanguageForm(request.form)
    form.checked()
    chosen = form.language.data
    with transaction() as session:
        actions.choose_language(session, _own(session, actor_here(Kind.WORKER)), chosen)
    return see(in_language(url_for("organisation.me"), chosen))


@bp.post("/me/sessions/end")
@allows(ACCOUNT)
def end_my_sessions() -> Response:
    """Sign out everywhere, here too."""
    actor = actor_here(Kind.WORKER)
    with transaction() as session:
        actions.end_sessions(session, actor, _own(session, actor))
    flash(_("You have been signed out everywhere."))
    return forget(see(url_for("organisation.sign_in")), Kind.WORKER)


def _own(session: Session, actor: Actor) -> Worker:
    if actor.id is None:
        raise NoSuchWorker
    return access_worker(session, actor, actor.id)


def _page(form: PasswordForm) -> str:
    actor = actor_here(Kind.WORKER)
    with reading() as session:
        own = _own(session, actor)
        return render_template(
            "organisation/me.html",
            me=member(session, own),
            lines=[
                line for line in all_lines(session, own.organisation_id) if line.id in actor.lines
            ],
            places=signed_in_places(session, actor),
            password_form=form,
            language_form=LanguageForm(data={"language": own.language}),
            role_names=ROLE_NAMES,
        )
