"""The browser's guard and Python's are one: the same finds at the same places, in thousands of texts."""

import json
import os
import random
import subprocess
from pathlib import Path

from policies.guard.asking import asks
from policies.guard.find import find
from policies.guard.kinds import Finding
from tests.guard_vectors import benign, vectors
from tests.house.tree import ROOT

PIECES = [
    "040",
    "0",
    "12",
    "123",
    "4567",
    "00",
    "358",
    "+46",
    "+358",
    "(0)44",
    "09",
    "-",
    ".",
    "/",
    "(",
    ")",
    ",",
    ":",
    ";",
    "?",
    "!",
    "@",
    "#",
    "%",
    "€",
    "010190",
    "-900",
    "A123",
    "fi21",
    "1234",
    "5600",
    "se",
    "katu",
    "tie",
    "kadulla",
    "rantatie",
    "Rantatie",
    "A",
    "4",
    "b",
    "as",
    "12",
    "km",
    "ja",
    "nimi",
    "sun",
    "mikä",
    "on",
    "koulussa",
    "missä",
    "kerro",
    "ei",
    "älä",
    "hetu",
    "osoite",
    "insta:",
    "snäpissä",
    "nimellä",
    "kettu",
    "kettu_1",
    "x",
    "ät",
    "piste",
    "fi",
    "(at)",
    "[dot]",
    "vad",
    "heter",
    "du",
    "ditt",
    "namn",
    "what",
    "is",
    "your",
    "name",
    "😀",
    "ä",
    "Ö",
    "\n",
    "2024",
    "15.30",
    "112",
    "gatan",
    "vägen",
    "5-7",
    "discord",
    "on",
    "18v",
    "t.me/ab",
    "iban",
    "numero",
]


def test_the_browsers_guard_agrees_with_python_in_every_find(node, tmp_path):
    told = tmp_path / "same.json"
    told.write_text(json.dumps([_told(text) for text in _texts()]), encoding="utf-8")

    done = _run(node, told)

    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
    assert "# skipped 0" in done.stdout


def _run(node: str, told: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [node, "--test", "--test-reporter=tap", "tests/js/guard.test.mjs"],
        cwd=ROOT,
        env={**os.environ, "GUARD_SAME": str(told)},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


def _texts() -> list[str]:
    """Give the vectors, ordinary talk, 6,000 texts thrown together from pieces, 3,000 of digits."""
    dice = random.Random(7)
    marked = [text for text, _places in [*vectors("finds"), *vectors("asks")]]
    thrown = [_thrown(dice) for _time in range(6000)]
    return [*marked, *benign(), *thrown, *(_digits(dice) for _time in range(3000))]


def _thrown(dice: random.Random) -> str:
    between = (" ", " ", " ", "", "", "-", ".", "\u00a0", "–")
    return "".join(
        dice.choice(PIECES) + dice.choice(between) for _time in range(dice.randint(2, 14))
    )


def _digits(dice: random.Random) -> str:
    begin = dice.choice(["0", "0", "04", "050", "+", "+358", "+4", "00", "(0", "1", "fi"])
    between = ("", "", "", " ", "-", ".", "/", " (0)", ":")
    return begin + "".join(
        str(dice.randint(0, 9)) + dice.choice(between) for _time in range(dice.randint(4, 16))
    )


def _told(text: str) -> dict[str, object]:
    return {
        "text": text,
        "finds": [_in_units(text, one) for one in find(text)],
        "asks": [_in_units(text, one) for one in asks(text)],
    }


def _in_units(text: str, one: Finding) -> dict[str, object]:
    """Count as browsers do, in UTF-16 units."""
    start, end = (len(text[:at].encode("utf-16-le")) // 2 for at in (one.start, one.end))
    return {"kind": str(one.kind), "start": start, "end": end}
