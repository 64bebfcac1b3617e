"""Everything that is stored about one worker, for the worker (GDPR, articles 15 and 20).

Nothing is listed by hand: every table that points at a worker is looked at, whichever room it is
of, and the few columns that name one without a foreign key stand in `NAMED`; a law of the house
holds both to the tables. What is about a visitor too is told as how many and when (article 15(4)):
a worker's own data must not become a copy of somebody else's. Secrets are named and not shown.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, LargeBinary, Table, Uuid, func, or_, select
from sqlmodel import Session, SQLModel

from core.clock import local_day
from core.db import Table as HouseTable
from core.db import data_class_of
from core.identity import Kind
from policies.current import current
from policies.parts import Subject

WORKERS = "organisation_worker"
SECRET = "worker.secret"  # noqa: S105  a class of data
NAMED: dict[str, tuple[str, ...]] = {
    "core_session": ("subject_id",),
    "policies_agreement": ("agreed_by",),
    "policies_audit": ("actor", "resource"),
    "policies_hold": ("owner", "ended_by"),
    "policies_purge_run": ("actor",),
    "policies_version": ("author", "first_by", "second_by"),
}
"""Columns that name a worker, as `worker:<id>` or by the bare id, without a foreign key."""


def about_worker(session: Session, worker_id: UUID) -> dict[str, Any]:
    """Give what every table holds about a worker: rows, or how many and when, or that a secret is.

    Tables in which nothing is found are left out.
    """
    found: dict[str, Any] = {}
    for table, columns in pointing():
        mine = or_(*(column == _name(column, worker_id) for column in columns))
        told = _told(session, table, mine, worker_id)
        if told:
            found[table.name] = told
    return found


def pointing() -> Iterator[tuple[Table, list[Column[Any]]]]:
    """Give every table that points at a worker, with the columns that do."""
    for table in SQLModel.metadata.sorted_tables:
        columns = [column for column in table.columns if _points(column)]
        if columns:
            yield table, columns


def _points(column: Column[Any]) -> bool:
    by_key = any(key.target_fullname == f"{WORKERS}.id" for key in column.foreign_keys)
    by_name = column.name in NAMED.get(column.table.name, ())
    return by_key or by_name or (column.table.name == WORKERS and column.primary_key)


def _name(column: Column[Any], worker_id: UUID) -> UUID | str:
    return worker_id if isinstance(column.type, Uuid) else f"{Kind.WORKER}:{worker_id}"


def _told(session: Session, table: Table, mine: Any, worker_id: UUID) -> Any:
    if table.name != "core_session" and _is_about_visitors(table):
        return _how_many(session, table, mine)
    rows = session.connection().execute(select(table).where(mine)).mappings().all()
    return [_row(table, dict(row), worker_id) for row in rows]


def _is_about_visitors(table: Table) -> bool:
    """Whether a visitor is told of too: by the class of the table's own columns."""
    names = {_class_of(column) for column in table.columns}
    return any(
        Subject.VISITOR in one.subjects
        for name, one in current().data_classes.items()
        if name in names
    )


def _how_many(session: Session, table: Table, mine: Any) -> dict[str, Any] | None:
    """Say how many rows there are, and the first and the last day of their first moment."""
    moment = next((one for one in table.columns if one.type.python_type is datetime), None)
    asked = [func.count()] if moment is None else [func.count(), func.min(moment), func.max(moment)]
    count, *days = session.connection().execute(select(*asked).where(mine)).one()
    if not count:
        return None
    days_said = [local_day(_aware(day)).isoformat() for day in days if day is not None]
    return {"rows": count, "days": days_said}


def _aware(moment: Any) -> datetime:
    return moment if isinstance(moment, datetime) else datetime.fromisoformat(moment)


def _row(table: Table, row: dict[str, Any], worker_id: UUID) -> dict[str, Any]:
    return {
        column.name: _value(column, row[column.name], worker_id)
        for column in table.columns
        if row[column.name] is not None
    }


def _value(column: Column[Any], value: Any, worker_id: UUID) -> Any:
    """Write a value for machines; secrets and other workers' ids are not given."""
    if _class_of(column) == SECRET or isinstance(column.type, LargeBinary) or "hash" in column.name:
        return "stored, not shown"
    if _points(column):
        return "you" if value == _name(column, worker_id) else "somebody else"
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return value if isinstance(value, (int, float, bool, list, dict)) else str(value)


def _class_of(column: Column[Any]) -> str | None:
    models = {str(one.__tablename__): one for one in _models(HouseTable)}
    return data_class_of(models.get(column.table.name), column)


def _models(base: type[HouseTable]) -> list[type[HouseTable]]:
    below = [one for child in base.__subclasses__() for one in [child, *_models(child)]]
    return [one for one in below if hasattr(one, "__table__")]
