"""The same counters on PostgreSQL, where two statements really do run at once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlmodel import SQLModel, select

from chat.events import ContactAttempted
from core.db import Database
from core.events import tell
from core.house import House, stand
from outreach.models import LinkCount, StageCount
from outreach.schemas import CountKind
from tests.people import People
from tests.people_outreach import CODE, a_campaign, a_link, comes_by

pytestmark = pytest.mark.postgres

CROWD = 30


@pytest.fixture
def people(home: House, fresh_postgres_url: str) -> Iterator[People]:
    settings = home.settings.model_copy(update={"database_url": fresh_postgres_url})
    house = replace(home, settings=settings, database=Database(settings))
    SQLModel.metadata.create_all(house.database.engine)
    stand(house)
    yield People(house)
    house.database.engine.dispose()
    stand(home)


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
