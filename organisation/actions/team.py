"""Roles and teams."""

from collections.abc import Collection
from uuid import UUID

from sqlmodel import Session, col, delete, select

from core.events import record
from core.identity import Actor, end_all
from organisation.actions.line_keys import cut_off
from organisation.errors import LastAdministrator, RaisesOwnRoles
from organisation.events import WorkerChanged
from organisation.models import LineMember, Organisation, Role, Worker, WorkerRole
from organisation.queries import administrators, member
from policies.actions import audit


def found_organisation(session: Session, slug: str, name: str, contact: str = "") -> Organisation:
    """Found the organisation whose data all this is, with one name for every language."""
    made = Organisation(slug=slug, name={"fi": name, "sv": name, "en": name}, contact=contact)
    session.add(made)
    return made


def change_roles(session: Session, actor: Actor, worker: Worker, wanted: Collection[Role]) -> None:
    """Give and take roles; whoever loses one is signed out, so that no open socket keeps it.

    Raises `RaisesOwnRoles` when workers give themselves a role, `LastAdministrator` when none
    would be left.
    """
    held = {Role(role) for role in member(session, worker).roles}
    given, taken = set(wanted) - held, held - set(wanted)
    if given and worker.id == actor.id:
        raise RaisesOwnRoles
    if Role.ADMINISTRATOR in taken:
        keep_an_administrator(session, worker)
    session.add_all(WorkerRole(worker_id=worker.id, role=role) for role in given)
    _take_roles(session, worker, taken)
    if given or taken:
        said = [*(f"+{role}" for role in sorted(given)), *(f"-{role}" for role in sorted(taken))]
        audit(session, actor, "organisation.roles", f"worker:{worker.id}", reason=" ".join(said))
        record(session, WorkerChanged(worker_id=worker.id))


def _take_roles(session: Session, worker: Worker, taken: Collection[Role]) -> None:
    if not taken:
        return
    session.exec(
        delete(WorkerRole).where(
            col(WorkerRole.worker_id) == worker.id, col(WorkerRole.role).in_(list(taken))
        )
    )
    cut_off(session, worker.id)
    end_all(session, worker.id)


def change_lines(
    session: Session,
    actor: Actor,
    worker: Worker,
    wanted: Collection[UUID],
    among: Collection[UUID],
) -> None:
    """Put a worker into teams and out of them, `among` the lines that the actor may staff."""
    held = member(session, worker).line_ids & set(among)
    given, taken = (set(wanted) & set(among)) - held, held - set(wanted)
    session.add_all(LineMember(worker_id=worker.id, line_id=line_id) for line_id in given)
    if taken:
        session.exec(
            delete(LineMember).where(
                col(LineMember.worker_id) == worker.id, col(LineMember.line_id).in_(list(taken))
            )
        )
        cut_off(session, worker.id)
        end_all(session, worker.id)
    if given or taken:
        audit(session, actor, "organisation.edit_team", f"worker:{worker.id}")
        record(session, WorkerChanged(worker_id=worker.id))


def keep_an_administrator(session: Session, leaving: Worker) -> None:
    """Raise `LastAdministrator` when nobody but `leaving` could let anybody in.

    The organisation's row is locked first: of two administrators who remove each other at once,
    one is told no.
    """
    wanted = (
        select(Organisation).where(Organisation.id == leaving.organisation_id).with_for_update()
    )
    session.exec(wanted).one()
    if administrators(session, leaving.organisation_id) == {leaving.id}:
        raise LastAdministrator
