"""Much at once goes only when time explains it, or when a second person agrees."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import Session, select

from core import clock
from core.db import reading, transaction
from core.house import House
from core.identity import SYSTEM, Actor
from policies.brake import agree
from policies.errors import Braked, NothingToAgree
from policies.models import AuditEntry
from policies.purge import apply, apply_due, plan
from policies.queries import policy
from tests.people import People
from tests.people_policies import NOW, conversation, with_words

MANY = 25


@pytest.fixture
def line_id(people: People) -> UUID:
    return people.line().id


@pytest.fixture
def officer(people: People) -> Actor:
    return people.actor(people.worker("data_protection_officer"))


@pytest.fixture
def administrator(people: People) -> Actor:
    return people.actor(people.worker("administrator"))


def talked(line_id: UUID, count: int, *, days_ago: float) -> None:
    for _ in range(count):
        conversation(line_id, NOW - timedelta(days=days_ago))


def shorten(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    """Let the policy keep words for less."""
    keep = policy().retention["chat.body"].keep
    assert keep is not None
    changed = policy().retention["chat.body"].model_copy(update={"keep": type(keep)(days=days)})
    monkeypatch.setitem(policy().retention, "chat.body", changed)


@pytest.fixture
def braked(line_id: UUID, monkeypatch: pytest.MonkeyPatch):
    """Last night all was well; today somebody shortened a time, and a quarter of the words would go."""
    talked(line_id, MANY, days_ago=5)
    talked(line_id, 3 * MANY, days_ago=1)
    with clock.stopped(NOW - timedelta(days=1)):
        apply_due(SYSTEM)
    shorten(monkeypatch, 3)
    with clock.stopped(NOW):
        yield


def looked_at():
    with reading() as session:
        return plan(session)


def test_a_night_may_purge_everything_that_became_due_since_the_last(line_id: UUID):
    talked(line_id, MANY, days_ago=6.5)
    with clock.stopped(NOW):
        apply_due(SYSTEM)

    with clock.stopped(NOW + timedelta(days=1)):
        run = apply_due(SYSTEM)

    assert run.counts["chat.body"] == MANY
    assert not with_words()


def test_a_shortened_time_that_would_take_a_fifth_at_once_is_braked(braked, officer: Actor):
    planned = looked_at()

    with pytest.raises(Braked):
        apply(planned.hash, officer)

    (brake,) = planned.stop.brakes
    assert (brake.data_class, brake.rows, brake.of, brake.percent) == ("chat.body", 25, 100, 25)
    assert len(with_words()) == 4 * MANY


def test_exactly_a_fifth_is_not_braked(line_id: UUID, monkeypatch: pytest.MonkeyPatch):
    talked(line_id, 20, days_ago=5)
    talked(line_id, 80, days_ago=1)
    with clock.stopped(NOW - timedelta(days=1)):
        apply_due(SYSTEM)
    shorten(monkeypatch, 3)

    with clock.stopped(NOW):
        apply_due(SYSTEM)

    assert len(with_words()) == 80


def test_the_night_leaves_what_is_braked_and_purges_the_rest(
    braked, caplog: pytest.LogCaptureFixture
):
    run = apply_due(SYSTEM)

    assert "chat.body" not in run.counts
    assert len(with_words()) == 4 * MANY
    assert "25 of 100" in caplog.text


def test_a_clock_that_leapt_a_year_ahead_is_braked(line_id: UUID):
    talked(line_id, MANY, days_ago=1)
    with clock.stopped(NOW):
        apply_due(SYSTEM)

    with clock.stopped(NOW + timedelta(days=365)):
        apply_due(SYSTEM)

    assert len(with_words()) == MANY


def test_with_a_second_persons_word_it_goes_on(
    braked, officer: Actor, administrator: Actor, session: Session
):
    planned = looked_at()
    with transaction() as writing:
        agree(writing, administrator, planned.stop, reason="the board decided on three days")

    run = apply(planned.hash, officer)

    assert run.counts["chat.body"] == MANY
    told = session.exec(select(AuditEntry).where(AuditEntry.action == "policies.agree")).one()
    assert (told.actor, "the board decided" in told.reason) == (administrator.name, True)


def test_ones_own_word_is_no_second(braked, officer: Actor):
    planned = looked_at()
    with transaction() as session:
        agree(session, officer, planned.stop, reason="I say so")

    with pytest.raises(Braked):
        apply(planned.hash, officer)


def test_the_night_goes_on_when_two_people_agreed(braked, officer: Actor, administrator: Actor):
    for one in (officer, administrator):
        with transaction() as session:
            agree(session, one, looked_at().stop, reason="decided")

    run = apply_due(SYSTEM)

    assert run.counts["chat.body"] == MANY


def test_the_word_is_for_these_records_only(
    braked, line_id: UUID, officer: Actor, administrator: Actor
):
    with transaction() as session:
        agree(session, administrator, looked_at().stop, reason="decided")
    conversation(line_id, NOW - timedelta(days=5))

    with pytest.raises(Braked):
        apply(looked_at().hash, officer)


def test_at_the_machine_the_second_person_says_why(braked, session: Session):
    run = apply(looked_at().hash, SYSTEM, second_approval="decided by the board on Monday")

    entry = session.get(AuditEntry, run.audit_seq)
    assert entry is not None
    assert "a second person agreed: decided by the board on Monday" in entry.reason


def test_where_nothing_is_braked_there_is_nothing_to_agree_to(home: House, officer: Actor):
    with pytest.raises(NothingToAgree), transaction() as session:
        agree(session, officer, looked_at().stop, reason="just in case")
