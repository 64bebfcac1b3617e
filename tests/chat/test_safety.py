"""Somebody is worried for a visitor's safety: the flag, its steps, and what is left of it."""

from sqlmodel import Session, select

from chat.models import Count, Flag, FlagStep, LineText
from chat.schemas.closing import LineTextKind
from organisation.models import Role
from tests.people import People, texts
from tests.people_chat import ORIGIN, AtSocket, talking


def about(one: AtSocket) -> dict[str, str]:
    return {"conversation_id": str(one.conversation_id)}


def flags(session: Session) -> int:
    session.rollback()
    return sum(one.n for one in session.exec(select(Count)).all() if one.what == "safeguarding")


def test_a_flag_leads_through_the_steps_and_remembers_who_took_them(people: People):
    _visitor, aino = talking(people, people.line())
    aino.ask("flag", **about(aino))

    aino.ask("tick", **about(aino), step="colleague")

    steps = {one["key"]: one for one in aino.ask("safety", **about(aino), lang="fi")["steps"]}
    assert list(steps) == ["now", "colleague", "tell", "notice", "next"]
    assert steps["now"]["phone"] == "112"
    assert steps["colleague"]["done_by"] == "Aino Alanko"
    assert steps["tell"]["done_at"] is None


def test_a_lines_own_steps_take_the_place_of_the_policys(people: People, session: Session):
    line = people.line()
    step = LineText(
        line_id=line.id, kind=LineTextKind.STEP, key="soita", text=texts("Soita"), phone="116 117"
    )
    session.add(step)
    session.commit()
    _visitor, aino = talking(people, line)

    steps = aino.ask("safety", **about(aino), lang="en")["steps"]

    assert [(one["key"], one["text"], one["phone"]) for one in steps] == [
        ("soita", "Soita (en)", "116 117")
    ]


def test_it_counts_once_and_no_more_when_it_was_a_mistake(people: People, session: Session):
    _visitor, aino = talking(people, people.line())
    aino.ask("flag", **about(aino))
    aino.ask("flag", **about(aino))
    raised = flags(session)

    aino.ask("flag", **about(aino), is_raised=False)

    assert (raised, flags(session)) == (1, 0)
    assert session.exec(select(Flag)).all() == []


def test_no_step_is_ticked_before_the_flag(people: People):
    _visitor, aino = talking(people, people.line())

    assert aino.ask("tick", **about(aino), step="now")["code"] == "not_flagged"


def test_nobody_else_raises_or_sees_it(people: People):
    line = people.line()
    visitor, aino = talking(people, line)
    aino.ask("flag", **about(aino))
    eero = people.signed_in(people.worker(Role.RESPONDER, lines=(line,), name="Eero Eskola"))
    other = AtSocket(people.home, eero, aino.kind).connect()

    assert visitor.ask("safety", **about(visitor))["code"] == "not_allowed"
    assert other.ask("safety", **about(aino))["code"] == "no_such_conversation"
    assert other.ask("flag", **about(aino))["code"] == "no_such_conversation"


def test_when_the_visitor_erases_everything_it_points_nowhere_and_stays_counted(
    people: People, session: Session
):
    visitor, aino = talking(people, people.line())
    aino.ask("flag", **about(aino))
    aino.ask("tick", **about(aino), step="now")

    visitor.browser.post("/chat/erase", headers=ORIGIN)

    assert session.exec(select(Flag)).one().conversation_id is None
    assert len(session.exec(select(FlagStep)).all()) == 1
    assert flags(session) == 1


def test_the_visitor_sees_that_it_is_stored(people: People):
    visitor, aino = talking(people, people.line())
    aino.ask("flag", **about(aino))

    page = visitor.browser.get("/en/chat/stored").text

    assert "A safeguarding flag" in page


def test_a_coordinator_keeps_the_texts_of_their_own_lines_only(people: People, session: Session):
    mine, other = people.line("mine"), people.line("other")
    kaisa = people.signed_in(people.worker(Role.COORDINATOR, lines=(mine,)))
    text = {"kind": "reply", "key": "/Moi", "fi": "Moi {nickname}!", "position": "1"}

    kept = kaisa.post("/desk/texts/mine", data=text, headers=ORIGIN)
    wrong = kaisa.post("/desk/texts/mine", data=text | {"key": "ä ö"}, headers=ORIGIN)
    refused = kaisa.post("/desk/texts/other", data=text, headers=ORIGIN)

    assert (kept.status_code, wrong.status_code, refused.status_code) == (303, 422, 404)
    found = session.exec(select(LineText)).one()
    assert (found.line_id, found.key, other.id != mine.id) == (mine.id, "moi", True)


def test_a_text_is_changed_and_deleted(people: People, session: Session):
    line = people.line("mine")
    kaisa = people.signed_in(people.worker(Role.COORDINATOR, lines=(line,)))
    text = {"kind": "partner", "key": "koulu", "fi": "Koulu", "position": "1"}
    kaisa.post("/desk/texts/mine", data=text, headers=ORIGIN)

    kaisa.post("/desk/texts/mine", data=text | {"fi": "Kuraattori"}, headers=ORIGIN)
    text_id = session.exec(select(LineText.id)).one()
    session.rollback()
    form = kaisa.get(f"/desk/texts/mine?edit={text_id}").text
    kaisa.post(f"/desk/texts/mine/{text_id}/delete", headers=ORIGIN)

    assert form.count("Kuraattori") == 2
    assert session.exec(select(LineText)).all() == []
