"""From a worry to help: the worry test, a guide, a service, a card, what came of it, and a warm handover."""

from typing import TYPE_CHECKING

import pytest

from tests.browser.chromium import PHONE
from tests.browser.navigators import Navigator, ResponderAtDesk, VisitorAtPhone
from tests.served import AINO, Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

pytestmark = pytest.mark.browser


def test_a_worry_leads_to_a_guide_a_service_a_card_a_packet_and_the_word_that_it_helped(
    served: Served, phone: "BrowserContext", chromium: "Browser"
):
    kettu = VisitorAtPhone(served, phone)
    kettu.opens("/worry/youth")
    kettu.page.get_by_label("Paha olo").check()
    kettu.page.get_by_role("button", name="Katso, mikä voisi auttaa").click()
    kettu.page.get_by_role("link", name="Kun ei saa unta").click()
    kettu.sees("Yksi huono yö ei pilaa mitään.")
    kettu.finds_no_obstacle()
    kettu.page.go_back()
    kettu.sees("Kiitos, että kerroit")
    kettu.page.get_by_role("link", name="Kun ei saa unta").click()
    kettu.page.locator(".service-card a").first.click()
    kettu.sees("Mitä tapahtuu, jos otat yhteyttä?")

    context = chromium.new_context(locale="fi-FI", timezone_id="Europe/Helsinki")
    aino = ResponderAtDesk(served, context)
    aino.sits_on_duty(AINO)
    kettu.opens("/lines/nuorten-chat")
    kettu.starts()
    aino.takes_next()
    name = aino.sends_card_about("ahdsitus")
    kettu.sees(name)
    kettu.sees("Miten siinä kävi?")
    kettu.finds_no_obstacle()
    kettu.answers("Sain apua")

    aino.hears("Sain apua")
    kettu.page.locator("[data-came]", has_text="Sain apua").wait_for()

    aino.page.get_by_text("Saate palvelulle").click()
    aino.page.get_by_label("Mitä sille voisi kertoa").fill(
        "Nukun huonosti.\nOlen ollut pois koulusta."
    )
    aino.page.get_by_role("button", name="Ehdota").click()
    kettu.page.get_by_label("Saatteen rivi").first.fill("Nukun tosi huonosti.")
    kettu.page.get_by_role("button", name="Poista rivi").last.click()
    kettu.answers("Luovuta nämä rivit")
    link = aino.page.get_by_label("Linkki avaa sen kerran").input_value()
    clinic = Navigator(served, context)
    clinic.page.goto(link)
    clinic.page.get_by_role("button", name="Avaa").click()
    clinic.sees("Nukun tosi huonosti.")

    assert "koulusta" not in clinic.page.locator("[data-lines]").inner_text()
    kettu.is_content()
    aino.is_content()
    clinic.is_content()
    context.close()


def test_how_far_services_are_is_reckoned_in_the_browser_and_told_to_nobody(
    served: Served, chromium: "Browser"
):
    here = {"latitude": 64.2271, "longitude": 27.7281}
    context = chromium.new_context(
        locale="fi-FI", permissions=["geolocation"], geolocation=here, viewport=PHONE
    )
    kettu = Navigator(served, context)
    kettu.opens("/services?municipality=205")
    sent: list[str] = []
    kettu.page.on("request", lambda request: sent.append(request.url))

    kettu.page.get_by_role("button", name="Kuinka kaukana se on?").click()

    kettu.page.get_by_text("km sinusta linnuntietä").first.wait_for()
    assert [address for address in sent if "/static/" not in address] == []
    kettu.finds_no_obstacle()
    context.close()
