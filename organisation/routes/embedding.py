"""How a line gets onto another site's page: the speech bubble, a plain link, whose pages may."""

from html import escape
from urllib.parse import urlencode

from flask import render_template, request

from core.access import allows
from core.db import reading
from core.house import house
from core.i18n import DEFAULT, LANGUAGES
from core.identity import Kind, actor_here
from core.web import integrity
from organisation.access import EDIT_LINE, access_line
from organisation.routes.doors import bp
from policies.queries import policy

SCRIPT = "js/widget.js"
SANDBOX = "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox"


@bp.get("/team/lines/<slug>/embedding")
@allows(EDIT_LINE)
def embedding(slug: str) -> str:
    """Show what another site's keeper puts on their page."""
    with reading() as session:
        found = access_line(session, actor_here(Kind.WORKER), slug)
    asked = request.args.get("topic", "")
    topic = asked if asked in {one["key"] for one in found.topics} else ""
    spoken = request.args.get("in", DEFAULT)
    tongue = spoken if spoken in LANGUAGES else DEFAULT
    return render_template(
        "organisation/embedding.html",
        line=found,
        topic=topic,
        tongue=tongue,
        tongues=LANGUAGES,
        tag=_tag(slug, topic, tongue),
        link=_link(slug, topic, tongue),
        list_tag=_list_tag(slug, tongue),
        sites=policy().embed.of_line(slug),
        pinned=integrity(SCRIPT),
        house=house().settings.origin,
        sandbox=SANDBOX,
    )


def _tag(slug: str, topic: str, tongue: str) -> str:
    """Write the one line of HTML."""
    said = {"line": slug, "topic": topic, "lang": tongue}
    names = " ".join(f'data-{name}="{escape(value)}"' for name, value in said.items() if value)
    return f'<script src="{house().settings.origin}/widget.js" defer {names}></script>'


def _list_tag(slug: str, tongue: str) -> str:
    """Write the one line that shows the directory of services where it stands."""
    address = f"{house().settings.origin}/list.js"
    return (
        f'<script src="{address}" defer data-line="{escape(slug)}" data-lang="{tongue}"></script>'
    )


def _link(slug: str, topic: str, tongue: str) -> str:
    """Write the plain address, which works everywhere: line, topic and language chosen already."""
    prefix = "" if tongue == DEFAULT else f"/{tongue}"
    query = f"?{urlencode({'topic': topic})}" if topic else ""
    return f"{house().settings.origin}{prefix}/lines/{slug}{query}"
