"""A row in every table, without a story: chance proposes it, and the database says whether it may stand."""

import random
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import SQLModel

from core.db import Word

EACH = 3
TRIES = 400
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)

Chance = random.Random

ANY_OF: tuple[tuple[type[Any], Callable[[Chance], Any]], ...] = (
    (sa.Uuid, lambda chance: UUID(int=chance.getrandbits(128))),
    (sa.Boolean, lambda chance: chance.random() < 0.5),
    (sa.Integer, lambda chance: chance.randrange(6)),
    (sa.Float, lambda chance: float(chance.randrange(60))),
    (sa.JSON, lambda chance: {"fi": f"{chance.getrandbits(32):08x}"}),
    (sa.LargeBinary, lambda chance: chance.randbytes(12)),
    (sa.DateTime, lambda chance: BEGINNING + timedelta(minutes=chance.randrange(400_000))),
    (sa.Date, lambda chance: date(2026, 1, 1) + timedelta(chance.randrange(300))),
    (sa.Time, lambda chance: time(chance.randrange(24))),
    (sa.String, lambda chance: f"{chance.getrandbits(32):08x}" if chance.random() < 0.7 else ""),
)
"""What a column of each type may hold; the first that fits."""


def fill(connection: sa.Connection) -> None:
    """Put some rows into every table of the models, the same in every run.

    Raises `AssertionError` for a table whose rules no guess keeps.
    """
    for table in SQLModel.metadata.sorted_tables:
        chance = random.Random(table.name)  # its own: a new table changes nobody else's rows
        for _ in range(EACH):
            assert any(_stands(connection, row) for row in _guesses(connection, table, chance)), (
                f"Nothing that was guessed may stand in {table.name}."
            )


def _stands(connection: sa.Connection, insert: sa.Insert) -> bool:
    try:
        with connection.begin_nested():
            connection.execute(insert)
    except sa.exc.IntegrityError:
        return False
    return True


def _guesses(connection: sa.Connection, table: sa.Table, chance: Chance) -> Iterator[sa.Insert]:
    known = {
        column.name: connection.execute(sa.select(next(iter(column.foreign_keys)).column))
        .scalars()
        .all()
        for column in table.columns
        if column.foreign_keys
    }
    for _ in range(TRIES):
        row = {
            column.name: _guess(column, known.get(column.name), chance)
            for column in table.columns
            if column is not table.autoincrement_column
        }
        yield table.insert().values(row)


def _guess(column: sa.Column[Any], known: Any, chance: Chance) -> Any:
    if column.nullable and (known == [] or chance.random() < 0.5):
        return sa.null()
    if known is not None:
        return chance.choice(known)
    if isinstance(column.type, Word):
        return chance.choice(list(column.type.kind))
    kind = column.type.impl_instance if isinstance(column.type, sa.TypeDecorator) else column.type
    return next(make(chance) for one, make in ANY_OF if isinstance(kind, one))
