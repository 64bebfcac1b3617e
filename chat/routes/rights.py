"""How one uses one's rights: the page that everybody may read."""

from flask import render_template

from chat import queries
from chat.routes.doors import bp
from core.access import PUBLIC, allows
from core.db import reading
from core.i18n import language
from core.identity import Kind, actor_here
from organisation.queries import lines, organisations
from policies.notice import rights as told


@bp.get("/chat/requests")
@allows(PUBLIC)
def rights() -> str:
    """Say how one sees, takes along and deletes what is one's own, and how to ask otherwise."""
    with reading() as session:
        return render_template(
            "chat/rights.html",
            is_here=actor_here(Kind.VISITOR).id is not None,
            lines=lines(session) if queries.gives_codes() else [],
            contacts=[one for one in organisations(session) if one.contact],
            sentences=told(language()),
        )
