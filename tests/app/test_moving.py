"""A house that has outgrown SQLite goes on where it was, on PostgreSQL."""

from collections import Counter
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine, create_engine, select
from sqlmodel import SQLModel

from app import doctor, moving
from app.migrate import upgrade_at
from app.moving import pour, refuse_to_move
from core.backups import DATA, NoBackup, back_up, put_back
from core.crypto import KeyStore
from core.db import driver_url
from core.house import House
from core.settings import Settings
from guidance.models import Document
from tests.postgres import database
from tests.rows import fill

NEXT_NUMBER = "SELECT nextval('guidance_document_number_seq')"

pytestmark = pytest.mark.sqlite("it is from there that a house moves")


def moved(home: House, **there: str) -> Settings:
    return home.settings.model_copy(update=there)


def rows(engine: Engine) -> dict[str, Counter[str]]:
    with engine.connect() as connection:
        return {
            table.name: Counter(map(repr, connection.execute(select(table)).all()))
            for table in SQLModel.metadata.sorted_tables
        }


@pytest.mark.postgres
def test_every_row_of_every_table_comes_along_and_numbers_go_on(
    home: House, postgres_server: str, tmp_path: Path
):
    with home.database.engine.begin() as connection:
        fill(connection)
    made = back_up(home.settings, tmp_path)

    with database(postgres_server) as url:
        pour(url, made.data, DATA)

        there = create_engine(url)
        assert rows(there) == rows(home.database.engine)
        with there.begin() as connection:
            highest = max(connection.execute(select(Document.__table__.c.number)).scalars())
            assert connection.exec_driver_sql(NEXT_NUMBER).scalar() == highest + 1
        there.dispose()


@pytest.mark.postgres
def test_keys_come_along_and_nobody_who_lives_there_is_pushed_out(
    home: House, postgres_server: str, tmp_path: Path
):
    one = uuid4()
    key = home.keys.create(one)
    made = back_up(home.settings, tmp_path)

    with database(postgres_server) as url:
        settings = moved(home, keys_url=url)
        put_back(settings, None, made.keys, pour=pour)
        with pytest.raises(NoBackup) as refused:
            refuse_to_move(settings, None, made.keys)
        store = KeyStore(settings)
        opened = store.get(one)
        store.engine.dispose()

    assert opened == key
    assert "somebody lives" in refused.value.sentence


@pytest.mark.postgres
def test_a_house_moves_where_its_own_tables_stand_empty_and_not_in_with_strangers(
    home: House, postgres_server: str, tmp_path: Path, monkeypatch
):
    made = back_up(home.settings, tmp_path)
    monkeypatch.setattr(moving, "needed", lambda: None)  # a test's house has tables of no version

    with database(postgres_server) as url:
        settings = moved(home, database_url=url)
        upgrade_at(url)
        refuse_to_move(settings, made.data, None)
        there = create_engine(driver_url(url))
        with there.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE somebody_elses (id int)")
        there.dispose()
        with pytest.raises(NoBackup) as refused:
            refuse_to_move(settings, made.data, None)

    assert "empty database" in refused.value.sentence


def test_a_copy_of_another_version_does_not_move(home: House, tmp_path: Path, monkeypatch):
    made = back_up(home.settings, tmp_path)
    monkeypatch.setattr(moving, "needed", lambda: "9999")

    with pytest.raises(NoBackup) as refused:
        refuse_to_move(moved(home, database_url="postgresql://127.0.0.1:1/x"), made.data, None)

    assert "another version" in refused.value.sentence


def test_what_is_put_back_where_it_came_from_is_no_move(home: House, tmp_path: Path):
    made = back_up(home.settings, tmp_path)

    refuse_to_move(home.settings, made.data, made.keys)

    with pytest.raises(NoBackup) as refused:
        put_back(moved(home, database_url="postgresql://127.0.0.1:1/x"), made.data, None)

    assert "of this sort" in refused.value.sentence


def test_the_doctor_tells_of_the_key_store_that_was_left_behind(home: House):
    settings = moved(home, keys_url="postgresql://127.0.0.1:1/x")

    found = doctor._tried("copies of the keys", doctor._key_backups, settings)

    assert not found.is_well
    assert "from before the move" in found.said
