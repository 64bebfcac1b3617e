"""Every string exists in Finnish, Swedish and English, and says the same with the same gaps."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

from tests.house.tree import LANGUAGES, PACKAGES, ROOT, shown

KEYWORDS = {**DEFAULT_KEYWORDS, "_l": None, "lazy_gettext": None, "lazy_ngettext": (1, 2)}
METHODS = [*((f"{name}/**.py", "python") for name in PACKAGES), ("templates/**", "jinja2")]
# As the house renders them: what a `{% trans %}` holds depends on it.
OPTIONS = {"templates/**": {"trim_blocks": "true", "lstrip_blocks": "true", "encoding": "utf-8"}}
GAP = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
TOMLS = [one for name in PACKAGES for one in sorted((ROOT / name).glob("*.toml"))]

Message = str | tuple[str, ...]


@cache
def spoken() -> frozenset[Message]:
    """Give every string of the code and of the templates."""
    found: set[Message] = set()
    for folder in (*PACKAGES, "templates"):
        methods = [
            (pattern.partition("/")[2], how)
            for pattern, how in METHODS
            if pattern.startswith(folder)
        ]
        options = {"**": OPTIONS["templates/**"]} if folder == "templates" else {}
        for _file, _line, message, _comments, _context in extract_from_dir(
            ROOT / folder, method_map=methods, options_map=options, keywords=KEYWORDS
        ):
            found.add(message)
    return frozenset(found)


@cache
def catalogue(language: str) -> Catalog:
    with (ROOT / "translations" / language / "LC_MESSAGES" / "messages.po").open("rb") as lines:
        return read_po(lines, locale=language)


def words(held: Message) -> tuple[str, ...]:
    return held if isinstance(held, tuple) else (held,)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_string_has_its_words(language):
    known = {one.id: one for one in catalogue(language) if one.id}

    assert len(spoken()) > 300
    assert {one for one in spoken() if one not in known} == set()
    assert {one for one in spoken() & known.keys() if not all(words(known[one].string))} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_was_guessed(language):
    assert [one.id for one in catalogue(language) if one.fuzzy and one.id] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_catalogue_keeps_what_nobody_says(language):
    assert {one.id for one in catalogue(language) if one.id} - spoken() == set()
    assert catalogue(language).obsolete == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_gap_is_filled_in_every_language(language):
    wrong = [
        one.id
        for one in catalogue(language)
        if one.id and any(gaps(said) != gaps(words(one.id)[-1]) for said in words(one.string)[-1:])
    ]

    assert wrong == []


def gaps(text: str) -> list[str]:
    return sorted(GAP.findall(text))


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_no_string_was_left_in_english(language):
    same = [
        one.id
        for one in catalogue(language)
        if one.id == one.string and " " in GAP.sub("", str(one.id)).strip()
    ]

    assert same == []


@pytest.mark.parametrize("file", TOMLS, ids=shown)
def test_every_text_of_a_content_file_has_three_languages(file):
    content = tomllib.loads(file.read_text(encoding="utf-8"))

    lame = [text for text in texts(content) if any(not text.get(code) for code in LANGUAGES)]
    assert lame == []


def texts(held: Any) -> Iterator[dict[str, Any]]:
    """Walk through everything that has a text in at least one language."""
    if isinstance(held, dict):
        if held.keys() & set(LANGUAGES) and all(isinstance(one, str) for one in held.values()):
            yield held
        for inner in held.values():
            yield from texts(inner)
    elif isinstance(held, list):
        for inner in held:
            yield from texts(inner)
