"""Transactions wait for each other, moments keep their zone, counters are exact."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from sqlite3 import OperationalError, connect
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Integer, UniqueConstraint, delete, select, text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlmodel import Session

from core import db
from core.db import Database, Moment, add_up, checkpoint, reading, transaction
from core.house import House, stand
from core.settings import Durability
from tests.postgres import nowhere

TEA_TIME = datetime(2026, 3, 29, 15, 0, tzinfo=UTC)


class Base(DeclarativeBase):
    """Tables of these tests only: the house's own metadata must not know them."""


class Tally(Base):
    __tablename__ = "test_tally"
    __table_args__ = (UniqueConstraint("day", "word"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    day: Mapped[date]
    word: Mapped[str]
    n: Mapped[int] = mapped_column(Integer)


class Meeting(Base):
    __tablename__ = "test_meeting"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    at: Mapped[datetime | None] = mapped_column(Moment)
    name: Mapped[str] = mapped_column(unique=True)


@pytest.fixture
def tables(home: House) -> House:
    """Give the house with the tables of these tests."""
    Base.metadata.create_all(home.database.engine)
    return home


@pytest.fixture
def tables_on_postgres(on_postgres: House) -> House:
    """Give the house on a real PostgreSQL, with the tables of these tests."""
    Base.metadata.create_all(on_postgres.database.engine)
    return on_postgres


def meetings(session: Session) -> list[Meeting]:
    return list(session.scalars(select(Meeting)).all())


def at_once(people: int, do: Callable[[int], Any]) -> None:
    with ThreadPoolExecutor(people) as pool:
        list(pool.map(do, range(people)))


def count_one(_number: int) -> None:
    with transaction() as session:
        add_up(session, Tally, {"day": date(2026, 1, 1), "word": "tea"})


def counted() -> list[int]:
    with reading() as session:
        return list(session.connection().execute(text("SELECT n FROM test_tally")).scalars())


def test_thirty_people_counting_at_once_count_thirty(tables: House):
    at_once(30, count_one)

    assert counted() == [30]


@pytest.mark.postgres
def test_thirty_people_count_thirty_on_postgresql_too(tables_on_postgres: House):
    at_once(30, count_one)

    assert counted() == [30]


def test_a_count_may_be_taken_back(tables: House):
    with transaction() as session:
        add_up(session, Tally, {"day": date(2026, 1, 1), "word": "tea"}, by=3)
        add_up(session, Tally, {"day": date(2026, 1, 1), "word": "tea"}, by=-1)
        add_up(session, Tally, {"day": date(2026, 1, 2), "word": "tea"})

    assert sorted(counted()) == [1, 2]


@pytest.mark.sqlite("its one writer; elsewhere an action locks the rows that it read")
def test_writers_that_read_first_wait_their_turn_and_lose_nothing(tables: House):
    with transaction() as session:
        add_up(session, Tally, {"day": date(2026, 1, 1), "word": "tea"}, by=0)

    def read_then_write(_number: int) -> None:
        with transaction() as session:
            found = session.connection().execute(text("SELECT n FROM test_tally")).scalar_one()
            session.connection().execute(text("UPDATE test_tally SET n = :n"), {"n": found + 1})

    at_once(20, read_then_write)

    assert counted() == [20]


@pytest.mark.sqlite("its one lock")
def test_a_writer_holds_the_lock_from_its_first_moment(tables: House):
    with transaction() as session:
        meetings(session)
        with pytest.raises(OperationalError, match="locked"):
            take_the_lock(tables)

    take_the_lock(tables)


@pytest.mark.sqlite("its one lock")
def test_a_reader_holds_nobody_up(tables: House):
    with reading() as session:
        meetings(session)

        take_the_lock(tables)


def take_the_lock(house: House) -> None:
    """Begin to write from another program, without patience."""
    other = connect(house.settings.data_dir / "data.db", timeout=0)
    try:
        other.execute("BEGIN IMMEDIATE")
    finally:
        other.close()


def test_an_error_leaves_nothing_behind(tables: House):
    with pytest.raises(RuntimeError), transaction() as session:  # noqa: PT012  one door, one error
        session.add(Meeting(name="never"))
        session.flush()
        raise RuntimeError

    with reading() as session:
        assert meetings(session) == []


def test_what_is_changed_while_reading_is_dropped(tables: House):
    with reading() as session:
        session.add(Meeting(name="never"))
        session.flush()

    with reading() as session:
        assert meetings(session) == []


def test_what_was_read_stays_readable(tables: House):
    with transaction() as session:
        session.add(Meeting(name="tea", at=TEA_TIME))

    with reading() as session:
        [found] = meetings(session)

    assert found.name == "tea"


@pytest.mark.parametrize(
    "said", [TEA_TIME, TEA_TIME.astimezone(timezone(timedelta(hours=3))), None]
)
def test_a_moment_comes_back_aware_and_in_utc(tables: House, said):
    with transaction() as session:
        session.add(Meeting(name="tea", at=said))

    with reading() as session:
        found = meetings(session)[0].at

    assert found == said
    assert found is None or found.tzinfo is UTC


@pytest.mark.postgres
def test_a_postgresql_that_has_gone_without_a_word_is_noticed_within_seconds(on_postgres: House):
    with on_postgres.database.engine.connect() as connection:
        told = connection.connection.dbapi_connection.info.get_parameters()

    assert int(told["tcp_user_timeout"]) <= 10_000
    assert int(told["connect_timeout"]) <= 3


@pytest.mark.postgres
def test_a_moment_comes_back_in_utc_from_postgresql_too(tables_on_postgres: House):
    with transaction() as session:
        session.connection().execute(text("SET TIME ZONE 'Europe/Helsinki'"))
        session.add(Meeting(name="tea", at=TEA_TIME))

    with reading() as session:
        found = meetings(session)[0].at

    assert found == TEA_TIME
    assert found.utcoffset() == timedelta(0)


def test_a_moment_without_a_zone_is_refused(tables: House):
    with pytest.raises(StatementError, match="zone"), transaction() as session:
        session.add(Meeting(name="tea", at=TEA_TIME.replace(tzinfo=None)))


def test_a_database_error_does_not_tell_what_was_to_be_written(tables: House):
    with pytest.raises(IntegrityError) as refused, transaction() as session:
        session.add_all([Meeting(name="what somebody said") for _ in range(2)])

    assert "what somebody said" not in str(refused.value)


def test_foreign_keys_are_kept(tables: House):
    with pytest.raises(IntegrityError), transaction() as session:  # noqa: PT012  one door, one error
        session.connection().execute(text("CREATE TABLE one (id INTEGER PRIMARY KEY)"))
        session.connection().execute(text("CREATE TABLE two (one INTEGER REFERENCES one(id))"))
        session.connection().execute(text("INSERT INTO two VALUES (7)"))


@pytest.mark.parametrize(
    ("durability", "synchronous"), [(Durability.NORMAL, 1), (Durability.FULL, 2)]
)
def test_sqlite_is_set_up_as_the_operating_page_says(
    home: House, tmp_path, durability, synchronous
):
    engine = db.make_engine(f"sqlite:///{tmp_path / 'other.db'}", durability=durability)

    with engine.connect() as connection:
        said = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in (
                "journal_mode",
                "synchronous",
                "foreign_keys",
                "secure_delete",
                "busy_timeout",
            )
        }
    engine.dispose()

    assert said == {
        "journal_mode": "wal",
        "synchronous": synchronous,
        "foreign_keys": 1,
        "secure_delete": 1,
        "busy_timeout": 5000,
    }


@pytest.mark.sqlite("its write-ahead log")
def test_a_checkpoint_empties_the_log_in_which_deleted_rows_were_still_readable(tables: House):
    with transaction() as session:
        session.add(Meeting(name="a-sentence-that-must-go"))
    with transaction() as session:
        session.connection().execute(delete(Meeting))

    assert checkpoint()

    left = b"".join(one.read_bytes() for one in tables.settings.data_dir.glob("data.db*"))
    assert b"a-sentence-that-must-go" not in left


@pytest.mark.sqlite("its write-ahead log")
def test_a_checkpoint_says_that_somebody_who_reads_kept_the_log(tables: House):
    with reading() as reader:
        reader.exec(select(Meeting)).all()
        with transaction() as session:
            session.add(Meeting(name="written while somebody reads"))

        assert not checkpoint()
    assert checkpoint()


def test_a_database_that_is_gone_is_told_as_not_reachable(tables: House, tmp_path):
    settings = tables.settings.model_copy(update={"database_url": nowhere(tables, tmp_path)})
    stand(replace(tables, settings=settings, database=Database(settings)))

    assert not db.is_reachable()


@pytest.mark.postgres
def test_a_postgresql_that_only_reads_is_not_reachable(home: House, fresh_postgres_url: str):
    settings = home.settings.model_copy(update={"database_url": fresh_postgres_url})
    writes, reads = Database(settings), Database(settings)
    with writes.engine.connect() as connection:
        name = connection.execute(text("SELECT current_database()")).scalar()
        connection.execute(text(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on'))
        connection.commit()

    stand(replace(home, database=writes))
    before = db.is_reachable()
    stand(replace(home, database=reads))
    after = db.is_reachable()
    stand(home)
    for one in (writes, reads):
        one.engine.dispose()

    assert (before, after) == (True, False)
