"""The same counters on PostgreSQL, where two statements really do run at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import select

from chat.events import ContactAttempted
from core.events import tell
from core.house import House
from outreach.models import LinkCount, StageCount
from outreach.schemas import CountKind
from tests.people import People
from tests.people_outreach import CODE, a_campaign, a_link, comes_by

pytestmark = pytest.mark.postgres

CROWD = 30


@pytest.fixture
def people(on_postgres: House) -> People:
    return People(on_postgres)


def test_everybody_in_a_crowd_is_counted_once(people: People):
    campaign, line = a_campaign(people), people.line()
    a_link(people, line, campaign_id=campaign.id)

    def come(number: int) -> None:
        comes_by(people.home.app.test_client(), f"/t/{CODE}")
        tell(ContactAttempted(line_id=line.id, origin=CODE if number % 2 else ""))

    with ThreadPoolExecutor(CROWD) as pool:
        list(pool.map(come, range(CROWD)))

    with people.home.database.session() as session:
        [opened] = session.exec(select(LinkCount)).all()
        asked = {one.campaign_id: one.n for one in session.exec(select(StageCount)).all()}
    assert (opened.kind, opened.n) == (CountKind.OPENED, CROWD)
    assert asked == {campaign.id: CROWD // 2, None: CROWD // 2}
