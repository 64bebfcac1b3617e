"""What a responder says about a conversation that has ended, and what is counted of it."""

from sqlmodel import Session, col, select

from chat.actions.counting import span_of
from chat.models import Closing, Count, LineText
from chat.queries import coverage
from chat.schemas.closing import LineTextKind
from tests.people import People, texts
from tests.people_chat import AtSocket, opened, sealed, talking


def sum_up(aino: AtSocket, outcome: str = "guided", **said: object) -> dict[str, object]:
    return aino.ask("sum_up", conversation_id=str(aino.conversation_id), outcome=outcome, **said)


def ended(people: People, **line: object) -> tuple[AtSocket, AtSocket]:
    visitor, aino = talking(people, people.line(**line))
    visitor.says("hei")
    aino.ask("close", conversation_id=str(aino.conversation_id))
    return visitor, aino


def counts(session: Session) -> dict[tuple[str, str], int]:
    session.rollback()
    said = session.exec(
        select(Count).where(col(Count.what).not_in(["attempt", "opened", "asked_at", "waited"]))
    ).all()
    return {(str(one.what), one.detail): one.n for one in said if one.n}


def test_topic_outcome_and_missing_service_are_counted_together(people: People, session: Session):
    _visitor, aino = ended(people)

    answer = sum_up(aino, topics=["mood"], is_missing=True, minutes=35)

    assert answer == {"ok": True}
    assert counts(session) == {
        ("outcome", "guided"): 1,
        ("topic", "mood|guided|missing"): 1,
        ("minutes", "20-40"): 1,
    }


def test_a_correction_takes_the_earlier_word_back(people: People, session: Session):
    _visitor, aino = ended(people)
    sum_up(aino, topics=["mood"], minutes=35)

    sum_up(aino, "helped", minutes=90)

    assert counts(session) == {("outcome", "helped"): 1, ("minutes", "90-"): 1}


def test_misuse_counts_as_misuse_and_as_nothing_else(people: People, session: Session):
    _visitor, aino = ended(people)

    sum_up(aino, "misuse", topics=["mood"], minutes=2)

    assert counts(session) == {("outcome", "misuse"): 1}
    assert coverage(session) == {"analysed": 0, "of": 0}


def test_topics_and_partners_of_other_lines_are_left_out(people: People, session: Session):
    _visitor, aino = ended(people)

    sum_up(aino, topics=["mood", "elsewhere"], partner="nobody-here")

    closing = session.exec(select(Closing)).one()
    assert (closing.topics, closing.partner, closing.minutes) == (["mood"], None, 0)


def test_nothing_is_said_before_the_end_nor_by_somebody_else(people: People):
    visitor, aino = talking(people, people.line())

    assert sum_up(aino)["code"] == "still_going_on"
    assert sum_up(visitor)["code"] == "not_allowed"


def test_the_visitors_own_words_are_sealed_and_theirs_to_take_along(
    people: People, session: Session
):
    visitor, aino = ended(people)

    sum_up(aino, own_words=sealed("tuntuu ettei kukaan kuule"))

    kept = session.exec(select(Closing)).one()
    taken = visitor.browser.get("/chat/export").json
    assert b"kuule" not in (kept.own_words or b"")
    assert opened(taken["summed_up"]["own_words"]) == "tuntuu ettei kukaan kuule"


def test_they_go_with_the_messages_and_the_counts_stay(people: People, session: Session):
    visitor, aino = ended(people)
    sum_up(aino, own_words=sealed("hei"))

    visitor.browser.post("/chat/erase", headers={"Origin": "http://localhost"})

    assert session.exec(select(Closing)).all() == []
    assert counts(session)[("outcome", "guided")] == 1


def test_a_line_gives_its_replies_partners_and_topics_to_its_own_desk(
    people: People, session: Session
):
    line, other = people.line(), people.line("other")
    session.add(LineText(line_id=line.id, kind=LineTextKind.REPLY, key="moi", text=texts("Moi")))
    session.commit()
    _visitor, aino = talking(people, line)

    mine = aino.ask("ready", line_id=str(line.id), lang="sv")
    theirs = aino.ask("ready", line_id=str(other.id))

    assert mine["replies"] == [{"key": "moi", "text": "Moi (sv)"}]
    assert mine["topics"] == [{"key": "mood", "text": "Mår dåligt"}]
    assert theirs["code"] == "no_such_conversation"


def test_spans_of_minutes_join_without_a_gap():
    assert [span_of(n) for n in (0, 19, 20, 89, 90, 500)] == [
        "0-20",
        "0-20",
        "20-40",
        "60-90",
        "90-",
        "90-",
    ]
