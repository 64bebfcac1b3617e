"""A channel is asked for with an assessment, decided step by step, and goes dark when nobody looks at it again."""

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from core import clock
from core.house import House
from organisation.models import Role
from outreach.jobs import remind_keepers
from outreach.models import Channel, ChannelRequest, RequestDecision
from outreach.queries.requests import advice
from outreach.schemas import ChannelPlan, ChannelState, CountKind
from outreach.schemas.requests import Criterion, Decision, Gap
from outreach.seen import print_of
from policies.models import AuditEntry
from tests.people import People
from tests.people_outreach import CODE, a_channel, a_link, asks_for, comes_by, post, seen_on, times

READY = dict.fromkeys(Criterion, 3)
YES = {"decision": "approve", "reason": "Suunnitelma on hyvä."}


@pytest.fixture
def proposed(people: People) -> Channel:
    return a_channel(people, state=ChannelState.PROPOSED)


@pytest.fixture
def kaisa(people: People) -> FlaskClient:
    return people.signed_in(people.worker(Role.COORDINATOR, name="Kaisa Koski"))


@pytest.fixture
def tuula(people: People) -> FlaskClient:
    return people.signed_in(people.worker(Role.DATA_PROTECTION_OFFICER, name="Tuula Tamminen"))


def decide(browser: FlaskClient, channel: Channel, **said: str) -> int:
    path = f"/outreach/channels/{channel.id}/request"
    seen = said.pop("seen", None) or seen_on(browser, path)
    return post(browser, f"{path}/decide", **{**YES, "seen": seen, **said}).status_code


def fresh(session: Session) -> Channel:
    session.rollback()
    session.expire_all()
    return session.exec(select(Channel)).one()


def answers(keeper: Any, **changes: Any) -> dict[str, Any]:
    words = dict.fromkeys(Criterion, "Mietitty yhdessä.")
    scores = {f"{one}_score": "2" for one in Criterion}
    people = {"keeper": str(keeper), "backup": "", "existing_channel": ""}
    return {**words, **scores, **people, "hours_week": 6, "posts_week": 3, **changes}


def test_an_editor_answers_the_questions_and_the_request_waits(
    people: People, proposed, session: Session
):
    veikko = people.worker(Role.EDITOR)

    post(
        people.signed_in(veikko),
        f"/outreach/channels/{proposed.id}/request/edit",
        **answers(veikko.id),
    )

    found = session.exec(select(ChannelRequest)).one()
    assert (found.state, found.step) == ("waiting", "unit_lead")
    assert found.answers[Criterion.PURPOSE] == "Mietitty yhdessä."


def test_whether_there_is_a_channel_already_must_be_answered(
    people: People, proposed, session: Session
):
    veikko = people.worker(Role.EDITOR)

    answer = post(
        people.signed_in(veikko),
        f"/outreach/channels/{proposed.id}/request/edit",
        **answers(veikko.id, existing=""),
    )

    assert answer.status_code == 422
    assert session.exec(select(ChannelRequest)).all() == []


def test_three_steps_bring_a_channel_into_use_and_each_stands_in_the_log(
    people: People, proposed, kaisa, tuula, session: Session
):
    asks_for(people, proposed)

    assert [decide(kaisa, proposed), decide(kaisa, proposed)] == [303, 303]
    assert fresh(session).state is ChannelState.PROPOSED
    assert decide(tuula, proposed, review_on=str(clock.local_day() + timedelta(days=60))) == 303

    channel = fresh(session)
    assert channel.state is ChannelState.APPROVED
    assert channel.review_on == clock.local_day() + timedelta(days=60)
    logged = session.exec(
        select(AuditEntry).where(AuditEntry.action == "outreach.approve").order_by(AuditEntry.seq)
    ).all()
    assert [one.resource for one in logged] == [f"channel:{channel.id}"] * 3


def test_nobody_decides_their_own_request_or_another_roles_step(
    people: People, proposed, tuula, session: Session
):
    kaisa = people.worker(Role.COORDINATOR)
    asks_for(people, proposed, asked_by=kaisa.id)

    own, too_early = decide(people.signed_in(kaisa), proposed), decide(tuula, proposed)

    assert (own, too_early) == (403, 403)
    assert session.exec(select(RequestDecision)).all() == []


def test_who_said_yes_before_does_not_speak_for_security(people: People, proposed):
    both = people.signed_in(people.worker(Role.COORDINATOR, Role.DATA_PROTECTION_OFFICER))
    asks_for(people, proposed)

    assert [decide(both, proposed) for _ in range(3)] == [303, 303, 403]


def test_the_same_word_sent_twice_speaks_for_one_step(people: People, proposed, kaisa, session):
    asks_for(people, proposed)
    seen = seen_on(kaisa, f"/outreach/channels/{proposed.id}/request")

    answers_ = [decide(kaisa, proposed, seen=seen) for _ in range(2)]

    assert answers_ == [303, 409]
    assert session.exec(select(ChannelRequest.step)).one() == "communications"


def test_a_step_decides_on_what_it_has_read(people: People, proposed, kaisa, session: Session):
    veikko = people.worker(Role.EDITOR)
    asks_for(people, proposed, asked_by=veikko.id)
    seen = seen_on(kaisa, f"/outreach/channels/{proposed.id}/request")
    changed = answers(veikko.id, security="Salasana on seinällä.")
    post(people.signed_in(veikko), f"/outreach/channels/{proposed.id}/request/edit", **changed)

    assert decide(kaisa, proposed, seen=seen) == 409
    assert session.exec(select(RequestDecision)).all() == []


def test_security_that_deferred_once_decides_when_it_is_asked_again(
    people: People, proposed, kaisa, tuula, session: Session
):
    veikko = people.worker(Role.EDITOR)
    asks_for(people, proposed, step="security", asked_by=veikko.id)
    decide(tuula, proposed, decision="defer", reason="Keväällä uudelleen.")

    again = answers(veikko.id)
    post(people.signed_in(veikko), f"/outreach/channels/{proposed.id}/request/edit", **again)

    assert [decide(one, proposed) for one in (kaisa, kaisa, tuula)] == [303, 303, 303]
    assert fresh(session).state is ChannelState.APPROVED


def test_a_channel_that_was_closed_and_is_proposed_again_is_asked_for_anew(
    people: People, proposed, session: Session
):
    veikko = people.worker(Role.EDITOR)
    asks_for(people, proposed, state="rejected", ended_on=clock.local_day())

    again = answers(veikko.id)
    post(people.signed_in(veikko), f"/outreach/channels/{proposed.id}/request/edit", **again)

    assert session.exec(select(ChannelRequest.state)).one() == "waiting"


@pytest.mark.parametrize(
    ("decision", "state"), [("reject", "rejected"), ("join_existing", "joined")]
)
def test_a_no_ends_the_request_and_its_reason_is_kept(
    decision, state, people: People, proposed, kaisa, session: Session
):
    asks_for(people, proposed)

    decide(kaisa, proposed, decision=decision, reason="Samaa tekee jo kunnan kanava.")

    assert fresh(session).state is ChannelState.CLOSED
    assert session.exec(select(ChannelRequest.state)).one() == state
    assert "Samaa tekee jo" in kaisa.get(f"/outreach/channels/{proposed.id}/request").text


def test_a_decision_without_a_reason_is_refused(people: People, proposed, kaisa, session: Session):
    asks_for(people, proposed)

    assert decide(kaisa, proposed, reason="") == 422
    assert session.exec(select(RequestDecision)).all() == []


def test_a_request_that_nobody_answers_lapses(people: People, proposed, kaisa):
    asks_for(people, proposed, moved_on=clock.local_day() - timedelta(days=40))

    assert decide(kaisa, proposed) == 409


def test_a_channel_that_hides_whose_it_is_is_not_approved(people: People, tuula, session: Session):
    hidden = a_channel(
        people, state=ChannelState.PROPOSED, disclosure={"fi": "", "sv": "", "en": ""}
    )
    asks_for(people, hidden, step="security")

    assert decide(tuula, hidden) == 409
    assert fresh(session).state is ChannelState.PROPOSED


def test_the_score_advises_and_names_what_is_missing(people: People, proposed, home: House):
    good = asks_for(
        people,
        proposed,
        scores=READY,
        hours_week=8,
        posts_week=3,
        backup_id=people.worker(Role.EDITOR).id,
    )
    weak = ChannelRequest(
        channel_id=proposed.id, keeper_id=good.keeper_id, asked_by=good.asked_by, scores={}
    )

    assert (advice(good).percent, advice(good).decision) == (100, Decision.APPROVE)
    assert advice(weak).decision is Decision.REJECT
    assert set(advice(weak).gaps) == set(Gap)


def test_a_lapsed_review_makes_a_channel_dark_its_links_lead_on_uncounted(
    people: People, client: FlaskClient, session: Session
):
    line = people.line()
    lapsed = a_channel(people, review_on=clock.local_day() - timedelta(days=1))
    a_link(people, line, channel_id=lapsed.id)

    answer = comes_by(client, f"/t/{CODE}")

    assert answer.status_code == 303
    assert answer.headers["Location"].endswith(f"/lines/{line.slug}")
    assert times(session, CountKind.OPENED) == 0


def test_its_keeper_is_told_once_and_it_shines_again_when_somebody_looks(
    people: People, tuula, home: House, session: Session
):
    lapsed = a_channel(people, review_on=clock.local_day() - timedelta(days=1))
    asks_for(people, lapsed, state="approved")
    outbox = home.app.extensions["mailer"].outbox
    outbox.clear()

    remind_keepers()
    remind_keepers()
    post(tuula, f"/outreach/channels/{lapsed.id}/look-again")

    assert [one["To"] for one in outbox] == ["veikko1@example.org"]
    assert fresh(session).is_dark(clock.local_day()) is False


def test_a_form_never_puts_off_the_day_of_the_next_look(people: People, session: Session):
    soon = clock.local_day() + timedelta(days=10)
    channel = a_channel(people, review_on=soon)

    post(
        people.signed_in(people.worker(Role.EDITOR)),
        f"/outreach/channels/{channel.id}",
        seen=print_of(channel, ChannelPlan),
        name="Kirjaston taulu",
        kind="poster",
        identity_mode="organisation",
        scope="local",
        state="active",
        disclosure_fi="Nuorisotyön kanava",
        review_on=str(soon + timedelta(days=900)),
    )

    assert fresh(session).review_on == soon


def test_the_text_is_looked_at_on_a_rhythm(people: People, session: Session):
    channel = a_channel(people, review_on=clock.local_day() + timedelta(days=90))
    editor = people.signed_in(people.worker(Role.EDITOR))
    assert "is the text there?" in editor.get("/en/outreach/channels").text

    post(editor, f"/outreach/channels/{channel.id}/check")

    assert "is the text there?" not in editor.get("/en/outreach/channels").text


def test_its_keeper_is_asked_to_look_at_the_text_when_it_is_time(people: People, home: House):
    unseen = a_channel(people, review_on=clock.local_day() + timedelta(days=90))
    asks_for(people, unseen, state="approved")
    outbox = home.app.extensions["mailer"].outbox
    outbox.clear()

    remind_keepers()

    assert [one["To"] for one in outbox] == ["veikko0@example.org"]
    assert "Kirjaston taulu" in outbox[0]["Subject"]
