"""The database: one engine, `transaction()` to write, `reading()` to read.

Every column has a class of data. The world hears of a change only after it is committed
(`core.events`).
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import uuid4

from sqlalchemy import DateTime, Engine, String, TypeDecorator, create_engine, event, text
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.engine import Dialect, ExceptionContext
from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnection
from sqlmodel import Field, Session, SQLModel

from core.events import tell_committed
from core.house import house
from core.settings import Durability, Settings

BUSY_TIMEOUT_MS = 5_000
CHECKPOINT_PATIENCE_MS = 50
LONGEST_WORD = 32
POSTGRES_LINE = {
    "connect_timeout": 3,
    "tcp_user_timeout": 8_000,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
}
"""A machine that is gone says nothing: without these a question to it waits for a quarter of an
hour, and with it everybody whose message shares the next commit."""
UNREACHABLE = (InterfaceError, NoConnection, OperationalError)
"""What is raised while the database is away, or has no time."""
OURS = "rinnalla"
"""As what the house's processes are known to PostgreSQL."""
UNORDERED = {"sqlite_with_rowid": False}
"""A counter's table: SQLite would number its rows as they come, and tell who came after whom."""


class Moment(TypeDecorator[datetime]):
    """An aware moment in UTC. SQLite has no zones: what comes back is made aware again.

    Raises `ValueError` for a naive moment, which would mean an unknown hour.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Take an aware moment and keep it in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment needs a zone.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give the moment back aware, whatever the database kept."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Word(TypeDecorator[StrEnum]):
    """One word of a closed list, kept as text."""

    impl = String(LONGEST_WORD)
    cache_ok = True

    def __init__(self, kind: type[StrEnum] = StrEnum) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Take a word of the list. Raises `ValueError` for any other."""
        return None if value is None else self.kind(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:  # noqa: ARG002
        """Give the word back as a member of the list."""
        return None if value is None else self.kind(value)


class Table(SQLModel):
    """The base of every table.

    `__data_class__` names the policy's class of each column that has none of its own. Ids are
    random and exist before the row is written: events can carry them, nobody can guess them.
    """

    # Rows are written and read, never parsed: parsers for all tables were 8 MB and had no use.
    model_config = {"defer_build": True}

    __data_class__: ClassVar[str]


def new_id() -> Any:
    """Give the primary key column: a random UUID made at construction."""
    return Field(default_factory=uuid4, primary_key=True)


def classed(data_class: str, default: Any = ..., **kwargs: Any) -> Any:
    """Give a column whose data class differs from its table's."""
    sa = dict(kwargs.pop("sa_column_kwargs", {}))
    sa["info"] = {**sa.get("info", {}), "data_class": data_class}
    return Field(default, sa_column_kwargs=sa, **kwargs)


def moment(default: Any = ..., **kwargs: Any) -> Any:
    """Give a column that holds an aware moment in UTC.

    `default_factory=clock.now` may be passed instead of `default`.
    """
    if "default_factory" in kwargs:
        return Field(sa_type=Moment, **kwargs)
    return Field(default, sa_type=Moment, **kwargs)


def closed(kind: type[StrEnum], default: Any = ..., **kwargs: Any) -> Any:
    """Give a column for a closed list.

    It keeps the words themselves, so that the list can grow without a migration.
    """
    return Field(default, sa_type=Word(kind), **kwargs)


def data_class_of(table: Any, column: Any) -> str | None:
    """Name a column's data class: its own, else its table's, else None (which fails a test)."""
    own = column.info.get("data_class")
    return own or getattr(table, "__data_class__", None)


class Database:
    """The engine and how sessions are made on it."""

    def __init__(self, settings: Settings) -> None:
        self.engine = make_engine(settings.database, durability=settings.durability)

    @property
    def is_sqlite(self) -> bool:
        """Whether the data lie in a SQLite file."""
        return self.engine.dialect.name == "sqlite"

    def session(self) -> Session:
        """Open a session whose objects stay readable after the commit."""
        return Session(self.engine, expire_on_commit=False)


def make_engine(url: str, *, durability: Durability = Durability.FULL) -> Engine:
    """Make an engine with the settings that `docs/operating.md` promises for its database."""
    if url.startswith("sqlite"):
        engine = create_engine(
            url, pool_size=5, max_overflow=20, pool_timeout=5, hide_parameters=True
        )
        _prepare_sqlite(engine, durability)
        return engine
    return make_postgres_engine(url)


def driver_url(url: str) -> str:
    """Name the driver that the house uses in a plain address."""
    return url.replace("postgresql://", "postgresql+psycopg://")


def make_postgres_engine(url: str) -> Engine:
    """Make an engine for PostgreSQL that notices when it was away and keeps quiet about rows."""
    engine = create_engine(
        driver_url(url),
        pool_size=10,
        max_overflow=5,
        pool_timeout=5,
        pool_pre_ping=True,
        pool_recycle=1800,
        hide_parameters=True,  # an error must not tell what was to be written
        connect_args={
            # To compile a question first pays where it takes seconds: here 2 ms became 97.
            "options": "-c statement_timeout=5000 -c jit=off",
            "application_name": OURS,
            **POSTGRES_LINE,
        },
    )
    event.listen(engine, "handle_error", _leave_out_the_row)
    return engine


def _leave_out_the_row(context: ExceptionContext) -> None:
    leave_out_the_row(context.original_exception, context.sqlalchemy_exception)


def leave_out_the_row(*failed: BaseException | None) -> None:
    """Keep the first line of an error: in the next PostgreSQL tells the row that it refused."""
    for told in failed:
        if told is not None and told.args:
            told.args = (str(told.args[0]).partition("\n")[0], *told.args[1:])


def _prepare_sqlite(engine: Engine, durability: Durability) -> None:
    """WAL for readers beside a writer, `secure_delete`, transactions that we begin ourselves."""

    @event.listens_for(engine, "connect")
    def _set_up(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            f"synchronous={durability.value.upper()}",
            f"busy_timeout={BUSY_TIMEOUT_MS}",
            "foreign_keys=ON",
            "secure_delete=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        # A deferred transaction that first reads and then writes can fail with "database is locked"
        # without waiting; one that takes the write lock at once waits its turn.
        writes = connection.get_execution_options().get("writes", False)
        words = "BEGIN IMMEDIATE" if writes else "BEGIN"
        try:  # through SQLAlchemy it would cost as much as a question
            connection.connection.dbapi_connection.execute(words)
        except sqlite3.OperationalError as busy:
            raise OperationalError(words, None, busy) from busy


def add_up(session: Session, table: type[Table], row: dict[str, Any], by: int = 1) -> None:
    """Raise the counter `n` of the row that `row` names (its unique columns).

    The first call makes the row. One statement on both databases, so that counts from many
    processes are exact. `by` may be negative.
    """
    columns = table.__table__.c  # type: ignore[attr-defined]
    statement = _insert(session, table).values(id=uuid4(), n=by, **row)
    session.connection().execute(
        statement.on_conflict_do_update(index_elements=list(row), set_={"n": columns.n + by})
    )


def add_unless_there(session: Session, table: type[Table], rows: list[dict[str, Any]]) -> int:
    """Add the rows that no unique column refuses; gives how many those were.

    One statement on both databases, so that what others make at the same moment is there once.
    """
    statement = _insert(session, table).values(rows).on_conflict_do_nothing()
    # PostgreSQL's count is forgotten without it, and -1 is told instead.
    counting = {"preserve_rowcount": True}
    return session.connection().execute(statement, execution_options=counting).rowcount


def _insert(session: Session, table: type[Table]) -> Any:
    """Give the insert of the database's own kind: only these know what to do on a conflict."""
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    return sqlite_insert(table) if is_sqlite else postgres_insert(table)


@contextmanager
def transaction() -> Iterator[Session]:
    """Open a transaction: commit, then tell what was recorded; on any error, neither."""
    with house().database.session() as session:
        session.connection(execution_options={"writes": True})
        yield session
        session.commit()
        told = session
    tell_committed(told)


@contextmanager
def reading() -> Iterator[Session]:
    """Open a session that only reads: its changes are dropped, what it read stays readable."""
    with house().database.session() as session:
        yield session
        session.expunge_all()
        session.rollback()


def checkpoint() -> bool:
    """Empty SQLite's write-ahead log, where deleted rows stay readable; tell whether it is empty.

    Whoever reads in that moment keeps it. Nobody waits for them, since a waiting process serves
    nobody; the job `policies.jobs.empty_log` comes back.
    """
    database = house().database
    if not database.is_sqlite:
        return True
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={CHECKPOINT_PATIENCE_MS}")
        try:
            row = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
        finally:
            connection.exec_driver_sql(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    return bool(row[0] == 0)


def is_reachable() -> bool:
    """Whether the database answers, and takes what is written: a PostgreSQL on standby does not."""
    asks = "1" if house().database.is_sqlite else "current_setting('transaction_read_only') = 'off'"
    try:
        with reading() as session:
            return bool(session.connection().execute(text(f"SELECT {asks}")).scalar())
    except SQLAlchemyError:
        return False
