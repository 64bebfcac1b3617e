"""Without a mouse: the responder's desk, the way past the menu, the way out."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.hostile import at_desk
from tests.browser.navigators import Navigator, ResponderAtDesk, VisitorAtPhone
from tests.browser.obstacles import obstacles, obstacles_by_night
from tests.browser.test_every_page import FAULTS
from tests.served import AINO, Served, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

pytestmark = pytest.mark.browser

MOST_STOPS = 60

STOP = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  // A choice and a card show the focus of what is inside them.
  const rings = [one, one.closest('.choice'), one.closest('.link-card')].filter(Boolean);
  const box = one.getBoundingClientRect();
  const middle = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return {
    name: (one.getAttribute('aria-label') || one.textContent || one.name || one.tagName).trim().slice(0, 40),
    isRinged: rings.some((ring) => getComputedStyle(ring).outlineStyle !== 'none'),
    isInSight: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    isCovered: Boolean(middle) && !one.contains(middle) && !middle.contains(one)
      && !middle.closest('.link-card, .choice')?.contains(one),
  };
}"""
"""Where the focus is, and whether somebody who looks can tell."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve one demo for all, with Aino on duty."""
    with serving(tmp_path_factory.mktemp("keyboard")) as server:
        server.check_in(AINO)
        yield server


@pytest.fixture
def aino(served: Served, chromium: "Browser") -> Iterator[ResponderAtDesk]:
    """Give Aino at a desk of her own: it remembers which conversation had which number."""
    yield from at_desk(served, chromium, AINO)


@pytest.fixture
def visitor(served: Served, phone: "BrowserContext") -> Iterator[VisitorAtPhone]:
    person = VisitorAtPhone(served, phone)
    yield person
    goes(person)


@pytest.fixture
def second(served: Served, chromium: "Browser") -> Iterator[VisitorAtPhone]:
    context = chromium.new_context(locale="fi-FI")
    person = VisitorAtPhone(served, context)
    yield person
    goes(person)
    context.close()


def goes(person: VisitorAtPhone) -> None:
    """End what a story has begun: those who come next have the desk for themselves."""
    url = person.served.base_url
    person.context.request.post(f"{url}/chat/close", headers={"Origin": url})


def waits_for_both(person: ResponderAtDesk) -> None:
    """Wait until both can be taken: a visitor's page brings the key when it has opened, and the second may be quicker."""
    takes = person.page.locator("[data-queue] > li button:not([disabled])")
    expect(takes).to_have_count(2)


def starts(person: VisitorAtPhone, nickname: str) -> None:
    person.opens("/lines/nuorten-chat")
    person.starts(nickname=nickname)
    person.sees("Paikkasi jonossa")


def focused(person: Navigator) -> str:
    """Name what has the focus."""
    return str(
        person.page.evaluate(
            "() => document.activeElement.getAttribute('aria-label')"
            " || document.activeElement.labels?.[0]?.textContent.trim()"
            " || document.activeElement.textContent.trim()"
        )
    )


def stops(person: Navigator) -> list[dict[str, object]]:
    """Press Tab until the page begins anew, and tell of every stop."""
    told: list[dict[str, object]] = []
    for _press in range(MOST_STOPS):
        person.page.keyboard.press("Tab")
        stop = person.page.evaluate(STOP)
        if stop is None:
            break
        told.append(stop)
    return told


def test_the_first_tab_leads_past_the_menu(visitor, aino):
    for person, path in ((visitor, "/"), (aino, "/roster")):
        person.opens(path)
        person.page.keyboard.press("Tab")
        assert focused(person) == "Siirry sisältöön"
        assert person.page.evaluate(STOP)["isInSight"]

        person.page.keyboard.press("Enter")

        assert person.page.evaluate("() => document.activeElement.id") == "main"


def test_a_visitor_sees_where_the_focus_is(visitor):
    for path in ("/", "/lines/nuorten-chat", "/services", "/sign-in"):
        visitor.opens(path)

        walked = stops(visitor)

        assert len(walked) > 5, path
        assert [stop for stop in walked if not stop["isRinged"] or not stop["isInSight"]] == [], (
            path
        )
        assert [stop for stop in walked if stop["isCovered"]] == [], path


def test_a_worker_sees_where_the_focus_is(aino):
    for path in ("/desk", "/roster", "/team/lines/nuorten-chat", "/outreach"):
        aino.opens(path)
        if path == "/desk":
            aino.unlocks_keys()

        walked = stops(aino)

        assert len(walked) > 3, path
        assert [stop for stop in walked if not stop["isRinged"] or not stop["isInSight"]] == [], (
            path
        )


def test_the_desk_is_worked_without_a_mouse(aino, visitor, second):
    starts(visitor, "Kettu")
    starts(second, "Lumi")
    aino.opens_desk()
    waits_for_both(aino)

    aino.takes_next()
    expect(aino.page.locator("[data-heading]")).to_have_text("Kettu")
    assert focused(aino) == "Kirjoitat nyt: Kettu"
    aino.page.keyboard.type("Moi Kettu")
    aino.page.keyboard.press("Enter")
    visitor.sees("Moi Kettu")

    aino.page.keyboard.type("jää kesken")
    aino.page.keyboard.press("Alt+n")
    aino.page.locator("[data-heading]", has_text="Lumi").wait_for()
    assert aino.page.locator("[data-composer] textarea").input_value() == ""

    aino.page.keyboard.press("Alt+1")
    expect(aino.page.locator("[data-heading]")).to_have_text("Kettu")
    assert aino.page.locator("[data-composer] textarea").input_value() == "jää kesken"

    second.says("Onko siellä ketään?")
    aino.sees("odottaa sinua")
    aino.page.keyboard.press("Alt+j")
    expect(aino.page.locator("[data-heading]")).to_have_text("Lumi")

    aino.page.keyboard.press("Alt+s")
    assert focused(aino) == "Hae palveluja"
    aino.page.keyboard.type("ahdistaa")
    aino.page.keyboard.press("Enter")
    aino.page.locator("[data-hits] button:focus").wait_for()
    aino.page.keyboard.press("Enter")
    second.page.locator(".service-card").wait_for()
    aino.page.locator("[data-composer] textarea:focus").wait_for()
    assert focused(aino) == "Kirjoitat nyt: Lumi"
    aino.is_content()


def test_a_conversation_keeps_its_number_when_another_ends(aino, visitor, second):
    starts(visitor, "Otso")
    starts(second, "Tuuli")
    aino.opens_desk()
    waits_for_both(aino)
    aino.takes_next()
    aino.page.keyboard.press("Alt+n")
    aino.page.locator("[data-heading]", has_text="Tuuli").wait_for()

    visitor.leaves()
    visitor.sees("Kiitos, kun juttelit")
    aino.page.locator("[data-mine] button", has_text="Otso").get_by_text("kirjaa tulos").wait_for()

    numbered = aino.page.locator("[data-mine] [aria-keyshortcuts]")
    assert numbered.evaluate_all(
        "all => all.map((one) => one.ariaKeyShortcuts ?? one.getAttribute('aria-keyshortcuts'))"
    ) == ["Alt+1", "Alt+2"]
    aino.page.keyboard.press("Alt+1")
    expect(aino.page.locator("[data-heading]")).to_have_text("Otso")
    aino.page.keyboard.press("Alt+2")
    expect(aino.page.locator("[data-heading]")).to_have_text("Tuuli")

    aino.page.keyboard.press("Alt+1")
    aino.says_outcome("Autettu chatissa")
    aino.page.locator("[data-mine] button", has_text="Otso").first.wait_for(state="detached")
    aino.page.keyboard.press("Alt+2")
    expect(aino.page.locator("[data-heading]")).to_have_text("Tuuli")


def test_the_end_is_asked_and_told_to_both(aino, visitor):
    starts(visitor, "Kettu")
    aino.opens_desk()
    aino.takes_next()
    end = aino.page.locator("[data-close] button")

    end.press("Enter")
    aino.page.get_by_role("button", name="Ei, takaisin").press("Enter")
    assert focused(aino) == "Lopeta"
    assert visitor.page.locator("[data-ended]").is_hidden()

    end.press("Enter")
    aino.page.keyboard.press("Alt+2")  # a question waits: nothing is chosen behind it
    aino.page.get_by_role("button", name="Kyllä").press("Enter")

    visitor.sees("Päivystäjä päätti keskustelun.")
    visitor.finds_no_obstacle()
    aino.sees("Miten keskustelu päättyi?")


def test_esc_leaves_only_when_pressed_twice(visitor):
    visitor.context.route("https://**", lambda route: route.fulfill(body="sää"))
    visitor.opens("/lines/nuorten-chat")

    visitor.page.keyboard.press("Escape")
    assert visitor.page.get_by_role("heading", level=1).is_visible()
    visitor.page.keyboard.press("Escape")

    visitor.page.wait_for_url("https://**")
    assert visitor.page.content().count("Nuorten") == 0


def test_a_menu_closes_by_esc_and_gives_the_focus_back(visitor):
    visitor.opens("/")
    menu = visitor.page.locator("details.menu summary", has_text="Kieli")

    menu.press("Enter")
    visitor.page.get_by_role("link", name="Svenska").focus()
    visitor.page.keyboard.press("Escape")

    assert visitor.page.locator("details.menu[open]").count() == 0
    assert menu.evaluate("one => one === document.activeElement")


def test_larger_letters_in_a_conversation_lose_no_word_and_are_kept_by_the_address(visitor):
    visitor.opens("/lines/nuorten-chat")
    visitor.starts()
    visitor.sees("Paikkasi jonossa")
    page = visitor.page
    page.get_by_role("textbox", name="Viestisi").fill("kesken oleva")

    menu = page.locator("summary", has_text="Tekstin koko ja kontrasti")
    menu.press("Enter")
    for choice in ("Suurin teksti", "Vahva kontrasti"):
        page.get_by_role("link", name=choice).press("Enter")
    page.keyboard.press("Escape")

    larger = re.compile("^28px$")  # 175 %
    expect(page.locator("html")).to_have_css("font-size", larger)
    assert page.get_by_role("textbox", name="Viestisi").input_value() == "kesken oleva"
    expect(page).to_have_url(re.compile("/look-4c/chat$"))
    assert page.evaluate(FAULTS) + obstacles(page) + obstacles_by_night(page) == []
    page.reload()
    expect(page.locator("html")).to_have_css("font-size", larger)
    assert [one["name"] for one in visitor.context.cookies()] == ["rv"]
    visitor.leaves()
    assert "/look-4c/chat" in page.url
    visitor.is_content()
