"""Walking every answer of a worry test in every municipality, to see that all find a way on.

What follows from answers is a list of outcomes, and which services are found depends on nothing but
their search words, the place and the language. So every combination is walked for where it leads,
and what it leads to is asked once in each place that has services of its own. All other places are
like one another: one of them stands for the rest.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from guidance.models import Document, DocumentArea
from guidance.queries import municipalities
from guidance.queries.worry import worry_services
from guidance.way_on import lines_now
from guidance.worry.definition import Definition, Outcome

OTHERS = ""
"""Every place that has no services of its own."""


@dataclass
class Simulated:
    """What came of walking a test in one language: by what the answers are about, in which places.

    `stranded` ends with nobody but the national numbers, `unmet` with services of elsewhere only.
    """

    combinations: int = 0
    places: int = 0
    stranded: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    unmet: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def simulate(session: Session, test: Definition, lang: str) -> Simulated:
    """Walk a test with the directory as it is now."""
    names, own = list(municipalities(session, lang)), _with_services(session)
    found = Simulated(places=len(names))
    searches = _searches(test, found)
    has_line = bool(lines_now(session, test.audience, ""))
    others = next((code for code in names if code not in own), OTHERS)
    for place in [*(code for code in names if code in own), others]:
        told_as = place if place in own else OTHERS
        for said, outcomes in searches.items():
            met = worry_services(session, test, outcomes, place=place, lang=lang)
            if said and not met.is_met:
                found.unmet[said].append(told_as)
            if not met.cards and not has_line:
                found.stranded[said].append(told_as)
    return found


def _searches(test: Definition, found: Simulated) -> dict[str, list[Outcome]]:
    """Give every list of outcomes with search words that some answers lead to, by its name."""
    searches = {}
    for answers in test.combinations():
        found.combinations += 1
        outcomes = [one for one in test.outcomes_of(answers) if one.search]
        searches["+".join(one.id for one in outcomes)] = outcomes
    return searches


def _with_services(session: Session) -> set[str]:
    rows = (
        select(DocumentArea.municipality)
        .join(Document, col(Document.number) == col(DocumentArea.number))
        .where(col(Document.is_published).is_(True))
        .distinct()
    )
    return set(session.exec(rows).all())
