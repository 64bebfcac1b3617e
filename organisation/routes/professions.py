"""The door to a worker's professions, and the part of their page that shows them."""

from typing import Any
from uuid import UUID

from flask import Response, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from core.access import allows
from core.db import reading
from core.identity import Kind, actor_here
from core.web import HouseForm
from organisation import actions
from organisation.access import EDIT_TEAM, access_worker
from organisation.forms import ChecksField, choices
from organisation.queries import profession_names, professions_of
from organisation.routes.doors import bp, done_or_told, see


class ProfessionsForm(HouseForm):
    """What a worker is by profession."""

    professions = ChecksField(_l("Professions"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.professions.choices = choices(profession_names().items())


@bp.app_template_global("professions_of_worker")
def professions_of_worker(worker_id: UUID) -> ProfessionsForm:
    """Give the form of a worker's page, ticked as it stands."""
    with reading() as session:
        held = professions_of(session, [worker_id]).get(worker_id, ())
    return ProfessionsForm(data={"professions": list(held)})


@bp.post("/team/workers/<uuid:worker_id>/professions")
@allows(EDIT_TEAM)
def change_professions(worker_id: UUID) -> Response:
    """Say which professions a worker has."""
    actor = actor_here(Kind.WORKER)
    form = ProfessionsForm.sent()
    form.checked()
    done_or_told(
        lambda session: actions.change_professions(
            session,
            actor,
            access_worker(session, actor, worker_id),
            form.professions.data or [],
        ),
        _("The professions have been changed."),
    )
    return see(url_for("organisation.team_member", worker_id=worker_id))
