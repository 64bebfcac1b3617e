"""Young people's Finnish finds the right door, with Voikko and without."""

import pytest
from sqlalchemy import event

from guidance import finnish, search
from guidance.voikko import voikko
from tests.people_guidance import a_service

LADDER = "the ladder"
VOIKKO = "Voikko"


@pytest.fixture(params=[pytest.param(VOIKKO, marks=pytest.mark.voikko), LADDER])
def analyser(request, monkeypatch):
    """Search once with the system's Voikko and once without."""
    if request.param == LADDER:
        monkeypatch.setattr(search, "analyser_here", lambda: None)
        return None
    return the_voikko()


def the_voikko():
    if voikko() is None:
        pytest.skip("libvoikko with its Finnish dictionary is not on this machine")
    return voikko()


@pytest.fixture
def directory(session, analyser):
    return {
        "velka": a_service(
            session, "Talous- ja velkaneuvonta", summary="Kun laskut ja pikavipit kasaantuvat"
        ),
        "päihde": a_service(
            session,
            "Päihdeneuvonta",
            summary="Apua, kun päihteiden käyttö huolettaa",
            en="Substance advice",
        ),
        "talo": a_service(
            session, "Nuorten talo Pälkäneellä", summary="Nuorisotyöntekijä on paikalla iltaisin"
        ),
        "mieli": a_service(
            session,
            "Mielenterveyspalvelut",
            summary="Ahdistukseen ja masennukseen",
            sv="Mentalvårdstjänster",
        ),
    }


def found(session, words: str) -> list:
    return [one.service_id for one in search.find(session, words)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("päihteet", "päihde"),
        ("PÄIHTEITÄ", "päihde"),
        ("paihteet", "päihde"),
        ("laskuja", "velka"),
        ("velkaneuvontaan", "velka"),
        ("nuorisotyö", "talo"),
        ("palkane", "talo"),
        ("mielenterveys", "mieli"),
        ("masennus", "mieli"),
        ("ahdistuksesta", "mieli"),
        ("substance", "päihde"),
        ("mentalvard", "mieli"),
        ("velkan", "velka"),
    ],
)
def test_a_word_in_any_form_and_without_dots_finds_its_service(session, directory, words, expected):
    assert found(session, words)[:1] == [directory[expected]]


@pytest.mark.voikko
def test_a_compound_is_found_by_its_last_part(session):
    the_voikko()
    debt = a_service(session, "Talous- ja velkaneuvonta", summary="Kun laskut kasaantuvat")
    mind = a_service(session, "Mielenterveyspalvelut")

    assert found(session, "neuvontaa") == [debt]
    assert found(session, "palveluista") == [mind]
    assert found(session, "velat") == [debt]
    assert found(session, "rahahuolet") == []


def test_every_word_must_be_met_when_any_service_meets_them(session, directory):
    assert found(session, "talo pälkäne") == [directory["talo"]]
    assert {directory["talo"], directory["päihde"]} <= set(found(session, "talo päihteet"))


def test_a_whole_sentence_still_finds_what_it_is_about(session, directory):
    assert found(session, "mistä mä saan apua kun on tosi paha ahdistus") == [directory["mieli"]]


def test_a_name_weighs_more_than_a_mention(session, analyser):
    mention = a_service(
        session, "Avoin olohuone", description="Täällä voi puhua myös seurustelusta."
    )
    name = a_service(session, "Seurustelu ja seksi", summary="Kysy mitä vain")

    assert found(session, "seurustelu") == [name, mention]


def test_nothing_is_found_for_nothing(session, directory):
    assert found(session, "") == []
    assert found(session, "!!! ???") == []
    assert found(session, "xyzzy") == []


@pytest.mark.voikko
def test_an_index_made_without_voikko_is_still_found_with_it(session, monkeypatch):
    the_voikko()
    monkeypatch.setattr(search, "analyser_here", lambda: None)
    made = a_service(session, "Yksinäisyyttä vastaan")
    monkeypatch.undo()

    assert found(session, "yksinäisyyttä") == [made]
    assert found(session, "yksinäisyys") == [made]


def test_a_question_is_one_statement_a_word_however_many_services_there_are(session, home):
    for number in range(12):
        a_service(
            session, f"Palvelu {number}", summary="nuoret koti raha työ asunto ahdistus koulu"
        )
    asked = []
    event.listen(home.database.engine, "before_cursor_execute", lambda *said: asked.append(said[2]))

    hits = search.find(session, "ahdistus koulussa")

    assert len(hits) == 12
    assert len([one for one in asked if "guidance_token" in one]) == 2


def test_folding_takes_case_and_marks_away():
    assert finnish.fold("ÄLÄ Ångström ŠÖÖ") == "ala angstrom soo"
