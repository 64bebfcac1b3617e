"""A young person books a time on a phone without telling who they are, and moves it with four words."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.navigators import VisitorAtPhone
from tests.served import Served, serving

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("booking") / "served") as served:
        yield served


def test_a_time_is_booked_and_moved_by_code_and_nothing_is_left_on_the_phone(
    server: Served, phone: "BrowserContext"
):
    visitor = VisitorAtPhone(server, phone)
    page = visitor.page

    visitor.opens("/lines/perheiden-chat/appointments")
    page.get_by_role("link", name="Puheluaika").click()
    page.locator(".times button").nth(1).click()  # the first may be too near by the next page
    visitor.sees("Onko tämä oikein?")
    visitor.finds_no_obstacle()
    page.get_by_role("button", name="Varaa tämä aika").click()
    visitor.sees("Aikasi on varattu")
    visitor.finds_no_obstacle()
    words = page.locator(".code-words li").all_inner_texts()
    booked = page.locator(".when-and-where li").first.inner_text()

    page.get_by_role("link", name="Siirrä tai peru aika").click()
    page.get_by_label("Neljä sanaasi").fill(" ".join(words).upper())
    page.get_by_role("button", name="Näytä varaukseni").click()
    page.get_by_role("button", name="Valitse toinen aika").click()
    page.locator(".times button").nth(2).click()
    visitor.sees("Varauksesi on siirretty")
    moved = page.locator(".when-and-where li").first.inner_text()

    assert len(words) == 4
    assert moved != booked
    assert all(word not in page.url for word in words)
    assert phone.cookies() == []
    visitor.is_content()
