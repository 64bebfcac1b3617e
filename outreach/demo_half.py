"""The demo's last half-year that is over, told by months, so that there is one to report."""

from datetime import date
from uuid import UUID

from sqlmodel import Session

from chat.actions.counting import count
from chat.demo import seed_asking
from chat.schemas.closing import Counted
from core import clock
from outreach.actions import count_stage
from outreach.reports.periods import HALF
from outreach.schemas import OUTCOMES, Stage

# Month by month: attempts, conversations, the four classes.
MONTHS = (
    (88, 63, (24, 9, 13, 6)),
    (97, 71, (29, 8, 15, 7)),
    (104, 76, (31, 10, 14, 8)),
    (99, 70, (27, 11, 16, 5)),
    (91, 66, (26, 7, 14, 9)),
    (52, 39, (15, 6, 8, 5)),
)
PAIRS = {
    "helped|helped": 9,
    "guided|guided": 6,
    "helped_and_guided|helped_and_guided": 8,
    "unclear|unclear": 3,
    "helped|helped_and_guided": 3,
    "helped_and_guided|helped": 2,
    "guided|helped_and_guided": 2,
    "unclear|helped": 1,
}
"""How often a responder and a second reader gave which classes: 26 of 34 the same, kappa 0.67."""


def seed_half(session: Session, line_id: UUID) -> None:
    """Count the last closed half of the calendar year on one line."""
    first = last_half()
    for attempts, conversations, outcomes in MONTHS:
        for stage, n in (
            (Stage.CONTACT_ATTEMPT, attempts),
            (Stage.CONVERSATION, conversations),
            *zip(OUTCOMES, outcomes, strict=True),
        ):
            count_stage(session, line_id, stage, first, by=n)
        seed_asking(session, line_id, first, attempts)
        first = clock.next_month(first)
    for pair, n in PAIRS.items():
        count(session, line_id, Counted.READ_TWICE, last_half(), detail=pair, by=n)


def last_half() -> date:
    """Give the first day of the last half of the calendar year that is over."""
    today = clock.local_day()
    if today.month > HALF:
        return date(today.year, 1, 1)
    return date(today.year - 1, 1 + HALF, 1)
