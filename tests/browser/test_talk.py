"""What the two sides of a conversation see of each other, and send beside words."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.navigators import ResponderAtDesk, VisitorAtPhone
from tests.served import AINO, Served, serving

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("talk")) as served:
        served.check_in(AINO)
        yield served


@pytest.fixture
def visitor(server: Served, phone: "BrowserContext") -> VisitorAtPhone:
    one = VisitorAtPhone(server, phone)
    one.taps_the_story_link()
    one.starts()
    return one


@pytest.fixture
def aino(server: Served, desk: "BrowserContext", visitor: VisitorAtPhone) -> ResponderAtDesk:
    one = ResponderAtDesk(server, desk)
    one.signs_in(AINO)
    one.opens_desk()
    one.takes_next()
    return one


def test_each_sees_what_was_read_and_a_message_that_was_sent_in_haste_is_taken_back(visitor, aino):
    visitor.says("moi")
    aino.hears("moi")
    visitor.page.locator(".bubble.mine", has_text="luettu").wait_for()

    visitor.says("sanoin liikaa")
    aino.hears("sanoin liikaa")
    visitor.page.get_by_role("button", name="Peru viimeisin viestisi").click()
    visitor.page.get_by_role("button", name="Kyllä").click()

    visitor.sees("Peruit tämän viestin")
    aino.hears("Viesti peruttiin.")
    assert "sanoin liikaa" not in aino.page.content()
    assert "sanoin liikaa" not in visitor.page.content()
    for somebody in (visitor, aino):
        somebody.finds_no_obstacle()
        somebody.is_content()
