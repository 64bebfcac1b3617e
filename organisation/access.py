"""What may be done with lines and workers, and the ways to them: found *and* yours."""

from uuid import UUID

from sqlmodel import Session, select

from core.access import Resource, may, permission
from core.errors import NotAllowed
from core.identity import Actor, token_hash
from organisation import passwords
from organisation.errors import NoSuchInvitation, NoSuchLine, NoSuchWorker, WrongSignIn
from organisation.models import Invitation, Line, Role, Worker
from organisation.queries import all_lines, worker_by_email
from organisation.schemas import Invited, Proof

ACCOUNT = permission(
    "organisation.account", "Keep one's own account: password, language, sign-ins."
)
FOUND = permission("organisation.found", "Found an organisation.")
TEAM = permission("organisation.team", "See the workers, their roles and their lines.")
INVITE = permission(
    "organisation.invite", "Invite responders and editors to the lines of one's own."
)
ROLES = permission("organisation.roles", "Give and take every role, but never raise one's own.")
EDIT_TEAM = permission("organisation.edit_team", "Put workers into the teams of lines.")
END_SESSIONS = permission("organisation.end_sessions", "Sign a worker out everywhere at once.")
RENEW_PASSWORD = permission(
    "organisation.renew_password", "Make a worker's password void and send a link to a new one."
)
CLOSE_ACCOUNT = permission("organisation.close_account", "Close a worker's account at once.")
EDIT_LINE = permission(
    "organisation.edit_line", "Edit the texts, hours and topics of lines of one's own."
)
HOLD_KEYS = permission(
    "organisation.hold_keys", "Keep keys of one's own, with which sealed conversations are opened."
)
LET_IN = permission("organisation.let_in", "Let a colleague of the line in to its key.")
EDIT_ANY_LINE = permission("organisation.edit_any_line", "Edit every line of the organisation.")

# Whoever may not give every role asks in only those who see less than themselves.
PLAIN_ROLES = (Role.RESPONDER, Role.OUTREACH_WORKER, Role.EDITOR, Role.PRODUCER)


def roles_to_give(actor: Actor) -> tuple[Role, ...]:
    """Name the roles into which `actor` may invite."""
    if may(actor, ROLES):
        return tuple(Role)
    return PLAIN_ROLES if may(actor, INVITE) else ()


def may_edit(actor: Actor, line: Line) -> bool:
    """Whether `actor` may edit `line`: one of their own, or any with the wider permission."""
    if line.organisation_id != actor.organisation_id:
        return False
    about = Resource(line_id=line.id, organisation_id=line.organisation_id)
    return may(actor, EDIT_ANY_LINE, about) or may(actor, EDIT_LINE, about)


def access_line(session: Session, actor: Actor, slug: str) -> Line:
    """Give a line, live or not, that `actor` may edit. Raises `NoSuchLine`."""
    found = session.exec(select(Line).where(Line.slug == slug)).first()
    if found is None or not may_edit(actor, found):
        raise NoSuchLine
    return found


def access_worker(session: Session, actor: Actor, worker_id: UUID) -> Worker:
    """Give a worker of the actor's own organisation. Raises `NoSuchWorker`."""
    found = session.get(Worker, worker_id)
    if found is None or found.organisation_id != actor.organisation_id:
        raise NoSuchWorker
    return found


def access_invitation(session: Session, actor: Actor, invitation_id: UUID) -> Invitation:
    """Give an invitation that `actor` sent, or any to those who give roles."""
    found = session.get(Invitation, invitation_id)
    if found is None or found.organisation_id != actor.organisation_id:
        raise NoSuchInvitation
    if found.invited_by != actor.id and not may(actor, ROLES):
        raise NoSuchInvitation
    return found


def invitation_of(session: Session, token: str) -> Invitation:
    """Give the open invitation that `token` belongs to. Raises `NoSuchInvitation`."""
    wanted = select(Invitation).where(Invitation.token_hash == token_hash(token))
    found = session.exec(wanted).first()
    if found is None or not found.is_open:
        raise NoSuchInvitation
    return found


def lines_to_staff(session: Session, actor: Actor) -> list[Line]:
    """List the lines that `actor` may staff: their own, or all for those who give roles."""
    if actor.organisation_id is None or not may(actor, EDIT_TEAM):
        return []
    every = all_lines(session, actor.organisation_id)
    return every if may(actor, ROLES) else [line for line in every if line.id in actor.lines]


def require_to_invite(session: Session, actor: Actor, invited: Invited) -> None:
    """Raise `NotAllowed` unless `actor` may ask somebody into this role and these lines."""
    staffed = {line.id for line in lines_to_staff(session, actor)}
    if invited.role not in roles_to_give(actor) or not staffed.issuperset(invited.line_ids):
        raise NotAllowed


def prove(session: Session, email: str, password: str) -> Proof:
    """Check a password, outside any transaction that writes.

    Raises `WrongSignIn`, after the same time whatever the cause.
    """
    found = worker_by_email(session, email)
    stored = found.password_hash if found is not None and found.is_active else None
    if not passwords.matches(stored, password) or found is None or stored is None:
        raise WrongSignIn
    return Proof(found.id, passwords.fresher(stored, password))
