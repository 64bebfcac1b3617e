"""Words that wish to be more than words, on every page that shows them, in a real browser; and hands that are too quick."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from tests.browser.chromium import DESK, PHONE
from tests.browser.navigators import ResponderAtDesk, VisitorAtPhone
from tests.flows.wire import Socket, sealed
from tests.served import AINO, EERO, KAISA, Served, serving, unsealed

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

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
STAFF_PAGES = (
    "/desk",
    "/team",
    "/me",
    "/roster",
    "/roster/mine",
    "/roster/print",
    "/roster/new",
    "/services",
    "/services/new",
    "/outreach",
    "/outreach/channels",
    "/outreach/channels/new",
    "/outreach/campaigns/new",
    "/figures",
    "/team/lines/nuorten-chat",
    "/links/nstgrm/poster",
)
VISITOR_PAGES = (
    "/",
    "/lines/nuorten-chat",
    "/sv/lines/nuorten-chat",
    "/services",
    "/privacy",
    "/sign-in",
    "/sign-in/oidc",
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("words")
    with serving(folder, settings=unsealed(folder)) as served:
        served.check_in(AINO)
        served.check_in(EERO)
        yield served


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Give a server in whose every text somebody has written a script: no form was asked."""
    folder = tmp_path_factory.mktemp("poisoned")
    with serving(folder, settings=unsealed(folder)) as served:
        served.check_in(AINO)
        served.session_cookie(KAISA)
        with closing(sqlite3.connect(served.data_dir / "data.db")) as database, database:
            for table, texts in PLANTED.items():
                sets = ", ".join(f"{column} = ?" for column in texts)
                database.execute(f"UPDATE {table} SET {sets}", list(texts.values()))
            every = "INSERT OR IGNORE INTO organisation_worker_role (worker_id, role) SELECT id, ? FROM organisation_worker"
            for role in (
                "coordinator",
                "editor",
                "data_protection_officer",
                "administrator",
                "responder",
            ):
                database.execute(every, (role,))
        yield served


@pytest.fixture
def visitor(server: Served, chromium: "Browser") -> Iterator[VisitorAtPhone]:
    yield from at_phone(server, chromium)


@pytest.fixture
def aino(server: Served, chromium: "Browser") -> Iterator[ResponderAtDesk]:
    context = chromium.new_context(viewport=DESK, locale="fi-FI")
    add_cookie(context, server, "rw", server.session_cookie(AINO))
    yield ResponderAtDesk(server, context)
    context.close()


def at_phone(server: Served, chromium: "Browser") -> Iterator[VisitorAtPhone]:
    context = chromium.new_context(viewport=PHONE, has_touch=True, is_mobile=True, locale="fi-FI")
    yield VisitorAtPhone(server, context)
    # Who is still in the waiting room would be taken by the next story's responder.
    for cookie in context.cookies():
        server.post("/chat/close", {}, cookie=f"{cookie['name']}={cookie['value']}")
    context.close()


def add_cookie(context: Any, server: Served, name: str, value: str) -> None:
    context.add_cookies([{"name": name, "value": value, "url": server.base_url, "httpOnly": True}])


def is_harmless(somebody: VisitorAtPhone | ResponderAtDesk) -> None:
    """Nothing ran, nothing was stopped from running, and nothing came from elsewhere."""
    assert somebody.page.evaluate("window.__xss") is None
    somebody.is_content()


# Scripts in words


def test_what_both_sides_write_is_shown_as_written(server, visitor, aino):
    started = server.start_visitor(nickname=f"<b onclick={DEED}>K"[:30])
    add_cookie(visitor.context, server, "rv", started.cookie)
    aino.opens_desk()
    aino.takes_next()
    child = Socket(server, started.header, "visitor")
    worker = Socket(server, f"rw={server.session_cookie(EERO)}", "worker")
    half = len(PAYLOADS) // 2
    for text in PAYLOADS[:half]:
        assert child.ask("post", post(started.conversation_id, text))["ok"]
    for text in PAYLOADS[half:]:
        aino.says(text)
    aino.page.locator(".bubble[data-seq]").nth(len(PAYLOADS) - 1).wait_for()

    visitor.opens("/chat")
    visitor.page.locator(".bubble[data-seq]").nth(len(PAYLOADS) - 1).wait_for()

    shown = "[...document.querySelectorAll('.bubble[data-seq] [data-text]')].map((one) => one.textContent)"
    assert visitor.page.evaluate(shown) == PAYLOADS
    assert aino.page.evaluate(shown) == PAYLOADS
    assert f"<b onclick={DEED}" in aino.page.locator("[data-mine] .who").first.inner_text()
    for side in (visitor, aino):
        assert side.page.locator(".bubble :is(img, svg, script, iframe, style)").count() == 0
        assert side.page.locator(".bubble [data-text] *").count() == 0
        is_harmless(side)
    child.drop()
    worker.drop()
    aino_ends(server, started.conversation_id)


def test_planted_scripts_stay_words_on_the_visitors_pages(poisoned, chromium):
    for visitor in at_phone(poisoned, chromium):
        for path in VISITOR_PAGES:
            visitor.opens(path)
            if path not in {"/privacy", "/sign-in"}:
                assert SHORT in visitor.page.inner_text("body"), path
            is_harmless(visitor)


@pytest.fixture
def kaisa(poisoned: Served, chromium: "Browser") -> Iterator[ResponderAtDesk]:
    context = chromium.new_context(viewport=DESK, locale="fi-FI")
    add_cookie(context, poisoned, "rw", poisoned.session_cookie(KAISA))
    yield ResponderAtDesk(poisoned, context)
    context.close()


def test_planted_scripts_stay_words_on_the_workers_pages(kaisa):
    for path in STAFF_PAGES:
        kaisa.opens(path)
        assert SHORT in kaisa.page.content().replace("&gt;", ">").replace("&lt;", "<").replace(
            "&#34;", '"'
        ).replace("&#39;", "'").replace("&quot;", '"'), path
        is_harmless(kaisa)


@pytest.mark.parametrize(
    ("at", "link"),
    [
        ("/outreach", "main a[href*='/campaigns/']:not([href$=new])"),
        ("/outreach/channels", "main a[href*='/channels/']:not([href$=new])"),
        ("/team", "main a[href*='/workers/']"),
        ("/services", "main a[href*='/services/']:not([href$=new]):not([href$=import])"),
        ("/roster", "main a[href*='/roster/shifts/']"),
    ],
)
def test_planted_scripts_stay_words_one_page_deeper(kaisa, at, link):
    kaisa.opens(at)
    kaisa.opens(kaisa.page.locator(link).first.get_attribute("href"))

    assert SHORT in kaisa.page.evaluate(
        "document.body.innerText + [...document.querySelectorAll('input, textarea')].map((one) => one.value)"
    )
    leading = kaisa.page.evaluate(
        "[...document.querySelectorAll('[href], [src], [action]')].map((one) => one.getAttribute('href') ?? one.getAttribute('src') ?? one.getAttribute('action'))"
    )
    assert [
        one
        for one in leading
        if one.strip().lower().startswith(("javascript:", "data:", "vbscript:"))
    ] == []
    is_harmless(kaisa)


def test_a_planted_service_is_sent_as_a_card_of_words(poisoned, kaisa, chromium):
    """A card is what a responder's browser made of the directory; the visitor's believes none of it."""
    with closing(sqlite3.connect(poisoned.data_dir / "data.db")) as database:
        (service,) = database.execute("SELECT id FROM guidance_service LIMIT 1").fetchone()
    started = poisoned.start_visitor()
    worker = Socket(poisoned, f"rw={poisoned.session_cookie(AINO)}", "worker")
    assert worker.ask("claim", {"conversation_id": started.conversation_id})["ok"]
    wrong = f"javascript:{DEED}"
    cards = [
        {
            "name": SHORT,
            "summary": ALL,
            "chat_url": wrong,
            "web_url": f" {wrong}",
            "phone": f"1\"'><script>{DEED}",
            "address": SHORT,
            "hours_text": SHORT,
        },
        {"name": "x", "web_url": "java\nscript:" + DEED, "chat_url": "data:text/html,x"},
        {"name": {"a": 1}, "phone": 112},
        None,
        [],
        7,
        "text",
    ]
    for card in cards:
        sent = post(started.conversation_id, json.dumps(card)) | {
            "service_id": str(service),
            "kind": "advised",
        }
        assert worker.ask("refer", sent)["ok"]
    assert worker.ask("post", post(started.conversation_id, "viimeinen"))["ok"]

    for visitor in at_phone(poisoned, chromium):
        add_cookie(visitor.context, poisoned, "rv", started.cookie)
        visitor.opens("/chat")
        visitor.sees("viimeinen")
        assert visitor.page.locator(".bubble[data-seq]").count() == len(cards) + 1
        assert visitor.page.locator(".service-card").first.locator("h2").inner_text() == SHORT
        assert (
            visitor.page.locator(".bubble a[href^='javascript:'], .bubble a[href^='data:']").count()
            == 0
        )
        is_harmless(visitor)
    worker.drop()


# Where words lead


LINKS = {
    "katso https://www.nuortenelama.fi/apua?x=1 nyt": "https://www.nuortenelama.fi/apua?x=1",
    "javascript:alert(1)": None,
    "data:text/html,moi": None,
    "HTTPS://EXAMPLE.ORG": None,
    "https://bank.example@evil.example/": None,
    "https://user:pass@evil.example/": None,
    "https://": None,
    "https://[": None,
    "ftp://example.org": None,
    "//example.org": None,
    'https://example.org/"onmouseover="x': "https://example.org/",
}


def test_links_in_words_lead_where_they_say_and_tell_nothing(server, visitor):
    started = server.start_visitor()
    add_cookie(visitor.context, server, "rv", started.cookie)
    child = Socket(server, started.header, "visitor")
    for text in [*LINKS, "https://аpple.example/", "https://example.org/\u202egnp.exe"]:
        assert child.ask("post", post(started.conversation_id, text))["ok"]

    visitor.opens("/chat")
    bubbles = visitor.page.locator(".bubble[data-seq]")
    bubbles.nth(len(LINKS) + 1).wait_for()

    found = [
        bubbles.nth(number)
        .locator("a")
        .evaluate_all(
            "(all) => all.map((one) => [one.getAttribute('href'), one.rel, one.target, one.textContent])"
        )
        for number in range(len(LINKS) + 2)
    ]
    for links, (text, wanted) in zip(found, LINKS.items(), strict=False):
        assert [one[0] for one in links] == ([wanted] if wanted else []), text
    assert {one[1] for links in found for one in links} == {"noreferrer noopener"}
    assert {one[2] for links in found for one in links} == {"_blank"}
    assert found[-2][0][3].startswith("https://xn--")  # the letters only look like ours
    assert found[-1][0][0] == "https://example.org/"
    is_harmless(visitor)
    child.drop()
    left(server, started)


# Hands that are too quick


def test_two_taps_on_start_are_one_visit(server, visitor):
    before = conversations(server)
    visitor.opens("/lines/nuorten-chat")

    visitor.page.evaluate("""() => {
        const button = document.querySelector('form button[type=submit].big');
        button.click();
        button.click();
    }""")
    visitor.page.wait_for_url("**/chat")

    assert conversations(server) == before + 1
    visitor.leaves()


def test_two_clicks_send_one_card_and_count_one_referral(server, visitor, aino):
    visitor.opens("/lines/nuorten-chat")
    visitor.starts()
    aino.opens_desk()
    aino.takes_next()
    before = referrals(server)
    aino.page.keyboard.press("Alt+s")
    aino.page.keyboard.type("ahdistaa")
    first = aino.page.locator("[data-hits] article button").first
    first.wait_for()

    first.evaluate("(button) => { button.click(); button.click(); }")
    visitor.page.locator(".service-card").wait_for()
    visitor.says("kiitos")
    aino.hears("kiitos")

    assert visitor.page.locator(".service-card").count() == 1
    assert referrals(server) == before + 1
    visitor.leaves()


def test_fifty_lines_in_a_breath_all_arrive_in_their_order(server, visitor, aino):
    visitor.opens("/lines/nuorten-chat")
    visitor.starts()
    aino.opens_desk()
    aino.takes_next()
    lines = [f"rivi {number}" for number in range(50)]

    visitor.page.evaluate("window.stays = true")
    visitor.page.evaluate(
        """(lines) => {
            const form = document.querySelector('[data-composer]');
            for (const line of lines) {
                form.querySelector('textarea').value = line;
                form.requestSubmit();
            }
        }""",
        lines,
    )
    aino.page.locator(".bubble.theirs[data-seq]", has_text="rivi 49").wait_for()

    assert aino.page.locator(".bubble.theirs[data-seq] [data-text]").all_inner_texts() == lines
    assert visitor.conversation() == lines
    assert visitor.page.evaluate("window.stays")
    visitor.leaves()


def test_what_was_written_without_a_network_stands_before_what_was_written_after(
    server, visitor, aino
):
    visitor.opens("/lines/nuorten-chat")
    visitor.starts()
    aino.opens_desk()
    aino.takes_next()
    visitor.context.set_offline(True)
    visitor.says("yksi")
    visitor.says("kaksi")

    visitor.context.set_offline(False)
    visitor.says("kolme")
    aino.hears("kolme")

    assert aino.page.locator(".bubble.theirs[data-seq] [data-text]").all_inner_texts() == [
        "yksi",
        "kaksi",
        "kolme",
    ]
    visitor.leaves()


def test_two_tabs_of_a_visitor_and_two_desks_of_a_responder_show_the_same(
    server, visitor, aino, chromium
):
    visitor.opens("/lines/nuorten-chat")
    visitor.starts()
    visitor.says("ensimmäisestä")
    second_tab = VisitorAtPhone(server, visitor.context)
    second_tab.opens("/chat")
    aino.opens_desk()
    aino.takes_next()
    second_desk = ResponderAtDesk(server, aino.context)
    second_desk.opens_desk()
    second_desk.page.locator("[data-mine] button").first.click()

    second_tab.says("toisesta")
    aino.hears("toisesta")
    second_desk.says("toiselta pöydältä")
    aino.says("ensimmäiseltä")
    visitor.sees("ensimmäiseltä")
    second_tab.sees("ensimmäiseltä")

    said = ["ensimmäisestä", "toisesta", "toiselta pöydältä", "ensimmäiseltä"]
    assert visitor.conversation() == second_tab.conversation() == said
    second_tab.leaves()
    visitor.page.locator("[data-ended]:not([hidden])").wait_for()
    for somebody in (visitor, second_tab, aino, second_desk):
        somebody.is_content()


# What stays behind


def test_a_conversation_leaves_nothing_in_the_browser_but_its_cookie(server, visitor, aino):
    visitor.opens("/lines/nuorten-chat")
    visitor.starts()
    visitor.says("salaista")
    visitor.sees("salaista")

    kept = visitor.page.evaluate(
        """async () => ({
            local: localStorage.length, session: sessionStorage.length, cookie: document.cookie,
            databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length,
            workers: (await navigator.serviceWorker?.getRegistrations() ?? []).length, title: document.title,
            address: location.pathname + location.search + location.hash, name: window.name, state: history.state,
        })"""
    )

    assert kept == {
        "local": 0,
        "session": 0,
        "cookie": "",
        "databases": 0,
        "caches": 0,
        "workers": 0,
        "title": "Rinnalla",
        "address": "/chat",
        "name": "",
        "state": None,
    }
    (cookie,) = visitor.context.cookies()
    assert (cookie["name"], cookie["httpOnly"], cookie["sameSite"], cookie["expires"]) == (
        "rv",
        True,
        "Lax",
        -1,
    )
    visitor.leaves()


def test_after_leaving_in_a_hurry_neither_back_nor_the_history_shows_a_word(server, visitor):
    visitor.opens("/lines/nuorten-chat")
    visitor.starts()
    visitor.says("salaista")
    visitor.sees("salaista")
    visitor.context.route(
        "https://**", lambda route: route.fulfill(body="sää", content_type="text/html")
    )

    visitor.page.locator("[data-quick-exit]").click()
    visitor.page.wait_for_url("https://**")
    for _frame in range(500):  # the cookie goes by itself, behind the new page
        if not visitor.context.cookies():
            break
        visitor.page.evaluate("new Promise(requestAnimationFrame)")
    seen = []
    for _ in range(3):
        visitor.page.go_back()
        seen.append(visitor.page.content())
    visitor.opens("/chat")
    visitor.sees("Tällä laitteella ei ole keskustelua")
    seen.append(visitor.page.content())

    assert [page for page in seen if "salaista" in page] == []
    assert visitor.context.cookies() == []


def test_leaving_by_the_button_at_the_end_takes_everything_away(server, visitor):
    visitor.opens("/lines/nuorten-chat")
    visitor.starts()
    visitor.says("salaista")
    visitor.sees("salaista")
    visitor.leaves()
    visitor.page.locator("form[action$='/chat/leave'] button:visible").click()
    visitor.page.wait_for_url(f"{server.base_url}/")

    visitor.page.go_back()

    assert "salaista" not in visitor.page.content()
    assert visitor.context.cookies() == []


def post(conversation_id: str, text: str) -> dict[str, Any]:
    return {"conversation_id": conversation_id, "client_id": str(uuid4()), "sealed": sealed(text)}


def left(server: Served, visitor: Any) -> None:
    server.post("/chat/close", {}, cookie=visitor.header)


def aino_ends(server: Served, conversation_id: str) -> None:
    worker = Socket(server, f"rw={server.session_cookie(AINO)}", "worker")
    assert worker.ask("close", {"conversation_id": conversation_id})["ok"]
    worker.drop()


def conversations(server: Served) -> int:
    return count(server, "SELECT count(*) FROM chat_conversation")


def referrals(server: Served) -> int:
    return count(server, "SELECT coalesce(sum(n), 0) FROM guidance_referral")


def count(server: Served, question: str) -> int:
    with closing(sqlite3.connect(server.data_dir / "data.db")) as database:
        return int(database.execute(question).fetchone()[0])
