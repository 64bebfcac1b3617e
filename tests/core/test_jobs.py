"""Background jobs: declared once, hung on a queue, done by whoever runs them."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from huey import Huey, RedisHuey, SqliteHuey
from pydantic import SecretStr

from core import jobs
from core.access import PUBLIC
from core.house import House
from core.jobs import RunsAlready, job, later, make_queue, run_forever


@pytest.fixture
def boiled(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Give what a declared job has done."""
    monkeypatch.setattr(jobs, "JOBS", {})
    monkeypatch.setattr(jobs, "_tasks", {})
    return []


@pytest.fixture
def boil(boiled: list[int]) -> Callable[[int], None]:
    @job(allows=PUBLIC)
    def _boil(cups: int) -> None:
        boiled.append(cups)

    return _boil


@pytest.fixture
def queue(home: House) -> Iterator[Callable[[], Huey]]:
    """Give a way to make the queue, which is closed at the end."""
    made: list[Huey] = []

    def make() -> Huey:
        made.append(make_queue(home.settings))
        return made[-1]

    yield make
    for one in made:
        one.storage.close()


def test_what_is_asked_for_is_done_later_and_once(boil, boiled, queue):
    huey = queue()

    later(boil, 3)
    asked = list(boiled)
    huey.execute(huey.dequeue())

    assert asked == []
    assert boiled == [3]
    assert huey.dequeue() is None


def test_declaring_a_job_runs_nothing(boil, boiled, queue):
    queue()

    assert boiled == []


def test_a_rhythm_is_kept(boiled, queue):
    @job(allows=PUBLIC, minute="*/5")
    def _stir() -> None:
        boiled.append(1)

    huey = queue()

    due = [
        len(huey.read_periodic(datetime(2026, 1, 1, 12, minute, tzinfo=UTC)))
        for minute in (0, 3, 5)
    ]
    assert due == [1, 0, 1]


def test_the_queue_lies_in_the_data_folder_unless_there_is_redis(home: House, queue):
    assert isinstance(queue(), SqliteHuey)
    assert (home.settings.data_dir / "jobs.db").exists()


def test_with_redis_the_queue_is_there(home: House, boiled):
    settings = home.settings.model_copy(update={"redis_url": "redis://127.0.0.1:1/0"})

    assert isinstance(make_queue(settings), RedisHuey)


@pytest.mark.redis
def test_what_is_asked_for_is_done_through_redis_too(home: House, boil, boiled, redis_url):
    huey = make_queue(home.settings.model_copy(update={"redis_url": redis_url}))

    later(boil, 2)
    huey.execute(huey.dequeue())

    assert boiled == [2]
    huey.storage.conn.close()


def test_a_task_that_this_house_has_not_signed_is_not_opened(home: House, boil, boiled, queue):
    other = home.settings.model_copy(update={"secret_key": SecretStr("another " * 8)})
    make_queue(other).storage.close()
    later(boil, 1)
    huey = queue()

    with pytest.raises(ValueError, match="Signature"):
        huey.dequeue()

    assert boiled == []


@pytest.mark.redis
def test_of_two_who_run_the_jobs_one_does_what_is_due_and_the_other_stands_by(
    home: House, boiled, redis_url
):
    @job(allows=PUBLIC, minute="*/5")
    def _stir() -> None:
        boiled.append(1)

    settings = home.settings.model_copy(update={"redis_url": redis_url})
    both = [make_queue(settings) for _ in range(2)]
    due = [
        [len(one.read_periodic(datetime(2026, 1, 1, 12, minute, tzinfo=UTC))) for one in both]
        for minute in (0, 3, 5)
    ]
    for one in both:
        one.storage.conn.close()

    assert due == [[1, 0], [0, 0], [1, 0]]


def test_without_redis_a_second_process_for_the_jobs_says_that_there_is_one(
    home: House, boiled, monkeypatch
):
    refused: list[str] = []

    class Running:
        """A consumer during whose run somebody starts another."""

        def __init__(self, *_given: object, **named: object) -> None:
            assert named["graceful_signal"] == "TERM"

        def run(self) -> None:
            with pytest.raises(RunsAlready) as told:
                run_forever(home.settings)
            refused.append(told.value.code)

    monkeypatch.setattr(Huey, "create_consumer", Running)

    run_forever(home.settings)

    assert refused == ["jobs_run_already"]


def test_every_job_of_the_house_is_declared_with_a_rhythm(standing: House):
    assert jobs.JOBS
    assert not [name for name, one in jobs.JOBS.items() if not one.rhythm]
