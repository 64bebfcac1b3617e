"""Doors for inviting and for accepting an invitation."""

from uuid import UUID

from flask import Response, current_app, flash, render_template, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _

from core.access import PUBLIC, allows
from core.db import reading, transaction
from core.house import house
from core.i18n import language, pick
from core.identity import Kind, actor_here
from core.limits import limiter
from core.mail import compose
from organisation import actions, passwords
from organisation.access import (
    INVITE,
    RENEW_PASSWORD,
    access_invitation,
    access_worker,
    invitation_of,
    require_to_invite,
)
from organisation.console_identity import ConsoleIdentityProvider
from organisation.errors import AlreadyWorker, MailNotSent, NoSuchInvitation, NoSuchWorker
from organisation.forms import ROLE_MEANINGS, ROLE_NAMES, WelcomeForm
from organisation.invitations import invitation_link
from organisation.models import Role
from organisation.provider import provider
from organisation.queries import organisation, worker_by_email
from organisation.routes.doors import bp, let_in, own_organisation, see, sent_ids
from organisation.routes.team import filled_invitation, team_page
from organisation.schemas import Invited, Newcomer, Proof


@bp.post("/team/invitations")
@limiter.limit("30 per minute")
@allows(INVITE)
def invite() -> Response | tuple[str, int]:
    """Invite somebody by mail."""
    actor = actor_here(Kind.WORKER)
    form = filled_invitation(actor)
    if not form.validate():
        return team_page(form), 422
    invited = Invited(
        email=form.email.data or "",
        name=form.name.data or "",
        role=form.role.data,
        line_ids=sent_ids(form.lines.data),
    )
    try:
        _invite_and_send(invited, form.language.data)
    except (AlreadyWorker, MailNotSent) as refusal:
        flash(str(refusal.sentence), "error")
    else:
        flash(_("The invitation is on its way. The link works for seven days."))
    return see(url_for("organisation.team"))


def _invite_and_send(invited: Invited, code: str) -> None:
    actor = actor_here(Kind.WORKER)
    with transaction() as session:
        require_to_invite(session, actor, invited)
        inviting = organisation(session, own_organisation(actor))
        token = actions.invite(session, actor, inviting.id, invited)
    with force_locale(code):
        role = str(ROLE_NAMES[Role(invited.role)])
    named = pick(inviting.name, code)
    _send(
        "invitation",
        invited.email,
        token,
        code,
        addressee=invited.name,
        organisation=named,
        role=role,
    )


def _send(name: str, to: str, token: str, code: str, **told: str) -> None:
    """Mail a link after the commit: a slow mail server must not hold the database's lock."""
    settings = house().settings
    link = invitation_link(settings, token, code)
    try:
        with force_locale(code):
            message = compose(settings, to, name, link=link, lang=code, **told)
        current_app.extensions["mailer"].deliver(message)
    except OSError as failed:
        raise MailNotSent from failed


@bp.post("/team/workers/<uuid:worker_id>/password")
@limiter.limit("30 per minute")
@allows(RENEW_PASSWORD)
def renew_password(worker_id: UUID) -> Response:
    """Make a password void and mail a link to a new one."""
    actor = actor_here(Kind.WORKER)
    with transaction() as session:
        found = access_worker(session, actor, worker_id)
        if not found.is_active:
            raise NoSuchWorker
        token = actions.renew_password(session, actor, found)
    try:
        _send("new_password", found.email, token, found.language, addressee=found.name)
    except MailNotSent as refusal:
        flash(str(refusal.sentence), "error")
    else:
        flash(_("The link to a new password is on its way. The old password no longer works."))
    return see(url_for("organisation.team_member", worker_id=worker_id))


@bp.post("/team/invitations/<uuid:invitation_id>/take-back")
@allows(INVITE)
def take_back(invitation_id: UUID) -> Response:
    """Take an invitation back before it is used."""
    actor = actor_here(Kind.WORKER)
    with transaction() as session:
        actions.take_back(session, actor, access_invitation(session, actor, invitation_id))
    flash(_("The invitation has been taken back. Its link no longer works."))
    return see(url_for("organisation.team"))


@bp.get("/invitations/<token>")
@limiter.limit("30 per minute")
@allows(PUBLIC)
def invitation(token: str) -> str | tuple[str, int]:
    """Welcome the invited person and ask for a name and a password."""
    try:
        return _welcome(token, None)
    except NoSuchInvitation as refusal:
        return render_template(
            "organisation/no_invitation.html", sentence=str(refusal.sentence)
        ), refusal.status


@bp.post("/invitations/<token>")
@limiter.limit("10 per minute")
@allows(PUBLIC)
def accept(token: str) -> str | Response | tuple[str, int]:
    """Make the account and sign in, or go on to the provider when no password was chosen."""
    with reading() as session:
        found = invitation_of(session, token)
    form = WelcomeForm(request.form, email=found.email, needs_password=not _has_provider())
    if not form.validate():
        return _welcome(token, form), 422
    newcomer = Newcomer(
        name=(form.name.data or "").strip(),
        shown_as=(form.shown_as.data or "").strip(),
        language=language(),
        password_hash=passwords.hashed(form.password.data) if form.password.data else None,
    )
    with transaction() as session:
        made = actions.accept(session, invitation_of(session, token), newcomer)
    if newcomer.password_hash is None:
        return see(url_for("organisation.leave_for_provider"))
    return let_in(Proof(made.id))


def _has_provider() -> bool:
    """The demo's twin does not count: it proves nothing."""
    found = provider()
    return found is not None and not isinstance(found, ConsoleIdentityProvider)


def _welcome(token: str, form: WelcomeForm | None) -> str:
    with reading() as session:
        found = invitation_of(session, token)
        inviting = organisation(session, found.organisation_id)
        known = worker_by_email(session, found.email)
    is_renewal = known is not None and known.is_active
    first = found.name.split()[0] if found.name.split() else ""
    return render_template(
        "organisation/invitation.html",
        form=form
        or WelcomeForm(
            email=found.email,
            data={
                "name": found.name,
                "shown_as": known.shown_as if known and is_renewal else first,
            },
        ),
        is_renewal=is_renewal,
        invitation=found,
        organisation=inviting,
        token=token,
        has_provider=_has_provider(),
        role_name=ROLE_NAMES[found.role],
        role_meaning=ROLE_MEANINGS[found.role],
    )
