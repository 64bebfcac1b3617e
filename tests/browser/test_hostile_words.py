"""Words that wish to be more than words, on every page that shows them, in a real browser."""

from collections.abc import Iterator
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
import sqlalchemy

from tests.browser.hostile import (
    ALL,
    DEED,
    PAYLOADS,
    PLANTED,
    SHORT,
    anew,
    at_desk,
    at_phone,
    is_harmless,
)
from tests.browser.navigators import ResponderAtDesk, VisitorAtPhone
from tests.served import AINO, KAISA, Served, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

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


# The page seals and sends them as it does everything that is written; only the guard before it has not been asked.
SAYS_ALL = """async (texts) => {
  const { talk } = document.querySelector('chat-thread');
  for (const text of texts) await talk.say(text, 'clear');
}"""
SENDS_CARDS = """async ({ cards, service_id }) => {
  const { talk } = document.querySelector('chat-desk').chosen;
  for (const card of cards) {
    const answer = await talk.sendCard(card, { service_id, kind: 'advised' });
    if (!answer.ok) throw new Error(answer.code);
  }
}"""
IS_READY = "() => document.querySelector('chat-thread')?.talk?.state"
SHOWN = (
    "[...document.querySelectorAll('.bubble[data-seq] [data-text]')].map((one) => one.textContent)"
)


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Give a server in whose every text somebody has written a script: no form was asked."""
    with serving(tmp_path_factory.mktemp("poisoned")) as served:
        served.check_in(AINO)
        served.session_cookie(KAISA)
        with served.data() as data:
            for table, texts in PLANTED.items():
                sets = ", ".join(f"{column} = :{column}" for column in texts)
                data.execute(sqlalchemy.text(f"UPDATE {table} SET {sets}"), texts)
        yield served


@pytest.fixture
def visitor(poisoned: Served, chromium: "Browser") -> Iterator[VisitorAtPhone]:
    yield from at_phone(poisoned, chromium)


@pytest.fixture(scope="module")
def ainos_desk(poisoned: Served, chromium: "Browser") -> Iterator[ResponderAtDesk]:
    yield from at_desk(poisoned, chromium, AINO)


@pytest.fixture
def aino(ainos_desk: ResponderAtDesk) -> ResponderAtDesk:
    return anew(ainos_desk)


@pytest.fixture(scope="module")
def kaisas_desk(poisoned: Served, chromium: "Browser") -> Iterator[ResponderAtDesk]:
    yield from at_desk(poisoned, chromium, KAISA)


@pytest.fixture
def kaisa(kaisas_desk: ResponderAtDesk) -> ResponderAtDesk:
    return anew(kaisas_desk)


# Scripts in words


def test_what_both_sides_write_is_shown_as_written(visitor, aino):
    begins(visitor, nickname=f"<b onclick={DEED}>K"[:30])
    aino.opens_desk()
    aino.takes_next()
    half = len(PAYLOADS) // 2
    visitor.page.evaluate(SAYS_ALL, PAYLOADS[:half])
    for text in PAYLOADS[half:]:
        aino.says(text)
    aino.page.locator(".bubble[data-seq]").nth(len(PAYLOADS) - 1).wait_for()

    visitor.opens("/chat")
    visitor.shows(len(PAYLOADS))

    assert visitor.page.evaluate(SHOWN) == PAYLOADS
    assert aino.page.evaluate(SHOWN) == PAYLOADS
    assert f"<b onclick={DEED}" in aino.page.locator("[data-mine] .who").first.inner_text()
    for side in (visitor, aino):
        assert side.page.locator(".bubble :is(img, svg, script, iframe, style)").count() == 0
        assert side.page.locator(".bubble [data-text] *").count() == 0
        is_harmless(side)


def test_planted_scripts_stay_words_on_the_visitors_pages(visitor):
    for path in VISITOR_PAGES:
        visitor.opens(path)
        if path not in {"/privacy", "/sign-in"}:
            assert SHORT in visitor.page.inner_text("body"), path
        is_harmless(visitor)


def test_planted_scripts_stay_words_on_the_workers_pages(kaisa):
    for path in STAFF_PAGES:
        kaisa.opens(path)
        assert SHORT in kaisa.page.content().replace("&gt;", ">").replace("&lt;", "<").replace(
            "&#34;", '"'
        ).replace("&#39;", "'").replace("&quot;", '"'), path
        is_harmless(kaisa)


DEEPER = {
    "/outreach": "main a[href*='/campaigns/']:not([href$=new])",
    "/outreach/channels": "main a[href*='/channels/']:not([href$=new])",
    "/team": "main a[href*='/workers/']",
    "/services": "main a[href*='/services/']:not([href$=new]):not([href$=import])",
    "/roster": "main a[href*='/roster/shifts/']",
}


def test_planted_scripts_stay_words_one_page_deeper(kaisa):
    for at, link in DEEPER.items():
        kaisa.opens(at)
        kaisa.opens(kaisa.page.locator(link).first.get_attribute("href"))

        assert SHORT in kaisa.page.evaluate(
            "document.body.innerText + [...document.querySelectorAll('input, textarea')].map((one) => one.value)"
        ), at
        leading = kaisa.page.evaluate(
            "[...document.querySelectorAll('[href], [src], [action]')].map((one) => one.getAttribute('href') ?? one.getAttribute('src') ?? one.getAttribute('action'))"
        )
        assert [
            one
            for one in leading
            if one.strip().lower().startswith(("javascript:", "data:", "vbscript:"))
        ] == [], at
        is_harmless(kaisa)


def test_a_planted_service_is_sent_as_a_card_of_words(poisoned, visitor, aino):
    """A card is what a responder's browser made of the directory; the visitor's believes none of it."""
    begins(visitor)
    aino.opens_desk()
    aino.takes_next()
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

    aino.page.evaluate(SENDS_CARDS, {"cards": cards, "service_id": a_service(poisoned)})
    aino.says("viimeinen")

    visitor.sees("viimeinen")
    assert visitor.page.locator(".bubble[data-seq]").count() == len(cards) + 1
    assert visitor.page.locator(".service-card").first.locator("h2").inner_text() == SHORT
    outside = ".bubble a[href^='javascript:'], .bubble a[href^='data:']"
    assert visitor.page.locator(outside).count() == 0
    for side in (visitor, aino):
        is_harmless(side)


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


def test_links_in_words_lead_where_they_say_and_tell_nothing(visitor):
    begins(visitor)
    texts = [*LINKS, "https://аpple.example/", "https://example.org/\u202egnp.exe"]
    visitor.page.evaluate(SAYS_ALL, texts)

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


def begins(visitor: VisitorAtPhone, nickname: str = "") -> None:
    """Press "start" on a line whose topics are planted, and wait for the conversation's key."""
    visitor.opens("/lines/nuorten-chat")
    visitor.page.get_by_label("Nimimerkki").fill(nickname)
    visitor.page.get_by_role("button", name="Aloita juttelu").click()
    visitor.page.wait_for_url("**/chat")
    visitor.page.wait_for_function(IS_READY)


def a_service(server: Served) -> str:
    """Name a service of the directory."""
    with server.data() as data:
        service = data.exec_driver_sql("SELECT id FROM guidance_service LIMIT 1").scalar_one()
    return str(UUID(str(service)))
