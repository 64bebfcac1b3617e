"""An evening on the youth line, as those who are there live it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.hostile import anew, at_desk, at_phone
from tests.browser.navigators import ResponderAtDesk, VisitorAtPhone
from tests.served import AINO, EERO, KAISA, Served, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

pytestmark = pytest.mark.browser


@pytest.fixture
def visitor(served: Served, phone: "BrowserContext") -> VisitorAtPhone:
    return VisitorAtPhone(served, phone)


@pytest.fixture
def aino(served: Served, desk: "BrowserContext") -> ResponderAtDesk:
    return ResponderAtDesk(served, desk)


@pytest.fixture
def eero(served: Served, chromium: "Browser") -> Iterator[ResponderAtDesk]:
    context = chromium.new_context(locale="fi-FI", timezone_id="Europe/Helsinki")
    yield ResponderAtDesk(served, context)
    context.close()


@pytest.fixture(scope="module")
def open_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve one demo for all stories that find Aino on duty."""
    with serving(tmp_path_factory.mktemp("evening")) as server:
        server.check_in(AINO)
        yield server


@pytest.fixture
def kettu(open_house: Served, chromium: "Browser") -> Iterator[VisitorAtPhone]:
    yield from at_phone(open_house, chromium)


@pytest.fixture(scope="module")
def ainos_desk(open_house: Served, chromium: "Browser") -> Iterator[ResponderAtDesk]:
    yield from at_desk(open_house, chromium, AINO)


@pytest.fixture
def aino_on_duty(ainos_desk: ResponderAtDesk) -> ResponderAtDesk:
    return anew(ainos_desk)


def test_an_evening_from_the_link_to_the_figures(visitor, aino, eero):
    visitor.opens("/")
    visitor.finds_no_obstacle()
    visitor.taps_the_story_link()
    visitor.sees("Chat on nyt kiinni")
    visitor.finds_no_obstacle()

    aino.opens("/sign-in")
    aino.finds_no_obstacle()
    aino.signs_in(AINO)
    aino.begins_duty()
    eero.signs_in(EERO)
    eero.begins_duty()

    visitor.sees("Aloita juttelu")
    visitor.finds_no_obstacle()
    visitor.starts(nickname="Kettu", topic="Paha olo")
    visitor.sees("Odotus: alle 5 minuuttia")
    visitor.finds_no_obstacle()
    visitor.says("Moi, en tiedä mistä alottaa")

    eero.opens_desk()
    eero.sees("Nimi salattu")
    aino.opens_desk()
    aino.finds_no_obstacle()
    aino.takes_next()
    aino.hears("Moi, en tiedä mistä alottaa")
    aino.sees("Kettu")
    eero.sees("Kukaan ei odota.")

    aino.says("Moi! Mikä tuntuu nyt pahimmalta?")
    visitor.sees("Moi! Mikä tuntuu nyt pahimmalta?")
    visitor.sees("Juttelet nyt: Aino")
    visitor.says("Ahdistaa koko ajan")
    aino.hears("Ahdistaa koko ajan")
    service = aino.sends_card_about("ahdistaa")
    visitor.sees(service)
    visitor.finds_no_obstacle()
    aino.finds_no_obstacle()

    visitor.leaves()
    visitor.sees("Auttoiko juttelu?")
    aino.says_outcome("Autettu ja ohjattu")
    visitor.finds_no_obstacle()
    visitor.answers("Kyllä")
    visitor.sees("Olisitko jäänyt tämän kanssa yksin?")
    visitor.answers("Kyllä")
    visitor.sees("Aina voit tulla uudestaan")

    for everybody in (visitor, aino, eero):
        everybody.is_content()


def test_the_months_figures_show_the_way_from_link_to_service(open_house, desk):
    kaisa = ResponderAtDesk(open_house, desk)
    kaisa.has_signed_in(KAISA)

    kaisa.opens("/figures")

    kaisa.page.get_by_role("table").first.wait_for()
    kaisa.finds_no_obstacle()
    kaisa.is_content()


def test_a_lost_network_loses_no_word_and_doubles_none(kettu, aino_on_duty):
    aino_on_duty.opens_desk()
    kettu.taps_the_story_link()
    kettu.starts()
    aino_on_duty.takes_next()
    aino_on_duty.says("yksi")
    kettu.sees("yksi")

    kettu.context.set_offline(True)
    kettu.says("kaksi, ilman verkkoa")
    aino_on_duty.says("kolme, kun toinen on poissa")
    kettu.context.set_offline(False)

    aino_on_duty.hears("kaksi, ilman verkkoa")
    kettu.sees("kolme, kun toinen on poissa")
    kettu.shows(3)
    assert sorted(kettu.conversation()) == sorted(
        ["yksi", "kaksi, ilman verkkoa", "kolme, kun toinen on poissa"]
    )


def test_both_sides_go_on_after_the_server_was_killed(kettu, aino_on_duty, open_house):
    aino_on_duty.opens_desk()
    kettu.taps_the_story_link()
    kettu.starts()
    aino_on_duty.takes_next()
    aino_on_duty.says("ennen")
    kettu.sees("ennen")

    open_house.kill9()
    kettu.says("välissä")
    open_house.restart()

    aino_on_duty.hears("välissä")
    aino_on_duty.says("jälkeen")
    kettu.sees("jälkeen")
    kettu.shows(3)
    assert kettu.conversation() == ["ennen", "välissä", "jälkeen"]


def test_leaving_in_a_hurry_shows_another_page_and_no_way_back(kettu):
    kettu.taps_the_story_link()
    kettu.starts()
    kettu.says("salaista")
    kettu.sees("salaista")
    kettu.context.route("https://**", lambda route: route.fulfill(body="sää"))

    kettu.page.keyboard.press("Escape")
    kettu.page.keyboard.press("Escape")

    kettu.page.wait_for_url("https://**")
    assert "salaista" not in kettu.page.content()


def test_the_same_evening_runs_on_gevent(tmp_path, phone, desk):
    pytest.importorskip("gevent", reason="gevent is not installed: pip install rinnalla[gevent]")
    with serving(tmp_path / "gevent", mode="gevent") as served:
        visitor, aino = VisitorAtPhone(served, phone), ResponderAtDesk(served, desk)
        aino.sits_on_duty(AINO)
        visitor.taps_the_story_link()
        visitor.starts()
        aino.takes_next()

        aino.says("moi")

        visitor.sees("moi")
