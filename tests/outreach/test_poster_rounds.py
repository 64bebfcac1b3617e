"""Posters are looked after: put up, looked at, taken down, and the dead ones are named."""

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from core import clock
from organisation.models import Role
from outreach.actions import count_link
from outreach.models import Link, PosterCheck
from outreach.queries.posters import posters
from outreach.schemas import CountKind, Medium
from tests.people import People
from tests.people_outreach import CODE, a_link, another_organisation, post


@pytest.fixture
def editor(people: People) -> FlaskClient:
    return people.signed_in(people.worker(Role.EDITOR))


def a_poster(people: People, **changes: Any) -> Link:
    return a_link(people, people.line(), medium=Medium.QR, **changes)


def look(browser: FlaskClient, **said: Any) -> int:
    told = {"deed": "checked", "condition": "good", **said}
    return post(browser, f"/outreach/posters/{CODE}", **told).status_code


def why(session: Session, people: People) -> list[tuple[str, ...]]:
    session.rollback()
    return [one.why_dead for one in posters(session, people.organisation().id)]


def test_a_poster_that_is_looked_at_and_scanned_is_well(people: People, editor, session: Session):
    made = a_poster(people, active_from=clock.local_day() - timedelta(days=60))
    count_link(session, made.id, CountKind.SCANNED, clock.local_day())
    session.commit()

    look(editor, strips=3)

    (shown,) = posters(session, people.organisation().id)
    assert (shown.why_dead, shown.strips) == ((), 3)


def test_a_poster_is_dead_when_it_is_gone_unseen_or_quiet(people: People, editor, session: Session):
    a_poster(people, active_from=clock.local_day() - timedelta(days=60))
    assert why(session, people) == [("quiet", "unseen")]

    look(editor, condition="gone")

    assert why(session, people) == [("gone", "quiet")]


def test_a_new_poster_is_not_called_quiet(people: People, session: Session):
    a_poster(people, active_from=clock.local_day() - timedelta(days=5))

    assert why(session, people) == [()]


def test_a_poster_that_is_taken_down_has_its_last_day(people: People, editor, session: Session):
    a_poster(people)

    look(editor, deed="taken_down")

    assert why(session, people) == []
    assert session.exec(select(Link.active_until)).one() == clock.local_day()


def test_another_organisations_poster_is_not_found(people: People, editor, session: Session):
    theirs = people.line("toinen", organisation_id=another_organisation(people).id)
    a_link(people, theirs, medium=Medium.QR)

    assert look(editor) == 404
    assert session.exec(select(PosterCheck)).all() == []


def test_a_large_poster_has_strips_and_a_sticker_is_offered(people: People, editor):
    a_poster(people)

    page = editor.get(f"/en/links/{CODE}/poster?size=a4").text

    assert page.count("<li><span>") == 8
    assert "size=sticker" in page
