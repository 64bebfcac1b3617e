"""More than two in a conversation, on a phone and at three desks: asked, let in, handed over, put back."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.navigators import ResponderAtDesk, VisitorAtPhone
from tests.served import AINO, EERO, Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

pytestmark = pytest.mark.browser


@pytest.fixture
def desks(served: Served, chromium: "Browser") -> Iterator[Callable[[str], ResponderAtDesk]]:
    contexts = []

    def sit_down(email: str) -> ResponderAtDesk:
        context = chromium.new_context(locale="fi-FI", timezone_id="Europe/Helsinki")
        contexts.append(context)
        responder = ResponderAtDesk(served, context)
        responder.signs_in(email)
        responder.begins_duty()
        responder.opens_desk()
        return responder

    yield sit_down
    for context in contexts:
        context.close()


def test_a_conversation_goes_from_hand_to_hand_and_its_visitor_decides(
    served: Served, phone: "BrowserContext", desks: Callable[[str], ResponderAtDesk]
):
    aino, eero = desks(AINO), desks(EERO)
    kettu = VisitorAtPhone(served, phone)
    kettu.opens("/lines/nuorten-chat")
    kettu.starts()
    aino.takes_next()
    aino.says("hei, minä olen Aino")

    aino.page.keyboard.press("Alt+q")
    aino.page.get_by_role("checkbox", name="Eero").check()
    aino.page.get_by_role("button", name="Kysy neuvoa").press("Enter")
    aino.page.get_by_label("Työkavereille", exact=True).fill("Mitä sanoisit?")
    aino.page.get_by_role("button", name="Lähetä työkavereille").press("Enter")
    eero.page.keyboard.press("Alt+q")
    eero.page.get_by_role("button", name="Aino Aalto kysyy neuvoa").click()
    eero.sees("Mitä sanoisit?")
    aino.finds_no_obstacle()

    aino.page.keyboard.press("Alt+k")
    aino.page.get_by_role("radio", name="Eero").check()
    aino.page.get_by_role("button", name="Pyydä mukaan jatkamaan").press("Enter")
    eero.page.get_by_role("button", name="Tule mukaan").click()
    kettu.sees("saako Eero tulla mukaan")
    kettu.sees("Syy: vuoro päättyy")
    kettu.finds_no_obstacle()
    kettu.page.get_by_role("button", name="Kyllä, Eero saa tulla").click()

    kettu.sees("Mukana keskustelussa: Aino, Eero")
    eero.page.locator("[data-mine]", has_text="1. Kettu").wait_for()
    eero.page.keyboard.press("Alt+1")
    eero.says("hei, minä olen Eero")
    aino.sees("hei, minä olen Eero")
    aino.page.get_by_role("button", name="Siirrä keskustelu: Eero").click()
    kettu.sees("Eero jatkaa nyt kanssasi.")
    kettu.says("kiva")
    eero.hears("kiva")
    assert kettu.page.locator(".bubble.theirs .who").all_inner_texts() == ["Aino", "Eero"]

    eero.page.keyboard.press("Alt+k")
    eero.page.locator("[data-because]").select_option("unwell")
    eero.page.get_by_label("Jatkajalle: riskit ja mitä olet luvannut").fill("Lupasin numeron.")
    eero.finds_no_obstacle()
    eero.page.get_by_role("button", name="Pane jonon kärkeen").click()
    kettu.sees("Päivystäjä ei voi jatkaa tänään. Olet jonossa ensimmäisenä.")
    aino.takes_next()
    kettu.sees("Juttelet nyt: Aino")
    aino.sees("Lupasin numeron.")
    aino.page.get_by_role("button", name="Olen lukenut tämän: poista").press("Enter")
    aino.page.get_by_text("Lupasin numeron.").wait_for(state="hidden")

    for everybody in (kettu, aino, eero):
        everybody.is_content()
