"""A round on a phone that loses its network, as an outreach worker lives it."""

import pytest

from tests.browser.navigators import Navigator
from tests.served import Served

pytestmark = pytest.mark.browser

JARI = "jari@example.org"


class WorkerOnTheStreet(Navigator):
    """An outreach worker with a phone in one hand."""

    def signs_in(self) -> None:
        """Sign in, which leads to the tally."""
        self.opens("/sign-in")
        self.page.get_by_label("Sähköposti").fill(JARI)
        self.page.get_by_label("Salasana", exact=True).fill("rinnalla demo 2026")
        self.page.get_by_role("button", name="Kirjaudu").click()
        self.page.wait_for_url("**/outreach/tally")

    def meets(self, depth: str, times: int = 1) -> None:
        """Tap a button of the tally."""
        for _ in range(times):
            self.page.get_by_role("button", name=f"+1 {depth}").click()

    def ends_the_round(self) -> None:
        """Save the round, with a hand that taps twice: the next one is empty, and is not saved too."""
        self.page.get_by_role("button", name="Tallenna jalkautuminen").dblclick()


def rounds_of(served: Served) -> str:
    return served.get("/outreach/rounds", cookie=f"rw={served.session_cookie(JARI)}").text


def test_a_round_is_told_in_flight_mode_and_sent_once_on_the_way_back(served: Served, phone):
    jari = WorkerOnTheStreet(served, phone)
    jari.signs_in()
    jari.page.locator("round-tally[data-kept]").wait_for()  # it opens without a network from now on
    before = rounds_of(served).count("/delete")

    phone.set_offline(True)
    jari.page.reload()
    jari.sees("Ei verkkoa")
    jari.meets("Keskustelu")
    jari.meets("Lyhyt", 3)
    jari.page.locator("round-tally[data-stored='4']").wait_for()
    jari.page.reload()  # the phone's browser is closed and opened: nothing is lost
    jari.sees("kohdattu 4")
    jari.ends_the_round()
    jari.sees("Tallessa tällä laitteella")
    jari.sees("Odottaa lähettämistä")

    phone.set_offline(False)
    jari.sees("Tällä laitteella ei ole siitä enää mitään")
    assert rounds_of(served).count("/delete") == before + 1
    jari.page.reload()
    jari.page.get_by_role("button", name="+1 Lyhyt").wait_for()
    assert rounds_of(served).count("/delete") == before + 1
    jari.opens("/lines/nuorten-chat")
    controlled = jari.page.evaluate("Boolean(navigator.serviceWorker.controller)")
    assert controlled is False  # visitors' pages never meet the tally's worker
