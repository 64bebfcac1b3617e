"""Editing a line."""

from datetime import date

import pytest

from organisation.line_form import LineForm
from organisation.models import Line, RegionRule, Role
from tests.people_organisation import audited, post


def form_of(app, line, **changes):
    """Give what the browser would send if somebody changed only `changes`."""
    with app.test_request_context():
        sent = {field.name: value_of(field) for field in flat(LineForm.of(line))}
    sent.update(changes)
    return {name: value for name, value in sent.items() if value is not None}


def value_of(field):
    """A browser sends empty fields too, but nothing for a box that is not ticked."""
    if field.type == "BooleanField":
        return "y" if field.data else None
    if field.type in {"ChecksField", "RadioField", "SelectField"}:
        return field.data
    return field._value()


def flat(form):
    for field in form:
        if field.type in {"FormField", "FieldList"}:
            yield from flat(field)
        else:
            yield field


@pytest.fixture
def line(people):
    return people.line(hours=[{"weekday": 1, "opens": "15:00", "closes": "17:00"}])


@pytest.fixture
def browser(people, line):
    return people.signed_in(people.worker(Role.COORDINATOR, lines=(line,)))


def now(session, line):
    session.rollback()
    return session.get(Line, line.id)


def test_a_form_sent_back_untouched_changes_nothing(app, browser, line, session):
    before = line.model_dump()

    answer = post(browser, "/team/lines/nuoret", **form_of(app, line))

    assert answer.status_code == 303
    assert now(session, line).model_dump() == before
    assert not audited(session, "organisation.edit_line")


def test_a_coordinator_changes_texts_hours_and_standing(app, browser, line, session):
    answer = post(
        browser,
        "/team/lines/nuoret",
        **form_of(
            app,
            line,
            **{
                "name-fi": "Iltachat",
                "days-0-spans-1-opens": "19:00",
                "days-0-spans-1-closes": "00:00",
                "age_min": "13",
                "region_rule": "asked",
                "municipalities": "Kajaani, Kuhmo,",
                "pilot_ends": "2026-12-31",
                "is_live": None,
            },
        ),
    )

    changed = now(session, line)
    assert answer.status_code == 303
    assert changed.name["fi"] == "Iltachat"
    assert changed.hours == [
        {"weekday": 1, "opens": "15:00", "closes": "17:00"},
        {"weekday": 1, "opens": "19:00", "closes": "24:00"},
    ]
    assert (changed.age_min, changed.region_rule, changed.is_live) == (13, RegionRule.ASKED, False)
    assert changed.municipalities == ["Kajaani", "Kuhmo"]
    assert changed.pilot_ends == date(2026, 12, 31)
    assert len(audited(session, "organisation.edit_line")) == 1


def test_a_renamed_topic_keeps_its_key_and_a_new_one_gets_its_own(app, browser, line, session):
    post(
        browser,
        "/team/lines/nuoret",
        **form_of(
            app,
            line,
            **{"topics-0-fi": "Alakulo", "topics-1-fi": "Ystävyys", "topics-2-fi": "Ystävyys"},
        ),
    )

    topics = now(session, line).topics
    assert [(topic["key"], topic["fi"]) for topic in topics] == [
        ("mood", "Alakulo"),
        ("ystavyys", "Ystävyys"),
        ("ystavyys_2", "Ystävyys"),
    ]


def test_a_topic_without_finnish_words_is_gone(app, browser, line, session):
    post(browser, "/team/lines/nuoret", **form_of(app, line, **{"topics-0-fi": ""}))

    assert now(session, line).topics == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"name-fi": ""},
        {"age_min": "30"},
        {"age_min": "old"},
        {"places_each": "0"},
        {"region_rule": "tracked"},
        {"days-0-spans-0-closes": "14:00"},
        {"days-0-spans-0-closes": ""},
        {"days-0-spans-1-opens": "16:00", "days-0-spans-1-closes": "18:00"},
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(app, browser, line, session, wrong):
    before = line.model_dump()

    answer = post(browser, "/team/lines/nuoret", **form_of(app, line, **wrong))

    assert answer.status_code == 422
    assert "error-summary" in answer.text
    assert now(session, line).model_dump() == before


def test_a_coordinator_of_another_line_cannot_open_this_one(people, line):
    browser = people.signed_in(people.worker(Role.COORDINATOR, lines=(people.line("other"),)))

    hidden, missing = browser.get("/team/lines/nuoret"), browser.get("/team/lines/nowhere")

    assert hidden.status_code == missing.status_code == 404


def test_an_administrator_opens_every_line_and_a_responder_none(people, line):
    administrator = people.signed_in(people.worker(Role.ADMINISTRATOR))
    responder = people.signed_in(people.worker(Role.RESPONDER, lines=(line,)))

    assert administrator.get("/team/lines/nuoret").status_code == 200
    assert responder.get("/team/lines/nuoret").status_code == 403


def test_a_hidden_line_can_still_be_edited(people):
    line = people.line(is_live=False)
    browser = people.signed_in(people.worker(Role.COORDINATOR, lines=(line,)))

    assert browser.get("/team/lines/nuoret").status_code == 200


def test_each_mistake_is_named_with_its_place(app, browser, line):
    wrong = {"name-fi": "", "days-2-spans-0-opens": "12:00", "age_min": "30"}

    page = browser.post(
        "/team/lines/nuoret",
        data=form_of(app, line, **wrong),
        headers={"Origin": "http://localhost"},
    ).text

    summary = page.partition('id="errors"')[2].partition("</ul>")[0]
    assert summary.count("<li>") == 3
    for place in ("name-fi", "days-2-spans", "age_max"):
        assert f'href="#{place}"' in summary
        assert f'id="{place}"' in page
    assert "{" not in summary
