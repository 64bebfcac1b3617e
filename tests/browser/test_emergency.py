"""A life is in danger: two workers in two browsers open where a visitor is, and nobody does it alone."""

from collections.abc import Iterator

import pytest

from policies.schema import SHIPPED
from tests.browser.chromium import DESK
from tests.browser.navigators import ResponderAtDesk, VisitorAtPhone
from tests.served import AINO, EERO, Served, serving

pytestmark = pytest.mark.browser

WORDS = "neljä sanaa jotka muistan"
LOOKS_SLOWLY = """() => {
  const { fetch } = window;
  const { stateUrl } = document.querySelector('emergency-officer').dataset;
  const news = () => new Response(JSON.stringify({ requests: ['another'] }));
  window.fetch = (asked, ...how) => asked === stateUrl
    ? new Promise((answer) => (window.lookEnds = () => answer(news())))
    : fetch(asked, ...how);
}"""
LOOK_ENDS = """async () => {
  window.lookEnds();
  // As long as a page takes to come anew: with it, this would break off.
  for (let times = 0; times < 3; times += 1) await fetch(location.href);
}"""


class Officer(ResponderAtDesk):
    """A responder who has a key of their own."""

    def makes_a_key(self) -> None:
        """Choose a passphrase and let the browser make the key."""
        self.opens("/emergency")
        self.page.get_by_label("Tunnuslause, vähintään 12 merkkiä").fill(WORDS)
        self.page.get_by_label("Sama uudelleen").fill(WORDS)
        self.page.get_by_role("button", name="Tee avain").click()
        self.sees("Avaimesi on valmis")

    def asks(self) -> None:
        """Ask for the address of the one conversation of their own."""
        self.opens("/emergency")
        self.page.get_by_label("Mistä päättelet").fill("sanoo ottaneensa lääkkeitä")
        self.page.get_by_label("Henki on nyt vaarassa").check()
        self.page.get_by_role("button", name="Pyydä", exact=True).click()
        self.sees("Odotetaan toista työntekijää")

    def says_passphrase(self, passphrase: str, button: str) -> None:
        """Type the passphrase and press a button."""
        self.page.get_by_label("Tunnuslauseesi").fill(passphrase)
        self.page.get_by_role("button", name=button).click()


@pytest.fixture
def sealing(tmp_path) -> Iterator[Served]:
    """Serve with a policy that seals addresses."""
    file = tmp_path / "policy.toml"
    text = SHIPPED.read_text("utf-8").replace('locator = "none"', 'locator = "sealed"', 1)
    file.write_text(text, "utf-8")
    settings = {"RINNALLA_POLICY_FILE": str(file)}
    with serving(tmp_path / "house", settings=settings) as server:
        yield server


def test_two_officers_together_open_an_address_and_one_alone_does_not(sealing, phone, chromium):
    aino, eero = (
        Officer(sealing, chromium.new_context(viewport=DESK, locale="fi-FI")) for _both in range(2)
    )
    for officer, email in ((aino, AINO), (eero, EERO)):
        officer.has_signed_in(email)
        officer.makes_a_key()
    sealing.check_in(AINO)
    visitor = VisitorAtPhone(sealing, phone)
    visitor.taps_the_story_link()
    visitor.sees("Verkko-osoitteesi sinetöidään")
    visitor.starts()
    aino.opens_desk()
    aino.takes_next()

    aino.asks()
    assert aino.page.get_by_role("button", name="Näytä osoite yhden kerran").count() == 0
    # Eero's page follows by itself.
    eero.sees("sanoo ottaneensa lääkkeitä")
    eero.says_passphrase(WORDS, "Suostun")
    eero.sees("Olet suostunut")
    # So does Aino's; a wrong passphrase does not use up the one time.
    aino.page.get_by_role("button", name="Näytä osoite yhden kerran").wait_for()
    aino.page.evaluate(LOOKS_SLOWLY)
    aino.page.wait_for_function("() => window.lookEnds")
    aino.says_passphrase("jotain aivan muuta", "Näytä osoite yhden kerran")
    aino.sees("Tämä tunnuslause ei avaa avaintasi")
    aino.says_passphrase(WORDS, "Näytä osoite yhden kerran")

    aino.sees("Verkko-osoite: 127.0.0.1.")
    # The page hears only now that something is new: what is shown once must stay.
    aino.page.evaluate(LOOK_ENDS)
    aino.sees("Verkko-osoite: 127.0.0.1.")
    assert "127.0.0.1" not in eero.page.locator("main").inner_text()
    visitor.opens("/chat/stored")
    visitor.sees("Verkko-osoitteesi avattiin")
    for somebody in (aino, eero, visitor):
        somebody.is_content()
        somebody.context.close()
