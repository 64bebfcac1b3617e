"""Pages and files of the records of processing and of the impact assessment."""

from flask import Response, make_response, render_template

from core.access import allows
from core.errors import NotFound
from core.i18n import language
from policies.access import VIEW
from policies.assessment import assessment
from policies.current import current
from policies.door import bp
from policies.exports import KINDS, NAMES, Kind, export
from policies.records import heads, records


@bp.get("/data-protection/records")
@allows(VIEW)
def show_records() -> str:
    """Show the records of processing and the skeleton of the impact assessment."""
    policy, lang = current(), language()
    return render_template(
        "policies/records.html",
        records=records(policy, lang),
        heads=heads(),
        chapters=assessment(policy, lang),
        kinds=list(Kind),
        policy=policy,
    )


@bp.get("/data-protection/files/<name>.<kind>")
@allows(VIEW)
def record_file(name: str, kind: str) -> Response:
    """Give the records or the assessment as a file. Raises `NotFound` for any other name."""
    if name not in NAMES or kind not in set(Kind):
        raise NotFound
    answer = make_response(export(name, Kind(kind), current(), language()))
    answer.headers["Content-Type"] = KINDS[Kind(kind)]
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return answer
