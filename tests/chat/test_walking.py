"""A card that accompanies knows when somebody could come along."""

from organisation.models import Role
from scheduling.schemas.appointments import AppointmentKind
from tests.people_appointments import a_type, is_free
from tests.people_chat import talking


def test_the_next_free_times_of_the_lines_team_are_offered(people):
    line = people.line()
    visitor, responder = talking(people, line)
    keeper = people.worker(Role.RESPONDER, lines=(line,), name="Kerttu Keto")
    kind = a_type(people, line, keeper, kind=AppointmentKind.IN_PERSON)
    is_free(people, keeper, "09:00", "17:00")

    answer = responder.ask("walk", conversation_id=str(visitor.conversation_id))

    assert (answer["walk"]["line"], answer["walk"]["type"]) == (line.slug, str(kind.id))
    assert len(answer["walk"]["times"]) == 3


def test_a_line_that_walks_with_nobody_promises_nothing(people):
    visitor, responder = talking(people, people.line())

    assert responder.ask("walk", conversation_id=str(visitor.conversation_id))["walk"] is None


def test_a_visitor_does_not_ask_for_the_roster(people):
    visitor, _responder = talking(people, people.line())

    answer = visitor.ask("walk", conversation_id=str(visitor.conversation_id))

    assert answer["code"] == "not_allowed"
