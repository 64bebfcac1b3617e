"""Processes, for the two workers who keep each, and how many there were for everybody else."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, func, or_, select

from core import clock
from outreach.models import Area, Pair, PhaseChange, Process
from outreach.schemas import Span
from outreach.schemas.processes import Phase

PROCESSES_SHOWN = 200


@dataclass(frozen=True)
class ShownProcess:
    """A process with the phase that it stands in."""

    process: Process
    phase: Phase
    pair: str
    area: str
    is_due: bool


def process_by_code(session: Session, code: str) -> Process | None:
    """Find a process by its code."""
    return session.exec(select(Process).where(Process.code == code.lower())).first()


def phases(session: Session, process_id: UUID) -> list[PhaseChange]:
    """List the phases of a process in the order in which it came to them."""
    own = select(PhaseChange).where(PhaseChange.process_id == process_id)
    return list(session.exec(own.order_by(col(PhaseChange.position))).all())


def processes_of(session: Session, worker_id: UUID | None) -> list[ShownProcess]:
    """List the processes that a worker keeps: the open ones first, those to be looked at on top."""
    mine = or_(Process.worker_id == worker_id, Process.second_id == worker_id)
    found = select(Process, Pair.name, Area.name).join(Pair).join(Area).where(mine)
    rows = session.exec(
        found.order_by(col(Process.ended_on).is_not(None), col(Process.review_on)).limit(
            PROCESSES_SHOWN
        )
    ).all()
    now = _phases_now(session, [process.id for process, _pair, _area in rows])
    return [
        ShownProcess(process, now[process.id], pair, area, _is_due(process))
        for process, pair, area in rows
    ]


def _is_due(process: Process) -> bool:
    return process.ended_on is None and process.review_on <= clock.local_day()


def _phases_now(session: Session, ids: list[UUID]) -> dict[UUID, Phase]:
    of = col(PhaseChange.process_id)
    found = select(of, PhaseChange.phase).where(of.in_(ids)).order_by(col(PhaseChange.position))
    return {process_id: Phase(phase) for process_id, phase in session.exec(found).all()}


def process_clients(
    session: Session, organisation_id: UUID | None, span: Span
) -> dict[tuple[UUID, UUID], int]:
    """Count the processes that were open within a span, by pair and area (R59), unprotected."""
    found = (
        select(Process.pair_id, Process.area_id, func.count())
        .where(Process.organisation_id == organisation_id, Process.opened_on < span.end)
        .where(or_(col(Process.ended_on).is_(None), col(Process.ended_on) >= span.first))
        .group_by(col(Process.pair_id), col(Process.area_id))
    )
    return {(pair_id, area_id): n for pair_id, area_id, n in session.exec(found).all()}
