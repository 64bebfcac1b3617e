"""Where help is missing, for whoever decides: a page and the same as a sheet."""

from flask import Response, render_template, request

from core import clock
from core.access import allows
from core.db import reading
from core.i18n import language
from guidance import queries
from guidance.access import EDIT
from guidance.gap_words import TITLES, as_csv, place_name, theme_name
from guidance.queries import Gaps, Quarter
from guidance.routes.doors import bp
from policies.queries import policy


@bp.get("/services/gaps")
@allows(EDIT)
def gaps() -> str:
    """Show what was looked for in vain in a closed quarter."""
    quarters, quarter = _quarters()
    found, names = _found(quarter)
    return render_template(
        "guidance/gaps.html",
        quarters=quarters,
        quarter=quarter,
        found=found,
        titles=TITLES,
        least=policy().least_shown,
        place=lambda kind, code: place_name(kind, code, names),
        theme=lambda kind, name: theme_name(kind, name, language()),
    )


@bp.get("/services/gaps.csv")
@allows(EDIT)
def gaps_sheet() -> Response:
    """Give the page's figures for a spreadsheet."""
    _every, quarter = _quarters()
    found, names = _found(quarter)
    named = {"Content-Disposition": f"attachment; filename=gaps-{quarter}.csv"}
    return Response(as_csv(quarter, found, names, language()), mimetype="text/csv", headers=named)


def _quarters() -> tuple[list[Quarter], Quarter]:
    """Give the closed quarters and the one asked for; the latest for any other."""
    every = queries.closed_quarters(clock.local_day())
    asked = request.args.get("quarter", "")
    return every, next((one for one in every if str(one) == asked), every[0])


def _found(quarter: Quarter) -> tuple[list[Gaps], dict[str, str]]:
    with reading() as session:
        return queries.gaps(session, quarter), queries.municipalities(session, language())
