"""The personal-data guard before sending, as a visitor and a responder meet it."""

import base64
import json
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.hostile import anew, at_desk, at_phone
from tests.browser.navigators import ResponderAtDesk, VisitorAtPhone
from tests.served import AINO, Served, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

CODE = "010190-900P"  # temporary (900–999): nobody's
NUMBER = "040 000 0012"
WITHOUT_ITS_ELEMENT = re.compile(r"/js/guard/(visitor|worker)\.js")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve one demo for all, with Aino on duty."""
    with serving(tmp_path_factory.mktemp("guard")) as server:
        server.check_in(AINO)
        yield server


@pytest.fixture
def visitor(served: Served, chromium: "Browser") -> Iterator[VisitorAtPhone]:
    yield from at_phone(served, chromium)


@pytest.fixture(scope="module")
def ainos_desk(served: Served, chromium: "Browser") -> Iterator[ResponderAtDesk]:
    yield from at_desk(served, chromium, AINO)


@pytest.fixture
def aino(ainos_desk: ResponderAtDesk) -> ResponderAtDesk:
    return anew(ainos_desk)


@pytest.fixture
def another_desk(served: Served, chromium: "Browser") -> Iterator[ResponderAtDesk]:
    yield from at_desk(served, chromium, AINO)


@pytest.fixture
def said(served: Served) -> Callable[[], int]:
    """Give a way to count what has come to the house since the story began."""

    def count() -> int:
        return int(rows(served, "SELECT count(*) FROM chat_message")[0][0])

    before = count()
    return lambda: count() - before


def hear_what_is_sent(somebody) -> list[str]:
    """Collect the texts that leave a browser through the live socket from now on."""
    sent: list[str] = []

    def keep(frame):
        held = frame if isinstance(frame, str) else frame.decode(errors="replace")
        sent.append(held + "".join(map(opened, re.findall(r'"body":"([^"]+)"', held))))

    somebody.page.on("websocket", lambda socket: socket.on("framesent", keep))
    return sent


def opened(body: str) -> str:
    return base64.b64decode(body).decode(errors="replace")


def rows(served: Served, query: str) -> list[tuple]:
    with served.data() as data:
        return [tuple(row) for row in data.exec_driver_sql(query)]


def test_an_identity_code_never_leaves_the_phone(visitor, said):
    sent = hear_what_is_sent(visitor)
    visitor.taps_the_story_link()
    visitor.starts()

    visitor.says(f"moi mun hetu on {CODE} ok")
    visitor.sees("Tässä näyttää olevan henkilötunnus.")

    assert visitor.page.locator("[data-guard-found] li").all_inner_texts() == [CODE]
    assert visitor.page.get_by_role("button", name="Lähetä silti").count() == 0
    visitor.finds_no_obstacle()
    visitor.page.get_by_role("button", name="Muokkaa").click()
    visitor.page.keyboard.press("Delete")
    visitor.page.get_by_role("button", name="Lähetä").click()
    visitor.page.locator(".bubble.mine[data-seq]", has_text="moi mun hetu on ok").wait_for()
    assert [line for line in sent if CODE in line or "900P" in line] == []
    assert sum('["post"' in line for line in sent) == 1
    assert said() == 1
    visitor.is_content()


def test_a_telephone_number_is_sent_only_when_one_is_sure(visitor, said):
    sent = hear_what_is_sent(visitor)
    visitor.taps_the_story_link()
    visitor.starts()

    visitor.says(f"soita {NUMBER}")
    visitor.sees("Tässä näyttää olevan puhelinnumero. Lähetetäänkö silti?")
    assert said() == 0
    assert [line for line in sent if NUMBER in line] == []
    visitor.page.get_by_role("button", name="Lähetä silti").click()

    visitor.page.locator(".bubble.mine[data-seq]", has_text=NUMBER).wait_for()
    assert said() == 1
    assert visitor.page.locator("visitor-guard").is_hidden()
    visitor.is_content()


def test_a_worker_who_asks_for_a_name_is_warned_and_gives_a_reason_that_is_counted(
    visitor, aino, served, said
):
    sent = hear_what_is_sent(aino)
    aino.opens_desk()
    visitor.taps_the_story_link()
    visitor.starts()
    aino.takes_next()

    aino.says("Mikä sun nimi on?")
    aino.sees("Kysyt ehkä tätä: nimi.")
    assert said() == 0
    aino.finds_no_obstacle()
    aino.page.get_by_role("button", name="Chattaaja toivoo sitä itse").click()

    visitor.sees("Mikä sun nimi on?")
    counted = "SELECT asked, reason, n FROM policies_override_count"
    assert rows(served, counted) == [("name", "visitor_wishes", 1)]
    [told] = [line for line in sent if "override" in line]
    assert json.loads(told[told.index("[") :]) == [
        "override",
        {"asked": ["name"], "reason": "visitor_wishes"},
    ]
    aino.is_content()


def test_a_worker_may_name_a_services_number_and_nobodys_identity_code(visitor, aino, said):
    aino.opens_desk()
    visitor.taps_the_story_link()
    visitor.starts()
    aino.takes_next()

    aino.says(f"Päivystys vastaa numerossa {NUMBER}, osoite Kauppakatu 5.")
    visitor.sees("Päivystys vastaa numerossa")
    aino.says(f"Onko tämä sinun: {CODE}")

    aino.sees("Tässä näyttää olevan henkilötunnus.")
    assert aino.page.locator("[data-composer]").get_by_text("Miksi kysyt?").is_hidden()
    aino.page.get_by_text("Kirjaa, mitä sovittiin").click()
    agreed = aino.page.locator("desk-agreed")
    agreed.get_by_role("textbox").fill(f"Tunnuksesi on {CODE}")
    agreed.get_by_role("button", name="Lähetä").click()
    agreed.get_by_text("Tässä näyttää olevan henkilötunnus.").wait_for()
    assert said() == 1


def test_without_its_guard_neither_side_sends_anything_and_says_why(visitor, another_desk, said):
    aino = another_desk
    for somebody in (visitor, aino):
        somebody.context.route(WITHOUT_ITS_ELEMENT, lambda route: route.abort())
    visitor.taps_the_story_link()
    visitor.starts()
    aino.opens_desk()
    aino.takes_next()

    visitor.says(f"moi mun hetu on {CODE}")
    aino.says("Mikä sun nimi on?")

    for somebody in (visitor, aino):
        composer = somebody.page.locator("[data-composer]")
        composer.get_by_text("Tarkistus ennen lähettämistä ei latautunut").wait_for()
    assert visitor.page.get_by_role("textbox", name="Viestisi").input_value().endswith(CODE)
    assert said() == 0
