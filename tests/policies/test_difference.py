"""Differences between two policies are told in sentences, in three languages, with what they do to protection."""

import pytest
from flask_babel import force_locale

from core.house import House
from policies.difference import Change, Weight, differences
from policies.schema import SHIPPED, parse
from policies.toml import write

TEXT = SHIPPED.read_text("utf-8")
MESSAGES = '"chat.body"               = { after = "closed", keep = "P7D", action = "shred", hold_max = "P30D" }'


@pytest.fixture(autouse=True)
def _page(home: House):
    with home.app.test_request_context("/"):
        yield


def change(old: str, new: str, lang: str = "fi") -> list[Change]:
    assert old in TEXT, old
    with force_locale(lang):
        return differences(parse(TEXT), parse(TEXT.replace(old, new, 1)), lang)


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        (
            "fi",
            "Viestit, kuvat ja ääniviestit sekä nimimerkki: säilytysaika lyhenee 7 päivästä 5 päivään.",
        ),
        (
            "sv",
            "Meddelanden, bilder och röstmeddelanden samt signatur: bevaras kortare tid, från 7 dygn till 5 dygn.",
        ),
        (
            "en",
            "Messages, pictures, voice messages and nickname: kept for a shorter time, from 7 days to 5 days.",
        ),
    ],
)
def test_a_shorter_time_is_told_and_protects_more(lang: str, sentence: str):
    found = change('keep = "P7D"', 'keep = "P5D"', lang)

    assert [(one.sentence, one.weight) for one in found] == [(sentence, Weight.STRICTER)]


def test_a_longer_time_protects_less():
    found = change('keep = "P7D"', 'keep = "P1M"')

    assert [(one.sentence, one.weight) for one in found] == [
        (
            "Viestit, kuvat ja ääniviestit sekä nimimerkki: säilytysaika pitenee 7 päivästä 1 kuukauteen.",
            Weight.LOOSER,
        )
    ]


def test_a_key_that_no_longer_dies_is_told():
    found = change(MESSAGES, MESSAGES.replace("shred", "delete"))

    assert "varmuuskopiot jäävät luettaviksi" in found[-1].sentence
    assert found[-1].weight is Weight.LOOSER


def test_a_longer_hold_protects_less():
    found = change(MESSAGES, MESSAGES.replace("P30D", "P60D"))

    assert [one.weight for one in found] == [Weight.LOOSER]


def test_a_role_that_gains_and_one_that_loses_a_permission_are_told():
    gains = change("\nadministrator = [", '\nadministrator = [\n  "outreach.figures",')
    loses = change('  "policies.purge",\n  "policies.agree"', '  "policies.agree"')

    assert gains[0].sentence.startswith("Ylläpitäjä saa oikeuden: Nähdä kuukauden luvut")
    assert loses[0].sentence.startswith("Tietosuojavastaava menettää oikeuden: Katsoa")
    assert (gains[0].weight, loses[0].weight) == (Weight.LOOSER, Weight.STRICTER)


def test_a_permission_that_reaches_further_is_told():
    found = change(
        '"organisation.edit_line:line",\n  "outreach', '"organisation.edit_line",\n  "outreach'
    )

    assert "vastedes tähän: koko organisaation" in found[0].sentence
    assert found[0].weight is Weight.LOOSER


@pytest.mark.parametrize(
    ("old", "new", "weight"),
    [
        ("\nk = 5", "\nk = 7", Weight.STRICTER),
        ("\nk = 5", "\nk = 4", Weight.LOOSER),
        ("origins = []", 'origins = ["https://www.example.org"]', Weight.LOOSER),
        ("closed_periods_only = true", "closed_periods_only = false", Weight.LOOSER),
        ('controller = "', 'controller = "Uusi ', Weight.NEITHER),
    ],
)
def test_every_other_value_is_told_before_and_after(old: str, new: str, weight: Weight):
    assert [one.weight for one in change(old, new)] == [weight]


def test_the_same_policy_has_no_differences_whatever_its_comments_and_order():
    assert differences(parse(TEXT), parse(write(parse(TEXT).raw)), "fi") == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('[audit]\nkeep = "P2Y"', '[audit]\nkeep = "P18M"'),
        ('anchor_every = "PT1H"', 'anchor_every = "PT12H"'),
        ('told = ["data_protection_officer"]', "told = []"),
    ],
)
def test_every_rule_about_the_log_is_told_once_and_weighed(old: str, new: str):
    found = change(old, new)

    assert len(found) == 1
    assert found[0].weight in {Weight.LOOSER, Weight.STRICTER}
