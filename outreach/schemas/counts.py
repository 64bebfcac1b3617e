"""What is counted: ways of coming, steps, spans of days and a line's month."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum


class CountKind(StrEnum):
    """What one link's counter counts: an opening, a scan, a page really seen, a robot's preview."""

    OPENED = "opened"
    SCANNED = "scanned"
    LANDED = "landed"
    PREVIEW = "preview"


class Stage(StrEnum):
    """The steps of the funnel.

    Landings are kept by day, the rest by month. Worry tests are counted here for the link that
    led to them only; how many there were in all the guidance room knows.
    """

    LANDING = "landing"
    TEST_DONE = "test_done"
    CONTENT_HELPED = "content_helped"
    CONTACT_ATTEMPT = "contact_attempt"
    CONTACT_REQUEST = "contact_request"
    CONVERSATION = "conversation"
    OUTCOME_HELPED = "outcome_helped"
    OUTCOME_GUIDED = "outcome_guided"
    OUTCOME_HELPED_AND_GUIDED = "outcome_helped_and_guided"
    OUTCOME_UNCLEAR = "outcome_unclear"
    OUTCOME_MISUSE = "outcome_misuse"
    SERVICE_ADVISED = "service_advised"
    SERVICE_GUIDED = "service_guided"
    SERVICE_ACCOMPANIED = "service_accompanied"


# A lone chat on a day would tie campaign, outcome and person together: these know their month only,
# and so do the steps before it that still know their campaign, as the conversation that comes of
# them knows when it began.
OF_CAMPAIGNS = frozenset({Stage.TEST_DONE, Stage.CONTENT_HELPED, Stage.CONTACT_ATTEMPT})
BY_MONTH: frozenset[Stage] = frozenset(Stage) - {Stage.LANDING}


# The four classes of R37; misuse is counted apart and kept out of impact figures (R22).
OUTCOMES: tuple[Stage, ...] = (
    Stage.OUTCOME_HELPED,
    Stage.OUTCOME_GUIDED,
    Stage.OUTCOME_HELPED_AND_GUIDED,
    Stage.OUTCOME_UNCLEAR,
)


SERVICES: tuple[Stage, ...] = (
    Stage.SERVICE_ADVISED,
    Stage.SERVICE_GUIDED,
    Stage.SERVICE_ACCOMPANIED,
)


Kinds = Counter[CountKind]


@dataclass(frozen=True)
class Span:
    """Days from `first` to before `end`."""

    first: date
    end: date

    @property
    def days(self) -> list[date]:
        """List the days in order."""
        return [self.first + timedelta(days=n) for n in range((self.end - self.first).days)]


@dataclass(frozen=True)
class LineMonth:
    """What was counted for one line in a month, unprotected: never shown as it is."""

    links: Kinds = field(default_factory=Counter)
    stages: Counter[Stage] = field(default_factory=Counter)

    @property
    def classed(self) -> int:
        """How many conversations have one of the four classes, or are known as misuse."""
        return sum(self.stages[stage] for stage in (*OUTCOMES, Stage.OUTCOME_MISUSE))

    @property
    def conversations(self) -> int:
        """How many conversations there were.

        One that began before the month and ended in it is classed in it too.
        """
        return max(self.stages[Stage.CONVERSATION], self.classed)

    @property
    def not_analysed(self) -> int:
        """How many have no class yet: a state of its own (R38)."""
        return self.conversations - self.classed
