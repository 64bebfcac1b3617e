"""The repository says which files seal and open in browsers, byte by byte."""

from core.sealed_files import hashes, recorded
from tests.house.tree import ROOT


def test_the_recorded_hashes_are_those_of_the_files():
    static = ROOT / "static"

    assert hashes(static) == recorded(static), "run `python tools/sealed_hashes.py`"
    assert "sealed.js" in hashes(static)
