"""Hands that are too quick, tabs that are too many, and what stays behind in a browser."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.hostile import anew, at_desk, at_phone
from tests.browser.navigators import ResponderAtDesk, VisitorAtPhone
from tests.served import AINO, EERO, Served, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
KEPT = """async () => ({
    local: localStorage.length, session: sessionStorage.length, cookie: document.cookie,
    databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker?.getRegistrations() ?? []).length, title: document.title,
    address: location.pathname + location.search + location.hash, name: window.name, state: history.state,
})"""

LEAVES_UNANSWERED = """() => {
    const { live } = document.querySelector('chat-desk');
    const ask = live.ask;
    window.unanswered = 0;
    live.ask = async (event, payload) => {
        const isLost = event === 'claim' || (event === 'desk' && !window.isAnswered);
        const answer = await ask.call(live, event, payload);
        if (isLost) window.unanswered += 1;
        return isLost ? { ok: false, code: 'no_answer' } : answer;
    };
}"""
"""The house hears that a desk looks, and that it takes somebody; its answers are lost."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("hands")) as served:
        served.check_in(AINO)
        yield served


@pytest.fixture
def visitor(server: Served, chromium: "Browser") -> Iterator[VisitorAtPhone]:
    yield from at_phone(server, chromium)


@pytest.fixture(scope="module")
def ainos_desk(server: Served, chromium: "Browser") -> Iterator[ResponderAtDesk]:
    yield from at_desk(server, chromium, AINO)


@pytest.fixture
def eero(server: Served, chromium: "Browser") -> Iterator[ResponderAtDesk]:
    yield from at_desk(server, chromium, EERO)


@pytest.fixture
def aino(ainos_desk: ResponderAtDesk) -> ResponderAtDesk:
    return anew(ainos_desk)


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


def test_a_desk_that_asks_more_than_the_house_takes_at_once_has_every_answer(eero):
    eero.opens_desk()

    answers = eero.page.evaluate("""() => {
        const { live } = document.querySelector('chat-desk');
        return Promise.all(Array.from({ length: 46 }, () => live.look('desk', { lang: 'fi' })));
    }""")

    assert [one["ok"] for one in answers] == [True] * 46


def test_who_comes_while_the_desk_is_not_answered_is_seen_and_taken_all_the_same(
    server, visitor, aino
):
    aino.opens_desk()
    aino.page.evaluate(LEAVES_UNANSWERED)

    visitor.opens("/lines/nuorten-chat")
    visitor.starts()
    visitor.sees("Paikkasi jonossa")
    aino.page.wait_for_function("() => window.unanswered > 0")
    assert aino.page.locator("[data-queue] > li button").count() == 0
    aino.page.evaluate("window.isAnswered = true")

    aino.takes_next()
    aino.says("hei")
    visitor.sees("hei")
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
    visitor.shows(50)  # the house tells the other side first

    assert aino.page.locator(".bubble.theirs[data-seq] [data-text]").all_inner_texts() == lines
    assert visitor.conversation() == lines
    assert visitor.page.evaluate("window.stays")
    visitor.leaves()


def test_what_was_written_without_a_network_stands_before_what_was_written_after(
    server, visitor, aino
):
    takes_back = visitor.page.get_by_role("button", name="Peru viimeisin viestisi")
    visitor.opens("/lines/nuorten-chat")
    visitor.starts()
    aino.opens_desk()
    aino.takes_next()
    visitor.says("nolla")
    takes_back.wait_for()
    visitor.context.set_offline(True)
    visitor.says("yksi")
    takes_back.wait_for(state="hidden")  # it would be "nolla" that is taken back
    visitor.says("kaksi")

    visitor.context.set_offline(False)
    visitor.says("kolme")
    aino.hears("kolme")

    assert aino.page.locator(".bubble.theirs[data-seq] [data-text]").all_inner_texts() == [
        "nolla",
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
    aino.sees("toiselta pöydältä")
    aino.says("ensimmäiseltä")
    visitor.sees("ensimmäiseltä")
    second_tab.sees("ensimmäiseltä")

    said = ["ensimmäisestä", "toisesta", "toiselta pöydältä", "ensimmäiseltä"]
    assert visitor.conversation() == second_tab.conversation() == said
    second_tab.leaves()
    visitor.page.locator("[data-ended]:not([hidden])").wait_for()
    for somebody in (visitor, second_tab, aino, second_desk):
        somebody.is_content()
    second_desk.page.close()


# What stays behind


def test_a_conversation_leaves_nothing_in_the_browser_but_its_cookie_and_a_locked_key(
    server, visitor
):
    visitor.opens("/lines/nuorten-chat")
    visitor.starts()
    visitor.says("salaista")
    visitor.sees("salaista")

    kept = visitor.page.evaluate(KEPT)

    assert kept == {
        "local": 0,
        "session": 1,
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


def conversations(server: Served) -> int:
    return count(server, "SELECT count(*) FROM chat_conversation")


def referrals(server: Served) -> int:
    return count(server, "SELECT coalesce(sum(n), 0) FROM guidance_referral")


def count(server: Served, question: str) -> int:
    with server.data() as data:
        return int(data.exec_driver_sql(question).scalar_one())
