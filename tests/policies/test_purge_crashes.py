"""Whenever a purge is interrupted, and whatever the clock does, it deletes nothing early and finishes later."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session, delete, select

from chat.models import Conversation, Message
from core import clock
from core.crypto import KeyStore
from core.db import reading, transaction
from core.house import House
from core.identity import SYSTEM, SignInSession
from policies import purge, retention
from policies.errors import ClockWentBack
from policies.models import PurgeRun
from policies.purge import apply_due, whole_step
from policies.queries import chain_verdict
from policies.retention import rule, tasks
from tests.people import People
from tests.people_policies import (
    NOW,
    conversation,
    conversations,
    opens,
    sign_in,
    sign_ins,
    with_words,
)

CLASSES = ("chat.body", "chat.conversation", "core.session")
POINTS = (
    "after the keys",
    *(f"after the rows of {name}" for name in CLASSES),
    "before the audit",
    "before the commit",
    "before the checkpoint",
)


class PowerCut(Exception):
    """The process is gone."""


@contextmanager
def power_cut(point: str | None) -> Iterator[None]:
    """Let the power go at a point of the next purge; what it wrote until then is there or rolled back."""
    with pytest.MonkeyPatch.context() as patch:
        if point == "after the keys":
            patch.setattr(KeyStore, "destroy", then_cut(KeyStore.destroy))
        elif point == "before the audit":
            patch.setattr(purge, "audit", cut)
        elif point == "before the commit":
            patch.setattr(Session, "commit", cut)
        elif point == "before the checkpoint":
            patch.setattr(purge, "checkpoint", cut)
        elif point:
            name = point.removeprefix("after the rows of ")
            patch.setattr(retention, "_tasks", [cut_after(one, name) for one in tasks()])
        with suppress(PowerCut):
            yield


def cut(*_args, **_named):
    raise PowerCut


def then_cut(work):
    def done(*args, **named):
        work(*args, **named)
        raise PowerCut

    return done


def cut_after(task: retention.RetentionTask, name: str) -> retention.RetentionTask:
    if task.data_class != name:
        return task
    return retention.RetentionTask(**{**vars(task), "purge": then_cut(task.purge)})


class World:
    """What was put in, and when each part of it may go by the policy."""

    def __init__(self, people: People, ages: list[int]) -> None:
        with transaction() as session:
            for table in (Message, Conversation, SignInSession, PurgeRun):
                session.exec(delete(table))
        self.line = self.line_of(people)
        self.ended = {}
        for minutes in ages:
            at = NOW - timedelta(minutes=minutes)
            self.ended[conversation(self.line, at)] = at
        self.sign_ins = {
            sign_in(NOW - timedelta(minutes=one)): NOW - timedelta(minutes=one) for one in ages
        }
        self.latest = datetime.min.replace(tzinfo=NOW.tzinfo)

    @staticmethod
    def line_of(people: People):
        people.organisation()
        from organisation.models import Line

        with reading() as session:
            found = session.exec(select(Line.id)).first()
        return found or people.line().id

    def run(self, at: datetime, point: str | None) -> bool:
        """Run the nightly purge at a moment; whether it came to its end."""
        with clock.stopped(at), power_cut(point), suppress(ClockWentBack):
            self.latest = max(self.latest, at)
            apply_due(SYSTEM)
            return True
        return False

    def check_nothing_early(self) -> None:
        """Whatever is gone, in part or whole, had its time over at some moment that the clock showed."""
        for one, closed_at in self.ended.items():
            if one not in with_words() or not opens(one):
                assert ends("chat.body", closed_at) <= self.latest
            if one not in conversations():
                assert ends("chat.conversation", closed_at) <= self.latest
        for one, over in self.sign_ins.items():
            assert one in sign_ins() or over <= self.latest

    def check_nothing_late(self, at: datetime) -> None:
        """After a purge that came to its end, nothing is there whose time was over."""
        until = whole_step(at)
        for one, closed_at in self.ended.items():
            if ends("chat.body", closed_at) < until:
                assert one not in with_words()
                assert not opens(one)
            if ends("chat.conversation", closed_at) < until:
                assert one not in conversations()
        for one, over in self.sign_ins.items():
            assert one not in sign_ins() or over >= until


def ends(data_class: str, since: datetime) -> datetime:
    keep = rule(data_class).keep
    assert keep is not None
    return keep.after(since)


@pytest.fixture(autouse=True)
def _three_classes(home: House, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(retention, "_tasks", [one for one in tasks() if one.data_class in CLASSES])


AGES = st.lists(st.integers(-3 * 1_440, 120 * 1_440), min_size=1, max_size=5)
NIGHTS = st.lists(
    st.tuples(st.integers(-20 * 1_440, 20 * 1_440), st.sampled_from([None, *POINTS])),
    min_size=1,
    max_size=6,
)


@settings(max_examples=40)
@given(ages=AGES, nights=NIGHTS)
def test_nothing_goes_early_and_all_goes_in_the_end_whatever_clock_and_power_do(
    people: People, ages: list[int], nights: list[tuple[int, str | None]]
):
    world = World(people, ages)
    at = NOW

    for minutes, point in nights:
        at += timedelta(minutes=minutes)
        finished = world.run(at, point)
        world.check_nothing_early()
        if finished:
            world.check_nothing_late(at)
    last = world.latest + timedelta(hours=23)

    assert world.run(last, None)
    world.check_nothing_early()
    world.check_nothing_late(last)
    with reading() as session:
        assert chain_verdict(session).is_whole


@pytest.mark.parametrize("point", POINTS)
def test_the_purge_after_a_power_cut_finishes_the_work(people: People, point: str):
    world = World(people, [0, 8 * 1_440, 100 * 1_440])

    cut_off = world.run(NOW, point)
    finished = world.run(NOW + timedelta(minutes=20), None)

    assert (cut_off, finished) == (False, True)
    world.check_nothing_early()
    world.check_nothing_late(NOW)


@pytest.mark.sqlite("its write-ahead log is emptied")
def test_after_a_power_cut_before_the_checkpoint_the_next_purge_empties_the_write_ahead_log(
    home: House, people: People
):
    world = World(people, [8 * 1_440])
    log = Path(f"{home.settings.data_dir / 'data.db'}-wal")
    world.run(NOW, "before the checkpoint")
    left = log.stat().st_size

    world.run(NOW + timedelta(minutes=20), None)

    assert left > 0
    assert log.stat().st_size == 0


def test_a_clock_that_jumps_back_purges_nothing_and_says_so(
    people: People, caplog: pytest.LogCaptureFixture
):
    world = World(people, [8 * 1_440])
    with clock.stopped(NOW + timedelta(days=1)):
        apply_due(SYSTEM)
    late = conversation(world.line, NOW - timedelta(days=8))

    with clock.stopped(NOW), pytest.raises(ClockWentBack):
        apply_due(SYSTEM)

    assert late in with_words()
    assert opens(late)
    assert "purge_refused" in caplog.text


def test_a_clock_that_was_set_back_by_minutes_is_not_worth_a_word(people: People):
    World(people, [])
    with clock.stopped(NOW):
        apply_due(SYSTEM)

    with clock.stopped(NOW - timedelta(minutes=3)):
        run = apply_due(SYSTEM)

    assert run.counts == {}


def test_once_a_second_person_agreed_the_clock_is_believed_again(people: People):
    world = World(people, [8 * 1_440])
    with clock.stopped(NOW + timedelta(days=400)):
        apply_due(SYSTEM)
    one = conversation(world.line, NOW - timedelta(days=8))

    with clock.stopped(NOW):
        with reading() as session:
            shown = purge.plan(session)
        purge.apply(shown.hash, SYSTEM, second_approval="the clock had run ahead")
        apply_due(SYSTEM)

    assert shown.clock_went_back
    assert one not in with_words()
