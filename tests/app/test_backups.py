"""Backups: data and keys apart, one generation of keys, and nothing that is over comes back to life."""

import os
import resource
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from click.testing import CliRunner
from pydantic import SecretStr
from sqlmodel import Session

from app import doctor, restoring
from app.cli import rinnalla
from app.errors import OtherWrappingKey
from core import backups, clock, jobs
from core.backups import NoBackup, back_up, copies_of_keys, made_at, put_back, renew_keys
from core.house import House, house
from core.settings import Settings
from policies.anchors import anchored
from policies.queries import chain_verdict
from policies.sweep import sweep
from tests.people import People
from tests.people_policies import NOW, conversation, conversations, opens, with_words

pytestmark = pytest.mark.sqlite(
    "copies of its files; on PostgreSQL: tests/app/test_backups_postgres.py"
)


@pytest.fixture
def line_id(people: People) -> UUID:
    return people.line().id


@dataclass
class Kept:
    """A conversation and where it lies in a backup."""

    conversation_id: UUID
    backup: backups.Backup


@pytest.fixture
def yesterday(home: House, line_id: UUID, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """Yesterday a backup was made; last night the conversation's time was over, and it was purged."""
    with clock.stopped(NOW - timedelta(days=1)):
        one = conversation(line_id, NOW - timedelta(days=7, hours=6))
        made = back_up(home.settings, tmp_path_factory.mktemp("backup"))
    with clock.stopped(NOW):
        sweep()
    assert not opens(one)
    return Kept(one, made)


def bring_home(home: House, kept: Path, name: str) -> None:
    """Copy a file into place, as an operator would who knows no command for it."""
    home.database.engine.dispose()
    home.keys.engine.dispose()
    for beside in ("-wal", "-shm"):
        (home.settings.data_dir / f"{name}{beside}").unlink(missing_ok=True)
    shutil.copy(kept, home.settings.data_dir / name)


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


def test_yesterdays_data_put_back_beside_todays_keys_open_nothing_and_are_swept(
    home: House, yesterday: Kept
):
    bring_home(home, yesterday.backup.data, "data.db")
    is_back = yesterday.conversation_id in with_words()

    with clock.stopped(NOW + timedelta(hours=1)):
        run = sweep()

    assert is_back
    assert not opens(yesterday.conversation_id)
    assert run is not None
    assert run.counts["chat.body"] == 1
    assert yesterday.conversation_id not in with_words()


def test_data_that_are_a_month_old_open_nothing_that_is_over(
    home: House, line_id: UUID, tmp_path: Path
):
    with clock.stopped(NOW - timedelta(days=30)):
        over = conversation(line_id, NOW - timedelta(days=31))
        made = back_up(home.settings, tmp_path / "to")
    fresh = conversation(line_id, NOW - timedelta(days=1))
    with clock.stopped(NOW):
        sweep()
    bring_home(home, made.data, "data.db")

    with clock.stopped(NOW + timedelta(minutes=30)):
        sweep()

    assert not opens(over)
    assert opens(fresh)  # its words are in no backup yet, its key is untouched
    assert with_words() == set()


def test_a_start_after_an_ordinary_night_sweeps_nothing(home: House, line_id: UUID):
    with clock.stopped(NOW):
        sweep()

    with clock.stopped(NOW + timedelta(hours=5)):
        assert sweep() is None


def test_a_start_after_two_days_of_standing_still_sweeps_first(home: House, line_id: UUID):
    with clock.stopped(NOW):
        sweep()
        one = conversation(line_id, NOW - timedelta(days=6))

    with clock.stopped(NOW + timedelta(days=2)):
        sweep()

    assert one not in with_words()


def test_a_start_with_a_clock_that_went_back_lets_people_in_and_purges_nothing(
    home: House, line_id: UUID
):
    with clock.stopped(NOW):
        sweep()
        one = conversation(line_id, NOW - timedelta(days=30))

    with clock.stopped(NOW - timedelta(days=10)):
        assert sweep() is None

    assert one in with_words()


@pytest.fixture
def standing_still(home: House, migrated: Path) -> Iterator[Settings]:
    """Give the settings of a house that was migrated and does not run now."""
    settings = home.settings.model_copy(update={"bind_port": 0})
    home.database.engine.dispose()
    (settings.data_dir / "data.db").unlink()
    shutil.copy(migrated, settings.data_dir / "data.db")
    yield settings
    house().database.engine.dispose()
    house().keys.engine.dispose()


def restored(settings: Settings, kept: Kept, **more) -> int:
    before = house()
    before.database.engine.dispose()
    before.keys.engine.dispose()
    try:
        return restoring.restore(
            kept.backup.data, more.pop("keys", None), settings=settings, **more
        )
    finally:
        house().database.engine.dispose()
        house().keys.engine.dispose()
        from core.house import stand

        stand(before)


def test_restoring_sweeps_at_once_and_the_log_is_whole_afterwards(
    standing_still: Settings, people: People, tmp_path: Path
):
    line_id = people.line().id
    with clock.stopped(NOW - timedelta(days=1)):
        one = conversation(line_id, NOW - timedelta(days=7, hours=6))
        kept = Kept(one, back_up(standing_still, tmp_path / "to"))
    with clock.stopped(NOW):
        sweep()

    with clock.stopped(NOW + timedelta(hours=2)):
        gone = restored(standing_still, kept)

    assert gone > 0
    assert one not in with_words()
    assert not opens(one)
    with house().database.session() as session:
        assert chain_verdict(session).is_whole
    assert anchored().restored_at == NOW + timedelta(hours=2)


def test_restored_data_whose_sweep_was_cut_off_are_swept_at_the_start(
    standing_still: Settings, people: People, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    line_id = people.line().id
    with clock.stopped(NOW - timedelta(hours=5)):
        sweep()
        one = conversation(line_id, NOW - timedelta(days=7, hours=2))
        kept = Kept(one, back_up(standing_still, tmp_path / "to"))
    with clock.stopped(NOW):
        with monkeypatch.context() as cut:
            cut.setattr(restoring, "apply_due", lambda *_: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                restored(standing_still, kept)

        sweep()

    assert one not in with_words()


def test_keys_for_another_wrapping_key_are_told_before_the_house_opens(
    standing_still: Settings, people: People, tmp_path: Path
):
    one = conversation(people.line().id, NOW)
    with clock.stopped(NOW):
        kept = Kept(one, back_up(standing_still, tmp_path / "to"))
        other = standing_still.model_copy(update={"key_wrapping_key": SecretStr("another " * 8)})

        with pytest.raises(OtherWrappingKey):
            restored(other, kept, keys=kept.backup.keys)

        assert restored(standing_still, kept, keys=kept.backup.keys) >= 0
    assert opens(one)


def test_keys_that_are_older_than_a_day_are_not_put_back(home: House, yesterday: Kept):
    with clock.stopped(NOW + timedelta(hours=1)), pytest.raises(NoBackup):
        put_back(home.settings, None, yesterday.backup.keys)

    assert not opens(yesterday.conversation_id)


def test_keys_of_today_that_are_put_back_die_again_in_the_sweep(
    home: House, line_id: UUID, tmp_path: Path
):
    with clock.stopped(NOW - timedelta(hours=5)):
        one = conversation(line_id, NOW - timedelta(days=7, hours=2))
        made = back_up(home.settings, tmp_path / "to")
    with clock.stopped(NOW):
        sweep()
    bring_home(home, made.data, "data.db")
    bring_home(home, made.keys, "keys.db")
    alive = opens(one)

    with clock.stopped(NOW + timedelta(minutes=10)):
        sweep()

    assert alive
    assert not opens(one)


@pytest.mark.parametrize("wrong", ["keys as data", "torn", "no database"])
def test_a_file_that_is_no_backup_replaces_nothing(
    home: House, yesterday: Kept, tmp_path: Path, wrong: str
):
    file = tmp_path / "file.db"
    whole = yesterday.backup.data.read_bytes()
    file.write_bytes(
        {
            "keys as data": yesterday.backup.keys.read_bytes(),
            "torn": whole[: len(whole) // 2],
            "no database": b"letters",
        }[wrong]
    )
    before = conversations()

    with pytest.raises(NoBackup):
        put_back(home.settings, file, None)

    assert conversations() == before


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


def test_nothing_is_put_back_while_the_server_runs(
    home: House, yesterday: Kept, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(restoring, "_is_running", lambda _settings: True)

    with pytest.raises(NoBackup):
        restoring.restore(yesterday.backup.data, None, settings=home.settings)


def test_nothing_is_put_back_while_the_jobs_run(home: House, yesterday: Kept):
    settings = home.settings.model_copy(update={"bind_port": 0})

    with jobs._alone(settings), pytest.raises(NoBackup) as told:
        restoring.restore(yesterday.backup.data, None, settings=settings)

    assert "stop both first" in str(told.value.sentence)
