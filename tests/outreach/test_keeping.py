"""What goes when its time is over, and the demo that shows the room at work."""

from datetime import timedelta

from sqlmodel import Session, select

from core import clock
from core.db import transaction
from outreach import demo
from outreach.actions import count_stage
from outreach.figures import CLASSES, CONVERSATIONS, figures
from outreach.models import Campaign, Link, StageCount, StageMonth
from outreach.queries import lines_here, link_by_code
from outreach.retention import purge_campaigns
from outreach.schemas import Stage
from policies.retention import tasks
from tests.people import People
from tests.people_outreach import CODE, a_campaign, a_link, last_month


def test_a_purged_campaign_leaves_its_lines_figures_and_its_links(people: People, session: Session):
    campaign, line = a_campaign(people), people.line()
    a_link(people, line, campaign_id=campaign.id)
    today = clock.local_day()
    with transaction() as counting:
        count_stage(counting, line.id, Stage.LANDING, today, campaign_id=campaign.id, by=7)
        count_stage(counting, line.id, Stage.LANDING, today, by=5)

    with transaction() as purging:
        purge_campaigns(purging, [campaign.id])

    assert session.exec(select(Campaign)).all() == []
    assert [(one.campaign_id, one.n) for one in session.exec(select(StageCount)).all()] == [
        (None, 12)
    ]
    assert session.exec(select(StageMonth.n)).one() == 12
    assert session.exec(select(Link)).one().campaign_id is None


def test_counters_campaigns_and_channels_have_somebody_to_purge_them(home):
    classes = {task.data_class for task in tasks()}

    assert {"outreach.count", "outreach.campaign", "outreach.channel"} <= classes


def test_the_demo_shows_one_small_cell_and_what_protects_it(people: People, session: Session):
    lines = {f"linja-{n}": people.line(f"linja-{n}", position=n).id for n in range(7)}
    organisation_id = people.organisation().id

    with transaction() as seeding:
        demo.seed(seeding, organisation_id, lines)

    month = figures(session, lines_here(session, organisation_id), last_month())
    hidden = [
        key
        for key, cell in month.cells.items()
        if cell.is_hidden and key[1] in (*CLASSES, CONVERSATIONS)
    ]
    assert len(hidden) == 4
    assert month.of("linja-0", CONVERSATIONS).n == 92


def test_the_demos_story_is_in_use_today(people: People, session: Session):
    lines = {"nuoret": people.line().id}

    with transaction() as seeding:
        demo.seed(seeding, people.organisation().id, lines)

    story = link_by_code(session, demo.STORY)
    assert story is not None
    assert story.is_active(clock.local_day())
    assert not story.is_active(clock.local_day() - timedelta(days=365))
    assert story.code == CODE
