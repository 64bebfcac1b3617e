from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy.exc import DatabaseError, IntegrityError
from sqlmodel import Session, delete, text

from core import clock
from core.db import transaction
from core.house import House
from core.identity import SYSTEM, Actor, Kind
from policies.actions import audit
from policies.chain import reference
from policies.models import AuditEntry
from tests.people import People

LATER = datetime(2027, 1, 15, 12, tzinfo=UTC)


def written(
    actor: Actor = SYSTEM, *, action: str = "policies.purge", resource: str = "plan:abc"
) -> AuditEntry:
    with transaction() as session:
        return audit(session, actor, action, resource)


def test_an_entry_says_who_did_what_to_which_record_by_which_rule_of_which_policy(
    home: House, people: People
):
    officer = people.actor(people.worker("data_protection_officer"))

    entry = written(officer, resource="plan:1234")

    assert entry.actor == f"worker:{officer.id}"
    assert entry.rule == "roles.data_protection_officer/policies.purge"
    assert (entry.action, entry.resource, len(entry.policy_hash)) == (
        "policies.purge",
        "plan:1234",
        64,
    )


def test_no_name_of_a_person_is_in_the_log(home: House, people: People):
    officer = people.actor(people.worker("data_protection_officer", name="Testi Testinen"))

    entry = written(officer)

    assert "Testi" not in str(entry.model_dump())


def test_entries_are_numbered_without_a_gap_within_and_between_transactions(home: House):
    with transaction() as session:
        first, second = (audit(session, SYSTEM, "policies.purge", "plan:x") for _ in range(2))
    third = written()

    assert [first.seq, second.seq, third.seq] == [1, 2, 3]
    assert third.before == second.head


def test_what_is_rolled_back_leaves_no_entry(home: House, session: Session):
    with pytest.raises(ZeroDivisionError), transaction() as writing:
        assert audit(writing, SYSTEM, "policies.purge", "plan:x").seq / 0

    assert written().seq == 1


def test_the_database_refuses_to_change_an_entry(home: House, session: Session):
    written()

    with pytest.raises(DatabaseError, match="only grows"):
        session.execute(text("UPDATE policies_audit SET actor = 'nobody'"))


def test_the_database_refuses_to_delete_a_young_entry(home: House, session: Session):
    written()

    with pytest.raises(DatabaseError, match="only grows"):
        session.exec(delete(AuditEntry))


def test_the_database_lets_an_old_entry_go(home: House, session: Session):
    with clock.stopped(clock.now() - timedelta(days=800)):
        written()

    gone = session.exec(delete(AuditEntry)).rowcount

    assert gone == 1


def test_two_entries_cannot_have_one_number(home: House, session: Session):
    entry = written()
    twin = AuditEntry(**entry.model_dump())

    session.add(twin)

    with pytest.raises(IntegrityError):
        session.commit()


def test_a_visitor_is_named_by_a_reference_that_tells_nothing_and_by_the_hour(home: House):
    conversation = uuid4()

    with clock.stopped(LATER + timedelta(minutes=41)):
        entry = written(
            Actor(kind=Kind.VISITOR, id=conversation),
            action="chat.feedback",
            resource=f"conversation:{reference(conversation)}",
        )

    assert entry.actor == f"visitor:{reference(conversation)}"
    assert str(conversation) not in str(entry.model_dump())
    assert entry.rule == "roles.visitor/chat.feedback"
    assert entry.at == LATER
