"""Two phones and three desks at once: who takes whom, what each sees, and how a conversation changes hands."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import PHONE
from tests.browser.navigators import ResponderAtDesk, VisitorAtPhone
from tests.served import AINO, EERO, KAISA, Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator

pytestmark = pytest.mark.browser


@pytest.fixture
def desks(served: Served, chromium: "Browser") -> Iterator[Callable[..., ResponderAtDesk]]:
    contexts = []

    def sit_down(email: str, *, is_on_duty: bool = True) -> ResponderAtDesk:
        context = chromium.new_context(locale="fi-FI", timezone_id="Europe/Helsinki")
        contexts.append(context)
        responder = ResponderAtDesk(served, context)
        if is_on_duty:
            responder.sits_on_duty(email)
        else:
            responder.has_signed_in(email)
            responder.opens_desk()
        return responder

    yield sit_down
    for context in contexts:
        context.close()


@pytest.fixture
def phones(served: Served, chromium: "Browser") -> Iterator[list[VisitorAtPhone]]:
    """Give two young people, each with a phone."""
    contexts = [
        chromium.new_context(viewport=PHONE, locale="fi-FI", timezone_id="Europe/Helsinki")
        for _ in range(2)
    ]
    yield [VisitorAtPhone(served, context) for context in contexts]
    for context in contexts:
        context.close()


def waiting_at(responder: ResponderAtDesk) -> "Locator":
    """Give the rows of a desk's queue; names are sealed there."""
    return responder.page.locator("[data-queue] > li")


def test_two_phones_and_three_desks_at_once(desks, phones):
    aino, eero, kaisa = desks(AINO), desks(EERO), desks(KAISA, is_on_duty=False)
    kettu, susi = phones
    for young, name in ((kettu, "Kettu"), (susi, "Susi")):
        young.opens("/lines/nuorten-chat")
        young.starts(nickname=name)
        young.says(f"täällä {name}")
        young.shows(1)
    for responder in (aino, eero, kaisa):
        expect(waiting_at(responder)).to_have_count(2)
    aino.takes_next()
    expect(waiting_at(eero)).to_have_count(1)
    eero.takes_next()
    kaisa.sees("Kukaan ei odota.")

    aino.page.keyboard.press("Alt+r")
    aino.page.get_by_role("searchbox", name="Etsi vastaus").fill("moi")
    aino.page.get_by_role("searchbox", name="Etsi vastaus").press("Enter")
    aino.page.keyboard.press("Enter")
    kettu.sees("Moi Kettu! Minä olen Aino.")
    eero.says("hei Susi")
    susi.sees("hei Susi")

    kaisa.opens("/board")
    board = kaisa.page.locator("section[data-line]", has_text="Nuorten chat Kainuussa")
    board.locator("[data-n=talking]", has_text="2").wait_for()
    eero.page.keyboard.press("Alt+f")
    kaisa.sees("vaiheita tehty 0/5")
    eero.page.get_by_role("checkbox", name="Kerro työparille").check()
    kaisa.sees("vaiheita tehty 1/5")
    kettu.leaves()
    aino.page.locator("desk-felt").get_by_text("Hyvin").click()
    aino.says_outcome("Autettu chatissa")
    board.locator("[data-n=talking]", has_text="1").wait_for()
    kettu.sees("Auttoiko juttelu?")

    assert susi.conversation() == ["täällä Susi", "hei Susi"]
    susi.leaves()
    eero.says_outcome("Epämääräinen")
    for everybody in (aino, eero, kaisa, kettu, susi):
        everybody.is_content()


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
    kettu.sees("hei, minä olen Eero")
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
