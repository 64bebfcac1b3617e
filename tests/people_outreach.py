"""Campaigns, links and those who come by them, for tests."""

import re
from datetime import date, timedelta
from typing import Any

from flask.testing import FlaskClient
from sqlmodel import Session, select
from werkzeug.test import TestResponse

from core import clock
from core.db import transaction
from organisation.models import Line, Organisation, Role
from outreach.actions import count_stage
from outreach.models import (
    Campaign,
    Channel,
    ChannelRequest,
    Link,
    LinkCount,
    Post,
    PostMove,
    StageCount,
)
from outreach.schemas import ChannelKind, ChannelState, CountKind, Medium, Stage
from outreach.schemas.posts import PostDeed
from tests.people import People

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Instagram 312.0"
CODE = "nstgrm"


def post(browser: FlaskClient, path: str, /, **form: Any) -> TestResponse:
    """Send a form of our own page."""
    return browser.post(path, data=form, headers={"Origin": "http://localhost"})


def seen_on(browser: FlaskClient, path: str) -> str:
    """Give what a page remembers of what it shows, as its form sends it back."""
    found = re.search(r'name="seen"[^>]*value="([^"]*)"', browser.get(path).text)
    return found.group(1) if found else ""


def saved(people: People, made: Any) -> Any:
    """Keep a row that was made by hand."""
    with people.home.database.session() as session:
        session.add(made)
        session.commit()
        return made


def a_campaign(people: People, **changes: Any) -> Campaign:
    """Give a campaign of the organisation, begun a month ago."""
    begun = clock.local_day() - timedelta(days=30)
    details = {"title": "Mikä huolettaa?", "goal": "Kysytään joka kuukausi.", "starts_on": begun}
    organisation = changes.pop("organisation_id", None) or people.organisation().id
    return saved(people, Campaign(**{"organisation_id": organisation, **details, **changes}))


def a_post(people: People, campaign: Campaign, **changes: Any) -> Post:
    """Give a draft in Finnish, written by an editor."""
    writer = changes.pop("written_by", None) or people.worker(Role.EDITOR, name="Veikko Virta").id
    details = {
        "title": "Viikon kysymys",
        "texts": {"fi": "Mikä mietityttää?"},
        "planned_on": clock.local_day(),
        "written_by": writer,
    }
    made: Post = saved(people, Post(**{"campaign_id": campaign.id, **details, **changes}))
    wrote = {"position": 0, "deed": PostDeed.WRITE, "done_by": writer, "done_on": made.planned_on}
    saved(people, PostMove(post_id=made.id, **wrote))
    return made


def a_channel(people: People, **changes: Any) -> Channel:
    """Give a channel in use that says whose it is."""
    details = {
        "name": "Kirjaston taulu",
        "kind": ChannelKind.POSTER,
        "state": ChannelState.ACTIVE,
        "disclosure": {"fi": "Nuorisotyön kanava", "sv": "", "en": ""},
    }
    return saved(
        people, Channel(**{"organisation_id": people.organisation().id, **details, **changes})
    )


def asks_for(people: People, channel: Channel, **changes: Any) -> ChannelRequest:
    """Give a request for a proposed channel, asked by an editor who keeps it."""
    editor = people.worker(Role.EDITOR, name="Veikko Virta")
    details = {"keeper_id": editor.id, "asked_by": editor.id, "moved_on": clock.local_day()}
    return saved(people, ChannelRequest(**{"channel_id": channel.id, **details, **changes}))


def a_link(people: People, line: Line, code: str = CODE, **changes: Any) -> Link:
    """Give a link in a story, in use for ten days already."""
    details = {
        "placement": "Tarina",
        "medium": Medium.STORY,
        "active_from": clock.local_day() - timedelta(days=10),
    }
    return saved(people, Link(**{"code": code, "line_id": line.id, **details, **changes}))


def another_organisation(people: People) -> Organisation:
    """Give an organisation that is not ours."""
    people.organisation()
    return saved(
        people, Organisation(slug="toinen", name={"fi": "Toinen"}, contact="toinen@example.org")
    )


def comes_by(browser: FlaskClient, path: str, user_agent: str = PHONE, **more: Any) -> TestResponse:
    """Open a short address as a phone does."""
    return browser.get(path, headers={"User-Agent": user_agent, **more})


def times(session: Session, kind: CountKind) -> int:
    """Add up what all links were counted."""
    session.rollback()
    return sum(session.exec(select(LinkCount.n).where(LinkCount.kind == kind)).all())


def steps(session: Session, stage: Stage) -> list[StageCount]:
    """Give the counters of a step."""
    session.rollback()
    return list(session.exec(select(StageCount).where(StageCount.stage == stage)).all())


def a_counted_month(line: Line, month: date, **counts: int) -> None:
    """Let a line have had a month: `conversation=12, outcome_helped=2` and so on."""
    with transaction() as session:
        for stage, n in counts.items():
            count_stage(session, line.id, Stage(stage), month, by=n)


def last_month() -> date:
    """Give the first day of the month that has ended last."""
    return clock.month_starts(clock.month_starts(clock.local_day()) - timedelta(days=1))
