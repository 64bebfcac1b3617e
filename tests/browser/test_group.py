"""A group room as its moderator and two young people live it."""

import base64
import re
from collections.abc import Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from core import clock
from organisation.demo import PASSWORD
from tests.browser.chromium import PHONE
from tests.browser.navigators import ResponderAtDesk, VisitorAtPhone
from tests.served import KAISA, Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, WebSocket

pytestmark = pytest.mark.browser

SANNA = "sanna@example.org"
GUARD = re.compile(r"/js/guard/visitor\.js")
KEY_HAS_NOT_COME = "() => { document.querySelector('group-room').key.epoch += 1; }"
"""As in the moment after somebody has come in: the page knows that there is a next key, and waits for it."""


@pytest.fixture
def phones(chromium: "Browser", served: Served) -> Iterator[list[VisitorAtPhone]]:
    with ExitStack() as stack:
        contexts = [chromium.new_context(viewport=PHONE, locale="fi-FI") for _ in range(2)]
        for context in contexts:
            stack.callback(context.close)
        yield [VisitorAtPhone(served, context) for context in contexts]


def plans(kaisa: ResponderAtDesk) -> None:
    """Plan a room that begins now, as a coordinator who also moderates."""
    kaisa.opens("/group-rooms")
    now = clock.local(clock.now())
    fields = {
        "theme_fi": "Yksinäisyys",
        "theme_sv": "Ensamhet",
        "theme_en": "Loneliness",
        "day": f"{now:%Y-%m-%d}",
        "begins": f"{now:%H:%M}",
    }
    for name, value in fields.items():
        kaisa.page.locator(f"[name={name}]").fill(value)
    kaisa.page.get_by_role("button", name="Tallenna huone").click()
    kaisa.sees("Huone on suunniteltu.")


def comes_in(visitor: VisitorAtPhone, nickname: str) -> None:
    visitor.opens("/lines/verkkohuone")
    visitor.page.get_by_role("link", name="Yksinäisyys").click()
    visitor.page.get_by_label("Nimimerkki").fill(nickname)
    visitor.page.get_by_role("button", name="Tule mukaan").click()
    visitor.page.wait_for_url("**/group")


def hears_all(live: "WebSocket", frames: list[bytes]) -> None:
    """Keep every frame of a live socket, both ways."""
    for way in ("framesent", "framereceived"):
        live.on(way, lambda sent: frames.append(sent if isinstance(sent, bytes) else sent.encode()))


def served_bytes(served: Served) -> bytes:
    """Read everything that the server keeps, its log too."""
    return b"".join(held for _name, held in served.remains())


def test_two_young_people_talk_in_a_moderated_room(served, desk: "BrowserContext", phones):
    kaisa, (kuu, susi) = ResponderAtDesk(served, desk), phones
    kaisa.has_signed_in(KAISA)
    plans(kaisa)
    kaisa.finds_no_obstacle()
    desk.clear_cookies()
    sanna = ResponderAtDesk(served, desk)
    sanna.has_signed_in(SANNA)
    sanna.opens("/group-rooms")
    sanna.page.get_by_role("button", name=re.compile("Ohjaa")).first.click()
    sanna.page.get_by_label("Tunnuslauseesi").fill(PASSWORD)
    sanna.page.get_by_role("button", name="Avaa avaimet").click()
    frames = []
    for visitor in phones:
        visitor.page.on("websocket", lambda live: hears_all(live, frames))
    comes_in(kuu, "Kuu")
    susi.context.route(GUARD, lambda route: route.abort())
    comes_in(susi, "Susi")

    susi.says("ilman tarkistusta")
    susi.sees("Tarkistus ennen lähettämistä ei latautunut")
    susi.context.unroute(GUARD)
    susi.page.reload()
    susi.page.locator("textarea:not([disabled])").wait_for()
    kuu.says("onko muita hereillä?")
    susi.sees("onko muita hereillä?")
    susi.page.evaluate(KEY_HAS_NOT_COME)
    susi.says("täällä ollaan")
    susi.page.evaluate("document.querySelector('group-room').catchUp()")
    kuu.sees("täällä ollaan")
    sanna.sees("täällä ollaan")
    kuu.finds_no_obstacle()
    sanna.finds_no_obstacle()
    susi.says("jotain ilkeää")
    sanna.sees("jotain ilkeää")
    sanna.page.get_by_role("button", name="Poista viesti").last.click()
    kuu.sees("Ohjaaja on poistanut tämän viestin.")
    sanna.page.get_by_role("button", name=re.compile("Poista huoneesta.*Susi")).click()

    susi.sees("Ohjaaja poisti sinut, koska jotakuta kohdeltiin ilkeästi.")
    kuu.says("jatketaan")
    sanna.sees("jatketaan")
    # What was said went over the wire and onto the disk, and stands in neither.
    assert len(frames) > 20
    for words in ("ilman tarkistusta", "onko muita hereillä?", "täällä ollaan", "jatketaan"):
        forms = [words.encode(), base64.b64encode(words.encode())[:-4]]
        assert not any(form in frame for form in forms for frame in frames)
        assert not any(form in served_bytes(served) for form in forms)
    for somebody in (kaisa, sanna, kuu):
        somebody.is_content()
