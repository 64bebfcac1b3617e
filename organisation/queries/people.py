"""Lines, workers, their roles and teams."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import bindparam
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from core import clock
from core.identity import Actor, Kind, Living, SignInSession, resolves, resolves_many
from core.prepared import Prepared
from organisation.errors import NoSuchLine
from organisation.models import (
    Invitation,
    Line,
    LineMember,
    Organisation,
    Role,
    Unit,
    Worker,
    WorkerRole,
)
from organisation.schemas import Member, OpenInvitation, SignedInPlace
from policies.telling import Reader


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


_lines = Line.__table__  # type: ignore[attr-defined]
_slug = select_columns(_lines.c.slug).where(_lines.c.id == bindparam("sought"), _lines.c.is_live)


def live_slug(session: Session, line_id: UUID) -> str | None:
    """Give a live line's name in addresses, None for one that is not live."""
    found = session.connection().execute(_slug, {"sought": line_id}).scalar()
    return str(found) if found is not None else None


def lines(session: Session) -> list[Line]:
    """List the live lines in their order."""
    return list(
        session.exec(select(Line).where(col(Line.is_live)).order_by(col(Line.position))).all()
    )


# Asked by every calendar program every few minutes: built once, and without the ORM.
_line_names = select_columns(col(Line.id), col(Line.name)).where(col(Line.is_live))
_language = select_columns(col(Worker.language)).where(
    col(Worker.id) == bindparam("sought"), col(Worker.is_active)
)


def line_names(session: Session) -> list[tuple[UUID, dict[str, str]]]:
    """Name the live lines, without reading the rest of them."""
    return [(row.id, row.name) for row in session.connection().execute(_line_names)]


def language_of(session: Session, worker_id: UUID) -> str | None:
    """Name the language of a worker; None once the account is closed."""
    return session.connection().execute(_language, {"sought": worker_id}).scalar()


def lines_of(session: Session, worker_id: UUID) -> list[Line]:
    """List the lines in whose team a worker is."""
    member = select(LineMember.line_id).where(LineMember.worker_id == worker_id)
    return [one for one in lines(session) if one.id in set(session.exec(member).all())]


def worker(session: Session, worker_id: UUID) -> Worker | None:
    """Find a worker by id."""
    return session.get(Worker, worker_id)


_workers = Worker.__table__  # type: ignore[attr-defined]
_shown = Prepared(
    select_columns(_workers.c.id, _workers.c.shown_as).where(
        _workers.c.id.in_(bindparam("sought", expanding=True))
    ),
    "sought",
)


def shown_names(session: Session, worker_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Give what visitors see of each worker."""
    return dict(_shown.of(session, sought=list(worker_ids)))


def responders_of(session: Session, line_id: UUID) -> list[UUID]:
    """List the responders with open accounts in a line's team, by name."""
    team = (
        select(Worker.id)
        .join(LineMember, col(LineMember.worker_id) == col(Worker.id))
        .join(WorkerRole, col(WorkerRole.worker_id) == col(Worker.id))
        .where(LineMember.line_id == line_id, col(Worker.is_active))
        .where(WorkerRole.role == Role.RESPONDER)
    )
    return list(session.exec(team.order_by(col(Worker.name))).all())


def responders_in(session: Session, organisation_id: UUID | None) -> list[UUID]:
    """List the responders with open accounts in an organisation, by name."""
    found = (
        select(Worker.id)
        .join(WorkerRole, col(WorkerRole.worker_id) == col(Worker.id))
        .where(Worker.organisation_id == organisation_id, col(Worker.is_active))
        .where(WorkerRole.role == Role.RESPONDER)
    )
    return list(session.exec(found.order_by(col(Worker.name))).all())


def named_in(session: Session, organisation_id: UUID | None, role: Role) -> dict[UUID, str]:
    """Name those with open accounts who hold a role in an organisation, by name."""
    found = (
        select(Worker.id, Worker.name)
        .join(WorkerRole, col(WorkerRole.worker_id) == col(Worker.id))
        .where(Worker.organisation_id == organisation_id, col(Worker.is_active))
        .where(WorkerRole.role == role)
    )
    return dict(session.exec(found.order_by(col(Worker.name))).all())


def outreach_workers(session: Session, organisation_id: UUID | None) -> dict[UUID, str]:
    """Name the outreach workers with open accounts in an organisation, by name."""
    return named_in(session, organisation_id, Role.OUTREACH_WORKER)


def coordinators_in(session: Session, organisation_id: UUID | None) -> dict[UUID, str]:
    """Name the coordinators of an organisation with open accounts."""
    return named_in(session, organisation_id, Role.COORDINATOR)


def producers_in(session: Session, organisation_id: UUID | None) -> dict[UUID, str]:
    """Name the outside producers with open accounts in an organisation, by name."""
    return named_in(session, organisation_id, Role.PRODUCER)


def shown_names_of_line(session: Session, line_id: UUID) -> dict[UUID, str]:
    """Give what visitors see of everybody in a line's team."""
    team = select(Worker.id, Worker.shown_as).join(
        LineMember, col(LineMember.worker_id) == col(Worker.id)
    )
    return dict(session.exec(team.where(LineMember.line_id == line_id)).all())


def names(session: Session, worker_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Give the real name of each worker; for colleagues, never for visitors."""
    found = select(Worker.id, Worker.name).where(col(Worker.id).in_(list(worker_ids)))
    return dict(session.exec(found).all())


def readers(session: Session, roles: Collection[str]) -> list[Reader]:
    """Give the addresses of the open accounts that hold one of these roles."""
    found = (
        select(Worker.email, Worker.language)
        .join(WorkerRole, col(WorkerRole.worker_id) == Worker.id)
        .where(col(Worker.is_active), col(WorkerRole.role).in_(list(roles)))
        .distinct()
        .order_by(Worker.email)
    )
    return [Reader(email, language) for email, language in session.exec(found).all()]


def readers_of(session: Session, worker_ids: Collection[UUID]) -> list[Reader]:
    """Give the addresses of these workers whose accounts are open."""
    found = select(Worker.email, Worker.language).where(
        col(Worker.is_active), col(Worker.id).in_(list(worker_ids))
    )
    return [Reader(email, language) for email, language in session.exec(found).all()]


def organisation(session: Session, organisation_id: UUID) -> Organisation:
    """Give an organisation that is known to exist."""
    return session.get_one(Organisation, organisation_id)


def organisations(session: Session) -> list[Organisation]:
    """List every organisation."""
    return list(session.exec(select(Organisation)).all())


def all_lines(session: Session, organisation_id: UUID) -> list[Line]:
    """List every line of an organisation, live or not, in their order."""
    own = select(Line).where(Line.organisation_id == organisation_id)
    return list(session.exec(own.order_by(col(Line.position), col(Line.slug))).all())


def lines_among(session: Session, line_ids: Iterable[UUID]) -> list[Line]:
    """Give lines by id, live or not, in their order."""
    wanted = select(Line).where(col(Line.id).in_(list(line_ids)))
    return list(session.exec(wanted.order_by(col(Line.position), col(Line.slug))).all())


def worker_by_email(session: Session, email: str) -> Worker | None:
    """Find a worker by address, whatever its case; addresses are kept in lower case."""
    return session.exec(select(Worker).where(Worker.email == email.strip().lower())).first()


def workers(session: Session, organisation_id: UUID) -> list[Worker]:
    """List every worker of an organisation by name, closed accounts last."""
    own = select(Worker).where(Worker.organisation_id == organisation_id)
    return list(session.exec(own.order_by(col(Worker.is_active).desc(), col(Worker.name))).all())


def members(session: Session, organisation_id: UUID) -> list[Member]:
    """List the workers with their roles and lines, in three questions however many they are."""
    found = workers(session, organisation_id)
    ids = [one.id for one in found]
    roles = session.exec(select(WorkerRole).where(col(WorkerRole.worker_id).in_(ids))).all()
    teams = session.exec(select(LineMember).where(col(LineMember.worker_id).in_(ids))).all()
    return [_member(one, roles, teams) for one in found]


def everybody(session: Session) -> list[Member]:
    """List the open accounts of every organisation by name, for the demo's page of people."""
    found = session.exec(
        select(Worker).where(col(Worker.is_active)).order_by(col(Worker.name))
    ).all()
    return [member(session, one) for one in found]


def member(session: Session, found: Worker) -> Member:
    """Give one worker with their roles and lines."""
    roles = session.exec(select(WorkerRole).where(WorkerRole.worker_id == found.id)).all()
    teams = session.exec(select(LineMember).where(LineMember.worker_id == found.id)).all()
    return _member(found, roles, teams)


def _member(found: Worker, roles: Iterable[WorkerRole], teams: Iterable[LineMember]) -> Member:
    held = {one.role for one in roles if one.worker_id == found.id}
    return Member(
        id=found.id,
        name=found.name,
        shown_as=found.shown_as,
        email=found.email,
        is_active=found.is_active,
        has_password=found.password_hash is not None,
        roles=tuple(role for role in Role if role in held),
        line_ids=frozenset(one.line_id for one in teams if one.worker_id == found.id),
    )


def administrators(session: Session, organisation_id: UUID) -> set[UUID]:
    """Name the administrators whose accounts are open."""
    found = (
        select(Worker.id)
        .join(WorkerRole, col(WorkerRole.worker_id) == col(Worker.id))
        .where(Worker.organisation_id == organisation_id, col(Worker.is_active))
        .where(WorkerRole.role == Role.ADMINISTRATOR)
    )
    return set(session.exec(found).all())


def open_invitations(session: Session, organisation_id: UUID) -> list[OpenInvitation]:
    """List the invitations that nobody has accepted, the newest first."""
    waiting = select(Invitation).where(
        Invitation.organisation_id == organisation_id, col(Invitation.accepted_at).is_(None)
    )
    found = session.exec(waiting.order_by(col(Invitation.expires_at).desc())).all()
    return [
        OpenInvitation(
            one.id, one.email, one.name, one.role, one.invited_by, one.expires_at, not one.is_open
        )
        for one in found
    ]


def signed_in_places(session: Session, actor: Actor) -> list[SignedInPlace]:
    """List the live sessions of a worker, the newest first."""
    live = select(SignInSession).where(
        SignInSession.kind == Kind.WORKER,
        SignInSession.subject_id == actor.id,
        col(SignInSession.expires_at) > clock.now(),
    )
    found = session.exec(live.order_by(col(SignInSession.started_at).desc())).all()
    return [
        SignedInPlace(one.id, one.started_at, one.expires_at, one.id == actor.session_id)
        for one in found
    ]


# Asked at every live event, so in one question: a worker's few roles times their few lines.
_workers_with_roles_and_lines = (
    select_columns(
        col(Worker.id),
        col(Worker.organisation_id),
        col(WorkerRole.role),
        col(LineMember.line_id),
    )
    .select_from(Worker)
    .outerjoin(WorkerRole, col(WorkerRole.worker_id) == col(Worker.id))
    .outerjoin(LineMember, col(LineMember.worker_id) == col(Worker.id))
    .where(col(Worker.is_active))
)
# A list of values is written into the statement anew each time, so one alone is asked for by name.
_one_worker = _workers_with_roles_and_lines.where(col(Worker.id) == bindparam("sought"))
_many_workers = Prepared(
    _workers_with_roles_and_lines.where(col(Worker.id).in_(bindparam("sought", expanding=True))),
    "sought",
)


class Held(NamedTuple):
    """A role and a line of a worker, each as often as they have others."""

    id: UUID
    organisation_id: UUID
    role: Role | None
    line_id: UUID | None


@resolves(Kind.WORKER)
def _worker_of(session: Session, signed_in: SignInSession | Living) -> Actor | None:
    """Turn a session into an actor with today's roles; None once the account is closed."""
    sought = {"sought": signed_in.subject_id}
    found = session.connection().execute(_one_worker, sought).all()
    return _actor(signed_in, found) if found else None


@resolves_many(Kind.WORKER)
def _workers_of(session: Session, signed_in: list[Living]) -> dict[UUID, Actor]:
    """Turn sessions into actors with today's roles, but for those whose account is closed."""
    sought = list({one.subject_id for one in signed_in})
    rows = defaultdict[UUID, list[Held]](list)
    for row in _many_workers.all(session.connection(), sought=sought):
        rows[row[0]].append(Held(*row))
    known = ((one, rows.get(one.subject_id)) for one in signed_in)
    return {one.id: _actor(one, found) for one, found in known if found}


def _actor(signed_in: SignInSession | Living, found: Sequence[Any]) -> Actor:
    return Actor(
        kind=Kind.WORKER,
        id=signed_in.subject_id,
        session_id=signed_in.id,
        organisation_id=found[0].organisation_id,
        roles=frozenset(str(row.role) for row in found if row.role),
        lines=frozenset(row.line_id for row in found if row.line_id),
        authenticated_at=signed_in.started_at,
    )


def units(session: Session, organisation_id: UUID) -> list[Unit]:
    """List the units of an organisation, as they were founded."""
    own = select(Unit).where(Unit.organisation_id == organisation_id)
    return sorted(session.exec(own).all(), key=lambda unit: unit.name.get("fi", ""))


def keeper(session: Session, line: Line) -> list[dict[str, str]]:
    """Name whose service a line is (R31): the organisation, and its unit if one runs it."""
    organisation = session.get(Organisation, line.organisation_id)
    unit = session.get(Unit, line.unit_id) if line.unit_id else None
    return [one.name for one in (organisation, unit) if one is not None]
