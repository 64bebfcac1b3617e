"""The night pack: who answers all night, who is open tonight, and until when the paper holds."""

from datetime import timedelta

import pytest
from sqlmodel import select

from core import clock
from core.clock import stopped
from guidance.models import Verification
from guidance.night import hours_in_short, night_pack
from guidance.queries import entry
from policies.queries import policy
from tests.people_guidance import ALWAYS, a_service, helsinki

EVENINGS = ["18–02"] * 4 + ["18–04", "18–04", ""]


@pytest.fixture(autouse=True)
def _page(app):
    with app.test_request_context("/"):
        yield


@pytest.fixture
def cafe(session):
    return a_service(
        session,
        "Yökahvila",
        summary="Lämmin paikka yöllä",
        municipalities=("837",),
        hours=EVENINGS,
        phone="000 111",
    )


def test_the_numbers_that_answer_all_night_come_first_then_who_is_open_tonight(session, cafe):
    a_service(session, "Virasto", hours=["9–16"] * 7, phone="000 222", municipalities=("837",))
    a_service(session, "Oulun kahvila", hours=["18–02"] * 7, municipalities=("564",), phone="0")

    with stopped(at=helsinki(2026, 11, 26, 15)):
        pack = night_pack(session, "fi", "837")

    assert [one.number for one in pack.cards] == ["112", "09 2525 0111", "000 111"]
    assert pack.has_local


def test_a_number_is_not_on_two_cards(session):
    a_service(session, "Kriisipuhelin", phone="09 2525 0111", periods=ALWAYS)

    pack = night_pack(session, "fi")

    assert [one.number for one in pack.cards].count("09 2525 0111") == 1


def test_a_theme_brings_its_own_services_first(session, cafe):
    a_service(session, "Velkalinja", summary="Velat ja laskut", phone="000 333", periods=ALWAYS)

    with stopped(at=helsinki(2026, 11, 26, 15)):
        pack = night_pack(session, "fi", "837", "debt")

    assert [one.name for one in pack.cards][2] == "Velkalinja"


def test_the_paper_holds_no_longer_than_the_first_check_and_names_what_nobody_checked(
    session, cafe
):
    checks = session.exec(select(Verification).where(Verification.service_id == cafe)).all()
    with stopped(at=helsinki(2026, 11, 26, 15)):
        today = clock.local_day()
        for one in checks:
            one.verified_on, one.expires_on = today, today + timedelta(days=5)
        soon = night_pack(session, "fi", "837")
        for one in checks:
            one.verified_on = one.expires_on = today - timedelta(days=1)
        late = night_pack(session, "fi", "837")

    assert (soon.holds_until, soon.unchecked) == (today + timedelta(days=5), ())
    assert late.unchecked == ("Yökahvila",)
    assert late.holds_until == today + timedelta(days=policy().directory.night_pack_days)


def test_days_alike_stand_together_and_closed_ones_nowhere(session, cafe):
    told = hours_in_short(entry(session, cafe))

    assert told == ["Maanantai–torstai 18–2", "Perjantai–lauantai 18–4"]


def test_the_page_needs_no_script_and_its_codes_lead_to_pages_and_numbers(client, cafe):
    with stopped(at=helsinki(2026, 11, 26, 15)):
        page = client.get("/services/night?municipality=837&theme=zz")

    assert f"/services/{cafe}/qr.svg" in page.text
    assert "Set-Cookie" not in page.headers
    assert client.get("/services/night/112.svg").mimetype == "image/svg+xml"
    assert client.get("/services/night/0700123456.svg").status_code == 404
