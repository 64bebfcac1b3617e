"""Two devices and six words: what was begun on one is opened on the other, and the words travel to nobody."""

from typing import TYPE_CHECKING

import pytest

from tests.browser.navigators import ResponderAtDesk, VisitorAtPhone
from tests.served import AINO

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

pytestmark = pytest.mark.browser
EVIL = "<img src=x onerror=document.title='rikki'>"


class Returning(VisitorAtPhone):
    """Somebody who takes six words along, and types them somewhere else."""

    def listens_to_the_wire(self) -> None:
        """Keep everything that leaves this browser."""
        self.sent: list[str] = []
        self.page.on("request", lambda one: self.sent.append(f"{one.url} {one.post_data or ''}"))

    def takes_a_code(self) -> list[str]:
        """Ask for the words and write them down."""
        self.page.get_by_text("Palaa myöhemmin kuudella sanalla").click()
        self.page.get_by_role("button", name="Anna paluukoodi").click()
        self.page.locator(".code-words li").nth(5).wait_for()
        words = self.page.locator(".code-words li").all_inner_texts()
        self.finds_no_obstacle()
        self.page.get_by_role("button", name="Kirjoitin ne muistiin").click()
        return words

    def says_more(self, text: str) -> None:
        """Say how it went, in one's own words."""
        self.page.get_by_label("Haluatko kertoa lisää").fill(text)
        self.page.locator("own-words").get_by_role("button", name="Lähetä").click()
        self.sees("Kiitos. Sanasi ovat keskustelun mukana.")

    def types(self, words: str) -> None:
        """Type the words on the line's page for coming back, and press."""
        self.page.get_by_label("Kuusi sanaasi").fill(words)
        self.page.get_by_role("button", name="Avaa keskusteluni").click()


@pytest.fixture
def visitor(served, phone: "BrowserContext") -> Returning:
    return Returning(served, phone)


@pytest.fixture
def elsewhere(served, desk: "BrowserContext") -> Returning:
    return Returning(served, desk)


@pytest.fixture
def aino(served, chromium):
    context = chromium.new_context(locale="fi-FI", timezone_id="Europe/Helsinki")
    yield ResponderAtDesk(served, context)
    context.close()


def test_the_thread_opens_on_another_device_by_six_words_that_nobody_was_told(
    visitor, elsewhere, aino
):
    aino.sits_on_duty(AINO)
    visitor.listens_to_the_wire()
    visitor.taps_the_story_link()
    visitor.starts(nickname="Kettu")
    assert not visitor.page.get_by_text("Palaa myöhemmin kuudella sanalla").is_visible()
    visitor.page.get_by_role("button", name="Todella raskasta").click()
    visitor.sees("Kiitos. Voit muuttaa vastausta")
    visitor.says(f"moi {EVIL}")
    words = visitor.takes_a_code()
    aino.takes_next()
    aino.says("Hei Kettu")
    visitor.sees("Hei Kettu")
    service = aino.sends_card_about("ahdistaa")
    aino.page.get_by_text("Kirjaa, mitä sovittiin").click()
    aino.page.get_by_label("Mitä sovittiin, muutamalla sanalla").fill(f"Huomenna taas {EVIL}")
    aino.page.locator("desk-agreed").get_by_role("button", name="Lähetä").click()
    visitor.sees("Huomenna taas")
    aino.finds_no_obstacle()
    visitor.leaves()
    visitor.sees("Palvelut, joista sinulle kerrottiin")
    visitor.page.locator("[data-services] .service-card", has_text=service).wait_for()
    assert visitor.page.locator("[data-agreed-text]").inner_text() == f"Huomenna taas {EVIL}"
    visitor.page.get_by_text("Lue keskustelu").click()
    visitor.finds_no_obstacle()
    for answer in ("Kyllä", "Kyllä", "Vähän raskasta"):
        visitor.answers(answer)
    visitor.says_more("oli hyvä")
    aino.hears("oli hyvä")
    assert not [one for one in visitor.sent for word in words if word in one]

    elsewhere.listens_to_the_wire()
    elsewhere.opens("/lines/nuorten-chat")
    elsewhere.page.get_by_role("link", name="Minulla on paluukoodi").click()
    elsewhere.finds_no_obstacle()
    elsewhere.types(" ".join(words[::-1]))
    elsewhere.sees("Näillä sanoilla ei löytynyt mitään")
    slips = [words[0][1:], *words[1:5], f"{words[5]}x"]
    elsewhere.types("-".join(slips).upper())

    elsewhere.page.get_by_role("button", name="Mene uudestaan jonoon").click()
    elsewhere.sees("Hei Kettu")
    assert elsewhere.conversation() == [
        f"moi {EVIL}",
        "Hei Kettu",
        f"Huomenna taas {EVIL}",
        "oli hyvä",
    ]
    assert "rikki" not in elsewhere.page.title()
    aino.sees("on jutellut kanssasi")
    aino.takes_next()
    aino.says("Kiva kun tulit takaisin")
    elsewhere.sees("Kiva kun tulit takaisin")
    elsewhere.page.get_by_text("Sinulla on paluukoodi", exact=True).click()
    assert not [one for one in elsewhere.sent for word in words if word in one]
    for everybody in (visitor, aino):
        everybody.is_content()
