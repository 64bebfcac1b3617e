"""Without a network: the numbers, on the devices of those who asked for it, and nothing of a conversation."""

import pytest

from tests.browser.navigators import VisitorAtPhone
from tests.served import AINO

pytestmark = pytest.mark.browser

KEPT = """async () => ({
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    files: (await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys())))
        .flat().map(({ url }) => new URL(url).pathname),
})"""


def test_the_numbers_stay_on_the_device_of_who_asks_for_them_until_they_are_taken_away(
    served, phone
):
    served.check_in(AINO)
    visitor = VisitorAtPhone(served, phone)
    visitor.opens("/offline")
    assert visitor.page.evaluate(KEPT) == {"workers": 0, "files": []}

    visitor.page.get_by_role("button", name="Pidä tällä laitteella").click()
    visitor.sees("Numerot aukeavat nyt ilman verkkoakin")
    visitor.opens("/lines/nuorten-chat")
    visitor.starts()
    visitor.says("salaista")
    visitor.page.locator(".bubble[data-seq]", has_text="salaista").wait_for()
    files = visitor.page.evaluate(KEPT)["files"]
    assert [one for one in files if not one.startswith("/static/")] == [
        "/offline",
        "/manifest.webmanifest",
    ]

    served.kill9()
    visitor.opens("/lines/nuorten-chat")
    visitor.sees("09 2525 0111")
    visitor.sees("Kriisipuhelin")
    assert (
        visitor.page.evaluate("getComputedStyle(document.querySelector('.top')).display") == "flex"
    )
    visitor.page.get_by_role("button", name="Ota pois tältä laitteelta").click()
    visitor.sees("Siitä ei ole enää mitään tällä laitteella")
    assert visitor.page.evaluate(KEPT) == {"workers": 0, "files": []}
