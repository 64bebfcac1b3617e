"""The labelled questions: what somebody types, and which entries it must find."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
PARTS = ("development", "held_out")
RELATIONS = ("inflected", "compound", "derived", "misspelt", "bare", "meaning")

Entry = tuple[str, str]


@dataclass(frozen=True)
class Pair:
    """Typing `asked` must find `entry`, because of how they are related."""

    part: str
    relation: str
    asked: str
    entry: Entry


def pairs(part: str) -> list[Pair]:
    """Give every labelled pair of a part."""
    told = tomllib.loads((HERE / f"{part}.toml").read_text(encoding="utf-8"))
    found = [
        Pair(part, relation, asked, entry)
        for word in told["words"]
        for relation, asked, entry in _of_word(word)
    ]
    return found + [
        Pair(part, "meaning", asked, _entry(entry))
        for meaning in told["meanings"]
        for asked in meaning["asked"]
        for entry in meaning["finds"]
    ]


def strangers() -> list[dict[str, Any]]:
    """Give what somebody typed who had not read the lexicon (`typed`), and what it `means`."""
    told = tomllib.loads((HERE / "strangers.toml").read_text(encoding="utf-8"))
    return list(told["asked"])


def _of_word(word: dict[str, Any]) -> Iterator[tuple[str, str, Entry]]:
    held = {kind: [_entry(one) for one in word.get(kind, [])] for kind in KINDS}
    plain = held["itself"] + held["compound"]
    for relation, typed, entries in (
        ("inflected", "asked", held["itself"]),
        ("compound", "asked", held["compound"]),
        ("derived", "asked", held["derived"]),
        ("misspelt", "misspelt", plain),
        ("bare", "bare", plain),
    ):
        for asked in word.get(typed, []):
            for entry in entries:
                yield relation, asked, entry


KINDS = ("itself", "compound", "derived")


def _entry(said: str) -> Entry:
    name, _bar, sentence = said.partition(" | ")
    return name, sentence


def entries() -> list[Entry]:
    """Give every labelled entry of both parts once."""
    return list(dict.fromkeys(pair.entry for part in PARTS for pair in pairs(part)))
