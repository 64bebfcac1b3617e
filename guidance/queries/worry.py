"""How often worry tests were filled in, and how often reading helped."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, func, select

from guidance.models import WorryCount
from guidance.worry.counting import DONE, HELPED


@dataclass(frozen=True)
class WorryTotals:
    """What was counted in a span of days, unprotected: never shown as it is."""

    done: int
    helped: int


def worry_totals(session: Session, first: date, end: date) -> WorryTotals:
    """Sum every test's counts from `first` to before `end`; "somewhat" is a help too (R30)."""
    found = (
        select(col(WorryCount.question), func.sum(WorryCount.n))
        .where(col(WorryCount.question).in_([DONE, HELPED]), col(WorryCount.answer) != "no")
        .where(WorryCount.day >= first, WorryCount.day < end)
        .group_by(col(WorryCount.question))
    )
    sums = {question: int(n) for question, n in session.exec(found).all()}
    return WorryTotals(sums.get(DONE, 0), sums.get(HELPED, 0))
