"""Choosing a line by a question; for another age or another place, the right door and never a wall."""

import pytest
from flask.testing import FlaskClient

from chat.ages import STARTS, bands_of
from organisation.models import Line, RegionRule, Role
from tests.house.tree import ROOT
from tests.people import People
from tests.people_chat import ORIGIN, on_duty


@pytest.mark.parametrize(
    ("youngest", "oldest", "served"),
    [
        (None, None, "0 13 16 18 21 30"),
        (12, 20, "0 13 16 18"),
        (18, None, "18 21 30"),
        (None, 15, "0 13"),
        (18, 24, "18 21"),
    ],
)
def test_a_line_is_shown_to_every_band_in_which_it_serves_somebody(youngest, oldest, served):
    assert bands_of(Line(age_min=youngest, age_max=oldest)) == served


def test_every_band_has_its_rule():
    rules = (ROOT / "static/css/picker.css").read_text("utf-8")

    assert [one for one in STARTS if rules.count(f'[value="{one}"]:checked') != 2] == []


def test_a_card_says_for_whom_in_what_language_and_about_what(client: FlaskClient, people: People):
    people.line("nuoret", languages=["fi", "sv"])

    page = client.get("/en/").text

    for said in ("for ages 12–20", "Suomi, Svenska", "Feeling bad", "Kainuun nuoret"):
        assert said in page


def test_nobody_is_asked_their_age_or_place_by_a_form_that_is_sent(client, people):
    people.line("nuoret")
    people.line("vanhemmat")

    for path in ("/", "/lines/nuoret/elsewhere"):
        page = client.get(path).text
        assert 'name="band"' in page
        assert "<form" not in page.partition('class="picker')[2].partition("</main>")[0]


def test_a_line_with_limits_says_so_and_leads_on_kindly(client, people):
    people.line("nuoret", region_rule=RegionRule.ASKED, municipalities=["205", "Sotkamo"])
    people.line("kaikki", name={"fi": "Kaikkien chat"}, age_min=None, age_max=None)

    line = client.get("/en/lines/nuoret").text
    page = client.get("/en/lines/nuoret/elsewhere").text

    assert 'href="/en/lines/nuoret/elsewhere"' in line
    assert "Kajaani, Sotkamo" in page
    assert 'href="/en/lines/kaikki"' in page
    assert "09 2525 0111" in page
    assert 'href="/en/lines/nuoret"' in page


def test_a_line_for_everybody_asks_nothing(client, people):
    people.line("kaikki", age_min=None, age_max=None)

    assert "/elsewhere" not in client.get("/lines/kaikki").text


def test_whoever_is_from_elsewhere_may_start_all_the_same(client, people):
    line = people.line("nuoret", region_rule=RegionRule.ASKED)
    on_duty(people, people.worker(Role.RESPONDER, lines=(line,)), line)

    answer = client.post("/lines/nuoret/start", headers=ORIGIN)

    assert answer.location == "/chat"


def test_within_a_frame_the_other_lines_are_left_out(client, people):
    people.line("nuoret", region_rule=RegionRule.ASKED)
    people.line("kaikki")

    page = client.get("/embed/nuoret/lines/nuoret/elsewhere").text

    assert "/lines/kaikki" not in page
