"""Reads of the organisation room."""

from collections.abc import Iterable
from uuid import UUID

from sqlmodel import Session, col, select

from core.identity import Actor, Kind, SignInSession, resolves
from organisation.errors import NoSuchLine
from organisation.models import Line, LineMember, Worker, WorkerRole


def line_by_slug(session: Session, slug: str) -> Line:
    """Find a live line by its name in addresses. Raises `NoSuchLine`."""
    line = session.exec(select(Line).where(Line.slug == slug, col(Line.is_live))).first()
    if line is None:
        raise NoSuchLine
    return line


def line(session: Session, line_id: UUID) -> Line:
    """Find a line by id. Raises `NoSuchLine`."""
    found = session.get(Line, line_id)
    if found is None:
        raise NoSuchLine
    return found


def lines(session: Session) -> list[Line]:
    """List the live lines in their order."""
    return list(session.exec(select(Line).where(col(Line.is_live)).order_by(col(Line.position))).all())


def lines_of(session: Session, worker_id: UUID) -> list[Line]:
    """List the lines in whose team a worker is."""
    member = select(LineMember.line_id).where(LineMember.worker_id == worker_id)
    return [one for one in lines(session) if one.id in set(session.exec(member).all())]


def worker(session: Session, worker_id: UUID) -> Worker | None:
    """Find a worker by id."""
    return session.get(Worker, worker_id)


def shown_names(session: Session, worker_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Give what visitors see of each worker."""
    found = select(Worker.id, Worker.shown_as).where(col(Worker.id).in_(list(worker_ids)))
    return dict(session.exec(found).all())


@resolves(Kind.WORKER)
def _worker_of(session: Session, signed_in: SignInSession) -> Actor | None:
    """Turn a worker's session into an actor with today's roles and lines; None once the account is closed."""
    found = session.get(Worker, signed_in.subject_id)
    if found is None or not found.is_active:
        return None
    roles = session.exec(select(WorkerRole.role).where(WorkerRole.worker_id == found.id)).all()
    team = session.exec(select(LineMember.line_id).where(LineMember.worker_id == found.id)).all()
    return Actor(
        kind=Kind.WORKER,
        id=found.id,
        session_id=signed_in.id,
        organisation_id=found.organisation_id,
        roles=frozenset(str(role) for role in roles),
        lines=frozenset(team),
        authenticated_at=signed_in.started_at,
    )
