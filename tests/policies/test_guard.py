"""The personal-data guard finds what tells who somebody is, and lets everything else be."""

import random
import re
import runpy

import pytest
from phonenumbers import PhoneNumberType, number_type
from phonenumbers.phonenumber import PhoneNumber
from stdnum import iban
from stdnum.fi import hetu

from policies.guard.asking import asks
from policies.guard.find import find
from policies.guard.kinds import Asked, Kind
from policies.guard.numbers import STRUCTURES
from policies.guard.text import fold
from tests.guard_vectors import SAMPLES, benign, placed, vectors
from tests.house.tree import ROOT

FALSE_ALARMS = 0.01
CHECKS = "0123456789ABCDEFHJKLMNPRSTUVWXY"


@pytest.mark.parametrize(("text", "places"), vectors("finds"))
def test_it_finds_exactly_what_is_marked(text, places):
    assert placed(find(text)) == sorted(places)


@pytest.mark.parametrize(("text", "places"), vectors("asks"))
def test_it_hears_exactly_the_questions_that_are_marked(text, places):
    assert placed(asks(text)) == sorted(places)


def test_there_are_vectors_of_every_kind_and_texts_without_any():
    found = {kind for _text, places in vectors("finds") for kind, _start, _end in places}
    asked = {kind for _text, places in vectors("asks") for kind, _start, _end in places}
    everything = [*vectors("finds"), *vectors("asks")]

    assert found == set(Kind)
    assert asked == set(Asked)
    assert len(everything) >= 250
    assert sum(not places for _text, places in everything) >= 100


@pytest.mark.parametrize("look", [find, asks])
def test_ordinary_talk_raises_almost_no_alarm(look):
    texts = benign()

    alarms = [text for text in texts if look(text)]

    assert len(texts) >= 1000
    assert len(alarms) <= FALSE_ALARMS * len(texts), alarms


def test_the_ordinary_talk_is_what_its_frames_make():
    made = runpy.run_path(str(SAMPLES / "make_benign.py"))

    assert made["lines"]() == benign()


@pytest.mark.parametrize("separator", "+-YXWVUABCDEF")
def test_every_valid_temporary_code_is_found_with_every_separator(separator):
    dice = random.Random(separator)
    for _time in range(200):
        digits = f"{dice.randint(1, 28):02}{dice.randint(1, 12):02}{dice.randint(0, 99):02}"
        number = f"{dice.randint(900, 999)}"
        code = f"{digits}{separator}{number}{CHECKS[int(digits + number) % 31]}"
        assert hetu.is_valid(code, allow_temporary=True)

        found = find(f"se on {code.lower()}, joo")

        assert placed(found) == [(Kind.IDENTITY_CODE, 6, 17)], code


def test_every_countrys_account_number_is_found():
    for country, structure in STRUCTURES.items():
        parts = re.findall(r"(\d+)!([nac])", structure)
        bban = "".join(("1" if sign == "n" else "A") * int(count) for count, sign in parts)
        number = f"{country.upper()}{iban.calc_check_digits(f'{country.upper()}00{bban}')}{bban}"
        assert iban.is_valid(number, check_country=False), number

        assert placed(find(f"tili {number}.")) == [(Kind.IBAN, 5, 5 + len(number))]


@pytest.mark.parametrize("number", ["0800", "0600", "020", "029", "010", "0700"])
def test_an_offices_number_is_nobodys_own(number):
    assert find(f"soita {number} 123 456") == []


def test_a_finnish_mobile_number_is_found_however_it_is_grouped():
    dice = random.Random(1)
    for _time in range(300):
        national = f"{dice.choice([40, 41, 43, 44, 45, 46, 50])}{dice.randint(0, 10**7 - 1):07}"
        assert number_type(PhoneNumber(358, int(national))) == PhoneNumberType.MOBILE
        cut = dice.randint(4, 7)
        written = f"0{national[:2]}{dice.choice(['', ' ', '-'])}{national[2:cut]} {national[cut:]}"

        assert placed(find(f"num {written}!")) == [(Kind.PHONE, 4, 4 + len(written))], written


def test_folding_moves_no_character():
    every = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x11000))))

    assert len(fold(every)) == len(every)


def test_a_long_message_without_spaces_is_looked_through():
    assert find("a" * 4000 + " 0400000012")
    assert find("1 " * 2000) == []


# ── The browser's twin ────────────────────────────────────────────────────────────────────────────


def test_the_browser_has_the_patterns_of_today():
    tool = runpy.run_path(str(ROOT / "tools" / "guard_rules.py"))

    for path, written in tool["modules"]().items():
        assert path.read_text(encoding="utf-8") == written, "run tools/guard_rules.py"
