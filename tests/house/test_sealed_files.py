"""The repository says which files seal and open in browsers, and give keys to somebody, byte by byte."""

import re

from core.sealed_files import hashes, recorded
from tests.house.tree import ROOT

SCRIPTS = ROOT / "static" / "js"
IMPORT = re.compile(r"import\s*\{([^}]*)\}\s*from\s*'[^']*(?:sealed/|\./)sealed\.js'")
WITH_KEYS = {"boxKey", "derive", "directionKey", "lock", "newKey", "newPair", "openMessage"}
WITH_KEYS |= {"openSealed", "sealMessage", "sealTo", "unlock"}


def test_the_recorded_hashes_are_those_of_the_files():
    static = ROOT / "static"

    assert hashes(static) == recorded(static), "run `python tools/sealed_hashes.py`"
    assert {"sealed/sealed.js", "chat/seals.js", "chat/group_key.js"} <= hashes(static).keys()


def test_whatever_makes_uses_or_hands_on_a_key_is_among_them():
    handlers = {
        str(one.relative_to(SCRIPTS))
        for one in SCRIPTS.rglob("*.js")
        for names in IMPORT.findall(one.read_text("utf-8"))
        if WITH_KEYS & set(re.findall(r"\w+", names))
    }

    assert "chat/seals.js" in handlers
    assert handlers <= hashes(ROOT / "static").keys()
