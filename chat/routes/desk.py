"""The responder's desk."""

from flask import (
    Response,
    make_response,
    render_template,
)
from sqlmodel import Session

from chat import attach_words, company, desk_words, queries, seal_words, words
from chat.access import DESK, SECOND_READING, TEXTS
from chat.queries.calls import call_features
from chat.queries.second import to_read
from chat.routes.doors import bp
from core.access import allows, may
from core.db import reading
from core.headers import widened
from core.identity import Kind, actor_here
from organisation.queries import lines
from policies.guard.rules import for_browser
from policies.guard.words import REASONS
from policies.queries import policy
from scheduling import words as duty_words
from scheduling.queries import my_duty_now


@bp.get("/desk")
@allows(DESK)
def desk() -> Response:
    """Show the responder's desk."""
    here = actor_here(Kind.WORKER)
    with reading() as session:
        duty = my_duty_now(session, here.id) if here.id else None
        page = render_template(
            "chat/desk.html",
            duty_now=duty,
            duty_words=duty_words,
            view=queries.desk_view(session, here),
            attachments=attach_words.of_desk(_slugs(session)),
            talk_rules=policy().chat.talk,
            words=words.for_desk()
            | desk_words.for_care()
            | company.refusals()
            | attach_words.for_both()
            | seal_words.for_desk(),
            company=company.for_desk(),
            consult_words=company.for_consulting(),
            sheet_words=company.for_sheets(),
            company_reasons=company.reasons(),
            guard=for_browser(),
            guard_words=words.for_worker_guard(),
            reasons=REASONS,
            seals=any(queries.seals(one) for one in lines(session) if one.id in here.lines),
            may_text=may(here, TEXTS),
            may_read_second=may(here, SECOND_READING),
            to_read_second=len(to_read(session, here.known_id)),
        )
        asked = {*attach_words.features(), *call_features(*lines(session))}
    return widened(make_response(page), attach_words.SHOWN, *asked)


def _slugs(session: Session) -> dict[str, str]:
    return {str(one.id): one.slug for one in lines(session)}
