from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session, col, delete, func, select

from core import clock
from core.crypto import Sealed
from core.db import reading, transaction
from core.house import House
from core.identity import SYSTEM, SignInSession
from core.jobs import JOBS
from policies import retention
from policies.errors import PlanChanged
from policies.models import AuditEntry, PurgeRun
from policies.purge import apply, apply_due, plan, whole_step
from policies.queries import chain_verdict
from policies.retention import Due, RetentionTask, rule, tasks
from tests.remains import unguarded

NOW = datetime(2027, 5, 20, 1, 10, tzinfo=UTC)


def session_row(ended: datetime) -> SignInSession:
    return SignInSession(
        token_hash=uuid4().hex,
        kind="worker",
        subject_id=uuid4(),
        started_at=ended - timedelta(hours=1),
        expires_at=ended,
    )


def kept(*ended: datetime) -> None:
    with transaction() as session:
        session.add_all(session_row(moment) for moment in ended)


def left() -> int:
    with reading() as session:
        return session.exec(select(func.count()).select_from(SignInSession)).one()


@pytest.fixture
def letters(monkeypatch: pytest.MonkeyPatch):
    """A class of data whose rows lie in memory and whose keys lie in the key store."""
    rows: dict[UUID, datetime] = {}

    def purge(_session: Session, ids) -> int:
        return sum(rows.pop(one, None) is not None for one in ids)

    task = RetentionTask(
        data_class="chat.body",
        find=lambda _session, before: [
            Due(one, since) for one, since in rows.items() if since < before
        ],
        purge=purge,
        keys=lambda _session, ids: list(ids),
    )
    others = [one for one in tasks() if one.data_class != "chat.body"]
    monkeypatch.setattr(retention, "_tasks", [*others, task])
    return rows


def test_the_plan_lists_what_is_due_and_changes_nothing(home: House):
    kept(NOW - timedelta(hours=1), NOW + timedelta(hours=1))

    with clock.stopped(NOW), reading() as session:
        planned = plan(session)

    assert {name: count.rows for name, count in planned.counts.items()} == {"core.session": 1}
    assert left() == 2


def test_a_plan_is_applied_exactly(home: House, session: Session):
    kept(NOW - timedelta(hours=1), NOW + timedelta(hours=1))

    with clock.stopped(NOW):
        run = apply(plan(session).hash, SYSTEM)

    assert run.counts == {"core.session": 1}
    assert left() == 1


def test_looking_again_gives_the_same_plan(home: House, session: Session):
    kept(NOW - timedelta(hours=1))

    assert plan(session, NOW).hash == plan(session, NOW + timedelta(minutes=9)).hash


def test_a_plan_that_has_changed_purges_nothing(home: House, session: Session):
    kept(NOW - timedelta(hours=1))
    looked_at = plan(session, NOW).hash
    kept(NOW - timedelta(hours=2))

    with clock.stopped(NOW), pytest.raises(PlanChanged):
        apply(looked_at, SYSTEM)

    assert left() == 2


def test_the_counts_are_in_the_audit_log_and_in_the_list_of_purges(home: House, session: Session):
    kept(NOW - timedelta(hours=1))

    with clock.stopped(NOW):
        run = apply_due(SYSTEM)

    entry = session.exec(select(AuditEntry)).one()
    assert (entry.actor, entry.action, entry.reason) == (
        "system",
        "policies.purge",
        "core.session 1",
    )
    assert (run.audit_seq, run.chain_broken_at) == (entry.seq, None)


def test_the_key_dies_with_the_words(home: House, letters: dict[UUID, datetime]):
    conversation = uuid4()
    home.keys.create(conversation)
    letters[conversation] = NOW - timedelta(days=8)

    with clock.stopped(NOW):
        apply_due(SYSTEM)

    assert not letters
    with pytest.raises(Sealed):
        home.keys.get(conversation)


def test_a_week_is_not_over_a_minute_early(home: House, letters: dict[UUID, datetime]):
    conversation = uuid4()
    home.keys.create(conversation)
    letters[conversation] = NOW - timedelta(days=7) + timedelta(minutes=1)

    with clock.stopped(NOW):
        apply_due(SYSTEM)

    assert letters
    assert home.keys.get(conversation)


def test_a_crash_after_the_keys_leaves_the_rows_for_the_next_purge(
    home: House, letters: dict[UUID, datetime], monkeypatch: pytest.MonkeyPatch
):
    conversation = uuid4()
    home.keys.create(conversation)
    letters[conversation] = NOW - timedelta(days=8)
    with clock.stopped(NOW), monkeypatch.context() as broken:
        broken.setattr("policies.purge._note", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            apply_due(SYSTEM)
    letters[conversation] = NOW - timedelta(days=8)

    with clock.stopped(NOW):
        run = apply_due(SYSTEM)

    assert run.counts == {"chat.body": 1}


def test_a_purge_that_fails_leaves_no_trace_of_success(
    home: House, session: Session, monkeypatch: pytest.MonkeyPatch
):
    kept(NOW - timedelta(hours=1))
    monkeypatch.setattr("policies.purge._note", lambda *_: 1 / 0)

    with clock.stopped(NOW), pytest.raises(ZeroDivisionError):
        apply_due(SYSTEM)

    assert left() == 1
    assert not session.exec(select(PurgeRun)).all()


def test_a_second_purge_finds_nothing(home: House):
    kept(NOW - timedelta(hours=1))

    with clock.stopped(NOW):
        first, second = apply_due(SYSTEM), apply_due(SYSTEM)

    assert (first.counts, second.counts) == ({"core.session": 1}, {})


def test_a_clock_that_went_back_purges_nothing(home: House):
    kept(NOW - timedelta(hours=1))

    with clock.stopped(NOW - timedelta(days=900)):
        run = apply_due(SYSTEM)

    assert run.counts == {}


@settings(max_examples=40)
@given(
    ages=st.lists(st.integers(-3_000, 60_000), max_size=12),
    minutes=st.integers(0, 2_000_000),
)
def test_nothing_goes_early_and_nothing_stays_a_day_too_long(
    home: House, monkeypatch: pytest.MonkeyPatch, ages: list[int], minutes: int
):
    only = [one for one in tasks() if one.data_class == "core.session"]
    monkeypatch.setattr(retention, "_tasks", only)
    at = NOW + timedelta(minutes=minutes)
    ended = [at - timedelta(minutes=age) for age in ages]
    with transaction() as session:
        session.exec(delete(SignInSession))
        session.exec(delete(PurgeRun))  # each example is a house of its own
    kept(*ended)

    with clock.stopped(at):
        apply_due(SYSTEM)

    with reading() as session:
        stayed = sorted(session.exec(select(SignInSession.expires_at)).all())
    keep = rule("core.session").keep
    assert keep is not None
    assert stayed == sorted(moment for moment in ended if keep.after(moment) >= whole_step(at))


def test_old_entries_of_the_log_go_and_the_rest_stays_a_whole_chain(home: House, session: Session):
    begin = clock.now() - timedelta(days=1_000)
    for days in (0, 1, 500, 501):
        with clock.stopped(begin + timedelta(days=days)):
            apply_due(SYSTEM)

    run = apply_due(SYSTEM)

    first = session.exec(select(AuditEntry).order_by(col(AuditEntry.seq))).first()
    assert run.counts["policies.audit"] == 2
    assert first is not None
    assert first.seq == 3
    assert chain_verdict(session).is_whole


def test_the_purge_runs_every_night_by_itself(home: House, session: Session):
    job = JOBS["policies.jobs.purge"]

    job.work()

    assert job.rhythm == {"hour": "1", "minute": "10"}
    assert session.exec(select(PurgeRun)).one().actor == "system"


def test_a_night_that_was_missed_is_made_good_within_the_hour(home: House, session: Session):
    job = JOBS["policies.jobs.catch_up"]
    with clock.stopped(NOW):
        apply_due(SYSTEM)

    for late in (timedelta(minutes=30), timedelta(days=1, minutes=30)):
        with clock.stopped(NOW + late):
            job.work()

    assert job.rhythm == {"minute": "40"}
    moments = session.exec(select(PurgeRun.at).order_by(col(PurgeRun.audit_seq))).all()
    assert moments == [NOW, NOW + timedelta(days=1, minutes=30)]


def test_a_purge_notes_that_the_log_was_broken_before_it(home: House, session: Session):
    apply_due(SYSTEM)
    apply_due(SYSTEM)
    connection = session.connection()
    unguarded(connection)
    connection.exec_driver_sql("UPDATE policies_audit SET actor = 'nobody' WHERE seq = 1")
    session.commit()

    run = apply_due(SYSTEM)

    assert run.chain_broken_at == 1
