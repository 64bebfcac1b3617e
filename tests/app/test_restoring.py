"""Restoring: what is put back opens nothing that is over, and whatever is over goes again at once."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from pydantic import SecretStr

from app import restoring
from app.errors import OtherWrappingKey
from core import backups, clock, jobs
from core.backups import NoBackup, back_up, put_back
from core.house import House, house, stand
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
