"""The roster as a calendar: a shift is taken without a mouse, and one by drawing over its hours."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from core import clock
from tests.browser.navigators import Navigator
from tests.served import AINO, Served, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator

pytestmark = pytest.mark.browser

AHEAD = timedelta(days=22)
"""Nobody has a place in the demo in the week of that day or just before it: nothing is in the way."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve one demo for all."""
    with serving(tmp_path_factory.mktemp("calendar")) as server:
        yield server


@pytest.fixture
def aino(served: Served, chromium: "Browser") -> Iterator[Navigator]:
    """Give Aino at a desk far away, whose clock shows another time."""
    context = chromium.new_context(
        viewport={"width": 1280, "height": 1400}, locale="fi-FI", timezone_id="America/New_York"
    )
    token = served.session_cookie(AINO)
    context.add_cookies([{"name": "rw", "value": token, "url": served.base_url}])
    yield Navigator(served, context)
    context.close()


def shifts(person: Navigator, kind: str) -> "Locator":
    return person.page.locator(f"roster-calendar .ec-event.is-{kind} button")


def test_a_shift_is_taken_from_the_calendar_by_key_and_by_drawing_over_its_hours(aino):
    week = f"{clock.local_day() + AHEAD:%G-W%V}"
    aino.opens(f"/roster?view=calendar&line=nuorten-chat&week={week}")
    first = shifts(aino, "short").first
    expect(first).to_contain_text("0–6")
    expect(aino.page.locator("[data-roster-list]")).to_be_hidden()

    first.press("Enter")
    dialog = aino.page.locator("roster-calendar dialog")
    expect(dialog).to_contain_text("1 puuttuu")
    dialog.get_by_role("button", name="Ota paikka").press("Enter")

    aino.sees("Paikka on sinun.")
    expect(shifts(aino, "mine")).to_have_count(1)
    expect(aino.page).to_have_url(re.compile("view=calendar"))

    # From three to four in the afternoon of the third day: rest enough after Monday's night.
    day = aino.page.locator("roster-calendar .ec-body .ec-day").nth(2)
    day.scroll_into_view_if_needed()
    box = day.bounding_box()
    assert box
    at = box["x"] + box["width"] - 7  # beside the shifts
    aino.page.mouse.move(at, box["y"] + box["height"] * 15.2 / 24)
    aino.page.mouse.down()
    aino.page.mouse.move(at, box["y"] + box["height"] * 16.8 / 24, steps=4)
    aino.page.mouse.up()

    expect(dialog).to_contain_text("12–18")
    dialog.get_by_role("button", name="Ota paikka").click()
    expect(shifts(aino, "mine")).to_have_count(2)
    aino.is_content()
