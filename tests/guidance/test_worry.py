"""A worry test that ends in an open door, whatever is answered, and keeps nothing but counts."""

import json
import tomllib
from datetime import UTC, date, datetime, timedelta

import pytest
from click.testing import CliRunner
from sqlmodel import select

from core import clock
from guidance.cli import worry
from guidance.demo import seed
from guidance.helplines import HELPLINES
from guidance.models import Municipality, WorryCount
from guidance.worry import surveyjs
from guidance.worry.condition import BadCondition, condition
from guidance.worry.definition import SHIPPED, BadTest, Definition, lint, read, shipped
from tests.people_chat import ORIGIN
from tests.people_guidance import a_service

YOUTH = (SHIPPED / "youth.toml").read_text(encoding="utf-8")


def ends(client, path: str, **told):
    """Send a test, and go where it leads."""
    return client.post(path, data=told, headers=ORIGIN, follow_redirects=True)


# Conditions


@pytest.mark.parametrize(
    ("text", "answers", "holds"),
    [
        ("{a} = 'x'", {"a": {"x"}}, True),
        ("{a} = 'x'", {}, False),
        ("{a} <> 'x'", {}, True),
        ("{a} contains 'x'", {"a": {"x", "y"}}, True),
        ("{a} empty", {}, True),
        ("{a} notempty", {"a": {"x"}}, True),
        ("not {a} = 'x' and {b} = 'y'", {"b": {"y"}}, True),
        ("{a} = 'x' or {b} = 'y' and {c} = 'z'", {"a": {"x"}}, True),
        ("({a} = 'x' or {b} = 'y') and {c} = 'z'", {"a": {"x"}}, False),
    ],
)
def test_a_condition_is_read_as_surveyjs_reads_it(text, answers, holds):
    given = {name: frozenset(words) for name, words in answers.items()}

    assert condition(text).holds(given) is holds


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{a}",
        "{a} = x",
        "{a} = 'x' and",
        "({a} = 'x'",
        "{a} > 'x'",
        "import os",
        "{a} = 'x' 'y'",
    ],
)
def test_what_is_no_condition_is_refused_with_its_place(text):
    with pytest.raises(BadCondition):
        condition(text)


# The tests themselves


@pytest.mark.parametrize("test", shipped().values(), ids=lambda test: test.id)
def test_every_answer_leads_somewhere_and_safety_comes_first(test):
    for answers in test.combinations():
        met = test.outcomes_of(answers)
        assert met
        assert all(one.perspectives for one in met)
        assert met[0].safety is test.is_safety(answers)


def changed(change) -> Definition:
    told = tomllib.loads(YOUTH)
    change(told)
    return Definition.model_validate(told)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda t: t["outcomes"][-3].update(when="{about} = 'else'"), "nothing follows"),
        (lambda t: t["outcomes"][0].update(safety=False), "help does not come first"),
        (lambda t: t["outcomes"][1].update(when="{about} = 'war'"), "nobody can answer"),
        (lambda t: t["outcomes"][1].update(when="about = mood"), "outcome 'quarrels'"),
        (lambda t: t["perspectives"].pop("mood"), "'mood' is missing"),
        (lambda t: t["outcomes"][1].update(perspectives=["mood"]), "'quarrels' is never shown"),
        (lambda t: t["questions"].append(t["questions"][0]), "'about' is there twice"),
        (
            lambda t: t["outcomes"][-1].update(when="{about} = 'mood' and {about} = 'looks'"),
            "'alone' is never reached",
        ),
    ],
)
def test_a_test_that_would_leave_somebody_alone_is_refused(change, fault):
    assert any(fault in one for one in lint(changed(change)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('sv = "Gräl", ', ""),
        ('kind = "one"', 'kind = "scale"'),
        ("version = 1", "version = 1\ncolour = 1"),
        ("[[questions]]", "[[questions"),
    ],
)
def test_a_test_in_two_languages_or_with_unknown_words_is_refused(old, new):
    with pytest.raises(BadTest):
        read(YOUTH.replace(old, new, 1))


@pytest.mark.parametrize("test", shipped().values(), ids=lambda test: test.id)
def test_a_test_goes_to_surveyjs_and_back_unchanged(test):
    survey = json.loads(json.dumps(surveyjs.write(test)))

    assert surveyjs.read(survey) == test


@pytest.mark.parametrize(
    "spoil",
    [
        lambda s: s["pages"][0]["elements"][0].update(type="rating"),
        lambda s: s["pages"][0]["elements"][0].update(visibleIf="{a} = 1"),
        lambda s: s["pages"][0]["elements"][0].update(choices="x"),
        lambda s: s.update(triggers=[]),
        lambda s: s.pop("rinnalla"),
        lambda s: s.pop("pages"),
    ],
)
def test_what_a_survey_says_beyond_our_words_is_refused_and_not_dropped(spoil):
    survey = surveyjs.write(shipped()["youth"])
    spoil(survey)

    with pytest.raises(BadTest):
        surveyjs.read(survey)


# The pages


def test_a_test_ends_in_thoughts_services_and_a_line(client, session, people):
    line = people.line(topics=[{"key": "mood", "fi": "Paha olo", "sv": "x", "en": "y"}])
    seed(session, line.organisation_id)
    session.commit()

    page = ends(client, "/worry/youth", about="mood", feels=["nasty", "tearful"]).text

    assert "Paha olo saa olla totta" in page
    assert f"/lines/{line.slug}" in page
    assert 'href="/services/' in page
    assert page.index("116 111") > page.index("Paha olo saa olla totta")


def test_who_is_afraid_sees_the_numbers_first(client, people):
    people.line()

    page = ends(client, "/worry/youth", about="looks", danger="unsure").text

    assert page.index("tel:112") < page.index("Tämä on liian iso yksin kannettavaksi")


@pytest.mark.parametrize("test_id", list(shipped()))
def test_whoever_answers_nothing_or_nonsense_has_a_way_on(client, people, test_id):
    people.line()

    page = ends(client, f"/worry/{test_id}", about="<script>", municipality="zzz", x="y")

    assert page.status_code == 200
    assert "tel:112" in page.text
    assert "<script>" not in page.text.replace("<script type", "")


def test_everywhere_there_is_a_service_or_a_national_number(client, session, people):
    seed(session, people.line().organisation_id)
    session.commit()
    places = session.exec(select(Municipality.code)).all()

    for test in shipped().values():
        (about,) = [one for one in test.questions if one.id == "about"]
        for choice, place in zip(about.choices, places, strict=False):
            page = ends(client, f"/worry/{test.id}", about=choice.id, municipality=place).text
            assert all(line.number in page for line in HELPLINES)


def test_answers_are_counted_apart_from_each_other_and_nothing_else_is_kept(
    client, session, people
):
    people.line()

    client.post(
        "/worry/youth",
        data={"about": "mood", "feels": ["nasty", "tearful"], "danger": "x"},
        headers=ORIGIN,
    )
    client.post("/worry/youth/helped", data={"answer": "yes"}, headers=ORIGIN)
    client.post("/worry/youth/helped", data={"answer": "<b>"}, headers=ORIGIN)

    kept = {(one.question, one.answer): one.n for one in session.exec(select(WorryCount)).all()}
    assert kept == {
        ("done", ""): 1,
        ("about", "mood"): 1,
        ("feels", "nasty"): 1,
        ("feels", "tearful"): 1,
        ("helped", "yes"): 1,
    }


def test_answers_are_known_by_their_month_only(client, session, people):
    """By day, those of a quiet day would be one person's, side by side."""
    people.line()

    with clock.stopped(datetime(2026, 3, 17, 18, tzinfo=UTC)):
        client.post("/worry/youth", data={"about": "mood", "feels": ["nasty"]}, headers=ORIGIN)

    assert {one.day for one in session.exec(select(WorryCount)).all()} == {date(2026, 3, 1)}


def test_who_says_that_it_helped_keeps_what_they_were_reading(client, session, people):
    people.line()
    a_service(session, "Talousneuvonta", summary="Kun rahat eivät riitä", municipalities=("837",))
    a_service(session, "Aikuisten rahahuolet", age_min=18, municipalities=("205",))
    told = {"about": "money", "municipality": "205", "k": "juliste"}

    first = ends(client, "/worry/youth", **told).text
    again = ends(client, "/worry/youth/helped", **told, answer="yes").text

    for page in (first, again):
        assert "Rahahuoli ei ole häpeä" in page
        assert "Talousneuvonta" in page
        assert "Aikuisten rahahuolet" not in page
        assert "Emme tiedä tähän paikkaa, joka olisi täällä: Kajaani" in page
    assert 'value="juliste"' in first
    assert "Kiitos vastauksestasi" in again
    assert "Auttoiko tämä?" not in again
    kept = [one.n for one in session.exec(select(WorryCount)).all() if one.question == "done"]
    assert kept == [1]


def test_the_way_back_and_another_language_lead_to_the_same_end_and_count_nothing(
    client, session, people
):
    people.line()
    told = {"about": "mood", "feels": ["nasty"], "municipality": "205"}
    end = client.post("/worry/youth", data=told, headers=ORIGIN).location

    pages = [
        client.get(end),
        client.get(end),
        client.get(f"/sv{end}"),
        client.get(f"/look-3c{end}"),
    ]

    assert [page.status_code for page in pages] == [200, 200, 200, 200]
    assert all("tel:112" in page.text for page in pages)
    assert f'href="/sv{end}"' in pages[0].text
    kept = [one.n for one in session.exec(select(WorryCount)).all() if one.question == "done"]
    assert kept == [1]


def test_the_address_of_the_end_tells_nobody_what_was_answered(client, people):
    people.line()

    def address(**told) -> str:
        return client.post("/worry/youth", data=told, headers=ORIGIN).location

    one, same, other = address(about="mood"), address(about="mood"), address()

    assert len({one, same, other}) == 3
    assert len({len(one), len(same), len(other)}) == 1
    assert not any(word in one for word in ("mood", "bW9vZ", "about"))


def test_answers_are_forgotten_with_the_hour_and_nobody_else_writes_them(client, people):
    people.line()
    end = client.post("/worry/youth", data={"about": "mood"}, headers=ORIGIN).location
    elsewhere = end.replace("youth", "parents")

    with clock.stopped(at=clock.now() + timedelta(minutes=61)):
        late = client.get(end)

    for page in (late, client.get(elsewhere), client.get("/worry/youth/x")):
        assert page.status_code == 410
        assert "Vastauksesi on jo unohdettu" in page.text
        assert 'name="about"' in page.text


def test_a_test_sets_no_cookie(client, people):
    people.line()

    pages = [
        client.get("/worry"),
        client.get("/worry/youth"),
        ends(client, "/worry/youth"),
    ]

    assert [page.status_code for page in pages] == [200, 200, 200]
    assert [page.headers.get("Set-Cookie") for page in pages] == [None, None, None]


def test_an_unknown_test_is_not_found(client):
    assert client.get("/worry/horoscope").status_code == 404


# The console


def test_the_console_checks_the_shipped_tests_and_names_what_is_wrong(home, tmp_path):
    broken = tmp_path / "broken.toml"
    broken.write_text(YOUTH.replace("{about} = 'else' or {about} empty", "{about} = 'else'"))

    assert CliRunner().invoke(worry, ["check"]).exit_code == 0
    found = CliRunner().invoke(worry, ["check", str(broken)])
    assert found.exit_code == 1
    assert "nothing follows from about=–" in found.output


def test_what_the_console_exports_it_reads_again(home, tmp_path):
    survey = tmp_path / "youth.json"
    survey.write_text(CliRunner().invoke(worry, ["export", "youth"]).output)

    assert CliRunner().invoke(worry, ["check", str(survey)]).exit_code == 0


def test_the_console_walks_every_answer_in_every_place_and_names_where_help_is_missing(
    home, session, people
):
    a_service(session, "Talousneuvonta", summary="Apua velkoihin", municipalities=("837",))
    a_service(session, "Kiusaamisen ja yksinäisyyden tuki")
    people.line()

    ended = CliRunner().invoke(worry, ["simulate", "--lang", "fi"])

    youth, _parents, parents = ended.output.partition("parents (fi)")
    told = dict(
        line.strip().split(": no service of the place in ") for line in youth.splitlines()[1:]
    )
    assert ended.exit_code == 1
    assert told["money"] == "every other place"
    assert told["looks"] == "Tampere, every other place"
    assert "different" not in told
    assert "nobody at all" not in youth
    assert "nobody at all" in parents
