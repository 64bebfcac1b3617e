"""`python -m bench.figures`: how long a report takes when a year holds two million stage counts.

Twenty lines with 280 campaigns each and a count of landings a day make two million rows.
They are written straight into the tables, with the sums that counting would have kept beside them,
in a folder that is gone afterwards. Says the processor time and the clock of every report and of
the month's figures, and appends them to `figures.json`; gives 1 when one took 500 ms or more of the
processor.
"""

import json
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any
from uuid import UUID, uuid4

from sqlmodel import Session, col, func, insert, select

from app.factory import create_app
from app.migrate import upgrade
from bench import report as machine_report
from core import clock
from core.db import reading, transaction
from core.settings import demo_settings
from organisation.models import Line, Organisation
from outreach.figures import figures
from outreach.models import Campaign, StageCount, StageMonth
from outreach.queries import lines_here
from outreach.reports.export import report_csv, report_json, report_xlsx
from outreach.reports.nutshell import nutshells
from outreach.reports.periods import parsed
from outreach.reports.report import report
from outreach.schemas import BY_MONTH, Stage

KEPT = Path(__file__).resolve().parent / "figures.json"
LINES, CAMPAIGNS, PART = 20, 280, 50_000
ROUNDS, MOST_MS = 5, 500
YEAR = clock.local_day().year - 1
BESIDE = "beside it: the days of the year added up, without their months' sums"
DAILY = [stage for stage in Stage if stage not in BY_MONTH]


def main() -> int:
    """Build the year, measure, print, append."""
    with tempfile.TemporaryDirectory() as folder:
        settings = demo_settings(_env_file=None, data_dir=Path(folder))
        app = create_app(settings)
        upgrade(settings)
        with transaction() as session:
            organisation_id = _fill(session)
        with reading() as session:
            counted = session.exec(select(func.count()).select_from(StageCount)).one()
            assert _sums_agree(session)
        with app.test_request_context():
            took = {name: _measured(work) for name, work in _reports(organisation_id)}
    found = {
        "at": f"{clock.local_day()}",
        "machine": machine_report.machine(),
        "stage_counts": counted,
        "lines": LINES,
        "ms": took,
    }
    print(json.dumps(found, indent=1))
    known = json.loads(KEPT.read_text()) if KEPT.is_file() else []
    KEPT.write_text(json.dumps([*known, found], indent=1) + "\n")
    return int(any(one["processor"] >= MOST_MS for name, one in took.items() if name != BESIDE))


def _fill(session: Session) -> UUID:
    """Make an organisation, its lines and campaigns, and a year of their counts."""
    ours = Organisation(slug="mitattu", name={"fi": "Mitattu"}, contact="m@example.org")
    session.add(ours)
    session.flush()
    lines = [_line(ours.id, n) for n in range(LINES)]
    first = date(YEAR, 1, 1)
    campaigns = [
        Campaign(organisation_id=ours.id, title=f"Kampanja {n}", goal="Kysytään.", starts_on=first)
        for n in range(CAMPAIGNS)
    ]
    session.add_all([*lines, *campaigns])
    session.flush()
    sums: Counter[tuple[date, UUID, Stage]] = Counter()
    part: list[dict[str, Any]] = []
    for row in _rows([one.id for one in lines], [one.id for one in campaigns]):
        sums[clock.month_starts(row["day"]), row["line_id"], row["stage"]] += row["n"]
        part.append(row)
        if len(part) == PART:
            session.execute(insert(StageCount), part)
            part = []
    session.execute(insert(StageCount), part)
    months = [
        {"id": uuid4(), "month": month, "line_id": line_id, "stage": stage, "n": n}
        for (month, line_id, stage), n in sums.items()
    ]
    session.execute(insert(StageMonth), months)
    return ours.id


def _line(organisation_id: UUID, n: int) -> Line:
    name = {"fi": f"Linja {n}"}
    return Line(
        organisation_id=organisation_id,
        slug=f"linja-{n}",
        name=name,
        audience=name,
        description=name,
        who_answers=name,
    )


def _rows(lines: list[UUID], campaigns: list[UUID]) -> Iterator[dict[str, Any]]:
    days = [date(YEAR, 1, 1) + timedelta(days=n) for n in range(365)]
    for day in days:
        for at, line_id in enumerate(lines):
            for of, campaign_id in enumerate(campaigns):
                for stage in DAILY:
                    n = 1 + (day.toordinal() + at + of) % 3
                    yield _row(day, line_id, campaign_id, stage, n)
            if day.day == 1:
                for stage in BY_MONTH:
                    yield _row(day, line_id, None, stage, 20 + at)


def _row(
    day: date, line_id: UUID, campaign_id: UUID | None, stage: Stage, n: int
) -> dict[str, Any]:
    told = {"day": day, "line_id": line_id, "campaign_id": campaign_id}
    return {"id": uuid4(), **told, "stage": stage, "n": n}


def _sums_agree(session: Session) -> bool:
    """Whether the months' sums are those of the days, as counting keeps them."""
    days = session.exec(select(func.sum(col(StageCount.n)))).one()
    return bool(days == session.exec(select(func.sum(col(StageMonth.n)))).one())


def _reports(organisation_id: UUID) -> Iterator[tuple[str, Callable[[], Any]]]:
    def counted(code: str) -> Any:
        with reading() as session:
            return report(session, organisation_id, parsed(code))

    def from_days() -> Any:
        counts = col(StageCount.line_id), col(StageCount.stage), func.sum(col(StageCount.n))
        with reading() as session:
            return session.exec(select(*counts).group_by(*counts[:2])).all()

    def written(write: Callable[[Any], Any]) -> Any:
        return write(counted(f"{YEAR}"))

    def month() -> Any:
        with reading() as session:
            return figures(session, lines_here(session, organisation_id), date(YEAR, 3, 1))

    yield BESIDE, from_days
    yield "figures of a month", month
    for code in (f"{YEAR}-03", f"{YEAR}-H1", f"{YEAR}"):
        yield f"report {code}", partial(counted, code)
    for write in (report_csv, report_xlsx, report_json, nutshells):
        yield f"year as {write.__name__}", partial(written, write)


def _measured(work: Callable[[], Any]) -> dict[str, float]:
    processor, clocked = [], []
    for _round in range(ROUNDS):
        ours, theirs = time.process_time(), time.perf_counter()
        work()
        processor.append((time.process_time() - ours) * 1e3)
        clocked.append((time.perf_counter() - theirs) * 1e3)
    return {"processor": round(median(processor), 1), "by_the_clock": round(median(clocked), 1)}


if __name__ == "__main__":
    raise SystemExit(main())
