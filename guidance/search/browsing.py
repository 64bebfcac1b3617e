"""Lists services without words: the database orders and counts, and gives the first of them.

Else a whole register would come here to be counted, and everybody in the process would wait.
"""

from collections import Counter
from datetime import datetime

from sqlmodel import Session

from guidance.search import opening
from guidance.search.engine import engine_of, tuples
from guidance.search.filters import Filters, When
from guidance.search.fitting import Hit, Met, fitting
from guidance.search.traits import counted

THERE = (
    "SELECT number, MIN(CASE WHEN starts < :begins THEN :begins ELSE starts END) AS soonest"
    " FROM guidance_open_span WHERE starts > :oldest AND starts < :until AND ends > :begins"
    " GROUP BY number"
)
NOW = (
    "d.number IN (SELECT number FROM guidance_open_span"
    " WHERE starts > :now - :longest AND starts <= :now AND ends > :now)"
)
FOUND = (
    "WITH found AS MATERIALIZED (SELECT d.number, d.traits, d.sorted_as, {here} AS is_here,"
    " t.soonest, {now} AS is_now"
    " FROM guidance_document d {joined} ({there}) t ON t.number = d.number WHERE {limits})"
    " SELECT -1, traits, COUNT(*), COUNT(CASE WHEN is_now THEN 1 END), false, '', 0"
    " FROM found GROUP BY traits"
    " UNION ALL SELECT number, traits, 0, 0, is_here, sorted_as, soonest"
    " FROM (SELECT * FROM found ORDER BY {order}{some}) first"
)
"""How many have the same bits and how many of these are open, and then the first services."""


def browse(session: Session, wanted: Filters, at: datetime, most: int | None) -> Met:
    """Find the first of what fits: near, open, by name; or the soonest, where that was asked."""
    limits, here, values = fitting(wanted)
    begins, until = opening.window(wanted.when or When.NOW, at)
    values |= {"begins": begins, "until": until, "oldest": begins - opening.LONGEST - 1}
    now = "t.soonest IS NOT NULL"
    if wanted.when not in {When.ANY, When.NOW}:
        now = NOW
        values |= {"now": opening.minutes(at), "longest": opening.LONGEST + 1}
    if most is not None:
        values["most"] = most
    asked = FOUND.format(
        here=here,
        now=now,
        joined="JOIN" if wanted.when else "LEFT JOIN",
        there=THERE,
        limits=limits,
        order=_order(wanted, engine_of(session).by_code_point),
        some="" if most is None else " LIMIT :most",
    )
    with engine_of(session).whole(session):
        rows = tuples(session, asked, values)
    counts = [row for row in rows if row[0] < 0]
    return Met(
        [Hit(row[0], row[1], 0, *row[4:]) for row in rows if row[0] >= 0],
        sum(n for _none, _traits, n, *_more in counts),
        {
            **counted(Counter({traits: n for _none, traits, n, *_more in counts})),
            "now": sum(now for _none, _traits, _n, now, *_more in counts),
        },
    )


def _order(wanted: Filters, by_code_point: str) -> str:
    if wanted.when is When.NEXT:
        return "soonest, number"
    return f"is_here DESC, soonest IS NULL, sorted_as{by_code_point}, number"
