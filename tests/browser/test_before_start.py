"""Before "start" is pressed: nothing stored, nothing connected, little transferred."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Request, Route

from tests.browser.navigators import VisitorAtPhone
from tests.served import AINO, Served, serving

pytestmark = pytest.mark.browser

LARGEST_PAGE = 60_000
"""Bytes of a line page with everything it loads, as they come from a server without compression."""


@pytest.fixture(scope="module")
def open_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve one demo for all stories that find Aino on duty."""
    with serving(tmp_path_factory.mktemp("before")) as server:
        server.check_in(AINO)
        yield server


def test_a_line_page_stores_nothing_connects_nothing_and_is_small(open_house, phone):
    visitor = VisitorAtPhone(open_house, phone)
    asked: list[Request] = []
    sockets: list[str] = []
    visitor.page.on("websocket", lambda socket: sockets.append(socket.url))
    visitor.page.on("requestfinished", lambda one: asked.append(one))  # noqa: PLW0108  Playwright marks the handler, a method takes no mark

    with visitor.page.expect_response("**/state"):
        visitor.taps_the_story_link()
    visitor.sees("Aloita juttelu")

    loaded = {one.url: size(one) for one in asked if not one.url.endswith("/state")}
    assert sum(loaded.values()) < LARGEST_PAGE, loaded
    assert len(loaded) > 5
    assert {urlsplit(one.url).netloc for one in asked} == {urlsplit(open_house.base_url).netloc}
    assert sockets == []
    assert visitor.context.cookies() == []
    assert stored(visitor) == {"local": 0, "session": 0, "databases": 0, "caches": 0}
    assert "k=" not in visitor.page.url


def size(request: Request) -> int:
    """Count the bytes of an answer as they came, its headers too."""
    sizes = request.sizes()
    return sizes["responseBodySize"] + sizes["responseHeadersSize"]


def stored(visitor: VisitorAtPhone) -> dict[str, int]:
    """Count what the browser keeps for the page's origin."""
    return dict(
        visitor.page.evaluate(
            """async () => ({
                local: localStorage.length,
                session: sessionStorage.length,
                databases: (await indexedDB.databases()).length,
                caches: (await caches.keys()).length,
            })"""
        )
    )


def test_the_open_page_follows_within_a_second_or_so_when_duty_begins(served, phone):
    visitor = VisitorAtPhone(served, phone)
    visitor.taps_the_story_link()
    visitor.sees("Chat on nyt kiinni")

    served.check_in(AINO)

    visitor.sees("Aloita juttelu")
    visitor.is_content()


def test_who_presses_before_the_script_has_come_gets_in_and_loses_no_word(open_house, phone):
    visitor = VisitorAtPhone(open_house, phone)
    held: list[Route] = []
    may_come = False

    def hold(script: Route) -> None:
        script.continue_() if may_come else held.append(script)

    visitor.page.route("**/js/chat/line*.js*", lambda one: one.abort(), times=1)
    visitor.page.route("**/js/chat/thread*.js*", hold)

    visitor.taps_the_story_link()
    visitor.page.get_by_role("button", name="Aloita juttelu").click()
    send = visitor.page.get_by_role("button", name="Lähetä")
    send.wait_for()
    assert send.is_disabled()
    may_come = True
    for script in held:
        script.continue_()
    visitor.page.get_by_role("textbox", name="Viestisi").fill("kuuluuko?")
    send.click()

    visitor.page.locator(".bubble[data-seq]", has_text="kuuluuko?").wait_for()


def test_the_line_page_works_without_javascript_up_to_the_chat(open_house, chromium):
    context = chromium.new_context(java_script_enabled=False, locale="fi-FI")
    visitor = VisitorAtPhone(open_house, context)

    visitor.taps_the_story_link()

    # Playwright's text search leaves out what stands in <noscript>.
    visitor.page.locator("noscript p", has=visitor.page.locator("svg")).wait_for()
    visitor.sees("Soita 112")
    context.close()
