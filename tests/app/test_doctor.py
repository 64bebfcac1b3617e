"""What `rinnalla doctor` finds, and what it says to do."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from pydantic import SecretStr
from redis import Redis, exceptions

from app import doctor, doctor_redis
from app.doctor import examine, foreign_packages, front_end
from app.migrate import upgrade
from core.house import House, house
from tests.conftest import settings_in


@pytest.fixture
def installed(
    home: House,
    migrated: Path,
    own_databases: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Path]:
    """Give the data folder of an installation that is well."""
    folder = tmp_path / "data"
    monkeypatch.chdir(tmp_path)
    told = {"demo": "true", "data_dir": str(folder), "async_mode": "threading", **own_databases}
    for name, value in told.items():
        monkeypatch.setenv(f"RINNALLA_{name.upper()}", value)
    folder.mkdir(mode=0o700)
    if own_databases:
        upgrade(settings_in(folder, **own_databases))
    else:
        shutil.copy(migrated, folder / "data.db")
    yield folder
    if house() is not home:  # the doctor built one, to look at its policy
        house().database.engine.dispose()
        house().keys.engine.dispose()


def said(what: str) -> tuple[bool, str]:
    [found] = [one for one in examine() if one.what == what]
    return found.is_well, found.said


def test_a_well_installation_is_told_as_well(installed: Path):
    assert {one.what: one.said for one in examine() if not one.is_well} == {}


@pytest.mark.sqlite("its file is taken away")
def test_tables_that_are_missing_are_told_with_the_remedy(installed: Path):
    (installed / "data.db").unlink()

    told = {one.what: one.said for one in examine() if not one.is_well}

    assert told == {"tables": "RuntimeError: not up to date: run `rinnalla db upgrade`"}


@pytest.mark.sqlite("its folder")
def test_a_data_folder_that_others_can_read_is_told(installed: Path):
    installed.chmod(0o755)

    is_well, told = said("data folder")

    assert not is_well
    assert f"chmod 700 {installed}" in told


@pytest.mark.sqlite("its file is taken away")
def test_a_key_store_that_cannot_be_opened_is_told(installed: Path):
    (installed / "keys.db").unlink(missing_ok=True)
    (installed / "keys.db").mkdir()

    assert not said("key store")[0]


def test_a_wrapping_key_that_opens_none_of_the_keys_is_told(home: House):
    home.keys.create(uuid4())
    other = home.settings.model_copy(update={"key_wrapping_key": SecretStr("another " * 8)})

    fits, does_not = (
        doctor._tried("key store", doctor._key_store, one) for one in (home.settings, other)
    )

    assert (fits.is_well, fits.said) == (True, "answers, and opens with the wrapping key")
    assert does_not.is_well is False


@pytest.mark.parametrize(
    ("url", "is_well", "told"),
    [("", True, "not used: one process"), ("redis://127.0.0.1:1/0", False, "nobody answers there")],
)
def test_redis_is_asked_where_it_is_used(tmp_path: Path, url, is_well, told):
    found = doctor._tried("Redis", doctor.state_of_redis, settings_in(tmp_path, redis_url=url))

    assert found.is_well is is_well
    assert told in found.said


@pytest.mark.redis
@pytest.mark.parametrize(
    ("user", "told"),
    [
        ("", "does what it is asked"),
        ("nobody:wrong@", "it wants a password, or another"),
        ("half:x@", "its user may not do all that the house does"),
    ],
)
def test_redis_is_tried_by_doing_what_the_house_does(tmp_path: Path, redis_url, user, told):
    with Redis.from_url(redis_url) as redis:
        redis.execute_command("ACL", "SETUSER", "half", "on", ">x", "~rinnalla:*", "+@all")
    url = redis_url.replace("redis://", f"redis://{user}")

    found = doctor._tried("Redis", doctor.state_of_redis, settings_in(tmp_path, redis_url=url))

    assert told in found.said


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (exceptions.OutOfMemoryError(), "memory is full"),
        (exceptions.ReadOnlyError(), "only reads"),
        (exceptions.TimeoutError(), "nothing is heard"),
        (exceptions.ResponseError("DB index is out of range"), "out of range"),
    ],
)
def test_a_redis_that_cannot_serve_is_told_with_what_to_do(tmp_path, monkeypatch, wrong, told):
    def fail(*_any: object) -> None:
        raise wrong

    monkeypatch.setattr(doctor_redis, "_use", fail)
    settings = settings_in(tmp_path, redis_url="redis://127.0.0.1:1/0")

    assert told in doctor._tried("Redis", doctor.state_of_redis, settings).said


def test_unsafe_settings_are_the_first_and_only_finding(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RINNALLA_SECRET_KEY", "short")

    [found] = examine()

    assert not found.is_well
    assert "RINNALLA_SECRET_KEY needs at least 32 characters." in found.said


def test_a_package_that_claims_a_rooms_name_is_told_by_name(monkeypatch):
    foreign = {"chat": ["chat-toolkit", "rinnalla"], "flask": ["Flask"], "app": ["Rinnalla"]}
    monkeypatch.setattr(doctor, "packages_distributions", lambda: foreign)

    found = foreign_packages()

    assert not found.is_well
    assert found.said == "chat comes from chat-toolkit"


def test_missing_files_of_the_front_end_are_told_with_the_remedy(monkeypatch, tmp_path):
    monkeypatch.setattr(doctor, "STATIC", tmp_path)

    assert front_end().said == "missing: run `make setup`"
