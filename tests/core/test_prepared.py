"""A prepared statement asks and answers as SQLAlchemy's own does, only sooner."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Uuid, bindparam, column, insert, select, values
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import Session

from core import clock
from core.identity import SignInSession
from core.prepared import Prepared, Slot, uuid_of

SESSIONS = SignInSession.__table__  # type: ignore[attr-defined]
OF_SUBJECTS = select(SESSIONS).where(
    SESSIONS.c.subject_id.in_(bindparam("subjects", expanding=True)),
    SESSIONS.c.expires_at > bindparam("at"),
)


@pytest.fixture
def subjects(session: Session) -> list[UUID]:
    """Let five people be signed in, and name them."""
    add, names = Prepared(insert(SESSIONS)), [uuid4() for _ in range(5)]
    add.do(session.connection(), [a_session(name) for name in names])
    return names


def a_session(subject_id: UUID) -> dict[str, object]:
    return {
        "id": uuid4(),
        "token_hash": uuid4().hex,
        "kind": "worker",
        "subject_id": subject_id,
        "started_at": clock.now(),
        "expires_at": clock.now() + timedelta(hours=1),
    }


@pytest.mark.parametrize("size", [1, 2, 3, 5])
def test_it_gives_the_same_rows_for_a_list_of_any_length(session, subjects, size: int):
    asked = {"subjects": subjects[:size], "at": clock.now()}

    found = Prepared(OF_SUBJECTS, "subjects").all(session.connection(), **asked)

    usual = session.connection().execute(OF_SUBJECTS, asked).all()
    assert sorted(map(tuple, found)) == sorted(map(tuple, usual))
    assert len(found) == size


def test_pairs_are_asked_for_as_pairs(session, subjects):
    def of_pairs(size: int):
        asked = (
            values(column("subject", Uuid), column("other", Uuid), name="asked")
            .data([(Slot("subjects", at), Slot("others", at)) for at in range(size)])
            .cte()
        )
        return select(SESSIONS.c.subject_id).join_from(
            asked,
            SESSIONS,
            (SESSIONS.c.subject_id == asked.c.subject) & (SESSIONS.c.subject_id == asked.c.other),
        )

    pairs = {"subjects": subjects[:3], "others": [subjects[0], subjects[2], subjects[1]]}
    found = Prepared(of_pairs, "subjects").all(session.connection(), **pairs)

    assert set(found) == {(subjects[0],)}


def test_a_fault_is_told_as_sqlalchemy_tells_it_and_without_the_row(session, subjects):
    add, twice = Prepared(insert(SESSIONS)), a_session(subjects[0])

    with pytest.raises(IntegrityError) as told:
        add.do(session.connection(), [twice, twice])

    assert str(twice["token_hash"]) not in f"{told.value}{told.value.orig}"


def test_a_fault_of_the_driver_within_a_question_is_told_so_too(session):
    broken = Prepared(select(column("nobody")).select_from(SESSIONS))

    with pytest.raises(DBAPIError) as told:
        broken.all(session.connection())

    assert told.value.hide_parameters


@given(st.uuids())
def test_an_id_is_the_one_that_was_kept(name: UUID):
    made = uuid_of(name.hex)

    assert made == name
    assert (hash(made), str(made), made.is_safe) == (hash(name), str(name), name.is_safe)


def test_nothing_is_found_for_nobody(session, subjects):
    of_nobody = {"subjects": [], "at": clock.now()}

    assert Prepared(OF_SUBJECTS, "subjects").all(session.connection(), **of_nobody) == []
