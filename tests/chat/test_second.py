"""A second professional's class: given apart, counted as a pair, about nobody (R38)."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from chat.models import Conversation, Count, SecondReading
from chat.queries.second import pair_totals
from chat.schemas.closing import Counted
from core import clock
from core.house import House, house
from organisation.models import Line
from tests.people import People
from tests.people_chat import ORIGIN, AtSocket, a_responder, talking
from tests.policy import obey

PAGE = "/desk/second-readings"


@pytest.fixture
def line(people: People) -> Line:
    return people.line()


@pytest.fixture
def followed(people: People, line: Line) -> tuple[AtSocket, AtSocket, AtSocket]:
    """Give the three of an ended conversation: Aino's visitor, Aino, and Eero who followed it."""
    visitor, aino = talking(people, line)
    eero = a_responder(people, line, "Eero Eskola")
    comes_along(visitor, aino, eero, part="shadow")
    aino.ask("close", conversation_id=str(aino.conversation_id))
    return visitor, aino, eero


def comes_along(visitor: AtSocket, aino: AtSocket, eero: AtSocket, *, part: str) -> str:
    about = {"conversation_id": str(aino.conversation_id)}
    found = aino.ask("colleagues", **about)["colleagues"][0]["worker_id"]
    asked = aino.ask("invite", **about, worker_id=found, part=part, because="training")
    invitation = str(asked["invitation_id"])
    eero.ask("answer", invitation_id=invitation, yes=True)
    visitor.ask("let_in", invitation_id=invitation, yes=True)
    eero.conversation_id = aino.conversation_id
    return invitation


def classes(aino: AtSocket, outcome: str) -> None:
    aino.ask("classify", conversation_id=str(aino.conversation_id), outcome=outcome)


def reads(eero: AtSocket, outcome: str) -> int:
    path = f"{PAGE}/{eero.conversation_id}"
    return eero.browser.post(path, data={"outcome": outcome}, headers=ORIGIN).status_code


def counted(session: Session) -> dict[str, int]:
    session.rollback()
    found = session.exec(select(Count).where(Count.what == Counted.READ_TWICE)).all()
    return {one.detail: one.n for one in found if one.n}


@pytest.mark.parametrize("is_first_said_first", [True, False])
def test_two_classes_given_apart_are_counted_as_a_pair(
    followed, line, session, is_first_said_first
):
    _visitor, aino, eero = followed

    if is_first_said_first:
        classes(aino, "helped")
    given = reads(eero, "guided")
    alone = counted(session)
    if not is_first_said_first:
        classes(aino, "helped")

    assert given == 303
    assert alone == ({"helped|guided": 1} if is_first_said_first else {})
    assert counted(session) == {"helped|guided": 1}
    month = clock.month_starts(clock.local_day())
    told = pair_totals(session, [line.id], month, clock.next_month(month))
    assert told == {line.id: {("helped", "guided"): 1}}


def test_neither_reader_sees_what_the_other_has_said_and_the_row_is_nobodys(followed, session):
    visitor, aino, eero = followed
    classes(aino, "helped_and_guided")

    page = eero.browser.get(PAGE).text
    reads(eero, "unclear")

    assert "Aino Alanko" in page
    assert "Seurasit sitä." in page
    assert " checked" not in page
    assert "unclear" not in str(aino.ask("desk", lang="fi"))
    assert "worker_id" not in SecondReading.model_fields
    told = visitor.browser.get("/chat/export").json["second_readings"]
    assert [one["outcome"] for one in told] == ["unclear"]


def test_a_second_class_is_given_once_and_leaves_the_list(followed, session):
    _visitor, aino, eero = followed
    classes(aino, "helped")
    reads(eero, "helped")

    again = reads(eero, "unclear")

    assert again == 409
    assert counted(session) == {"helped|helped": 1}
    assert str(eero.conversation_id) not in eero.browser.get(PAGE).text


def test_a_pair_stays_as_it_was_and_only_misuse_takes_it_back(followed, session):
    _visitor, aino, eero = followed
    classes(aino, "helped")
    reads(eero, "guided")

    classes(aino, "guided")
    after_a_talk = counted(session)
    classes(aino, "misuse")

    assert after_a_talk == {"helped|guided": 1}
    assert counted(session) == {}


def test_whoever_handed_it_over_may_and_who_took_it_or_was_not_there_may_not(people, line):
    visitor, aino = talking(people, line)
    eero = a_responder(people, line, "Eero Eskola")
    invitation = comes_along(visitor, aino, eero, part="joining")
    aino.ask("hand_over", invitation_id=invitation)
    while_open = reads(aino, "helped")
    stranger = a_responder(people, line, "Olli Oja")
    stranger.conversation_id = aino.conversation_id

    visitor.ask("close", conversation_id=str(visitor.conversation_id))

    assert while_open == reads(eero, "helped") == reads(stranger, "helped") == 404
    assert reads(aino, "helped") == 303


def test_no_word_is_opened_for_it(followed):
    _visitor, _aino, eero = followed

    assert str(eero.conversation_id) in eero.browser.get(PAGE).text
    assert eero.sync() == {"ok": False, "code": "no_such_conversation"}


def _a_week_goes_by(row: Conversation) -> None:
    row.closed_at = clock.now() - timedelta(days=7)


def _the_key_dies(row: Conversation) -> None:
    house().keys.destroy([row.id])


def _they_came_back_since(row: Conversation) -> None:
    row.opened_at = clock.now()


@pytest.mark.parametrize("then", [_a_week_goes_by, _the_key_dies, _they_came_back_since])
def test_after_that_nobody_reads_it_a_second_time(followed, session, then):
    _visitor, _aino, eero = followed

    row = session.get_one(Conversation, eero.conversation_id)
    then(row)
    session.add(row)
    session.commit()

    assert reads(eero, "helped") == 404
    assert str(eero.conversation_id) not in eero.browser.get(PAGE).text


NO_TIME = ('within = "P7D"', 'within = "P0D"')
NOTHING_KEPT = (
    '"chat.body"               = { after = "closed", keep = "P7D"',
    '"chat.body"               = { after = "closed", keep = "P0D"',
)


@pytest.fixture(params=[NO_TIME, NOTHING_KEPT])
def short(home: House, request: pytest.FixtureRequest) -> None:
    """The policy leaves a second reader no time, in one way or the other."""
    obey(*request.param)


def test_where_the_policy_leaves_nothing_to_read_the_page_says_so(followed, short):
    eero = followed[2]

    page = eero.browser.get(PAGE).text

    assert "Raporteissa kerrotaan vain yhdestä arvioijasta." in page
    assert str(eero.conversation_id) not in page
    assert reads(eero, "helped") == 404
