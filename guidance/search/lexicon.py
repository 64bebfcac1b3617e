"""The lexicon of meanings: what young people call things, in many languages, as checked data.

A word that stands in it gives a token of its meaning ("=mood") to what is indexed and to what is
asked, so that "masis", "ångest" or "грустно" find what services write in Finnish.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from core.i18n import LANGUAGES
from guidance import finnish
from guidance.finnish import LONG_ENOUGH_STEM, fold, words
from guidance.voikko import Voikko

FILE = Path(__file__).with_name("lexicon.toml")
SIGN = "="
LONGEST_PHRASE = 4
SHORTEST_PART = 4
MOST_MEANINGS = 2
KINDS = frozenset({*LANGUAGES, "slang", "ru", "uk", "ar", "fa", "so", "et", "se"})
MOST_BETWEEN = 2
BETWEEN = frozenset(
    word
    for said in (
        "enää enään yhtään yhtää mitään mitää ihan vaan vain vaa niin nii vähän aina nyt taas",
        "mä sä mun mua mulla sua ees edes enkä tosi oikein ollenkaan voin voi saan kai jo",
        "really just any so very inte så",
    )
    for word in said.split()
)
"""Words that may stand between the words of a phrase without changing what it means."""
STRANGE_ENDING = re.compile(
    "(?<=..)(?:ами|ями|ого|ему|ому|ов|ев|еи|ах|ях|ам|ям|ом|ем|[аеиоуыэюяьі])+$"
)
"""Russian and Ukrainian endings, as they are when folded."""
STRANGE_BEGINNING = re.compile("^[وفبكل]?ال(?=...)|^لل(?=...)")
"""The article of Arabic, and what is written together with it."""

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Hit:
    """Words `first` to `last` (not included) of a text mean any of `meanings`."""

    first: int
    last: int
    meanings: frozenset[str]


@lru_cache(maxsize=1)
def shipped() -> dict[str, dict[str, str]]:
    """Give the lexicon that comes with the house: meaning, then kind of words, then the words."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def edition() -> str:
    """Tell one lexicon from another: services are found by the meanings that they were read by."""
    return sha256(FILE.read_bytes()).hexdigest()[:8]


def entries(told: dict[str, dict[str, str]]) -> Iterator[tuple[str, str, str]]:
    """Walk through a lexicon: meaning, kind, one word or phrase."""
    for meaning, kinds in told.items():
        for kind, listed in kinds.items():
            for one in listed.split(","):
                yield meaning, kind, one.strip()


def faults(told: dict[str, dict[str, str]]) -> list[str]:
    """List what is wrong with a lexicon, in words for whoever wrote it."""
    found: list[str] = []
    meanings: dict[str, set[str]] = defaultdict(set)
    seen: set[tuple[str, str, str]] = set()
    for meaning, kinds in told.items():
        missing = [lang for lang in LANGUAGES if not kinds.get(lang)]
        found += [f"{meaning}: no words in {lang}" for lang in missing]
        found += [f"{meaning}: {kind} is no kind of words" for kind in kinds.keys() - KINDS]
    for meaning, kind, said in entries(told):
        parts = words(said)
        if not parts or len(parts) > LONGEST_PHRASE:
            found.append(f"{meaning}.{kind}: “{said}” must have one to {LONGEST_PHRASE} words")
        if (meaning, kind, said) in seen:
            found.append(f"{meaning}.{kind}: “{said}” stands there twice")
        seen.add((meaning, kind, said))
        meanings[" ".join(map(fold, parts))].add(meaning)
    return found + [
        f"“{said}” means too much: {', '.join(sorted(of))}"
        for said, of in sorted(meanings.items())
        if len(of) > MOST_MEANINGS
    ]


@lru_cache(maxsize=2)
def _phrases(analyser: Voikko | None) -> dict[Phrase, frozenset[str]]:
    found: dict[Phrase, set[str]] = defaultdict(set)
    for meaning, kind, said in entries(shipped()):
        parts = words(said)
        found[tuple(map(fold, parts))].add(meaning)
        if kind in {"fi", "slang"}:
            bases = [finnish.bases(part, analyser)[:1] or (fold(part),) for part in parts]
            found[tuple(base[0] for base in bases)].add(meaning)
        if analyser is None and len(parts) == 1:
            for coarse in finnish.levels(fold(parts[0])):
                found[(coarse,)].add(meaning)
        bare = tuple(_bare(fold(part)) for part in parts)
        found[bare].add(meaning)
    return {phrase: frozenset(of) for phrase, of in found.items()}


@lru_cache(maxsize=2)
def _beginnings(analyser: Voikko | None) -> dict[str, list[Phrase]]:
    """Give the phrases by their first word, the longest first."""
    found: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in sorted(_phrases(analyser), key=lambda one: (-len(one), one)):
        if len(phrase) > 1:
            found[phrase[0]].append(phrase)
    return dict(found)


@lru_cache(maxsize=100_000)
def _bare(folded: str) -> str:
    """Take endings off words in Cyrillic letters and the article off those in Arabic ones."""
    return STRANGE_ENDING.sub("", STRANGE_BEGINNING.sub("", folded))


@lru_cache(maxsize=100_000)
def _keys(word: str, analyser: Voikko | None) -> tuple[str, ...]:
    """Give under which forms a word may stand in the lexicon."""
    folded = fold(word)
    return tuple(dict.fromkeys((folded, _bare(folded), *finnish.bases(word, analyser))))


@lru_cache(maxsize=100_000)
def of_word(word: str, analyser: Voikko | None) -> frozenset[str]:
    """Give the meanings of one word, by itself or by a part of it that is long enough."""
    phrases = _phrases(analyser)
    parts = finnish.parts(word, analyser) if analyser else _coarse(fold(word))
    keys = (*_keys(word, analyser), *(part for part in parts if len(part) >= SHORTEST_PART))
    return frozenset(one for key in keys for one in phrases.get((key,), ()))


def _coarse(folded: str) -> tuple[str, ...]:
    """Give the beginnings of a word, one of which may be a word, and its levelled stems."""
    beginnings = (folded[:end] for end in range(len(folded) - 1, SHORTEST_PART, -1))
    stems = (one for one in finnish.levels(folded) if len(one) > LONG_ENOUGH_STEM)
    return (*beginnings, *stems)


def of_text(said: Sequence[str], analyser: Voikko | None) -> list[Hit]:
    """Find the phrases of several words in a text; the longest at each place wins."""
    found: list[Hit] = []
    for at in [at for at, word in enumerate(said) if _may_begin(word, analyser)]:
        if found and at < found[-1].last:
            continue
        hit = _longest(said, at, analyser)
        found += [hit] if hit else []
    return found


@lru_cache(maxsize=100_000)
def _may_begin(word: str, analyser: Voikko | None) -> bool:
    """Whether a phrase of the lexicon begins with this word."""
    return any(key in _beginnings(analyser) for key in _keys(word, analyser))


def _longest(said: Sequence[str], at: int, analyser: Voikko | None) -> Hit | None:
    every = [
        phrase for key in _keys(said[at], analyser) for phrase in _beginnings(analyser).get(key, ())
    ]
    for phrase in sorted(every, key=lambda one: (-len(one), one)):
        last = _end_of(phrase, said, at, analyser)
        if last is not None:
            return Hit(at, last, _phrases(analyser)[phrase])
    return None


def _end_of(phrase: Phrase, said: Sequence[str], at: int, analyser: Voikko | None) -> int | None:
    """Give where a phrase ends that begins at a place; None where it does not stand."""
    place = at + 1
    for part in phrase[1:]:
        ahead = range(place, min(place + MOST_BETWEEN + 1, len(said)))
        met = next((one for one in ahead if part in _keys(said[one], analyser)), None)
        if met is None or not BETWEEN.issuperset(said[place:met]):
            return None
        place = met + 1
    return place


def token(meaning: str) -> str:
    """Give the token of a meaning; no word can be the same."""
    return SIGN + meaning.replace("_", "")


def named(meaning: str, lang: str) -> str:
    """Name a meaning by its first word in a language."""
    told = shipped()[meaning]
    return told.get(lang, told["fi"]).partition(",")[0]
