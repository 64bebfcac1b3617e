"""Importing without what is not needed: it is missing only for as long as the block lasts."""

import importlib
import sys

import pytest

from core.without import without

SELDOM = "wave"


def test_what_is_hidden_is_missing_within_and_there_again_afterwards(monkeypatch):
    monkeypatch.delitem(sys.modules, SELDOM, raising=False)

    with without(SELDOM), pytest.raises(ImportError):
        importlib.import_module(SELDOM)

    assert importlib.import_module(SELDOM).__name__ == SELDOM


def test_what_has_been_imported_before_is_not_taken_away():
    with without("json"):
        assert importlib.import_module("json") is sys.modules["json"]
