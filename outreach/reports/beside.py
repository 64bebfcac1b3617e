"""What a report tells beside its blocks: waits, who left, who would have been alone, topics, cost.

Each month is protected by itself, and a period tells the sums of what its months show, as every
figure of a report. A topic that the policy calls sensitive is protected by its own, larger limit.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from chat.queries.feedback import feedback_counts
from chat.queries.topics import LEFT, MISSING, left_totals, topic_totals
from chat.schemas.closing import Counted
from core import clock
from organisation.queries import lines_among
from outreach.protected import ALL, protect, tabled, threshold
from outreach.reports.blocks import Amount, Outreach
from outreach.reports.waits import LEFT_ALL, Waits, waits
from outreach.schemas import LineShown
from policies.disclosure import Cell, Shown
from policies.networks import Arc
from policies.queries import policy

ALONE, ALONE_ANSWERS = "would_have_been_alone", ("yes", "unsure", "no")
ALONE_TOLD = "alone_answered"
LEFT_STEPS = tuple(one.value for one in LEFT)
OUTCOME_NAMES = ("helped", "guided", "helped_and_guided", "unclear")
MENTIONED = "mentioned"
TOPIC_STEPS = (MENTIONED, *OUTCOME_NAMES, MISSING)
Key = tuple[str, str]


@dataclass(frozen=True)
class Beside:
    """What stands beside the blocks of a period; `cost` is in euros, None where none is told."""

    left: dict[str, Outreach]
    alone: dict[str, Outreach]
    topics: dict[str, dict[str, Outreach]]
    titles: dict[str, dict[str, str]]
    waits: Waits
    cost: float | None
    rate: int

    @property
    def alone_share(self) -> float | None:
        """Give the share who would have been alone, of those who answered (R33)."""
        yes, every = self.alone["yes"], self.alone[ALONE_TOLD]
        return 100 * yes.n / every.n if yes.is_exact and every.is_exact and every.n else None

    def sensitive(self, topic: str) -> bool:
        """Whether a topic has the larger limit."""
        return topic in policy().reports.sensitive_topics


def beside(
    session: Session,
    lines: list[LineShown],
    figures: Mapping[date, Mapping[Key, Cell]],
    minutes: Amount,
) -> Beside:
    """Count what stands beside a closed period's blocks, whose months show these `figures`."""
    months = [_month(session, lines, first) for first in figures]
    topics = sorted({key for left, alone, told in months for key, _step in told})
    shown = [{**cells, **one[0]} for cells, one in zip(figures.values(), months, strict=True)]
    rate = policy().reports.hour_cost
    return Beside(
        left=_sums((one[0] for one in months), ALL, (*LEFT_STEPS, LEFT_ALL)),
        alone=_sums((one[1] for one in months), ALL, (*ALONE_ANSWERS, ALONE_TOLD)),
        topics={topic: _sums((one[2] for one in months), topic, TOPIC_STEPS) for topic in topics},
        titles=_titles(session, lines),
        waits=waits(session, lines, dict(zip(figures, shown, strict=True))),
        cost=rate * minutes.n / 60 if rate and minutes.is_exact and minutes.n else None,
        rate=rate,
    )


def _sums(
    months: Iterable[Mapping[Key, Cell]], row: str, steps: Iterable[str]
) -> dict[str, Outreach]:
    every = list(months)
    return {step: Outreach.of([one.get((row, step), Shown(0)) for one in every]) for step in steps}


def _month(
    session: Session, lines: list[LineShown], first: date
) -> tuple[dict[Key, Cell], dict[Key, Cell], dict[Key, Cell]]:
    """Count a month and protect it: who left, who would have been alone, topics."""
    ids, end = [line.id for line in lines], clock.next_month(first)
    left = left_totals(session, ids, first, end)
    answered = feedback_counts(session, ids, first, end)
    return (
        tabled({line.slug: _left(left.get(line.id, Counter())) for line in lines}, LEFT_ALL),
        tabled(
            {
                line.slug: {
                    one: answered.get(line.id, Counter())[ALONE, one] for one in ALONE_ANSWERS
                }
                for line in lines
            },
            ALONE_TOLD,
        ),
        {
            (topic, step): cell
            for topic, counts in topic_totals(session, ids, first, end).items()
            for step, cell in _topic(topic, counts).items()
        },
    )


def _left(counts: Counter[Counted]) -> dict[str, int]:
    return {one.value: counts[one] for one in LEFT}


def _topic(topic: str, counts: Counter[str]) -> dict[str, Cell]:
    """Protect a topic's outcomes and its missing services together, by the topic's own limit.

    Topics are not summed: a conversation may have several, so no difference tells of another one.
    """
    total = sum(counts[one] for one in OUTCOME_NAMES)
    missing = min(counts[MISSING], total)
    is_sensitive = topic in policy().reports.sensitive_topics
    k = policy().reports.sensitive_k if is_sensitive else 0
    arcs = {MENTIONED: Arc("out", "in", total, 20.0), MISSING: Arc("told", "out", missing, 5.0)}
    arcs |= {one: Arc("in", "told", counts[one], 1.0) for one in OUTCOME_NAMES}
    arcs["met"] = Arc("told", "out", total - missing, 0.0, is_derived=True)
    shown = protect(arcs, k=max(k, threshold()))
    return {step: shown[step] for step in TOPIC_STEPS}


def _titles(session: Session, lines: list[LineShown]) -> dict[str, dict[str, str]]:
    """Call the topics as the lines do."""
    return {
        one["key"]: {code: text for code, text in one.items() if code != "key"}
        for line in lines_among(session, [line.id for line in lines])
        for one in line.topics
    }
