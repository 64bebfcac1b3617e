"""How Alembic finds the tables: through the rooms, so that none is forgotten."""

from typing import Any

from alembic import context
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

from app.rooms import open_rooms
from core.db import LONGEST_WORD, Moment, Word, driver_url

open_rooms()

ONE_AT_A_TIME = 0x52696E6E  # "Rinn"


def plainly(kind: str, item: Any, _context: Any) -> Any:
    """Write our own types as what the database sees.

    A migration must outlive the classes of today.
    """
    if kind != "type":
        return False
    if isinstance(item, Moment):
        return "sa.DateTime(timezone=True)"
    if isinstance(item, Word):
        return f"sa.String(length={LONGEST_WORD})"
    return "sa.String()" if isinstance(item, AutoString) else False


def run() -> None:
    """Run the migrations on a connection of their own: all of them, or none when one fails."""
    engine = create_engine(driver_url(context.config.attributes["url"]))
    is_sqlite = engine.dialect.name == "sqlite"
    if is_sqlite:
        _begin_ourselves(engine)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=SQLModel.metadata,
            render_as_batch=is_sqlite,
            compare_type=True,
            render_item=plainly,
            transactional_ddl=True,
        )
        with context.begin_transaction():
            if not is_sqlite:  # two at once: the second finds it done
                connection.execute(text(f"SELECT pg_advisory_xact_lock({ONE_AT_A_TIME})"))
            context.run_migrations()
            if is_sqlite:
                _find_broken_keys(connection)
    engine.dispose()


def _begin_ourselves(engine: Engine) -> None:
    """Open SQLite's transactions before the first statement; its driver leaves tables out of them.

    Keys to other tables are not enforced meanwhile: a table that is made anew would take with it
    every row that points at it. What is left of the old one is overwritten, as everywhere.
    """

    @event.listens_for(engine, "connect")
    def _leave_it_to_us(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in ("foreign_keys=OFF", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _find_broken_keys(connection: Connection) -> None:
    """Refuse to leave a row that points at nothing. Raises `RuntimeError`, which takes all back."""
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        tables = ", ".join(sorted({str(row[0]) for row in broken}))
        raise RuntimeError(f"Rows point at what is not there any more: {tables}.")


run()
