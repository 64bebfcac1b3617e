"""From a channel request to an approved channel, as an editor, a coordinator and an officer live it."""

from typing import TYPE_CHECKING

import pytest

from tests.browser.navigators import Navigator
from tests.served import KAISA, Served

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

pytestmark = pytest.mark.browser

VEIKKO, TUULA = "veikko@example.org", "tuula@example.org"


class Deciding(Navigator):
    """Somebody at a desk who asks for a channel or decides on it."""

    def is_signed_in(self, email: str) -> None:
        """Be somebody else from now on."""
        self.context.clear_cookies()
        token = self.served.session_cookie(email)
        self.context.add_cookies([{"name": "rw", "value": token, "url": self.served.base_url}])

    def says_yes(self, path: str) -> None:
        """Decide the step that waits."""
        self.opens(path)
        self.page.get_by_label("Miksi").fill("Suunnitelma on hyvä, ja tunnit riittävät.")
        self.page.get_by_role("button", name="Tallenna päätös").click()
        self.sees("Päätös on tallennettu")


def test_a_channel_is_asked_for_and_approved_by_three_steps(served: Served, desk: "BrowserContext"):
    person = Deciding(served, desk)
    person.is_signed_in(VEIKKO)
    person.opens("/outreach/channels/new")
    person.page.locator("[name=name]").fill("Nuorten tarinat")
    person.page.locator("[name=disclosure_fi]").fill("Kanavaa pitää kunnan nuorisotyö.")
    person.page.locator("form.narrow button[type=submit]").click()
    person.page.wait_for_url("**/request/edit")
    for box in person.page.locator("textarea").all():
        box.fill("Tästä on sovittu yhdessä.")
    for score in person.page.locator("select[name$=_score]").all():
        score.select_option("3")
    person.page.locator("[name=backup]").select_option(label="Kaisa Koski")
    person.page.locator("[name=hours_week]").fill("8")
    person.page.locator("[name=posts_week]").fill("3")
    person.page.get_by_role("button", name="Lähetä hakemus").click()
    person.sees("100 %")
    path = person.page.url.removeprefix(served.base_url)

    person.is_signed_in(KAISA)
    person.says_yes(path)
    person.says_yes(path)
    person.is_signed_in(TUULA)
    person.says_yes(path)

    person.opens("/outreach/channels")
    row = person.page.locator("tr", has_text="Nuorten tarinat")
    row.get_by_text("Hyväksytty").wait_for()
    person.is_content()
