"""What is held back: by whom, why, until when, and never for longer than the policy allows."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session, delete, select

from core import clock
from core.db import reading, transaction
from core.house import House
from core.identity import SYSTEM, Actor
from policies import holds
from policies.chain import reference
from policies.errors import HoldTooLong, NoHolds, NoSuchHold
from policies.models import AuditEntry, Hold
from policies.purge import apply_due, plan
from policies.queries import policy
from policies.retention import rule
from tests.people import People
from tests.people_policies import NOW, conversation, conversations, opens, with_words

WORDS = "chat.body"


@pytest.fixture
def line_id(people: People) -> UUID:
    return people.line().id


@pytest.fixture
def officer(people: People) -> Actor:
    return people.actor(people.worker("data_protection_officer"))


def laid(actor: Actor, of_class: str = WORDS, *, record: UUID | str = "", days: int = 10) -> Hold:
    with transaction() as session:
        ends = clock.now() + timedelta(days=days)
        return holds.lay(
            session, actor, of_class, record=record, reason="police enquiry", ends_at=ends
        )


def purged_at(days: float) -> None:
    with clock.stopped(NOW + timedelta(days=days)):
        apply_due(SYSTEM)


def test_what_is_held_stays_and_the_plan_says_how_much(line_id: UUID, officer: Actor):
    one = conversation(line_id, NOW - timedelta(days=8))
    with clock.stopped(NOW):
        laid(officer)
        with reading() as session:
            planned = plan(session)

    purged_at(0)

    assert planned.on_hold == {WORDS: 1}
    assert (one in with_words(), opens(one)) == (True, True)


def test_a_hold_on_one_record_lets_the_others_go(line_id: UUID, officer: Actor):
    kept, other = (conversation(line_id, NOW - timedelta(days=8)) for _ in range(2))
    with clock.stopped(NOW):
        laid(officer, record=kept)

    purged_at(0)

    assert with_words() == {kept}
    assert not opens(other)


def test_a_record_is_held_by_the_reference_that_the_log_shows(line_id: UUID, officer: Actor):
    kept = conversation(line_id, NOW - timedelta(days=8))
    with clock.stopped(NOW):
        hold = laid(officer, record=f"conversation:{reference(kept)}")

    purged_at(0)

    assert with_words() == {kept}
    assert str(kept) not in str(hold.model_dump())


def test_words_that_are_held_are_not_taken_along_by_their_conversation(
    line_id: UUID, officer: Actor, monkeypatch
):
    shorter = policy().retention["chat.conversation"].model_copy(update={"keep": rule(WORDS).keep})
    monkeypatch.setitem(policy().retention, "chat.conversation", shorter)
    one = conversation(line_id, NOW - timedelta(days=8))
    with clock.stopped(NOW):
        laid(officer, record=one)

    purged_at(0)

    assert one in conversations()
    assert one in with_words()


def test_when_a_hold_is_over_the_next_night_purges(line_id: UUID, officer: Actor):
    one = conversation(line_id, NOW - timedelta(days=8))
    with clock.stopped(NOW):
        laid(officer, days=5)

    purged_at(4.9)
    still = one in with_words()
    purged_at(5.1)

    assert still
    assert one not in with_words()


def test_a_hold_is_ended_early_by_a_word(line_id: UUID, officer: Actor, session: Session):
    one = conversation(line_id, NOW - timedelta(days=8))
    with clock.stopped(NOW):
        hold = laid(officer)
    with clock.stopped(NOW + timedelta(days=1)), transaction() as writing:
        holds.end(writing, officer, hold.id, reason="the police do not need it")

    purged_at(1.1)

    assert one not in with_words()
    ended = session.get(Hold, hold.id)
    assert ended is not None
    assert ended.ended_by == officer.name


def test_both_beginning_and_end_are_in_the_log_with_the_reason(
    officer: Actor, home: House, session: Session
):
    hold = laid(officer)
    with transaction() as writing:
        holds.end(writing, officer, hold.id, reason="settled")

    first, second = session.exec(select(AuditEntry).order_by(AuditEntry.seq)).all()

    assert (first.action, first.actor) == ("policies.hold", officer.name)
    assert "police enquiry" in first.reason
    assert second.reason == "ended: settled"
    assert first.resource == second.resource


@pytest.mark.parametrize("days", [-1, 0, 31])
def test_a_hold_ends_in_the_future_and_within_what_the_policy_allows(officer: Actor, days: int):
    with pytest.raises(HoldTooLong):
        laid(officer, days=days)


@pytest.mark.parametrize("of_class", ["core.session", "worker.secret", "no.such_class"])
def test_what_the_policy_does_not_allow_to_hold_is_not_held(officer: Actor, of_class: str):
    with pytest.raises(NoHolds):
        laid(officer, of_class)


def test_single_entries_of_the_log_are_not_held(officer: Actor):
    with pytest.raises(NoHolds):
        laid(officer, "policies.audit", record="7")


def test_a_word_that_is_no_record_is_refused(officer: Actor):
    with pytest.raises(NoHolds):
        laid(officer, record="the one with Aino")


def test_a_hold_that_is_over_cannot_be_ended(officer: Actor):
    with clock.stopped(NOW):
        hold = laid(officer, days=1)

    with (
        clock.stopped(NOW + timedelta(days=2)),
        pytest.raises(NoSuchHold),
        transaction() as session,
    ):
        holds.end(session, officer, hold.id)


@settings(max_examples=30)
@given(
    age=st.integers(0, 20),
    spans=st.lists(st.tuples(st.integers(0, 25), st.integers(1, 30)), max_size=6),
    wanted=st.sampled_from(["class", "record", "another"]),
)
def test_however_many_holds_there_are_nothing_stays_beyond_the_policy(
    line_id: UUID, officer: Actor, age: int, spans: list[tuple[int, int]], wanted: str
):
    with transaction() as session:
        session.exec(delete(Hold))
    closed_at = NOW - timedelta(days=age)
    one = conversation(line_id, closed_at)
    record = {"class": "", "record": one, "another": uuid4()}[wanted]
    made, until = NOW, []
    for gap, length in spans:
        made += timedelta(days=gap)
        with clock.stopped(made):
            laid(officer, record=record, days=length)
        until.append(made + timedelta(days=length))
    with reading() as session:
        standing = holds.holds_of(session)
    keep, longest = rule(WORDS).keep, rule(WORDS).hold_max
    assert keep is not None
    assert longest is not None

    end = standing.end_of(_words(), _due(one, closed_at))

    assert keep.after(closed_at) <= end <= longest.after(keep.after(closed_at))
    if wanted != "another" and until:
        assert end == min(max(keep.after(closed_at), *until), longest.after(keep.after(closed_at)))
    else:
        assert end == keep.after(closed_at)


def _words():
    from policies.retention import tasks

    return next(one for one in tasks() if one.data_class == WORDS)


def _due(record_id, since):
    from policies.retention import Due

    return Due(record_id, since)
