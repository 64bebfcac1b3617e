"""What chat and guidance tell becomes counters, and the campaign goes no further than the contact attempt."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from flask.testing import FlaskClient
from sqlmodel import Session, select

from chat.events import (
    ContactAttempted,
    ContactRequested,
    ConversationClassified,
    ConversationOpened,
    LineLanded,
)
from core import clock
from core.db import transaction
from core.events import tell
from guidance.events import ServiceReferred
from organisation.models import Role
from outreach.actions import count_stage
from outreach.models import StageMonth
from outreach.schemas import CountKind, Stage
from tests.people import People
from tests.people_outreach import (
    CODE,
    PHONE,
    a_campaign,
    a_link,
    last_month,
    post,
    steps,
    times,
)

DAY = date(2026, 3, 17)


def classified(line_id, outcome: str, before: str | None = None) -> None:
    tell(ConversationClassified(line_id=line_id, day=DAY, outcome=outcome, before=before))


def test_a_page_that_was_really_shown_counts_for_its_link_and_campaign(
    client: FlaskClient, people: People, session: Session
):
    campaign = a_campaign(people)
    a_link(people, people.line(), campaign_id=campaign.id)

    post(client, "/lines/nuoret/landed", k=CODE)

    assert times(session, CountKind.LANDED) == 1
    assert [(one.campaign_id, one.day, one.n) for one in steps(session, Stage.LANDING)] == [
        (campaign.id, clock.local_day(), 1)
    ]


def test_who_comes_without_a_link_counts_for_the_line_alone(people: People, session: Session):
    line = people.line()

    tell(LineLanded(line_id=line.id, origin=""))
    tell(LineLanded(line_id=line.id, origin="nosuch"))

    assert [(one.campaign_id, one.n) for one in steps(session, Stage.LANDING)] == [(None, 2)]


def test_a_code_of_another_line_counts_for_no_campaign(people: People, session: Session):
    a_link(people, people.line(), campaign_id=a_campaign(people).id)
    parents = people.line("vanhemmat")

    tell(LineLanded(line_id=parents.id, origin=CODE))

    assert times(session, CountKind.LANDED) == 0
    assert [one.campaign_id for one in steps(session, Stage.LANDING)] == [None]


def test_a_contact_attempt_counts_for_the_campaign_of_its_link(people: People, session: Session):
    campaign, line = a_campaign(people), people.line()
    a_link(people, line, campaign_id=campaign.id)

    tell(ContactAttempted(line_id=line.id, origin=CODE))
    tell(ContactAttempted(line_id=line.id, origin=""))

    found = {one.campaign_id: one.n for one in steps(session, Stage.CONTACT_ATTEMPT)}
    assert found == {campaign.id: 1, None: 1}


def test_a_worry_test_counts_for_the_campaign_of_the_link_that_led_to_it(
    client: FlaskClient, people: People, session: Session
):
    campaign, line = a_campaign(people), people.line()
    a_link(people, line, campaign_id=campaign.id, target="http://localhost/worry/youth?k=other")

    led_to = client.get(f"/t/{CODE}", headers={"User-Agent": PHONE}).location
    for k in (CODE, CODE, "", "nosuch"):
        post(client, "/worry/youth", about="mood", k=k)
    post(client, "/worry/youth/helped", answer="somewhat", k=CODE)
    post(client, "/worry/youth/helped", answer="no", k=CODE)

    assert led_to == f"http://localhost/worry/youth?k={CODE}"
    [done], [helped] = steps(session, Stage.TEST_DONE), steps(session, Stage.CONTENT_HELPED)
    month = clock.month_starts(clock.local_day())
    assert (done.campaign_id, done.day, done.n) == (campaign.id, month, 2)
    assert (helped.campaign_id, helped.day, helped.n) == (campaign.id, month, 1)


def test_a_contact_attempt_is_known_by_its_month_only(people: People, session: Session):
    """The conversation that comes of it knows its day: on a quiet one the two would be joined."""
    line, campaign = people.line(), a_campaign(people)
    a_link(people, line, campaign_id=campaign.id)

    with clock.stopped(datetime(2099, 3, 17, 18, tzinfo=UTC)):
        tell(ContactAttempted(line_id=line.id, origin=CODE))

    [counted] = steps(session, Stage.CONTACT_ATTEMPT)
    assert (counted.day, counted.campaign_id) == (date(2099, 3, 1), campaign.id)


def test_words_left_to_be_answered_later_are_counted_by_month_and_told_in_the_report(
    people: People, session: Session
):
    line = people.line()
    veikko = people.signed_in(people.worker(Role.EDITOR, name="Veikko Virta"))

    with clock.stopped(clock.day_starts(last_month()) + timedelta(days=3)):
        for _ in range(7):
            tell(ContactRequested(line_id=line.id))

    [counted] = steps(session, Stage.CONTACT_REQUEST)
    report = veikko.get(f"/reports/{last_month():%Y-%m}.json").json
    assert (counted.day, counted.campaign_id, counted.n) == (last_month(), None, 7)
    assert report["lines"]["nuoret"]["requests"]["value"] == 7
    assert report["blocks"]["outreach"]["attempts"]["value"] == 0


def test_a_conversation_is_known_by_its_month_only(people: People, session: Session):
    line = people.line()

    for _ in range(2):
        tell(
            ConversationOpened(
                conversation_id=uuid4(), line_id=line.id, responder_id=uuid4(), shown_as="Aino"
            )
        )

    [counted] = steps(session, Stage.CONVERSATION)
    assert (counted.day.day, counted.campaign_id, counted.n) == (1, None, 2)


def test_an_outcome_and_a_service_fall_into_the_month(people: People, session: Session):
    line = people.line()

    classified(line.id, "helped_and_guided")
    tell(ServiceReferred(line_id=line.id, service_id=uuid4(), kind="accompanied", day=DAY))

    for stage in (Stage.OUTCOME_HELPED_AND_GUIDED, Stage.SERVICE_ACCOMPANIED):
        assert [(one.day, one.n) for one in steps(session, stage)] == [(date(2026, 3, 1), 1)]


def test_a_changed_outcome_is_counted_once(people: People, session: Session):
    line = people.line()
    classified(line.id, "helped")

    classified(line.id, "guided", before="helped")

    assert [one.n for one in steps(session, Stage.OUTCOME_HELPED)] == [0]
    assert [one.n for one in steps(session, Stage.OUTCOME_GUIDED)] == [1]


def test_misuse_is_counted_apart_from_the_four_classes(people: People, session: Session):
    line = people.line()
    classified(line.id, "unclear")

    classified(line.id, "misuse", before="unclear")

    assert [one.n for one in steps(session, Stage.OUTCOME_UNCLEAR)] == [0]
    assert [one.n for one in steps(session, Stage.OUTCOME_MISUSE)] == [1]


def test_a_counter_never_falls_below_zero(people: People, session: Session):
    line = people.line()

    with transaction() as writing:
        count_stage(writing, line.id, Stage.OUTCOME_HELPED, DAY, by=-1)
        count_stage(writing, line.id, Stage.OUTCOME_HELPED, DAY, by=-1)

    assert [one.n for one in steps(session, Stage.OUTCOME_HELPED)] == [0]


def test_a_months_sum_is_kept_beside_its_days(people: People, session: Session):
    line, campaign = people.line(), a_campaign(people)

    with transaction() as writing:
        for day in (DAY, DAY.replace(day=18)):
            count_stage(writing, line.id, Stage.LANDING, day, campaign_id=campaign.id, by=2)
        count_stage(writing, line.id, Stage.LANDING, DAY, by=5)
        count_stage(writing, line.id, Stage.LANDING, DAY.replace(month=4))

    sums = session.exec(select(StageMonth.month, StageMonth.n).order_by(StageMonth.month)).all()
    assert sums == [(date(2026, 3, 1), 9), (date(2026, 4, 1), 1)]


def test_a_campaign_is_never_written_beside_an_outcome(people: People, session: Session):
    campaign, line = a_campaign(people), people.line()

    with transaction() as writing:
        count_stage(writing, line.id, Stage.OUTCOME_HELPED, DAY, campaign_id=campaign.id)

    assert [one.campaign_id for one in steps(session, Stage.OUTCOME_HELPED)] == [None]
