"""Words that wish to be more than words; and whoever meets them in a browser."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tests.browser.chromium import DESK, PHONE
from tests.browser.navigators import ResponderAtDesk, VisitorAtPhone
from tests.served import Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DEED = "window.__xss=1"
PAYLOADS = [
    f"<script>{DEED}</script>",
    f"<img src=x onerror={DEED}>",
    f'"><img src=x onerror={DEED}>',
    f"'><svg/onload={DEED}>",
    f"<svg><script>{DEED}</script></svg>",
    f"<svg><animate onbegin={DEED} attributeName=x dur=1s>",
    f"<iframe srcdoc='<script>parent.{DEED}</script>'></iframe>",
    f"<iframe src=javascript:{DEED}></iframe>",
    f"<body onload={DEED}>",
    f"<details open ontoggle={DEED}>x</details>",
    f"<video><source onerror={DEED}></video>",
    f"<input autofocus onfocus={DEED}>",
    f"<math><mtext></table><img src=x onerror={DEED}></math>",
    f"</textarea><script>{DEED}</script>",
    f"</title><script>{DEED}</script>",
    f"</template><script>{DEED}</script>",
    f"</chat-thread><script>{DEED}</script>",
    f"--><script>{DEED}</script><!--",
    f"]]><script>{DEED}</script>",
    f"<a href=javascript:{DEED}>paina</a>",
    f"<form action=javascript:{DEED}><button>paina</button></form>",
    f"<base href=//evil.example/><script src=x.js></script>{DEED}",
    f"<meta http-equiv=refresh content='0;url=javascript:{DEED}'>",
    f"<link rel=stylesheet href='data:text/css,*{{}}'>{DEED}",
    "<style>*{display:none}</style>",
    f"<object data=javascript:{DEED}>",
    f"<embed src=data:text/html,<script>{DEED}</script>>",
    f"<noscript><p title='</noscript><img src=x onerror={DEED}>'>",
    f"{{{{ ''.__class__ }}}}{{% raw %}}${{{DEED}}}",
    f"{{{{constructor.constructor('{DEED}')()}}}}",
    f"&lt;script&gt;{DEED}&lt;/script&gt;",
    f"&#60;img src=x onerror={DEED}&#62;",
    f"\\u003cscript\\u003e{DEED}\\u003c/script\\u003e",
    f"';{DEED}//",
    f'";{DEED}//',
    f"`-{DEED}-`",
    f"javascript:{DEED}",
    f"data:text/html,<script>{DEED}</script>",
    f"<x style='background:url(javascript:{DEED})'>",
    f"＜script＞{DEED}＜/script＞",
]
ALL = " ".join(PAYLOADS)
SHORT = f"\"'><img src=x onerror={DEED}>"
FORMULA = f"=cmd|' /C calc'!A0{SHORT}"
IN_THREE = json.dumps({"fi": SHORT, "sv": SHORT, "en": SHORT})
TOPICS = json.dumps([{"key": "mood", "fi": SHORT, "sv": SHORT, "en": SHORT}])
PLANTED = {
    "organisation_organisation": {"name": IN_THREE, "contact": SHORT},
    "organisation_unit": {"name": IN_THREE},
    "organisation_line": {
        "name": IN_THREE,
        "audience": IN_THREE,
        "description": json.dumps({"fi": ALL}),
        "who_answers": IN_THREE,
        "topics": TOPICS,
        "municipalities": json.dumps([SHORT]),
    },
    "organisation_worker": {"name": SHORT, "shown_as": SHORT},
    "guidance_service": {"provider": IN_THREE},
    "guidance_service_text": {
        "name": SHORT,
        "summary": SHORT,
        "description": ALL,
        "instruction": ALL,
        "keywords": SHORT,
    },
    "guidance_channel": {
        "name": IN_THREE,
        "street": SHORT,
        "post_office": SHORT,
        "note": IN_THREE,
        "address": f"javascript:{DEED}//{SHORT}",
    },
    "guidance_hours": {"note": IN_THREE},
    "guidance_municipality": {"name": IN_THREE},
    "outreach_campaign": {
        "title": FORMULA,
        "goal": ALL,
        "audience": SHORT,
        "area": SHORT,
        "producer": SHORT,
    },
    "outreach_channel": {
        "name": SHORT,
        "disclosure": IN_THREE,
        "address": f"javascript:{DEED}//{SHORT}",
    },
    "outreach_change": {"what": ALL, "why": SHORT},
    "outreach_link": {"placement": SHORT},
}


def at_phone(server: Served, chromium: "Browser") -> Iterator[VisitorAtPhone]:
    """Give a visitor's phone, and let the visitor go in the end."""
    context = chromium.new_context(viewport=PHONE, has_touch=True, is_mobile=True, locale="fi-FI")
    yield VisitorAtPhone(server, context)
    # Who is still in the waiting room would be taken by the next story's responder.
    for cookie in context.cookies():
        server.post("/chat/close", {}, cookie=f"{cookie['name']}={cookie['value']}")
    context.close()


def at_desk(server: Served, chromium: "Browser", email: str) -> Iterator[ResponderAtDesk]:
    """Give a worker's browser, signed in."""
    context = chromium.new_context(viewport=DESK, locale="fi-FI")
    add_cookie(context, server, "rw", server.session_cookie(email))
    yield ResponderAtDesk(server, context)
    context.close()


def anew(somebody: ResponderAtDesk) -> ResponderAtDesk:
    """Let the next story begin at a desk that stays open for all of a module, as in an evening."""
    somebody.complaints.clear()
    return somebody


def add_cookie(context: Any, server: Served, name: str, value: str) -> None:
    context.add_cookies([{"name": name, "value": value, "url": server.base_url, "httpOnly": True}])


def is_harmless(somebody: VisitorAtPhone | ResponderAtDesk) -> None:
    """Nothing ran, nothing was stopped from running, and nothing came from elsewhere."""
    assert somebody.page.evaluate("window.__xss") is None
    somebody.is_content()
