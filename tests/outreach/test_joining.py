"""From everything that is stored, no two visits of one person can be joined.

Whoever reads the tables learns how often each step was taken and nothing else: the same steps by
one person, by ten, from other devices or in another order leave the very same rows.
"""

from random import Random
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session, SQLModel, delete

from chat.events import ContactAttempted, ConversationClassified, ConversationOpened
from core import clock
from core.events import tell
from core.limits import limiter
from organisation.models import Line
from tests.house.test_counters import COUNTERS
from tests.people import People
from tests.people_outreach import CODE, PHONE, a_campaign, a_link, comes_by, post

OTHER = "plkrts"
DEVICES = (PHONE, "Mozilla/5.0 (Linux; Android 14) Chrome/120.0 Mobile", "Mozilla/5.0 (X11; Linux)")
STEPS = ("tapped", "scanned", "landed", "asked", "talked", "helped")
Visit = tuple[int, str, str]

visits = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from(STEPS), st.sampled_from([CODE, OTHER])), max_size=8
)


@pytest.fixture
def line(people: People) -> Line:
    """A line with a link of a campaign and one of none."""
    line = people.line()
    a_link(people, line, campaign_id=a_campaign(people).id)
    a_link(people, line, OTHER)
    return line


@settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
)
@given(visits=visits, dice=st.randoms(use_true_random=False))
def test_who_came_and_in_what_order_leaves_no_trace(
    client: FlaskClient, session: Session, line: Line, visits: list[Visit], dice: Random
):
    others = [(dice.randrange(3), step, code) for _device, step, code in visits]
    dice.shuffle(others)

    as_it_was = _stored(client, session, line, visits)
    by_others = _stored(client, session, line, others)

    assert as_it_was == by_others


def _stored(
    client: FlaskClient, session: Session, line: Line, visits: list[Visit]
) -> dict[str, list[str]]:
    """Let visits happen in a house that has counted nothing, and read every table."""
    for table in COUNTERS:
        session.execute(delete(SQLModel.metadata.tables[table]))
    session.commit()
    limiter.reset()
    for device, step, code in visits:
        _happens(client, line, device, step, code)
    found = {
        name: sorted(str({**row, "id": None}) for row in session.execute(table.select()).mappings())
        for name, table in SQLModel.metadata.tables.items()
    }
    session.rollback()
    return found


def _happens(client: FlaskClient, line: Line, device: int, step: str, code: str) -> None:
    match step:
        case "tapped":
            comes_by(client, f"/t/{code}", DEVICES[device])
        case "scanned":
            comes_by(client, f"/q/{code}", DEVICES[device])
        case "landed":
            assert post(client, f"/lines/{line.slug}/landed", k=code).status_code == 204
        case "asked":
            tell(ContactAttempted(line_id=line.id, origin=code))
        case "talked":
            ids = {"conversation_id": uuid4(), "responder_id": uuid4()}
            tell(ConversationOpened(line_id=line.id, shown_as="Aino", **ids))
        case _:
            day = clock.local_day()
            tell(ConversationClassified(line_id=line.id, day=day, outcome=step, before=None))
