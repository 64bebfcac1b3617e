"""Backups: data and keys apart, one generation of keys, and nothing that is over comes back to life."""

import os
import resource
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from click.testing import CliRunner
from sqlmodel import Session

from app import doctor
from app.cli import rinnalla
from core import backups, clock
from core.backups import NoBackup, back_up, copies_of_keys, made_at, renew_keys
from core.house import House
from policies.sweep import sweep
from tests.people import People
from tests.people_policies import NOW, conversation

pytestmark = pytest.mark.sqlite(
    "copies of its files; on PostgreSQL: tests/app/test_backups_postgres.py"
)


@pytest.fixture
def line_id(people: People) -> UUID:
    return people.line().id


def test_data_and_keys_lie_apart_and_are_nobody_elses_to_read(
    home: House, line_id: UUID, tmp_path: Path
):
    conversation(line_id, NOW)

    made = back_up(home.settings, tmp_path / "to")

    assert made.data.parent != made.keys.parent
    assert {file.stat().st_mode & 0o777 for file in (made.data, made.keys)} == {0o600}
    assert tables(made.data) & {"chat_message", "keystore_key"} == {"chat_message"}
    assert tables(made.keys) == {"keystore_key"}
    assert [file.name for file in (tmp_path / "to").rglob("*") if file.is_file()] == [
        file.name for file in (made.data, made.keys)
    ]


def tables(file: Path) -> set[str]:
    with closing(sqlite3.connect(file)) as found:
        return {
            name for (name,) in found.execute("SELECT name FROM sqlite_master WHERE type='table'")
        }


def test_data_and_keys_in_one_folder_are_refused(home: House, tmp_path: Path):
    with pytest.raises(NoBackup):
        back_up(home.settings, tmp_path, keys_to=tmp_path / "data")


def test_of_the_keys_only_the_newest_copy_stays_and_of_the_data_all(home: House, tmp_path: Path):
    for hour in range(3):
        with clock.stopped(NOW + timedelta(hours=hour)):
            made = back_up(home.settings, tmp_path / "to")

    assert copies_of_keys(tmp_path / "to" / "keys") == [made.keys]
    assert len(list((tmp_path / "to" / "data").iterdir())) == 3
    assert made_at(made.keys) == NOW + timedelta(hours=2)


@contextmanager
def a_disk_that_is_full(at: int) -> Iterator[None]:
    """Let no file grow beyond so many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (at, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_copy_for_which_the_disk_is_too_full_leaves_nothing_and_the_one_before_stays(
    home: House, line_id: UUID, tmp_path: Path
):
    earlier = back_up(home.settings, tmp_path / "to")
    size = earlier.keys.stat().st_size

    with a_disk_that_is_full(size - 1), pytest.raises(NoBackup) as told:
        back_up(home.settings, tmp_path / "to")
    with a_disk_that_is_full(size - 1), pytest.raises(NoBackup):
        backups._keys_to(home.settings, tmp_path / "to" / "keys")

    assert "data.db cannot be copied" in str(told.value.sentence)
    assert {one for one in (tmp_path / "to").rglob("*") if one.is_file()} == {
        earlier.data,
        earlier.keys,
    }


def test_what_a_killed_copy_left_is_destroyed_by_the_next_but_one_under_way_is_not(
    home: House, line_id: UUID, tmp_path: Path
):
    keys = tmp_path / "to" / "keys"
    keys.mkdir(parents=True)
    left, under_way = keys / "keys-1.db.part", keys / "keys-2.db.part"
    for one in (left, under_way):
        one.write_bytes(b"half of the keys")
    hours_ago = (clock.now() - timedelta(hours=2)).timestamp()
    os.utime(left, (hours_ago, hours_ago))

    back_up(home.settings, tmp_path / "to")

    assert (left.exists(), under_way.exists()) == (False, True)


def test_a_copy_is_made_while_the_house_is_in_use(
    home: House, line_id: UUID, tmp_path: Path, session: Session
):
    conversation(line_id, NOW)
    session.connection().exec_driver_sql("SELECT count(*) FROM chat_message").scalar()

    made = back_up(home.settings, tmp_path / "to")

    with closing(sqlite3.connect(made.data)) as copy:
        assert copy.execute("SELECT count(*) FROM chat_message").fetchone() == (1,)


def test_a_database_that_does_not_answer_is_not_copied(home: House, tmp_path: Path):
    settings = home.settings.model_copy(update={"database_url": "postgresql://127.0.0.1:1/x"})

    with pytest.raises(NoBackup):
        back_up(settings, tmp_path)


@pytest.mark.parametrize("elsewhere", [None, "another disk"])
def test_after_a_purge_the_copy_of_the_keys_is_made_anew(
    home: House, line_id: UUID, tmp_path: Path, elsewhere: str | None
):
    keys_to = tmp_path / elsewhere if elsewhere else None
    folders = {"backup_dir": tmp_path / "to", "keys_backup_dir": keys_to}
    settings = home.settings.model_copy(update=folders)
    with clock.stopped(NOW - timedelta(hours=5)):
        one = conversation(line_id, NOW - timedelta(days=7, hours=2))
        back_up(settings, tmp_path / "to", keys_to)
    with clock.stopped(NOW):
        sweep()
        renew_keys(settings)
        told = doctor._key_backups(settings)

    (copy,) = copies_of_keys(keys_to or tmp_path / "to" / "keys")
    assert told == "one copy, not older than a day"

    with closing(sqlite3.connect(copy)) as found:
        assert found.execute("SELECT count(*) FROM keystore_key").fetchone() == (0,)
    assert one.hex.encode() not in copy.read_bytes()


def test_where_no_copies_of_keys_are_kept_none_is_made(home: House, tmp_path: Path):
    settings = home.settings.model_copy(update={"backup_dir": tmp_path / "to"})

    assert renew_keys(settings) is None
    assert not (tmp_path / "to").exists()


@pytest.mark.parametrize(
    ("hours", "copies", "said"),
    [
        (2, 1, "one copy, not older than a day"),
        (26, 1, "the copy of the keys is 26 h old"),
        (2, 2, "2 copies of the keys, and only the newest may stay"),
        (2, 0, "there is no copy of the keys: run `rinnalla backup`"),
    ],
)
def test_the_doctor_looks_at_the_copies_of_the_keys(
    home: House, tmp_path: Path, hours: int, copies: int, said: str
):
    settings = home.settings.model_copy(update={"backup_dir": tmp_path / "to"})
    with clock.stopped(NOW):
        made = back_up(settings, tmp_path / "to")
    if copies == 0:
        made.keys.unlink()
    for number in range(1, copies):
        shutil.copy(made.keys, made.keys.with_name(f"keys-{number}.db"))

    with clock.stopped(NOW + timedelta(hours=hours)):
        found = doctor._tried("copies of the keys", doctor._key_backups, settings)

    assert said in found.said


def test_a_backup_is_made_from_the_command_line(
    home: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("core.settings.Settings", lambda: home.settings)

    result = CliRunner().invoke(rinnalla, ["backup", "--to", str(tmp_path / "to")])
    without = CliRunner().invoke(rinnalla, ["backup"])

    assert result.exit_code == 0, result.output
    assert len(result.output.splitlines()) == 2
    assert without.exit_code == 2
