"""How a house that has outgrown SQLite moves to PostgreSQL: a copy's rows, poured table by table.

`rinnalla restore` does it with the copies that `rinnalla backup` made. The two databases keep the
same tables in forms of their own, so rows are read and written by what they mean. Of each of the
two databases all rows come, or none: what was poured is counted before it is committed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    MetaData,
    RowMapping,
    Table,
    create_engine,
    func,
    insert,
    inspect,
    literal,
    select,
    text,
    update,
)
from sqlalchemy import table as a_table
from sqlmodel import SQLModel

from app.migrate import upgrade_at
from app.rooms import open_rooms
from app.tables import needed, standing
from core.backups import DATA, KEYS, NoBackup
from core.copying import OnPostgres, place
from core.crypto import TABLES_OF_KEYS
from core.db import driver_url
from core.settings import Settings

AT_ONCE = 1_000
LIVED_IN_BY = {DATA: "organisation_organisation", KEYS: "keystore_key"}
BESIDE_MODELS = frozenset({"alembic_version", "guidance_words"})
"""What the house has in PostgreSQL and in no model: the version, and the search's own index."""
NO_LETTER = "\0"
"""SQLite keeps it in a text, and PostgreSQL keeps no text with it."""


def moves(url: str, file: Path | None) -> bool:
    """Whether a copy of a SQLite database is to be put into PostgreSQL."""
    there = place(url)
    return file is not None and isinstance(there, OnPostgres) and file.suffix != there.suffix


def refuse_to_move(settings: Settings, data: Path | None, keys: Path | None) -> None:
    """Raise `NoBackup` where somebody lives already, or for a copy of another version."""
    for kind, url, file in (
        (DATA, settings.database, data),
        (KEYS, settings.keys_database, keys),
    ):
        if file is not None and moves(url, file):
            with _engines(url, file) as (here, there):
                if kind == DATA and standing(here) != needed():
                    raise NoBackup(
                        f"{file.name} is of another version: bring its house up to date and "
                        "make the copy anew."
                    )
                if _is_lived_in(there, LIVED_IN_BY[kind]) or _holds_others(there):
                    raise NoBackup(
                        f"{file.name} can only move into an empty database, and somebody lives, "
                        f"or something else stands in the one for the {kind}."
                    )


def pour(url: str, file: Path, kind: str) -> None:
    """Fill a PostgreSQL database, in which nobody lives, with what lies in a copy of SQLite's."""
    open_rooms()
    with _engines(url, file) as (here, there):
        _clear(there)
        tables = SQLModel.metadata if kind == DATA else TABLES_OF_KEYS
        if kind == DATA:
            upgrade_at(url)
        else:
            tables.create_all(there)
        _pour_all(tables, here, there)


@contextmanager
def _engines(url: str, file: Path) -> Iterator[tuple[Engine, Engine]]:
    here = create_engine(f"sqlite:///file:{file}?mode=ro&uri=true", hide_parameters=True)
    there = create_engine(driver_url(url), hide_parameters=True)
    try:
        yield here, there
    finally:
        here.dispose()
        there.dispose()


def _is_lived_in(there: Engine, by: str) -> bool:
    with there.connect() as connection:
        if not inspect(connection).has_table(by):
            return False
        anybody = select(literal(1)).select_from(a_table(by)).limit(1)
        return connection.execute(anybody).first() is not None


def _holds_others(there: Engine) -> bool:
    """Whether a table stands there that is none of the house's: all of them would go."""
    open_rooms()
    ours = {*SQLModel.metadata.tables, *TABLES_OF_KEYS.tables, *BESIDE_MODELS}
    with there.connect() as connection:
        return not ours.issuperset(inspect(connection).get_table_names())


def _clear(there: Engine) -> None:
    """Take away the house's own tables that stand there empty, as an earlier start left them."""
    with there.begin() as connection:
        if inspect(connection).get_table_names():
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))


def _pour_all(tables: MetaData, here: Engine, there: Engine) -> None:
    with here.connect() as reading, there.begin() as writing:
        for table in tables.sorted_tables:
            poured = _pour(table, reading, writing)
            _point_within(table, reading, writing)
            _number_on(table, writing)
            counted = writing.execute(select(func.count()).select_from(table)).scalar()
            if counted != poured:
                raise NoBackup(f"{counted} of {poured} rows of {table.name} came: none was kept.")


def _pour(table: Table, reading: Connection, writing: Connection) -> int:
    """Copy a table's rows; those that point at another of the same table do not yet."""
    unpointed = dict.fromkeys(_pointing_within(table))
    asked = select(table).execution_options(yield_per=AT_ONCE)
    poured = 0
    for some in reading.execute(asked).mappings().partitions():
        writing.execute(insert(table), [{**_fit(row), **unpointed} for row in some])
        poured += len(some)
    return poured


def _point_within(table: Table, reading: Connection, writing: Connection) -> None:
    [key, *_more] = table.primary_key.columns
    for name in _pointing_within(table):
        asked = select(key, table.c[name]).where(table.c[name].is_not(None))
        for one, other in reading.execute(asked).all():
            writing.execute(update(table).where(key == one).values({name: other}))


def _pointing_within(table: Table) -> list[str]:
    return [one.parent.name for one in table.foreign_keys if one.column.table is table]


def _number_on(table: Table, writing: Connection) -> None:
    """Let the database go on with its own numbers after the highest that came."""
    column = table.autoincrement_column
    if column is not None:
        highest = select(func.max(column)).scalar_subquery()
        counter = func.pg_get_serial_sequence(table.name, column.name)
        writing.execute(select(func.setval(counter, highest)).where(highest.is_not(None)))


def _fit(row: RowMapping) -> dict[str, Any]:
    return {
        str(name): value.replace(NO_LETTER, "") if isinstance(value, str) else value
        for name, value in row.items()
    }
