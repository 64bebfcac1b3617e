"""Counters go up in one statement: no count is lost, and nobody's visit is a row."""

from datetime import date
from functools import cache
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import bindparam, case
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from core.clock import month_starts
from outreach.models import LinkCount, StageCount, StageMonth
from outreach.schemas import BY_MONTH, OF_CAMPAIGNS, CountKind, Stage


def count_link(session: Session, link_id: UUID, kind: CountKind, day: date, *, by: int = 1) -> None:
    """Let a link's counter of a day go up."""
    row = {"id": uuid4(), "day": day, "link_id": link_id, "kind": kind, "n": by, "more": by}
    session.connection().execute(_link_counter(session.get_bind().dialect.name), row)


@cache
def _link_counter(dialect: str) -> Any:
    """Build the statement once: a poster in the bus is scanned by many at once (`bench.links`)."""
    table = LinkCount.__table__  # type: ignore[attr-defined]
    insert = (sqlite if dialect == "sqlite" else postgresql).insert
    told: dict[str, Any] = {name: bindparam(name) for name in ("id", "day", "link_id", "kind", "n")}
    more = {"n": table.c.n + bindparam("more", type_=table.c.n.type)}
    return (
        insert(table)
        .values(told)
        .on_conflict_do_update(index_elements=["day", "link_id", "kind"], set_=more)
    )


def count_stage(
    session: Session,
    line_id: UUID,
    stage: Stage,
    day: date,
    *,
    campaign_id: UUID | None = None,
    by: int = 1,
) -> None:
    """Let a step's counter and its month's go up; a changed word takes its count back (`by=-1`).

    Neither falls below 0. Steps after the landing are kept by month, and those from the
    conversation on know no campaign, whatever is passed.
    """
    if stage in BY_MONTH:
        day = month_starts(day)
        campaign_id = campaign_id if stage in OF_CAMPAIGNS else None
    move_count(session, line_id, stage, day, campaign_id=campaign_id, by=by)
    row = {"month": month_starts(day), "line_id": line_id, "stage": stage}
    _raise(session, StageMonth, row, list(row), by)


def move_count(
    session: Session, line_id: UUID, stage: Stage, day: date, *, campaign_id: UUID | None, by: int
) -> None:
    """Let a day's counter go up without its month's: what it counts stands there already."""
    row = {"day": day, "line_id": line_id, "campaign_id": campaign_id, "stage": stage}
    keys = [name for name, value in row.items() if value is not None]
    is_same_kind = (
        col(StageCount.campaign_id).is_(None)
        if campaign_id is None
        else col(StageCount.campaign_id).is_not(None)
    )
    _raise(session, StageCount, row, keys, by, is_same_kind)


def _raise(
    session: Session,
    table: type[StageCount] | type[StageMonth],
    row: dict[str, Any],
    keys: list[str],
    by: int,
    where: Any = None,
) -> None:
    """Add to the row that the unique columns `keys` name, in one statement, never below 0."""
    wanted = col(table.n) + by
    added = _insert(session, table).values(id=uuid4(), n=max(by, 0), **row)
    session.execute(
        added.on_conflict_do_update(
            index_elements=keys,
            index_where=where,
            set_={"n": case((wanted > 0, wanted), else_=0)},
        )
    )


def _insert(session: Session, table: Any) -> Any:
    """Give the insert that knows `ON CONFLICT` in this database's dialect."""
    return (sqlite if session.get_bind().dialect.name == "sqlite" else postgresql).insert(table)
