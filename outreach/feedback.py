"""A month's feedback from both sides, and the measure taken in pairs, as it may be shown (R33).

Each question is a table of lines by answers, protected with all its sums. Of the pairs "how heavy
before, how heavy after" the table says how many were lighter, the same or heavier; a mean stands
beside it with its divisor, where nothing in its row is hidden and where no other line's mean could
be worked out from it.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from chat.actions import BURDEN, FEEDBACK
from chat.queries.feedback import Answers, feedback_counts, first_feedback
from chat.schemas.feedback import RESPONDER_FEEDBACK
from core import clock
from outreach.protected import ALL, tabled, threshold
from outreach.schemas import LineShown
from policies.disclosure import Cell

VISITORS = {name: answers for name, answers in FEEDBACK.items() if name != BURDEN}
RESPONDERS = RESPONDER_FEEDBACK
CHANGES = ("lighter", "same", "heavier")
QUESTIONS: dict[str, tuple[str, ...]] = {**VISITORS, **RESPONDERS, BURDEN: CHANGES}
ANSWERED = "answered"


@dataclass(frozen=True)
class Means:
    """Mean burden before and after, 0 to 4, of so many pairs; less is lighter."""

    before: float
    after: float
    pairs: int

    @property
    def change(self) -> float:
        """Give the mean change; negative is lighter."""
        return round(self.after - self.before, 2)


@dataclass(frozen=True)
class Feedback:
    """One month: a cell for each question, line (and `ALL`) and answer, and means where shown."""

    month: date
    lines: list[LineShown]
    cells: dict[tuple[str, str, str], Cell]
    means: dict[str, Means]

    @property
    def is_closed(self) -> bool:
        """Whether nothing can be added any more."""
        return clock.next_month(self.month) <= clock.local_day()

    def of(self, question: str, key: str, answer: str) -> Cell:
        """Give how many of a line (by its slug, or `ALL`) gave an answer, or `ANSWERED` at all."""
        return self.cells[question, key, answer]

    def share(self, question: str, key: str, answer: str) -> int | None:
        """Give a share in per cent of those who answered, when both figures are shown."""
        some, every = self.of(question, key, answer).n, self.of(question, key, ANSWERED).n
        return round(100 * some / every) if some is not None and every else None


def feedback_months(session: Session, lines: list[LineShown]) -> list[date]:
    """List the months with feedback, the running one first."""
    month = clock.month_starts(clock.local_day())
    first = first_feedback(session, [line.id for line in lines]) or month
    found = [month]
    while found[-1] > first:
        found.append(clock.month_starts(date.fromordinal(found[-1].toordinal() - 1)))
    return found


def feedback(session: Session, lines: list[LineShown], month: date) -> Feedback:
    """Count a month's feedback and protect it."""
    counted = feedback_counts(session, [line.id for line in lines], month, clock.next_month(month))
    by_slug = {line.slug: counted.get(line.id, Counter()) for line in lines}
    cells = {
        (question, *key): cell
        for question, answers in QUESTIONS.items()
        for key, cell in _table(by_slug, question, answers).items()
    }
    return Feedback(month, lines, cells, _means(by_slug, cells))


def _table(
    by_slug: Mapping[str, Answers], question: str, answers: tuple[str, ...]
) -> dict[tuple[str, str], Cell]:
    rows = {
        slug: {answer: _count(counts, question, answer) for answer in answers}
        for slug, counts in by_slug.items()
    }
    return tabled(rows, ANSWERED)


def _count(counts: Answers, question: str, answer: str) -> int:
    if question != BURDEN:
        return counts[question, answer]
    return sum(n for before, after, n in _pairs(counts) if _changed(before, after) == answer)


def _changed(before: int, after: int) -> str:
    return "same" if after == before else "lighter" if after < before else "heavier"


def _pairs(counts: Answers) -> list[tuple[int, int, int]]:
    """Give before, after and how many, of every pair that was counted."""
    said = [(answer, n) for (question, answer), n in counts.items() if question == BURDEN and n]
    return [(int(pair[0]), int(pair[-1]), n) for pair, n in said]


def _means(
    by_slug: Mapping[str, Answers], cells: Mapping[tuple[str, str, str], Cell]
) -> dict[str, Means]:
    """Give the means that may be shown.

    The mean of all is left out where it would give away a line's whose own is not shown, unless so
    many are behind what is left that it is a mean of many too.
    """
    every: Answers = sum(by_slug.values(), Counter())
    by_key = {**by_slug, ALL: every}
    shown = {
        key: _mean(counts) for key, counts in by_key.items() if _may_be_told(key, counts, cells)
    }
    left = sum(_how_many(counts) for key, counts in by_slug.items() if key not in shown)
    if 0 < left < threshold():
        shown.pop(ALL, None)
    return shown


def _may_be_told(key: str, counts: Answers, cells: Mapping[tuple[str, str, str], Cell]) -> bool:
    row = [cells[BURDEN, key, name] for name in (*CHANGES, ANSWERED)]
    return _how_many(counts) >= threshold() and not any(cell.is_hidden for cell in row)


def _how_many(counts: Answers) -> int:
    return sum(n for _before, _after, n in _pairs(counts))


def _mean(counts: Answers) -> Means:
    pairs, of = _pairs(counts), _how_many(counts)
    before = sum(one * n for one, _after, n in pairs)
    after = sum(one * n for _before, one, n in pairs)
    return Means(round(before / of, 2), round(after / of, 2), of)
