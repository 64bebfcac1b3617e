"""Young people's Finnish finds the right door, with Voikko and without."""

from dataclasses import replace

import pytest
from sqlalchemy import event
from sqlmodel import delete

from bench.finding.asked import strangers
from core.clock import stopped
from guidance import finnish, search
from guidance.jobs import mend_index, spell_out_hours
from guidance.models import Document, IndexState
from guidance.schemas import Known
from guidance.search import Filters, When, is_current, lexicon, opening, question, spelling
from guidance.voikko import voikko
from tests.people_guidance import a_service, helsinki

LADDER = "the ladder"
VOIKKO = "Voikko"


@pytest.fixture(params=[pytest.param(VOIKKO, marks=pytest.mark.voikko), LADDER])
def analyser(request, monkeypatch):
    """Search once with the system's Voikko and once without."""
    if request.param == LADDER:
        monkeypatch.setattr(finnish, "analyser_here", lambda: None)
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
    return search.find(session, Filters(words)).service_ids


def test_a_word_in_any_form_and_without_dots_finds_its_service(session, directory):
    expected = {
        "päihteet": "päihde",
        "PÄIHTEITÄ": "päihde",
        "paihteet": "päihde",
        "laskuja": "velka",
        "velkaneuvontaan": "velka",
        "nuorisotyö": "talo",
        "palkane": "talo",
        "mielenterveys": "mieli",
        "masennus": "mieli",
        "ahdistuksesta": "mieli",
        "substance": "päihde",
        "mentalvard": "mieli",
        "velkan": "velka",
    }

    first = {words: found(session, words)[:1] for words in expected}

    assert first == {words: [directory[name]] for words, name in expected.items()}


@pytest.mark.voikko
def test_a_compound_is_found_by_its_last_part(session):
    the_voikko()
    debt = a_service(session, "Talous- ja velkaneuvonta", summary="Kun laskut kasaantuvat")
    mind = a_service(session, "Mielenterveyspalvelut")

    assert found(session, "neuvontaa") == [debt]
    assert found(session, "palveluista") == [mind]
    assert found(session, "velat") == [debt]
    assert found(session, "kuorolaulu") == []


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
    assert search.find(session, Filters("!!! ???")).service_ids == []
    assert found(session, "xyzzy") == []


@pytest.mark.voikko
def test_an_index_made_without_voikko_is_still_found_with_it(session, monkeypatch):
    the_voikko()
    monkeypatch.setattr(finnish, "analyser_here", lambda: None)
    made = a_service(session, "Yksinäisyyttä vastaan")
    monkeypatch.undo()

    assert found(session, "yksinäisyyttä") == [made]
    assert found(session, "yksinäisyys") == [made]


def test_a_question_is_one_look_into_the_index_however_many_words_and_services(session, home):
    for number in range(12):
        a_service(session, f"Palvelu {number}", summary="nuoret koti raha työ ahdistus koulu")
    asked = []
    event.listen(home.database.engine, "before_cursor_execute", lambda *said: asked.append(said[2]))

    hits = search.find(session, Filters("ahdistus koulussa"), limit=5)

    assert (hits.total, len(hits.service_ids)) == (12, 5)
    assert len([one for one in asked if "guidance_words" in one]) == 1


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("pähiteiden", "päihteiden"), ("masennukseen ahdsitukseen", "masennukseen ahdistukseen")],
)
def test_a_slip_of_the_finger_is_forgiven_and_what_was_meant_is_asked(
    session, directory, typed, meant
):
    told = search.find(session, Filters(typed))

    assert told.service_ids
    assert told.corrected == meant


def test_a_word_that_is_right_is_not_corrected(session, directory):
    assert search.find(session, Filters("velkaneuvonta")).corrected == ""


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [("asnuto", "asunto", 1), ("masenus", "masennus", 1), ("uni", "uni", 0), ("raha", "velka", 3)],
)
def test_a_swapped_missing_or_other_letter_is_one_slip(one, other, slips):
    assert spelling.distance(one, other, 2) == slips


def test_what_the_young_call_it_in_any_language_finds_what_services_call_it(session, directory):
    drugs = a_service(session, "Huumeneuvonta")
    expected = {
        "masis": directory["mieli"],
        "paha olo": directory["mieli"],
        "ångest": directory["mieli"],
        "грустно": directory["mieli"],
        "اكتئاب": directory["mieli"],
        "pikavippi": directory["velka"],
        "knark och droger": drugs,
    }

    missed = {said for said, service in expected.items() if service not in found(session, said)}

    assert missed == set()


@pytest.mark.voikko
def test_what_a_stranger_typed_is_understood(session):
    analyser = the_voikko()
    a_service(session, "Ulosotto")  # so that slips in words of the lexicon are seen

    missed = [
        one["typed"]
        for one in strangers()
        if not question.read(session, one["typed"], analyser).meanings & set(one["means"])
    ]

    assert len(missed) <= 2, missed


@pytest.mark.voikko
def test_who_is_afraid_is_not_sent_to_play(session):
    the_voikko()
    game = a_service(session, "Pelaamisen ryhmä", summary="Jos pelaat liikaa")
    fear = a_service(session, "Keskusteluapua", summary="Kun pelkäät koko ajan")

    assert found(session, "pelkään") == [fear]
    assert found(session, "pelaan") == [game]


def test_what_means_something_goes_before_words_that_many_services_hold(session):
    a_service(session, "Ajan varaaminen", summary="Varaa koko ajan mukaan kellon ympäri")
    anxiety = a_service(session, "Ahdistus haltuun")

    assert found(session, "mua ahdistaa kellon ympäri")[0] == anxiety


def test_where_danger_is_named_whoever_helps_with_it_comes_first(session):
    a_service(session, "Isien ryhmä", en="Group for dads")
    help_ = a_service(session, "Turvakoti", summary="Kun kotona on väkivaltaa")

    assert found(session, "my dad hits me")[0] == help_


def test_the_lexicon_has_no_faults():
    assert lexicon.faults(lexicon.shipped()) == []


def test_the_lint_of_the_lexicon_sees_a_missing_language_a_repetition_and_an_overloaded_word():
    words = {"fi": "sama, sama", "sv": "samma", "en": "same"}

    wrong = lexicon.faults({"one": words, "two": words, "three": {**words, "xx": "a b c d e"}})

    assert any("stands there twice" in one for one in wrong)
    assert any("means too much: one, three, two" in one for one in wrong)
    assert any("xx is no kind" in one for one in wrong)
    assert lexicon.faults({"one": {"fi": "jotain"}})[:1] == ["one: no words in sv"]


def test_what_happens_behind_the_door_can_be_asked_for_and_is_counted(session, directory):
    quiet = a_service(session, "Päihdechat", anonymous=Known.YES, guardian_told=Known.NO)

    told = search.find(session, Filters("päihteet"))
    narrowed = search.find(session, Filters("päihteet", traits=frozenset({"parents_not_told"})))

    assert (told.total, told.counts["anonymous"], told.counts["free"]) == (2, 1, 0)
    assert narrowed.service_ids == [quiet]


def test_who_is_there_tonight_and_next_is_found_the_soonest_first(session):
    night = a_service(session, "Yökahvila", hours=["21–03"] * 7, phone="000")
    day = a_service(session, "Toimisto", hours=["9–16"] * 7, phone="000")

    with stopped(at=helsinki(2026, 11, 24, 18)):
        now = search.find(session, Filters(when=When.NOW)).service_ids
        tonight = search.find(session, Filters(when=When.TONIGHT)).service_ids
        following = search.find(session, Filters(when=When.NEXT)).service_ids

    assert (now, tonight, following) == ([], [night], [night, day])


def test_at_one_in_the_night_tonight_is_the_night_that_it_is(session):
    with stopped(at=helsinki(2026, 11, 28, 1)):
        night = a_service(session, "Yökahvila", hours=["", "", "", "", "22–04", "", ""])
        a_service(session, "Iltapaikka", hours=["", "", "", "", "", "18–22", ""])

        there = search.find(session, Filters(when=When.TONIGHT)).service_ids

    assert there == [night]


def test_open_hours_are_spelled_out_anew_by_the_night(session, home):
    night = a_service(session, "Yökahvila", hours=["21–03"] * 7, phone="000")
    with stopped(at=helsinki(2030, 1, 5, 23)):
        spell_out_hours()
        session.expire_all()

        assert search.find(session, Filters(when=When.NOW)).service_ids == [night]
        assert session.get(IndexState, 1).opening_from.year == 2030


def test_after_weeks_without_a_night_the_hours_of_what_fits_are_spelled_out_and_no_others(
    session, monkeypatch
):
    night = a_service(session, "Yökahvila", hours=["21–03"] * 7, phone="000")
    a_service(session, "Toimisto", hours=["0–24"] * 7, phone="000")
    spelled = []
    spell = opening.spans_of
    monkeypatch.setattr(opening, "spans_of", lambda *of: spelled.append(of[0]) or spell(*of))

    with stopped(at=helsinki(2030, 1, 5, 23)):
        found = search.find(session, Filters("yökahvila", when=When.NOW)).service_ids

    assert (found, [entry.service.id for entry in spelled]) == ([night], [night])


@pytest.mark.parametrize("when", When)
def test_a_list_without_words_is_the_same_whether_its_times_are_spelled_out_or_not(
    session, monkeypatch, when
):
    for name, hours, areas in (
        ("Yökahvila", "21–03", ("205",)),
        ("Ämpäri", "9–16", ("091",)),
        ("Ala-asteen talo", "9–22", ()),
        ("Talo", "9–22", ("205", "091")),
        ("Talo", "9–22", ("205",)),
    ):
        a_service(session, name, hours=[hours] * 7, phone="000", municipalities=areas, age_min=13)
    wanted = Filters(age=16, when=when, traits=frozenset({"phone"}))
    everywhere_and_here = [wanted, replace(wanted, municipality="205")]

    with stopped(at=helsinki(2026, 11, 24, 18)):
        told = [search.find(session, one, skip=1, limit=2) for one in everywhere_and_here]
        monkeypatch.setattr(opening, "is_reached", lambda _session, _at: False)
        spelled_out = [search.find(session, one, skip=1, limit=2) for one in everywhere_and_here]

    assert told == spelled_out
    assert all(one.service_ids for one in told)


def test_an_index_made_by_other_rules_is_made_anew(session, home):
    made = a_service(session, "Nuorten talo")
    state = session.get(IndexState, 1)
    state.made_with = "0 nothing"
    session.add(state)
    session.exec(delete(Document))
    session.commit()

    mend_index()

    session.expire_all()
    assert found(session, "talolla") == [made]


def test_another_lexicon_is_another_rule(session, home, monkeypatch):
    a_service(session, "Nuorten talo")
    before = is_current(session)

    monkeypatch.setattr(lexicon, "edition", lambda: "another")

    assert (before, is_current(session)) == (True, False)


def test_folding_takes_case_and_marks_away():
    assert finnish.fold("ÄLÄ Ångström ŠÖÖ") == "ala angstrom soo"
