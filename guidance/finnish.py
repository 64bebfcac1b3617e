"""From words to what they are found by: one ladder, the same for what is indexed and what is asked.

1. every word folded (case, å ä ö and accents away), so that a keyboard without ä and ö finds the
same; 2. Voikko's base forms, compound parts and roots, where the system has it; 3. endings taken
off and gradation levelled (päihde, päihteet), which always works, only more coarsely. A level of
its own stands behind `LEVELLED`, so that it never meets a real word.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product

from guidance.voikko import Voikko, voikko

LEVELLED = "~"
SHORTEST_STEM = 3
SHORTEST_PREFIX = 3
SHORTEST_STEM_PREFIX = 5
LONG_ENOUGH_STEM = 5
MOST_GUESSES = 128

_WORD = re.compile(r"[^\W_]+")
_CLITICS = ("kin", "kaan", "han", "pa", "ko")
_POSSESSIVES = ("nsa", "mme", "nne", "ni", "si")
_CASES = tuple(
    sorted(
        (
            ending
            for endings in (
                "issa ista illa ilta ille iksi ihin ina itta iden itten ien jen ten den ita ia",
                "oja eja uja ssa sta lla lta lle ksi seen hen hin hon hun han tta na ta en in iin",
                "aan een oon uun an on un n t a nen sen set sten sia siin silla silta sille sissa",
                "sista siksi",
            )
            for ending in endings.split()
        ),
        key=lambda ending: (-len(ending), ending),
    )
)
_OTHERS = (
    "arna",
    "erna",
    "orna",
    "ings",
    "ing",
    "ar",
    "er",
    "or",
    "en",
    "et",
    "es",
    "ed",
    "s",
    "n",
)
_GRADES = (
    (r"(?<=[uy])ks$", "s"),  # masennus, masennukseen
    (r"(?:kk|k|g)$", "k"),
    (r"(?:pp|p|v)$", "p"),
    (r"(?:nt|nn|nk|ng)$", "n"),
    (r"(?:mp|mm)$", "m"),
    (r"(?:lt|ll|lk)$", "l"),
    (r"(?:rt|rr)$", "r"),
    (r"(?:ht|hd)$", "h"),
    (r"(?:tt|t|d)$", "t"),
)
_VOWELS = "aeiouy"
_SWAPS = {"a": "aä", "o": "oö"}


@dataclass(frozen=True)
class Wanted:
    """What finds an asked word: any of `exact` (tokens that go together), or a beginning."""

    exact: frozenset[frozenset[str]]
    prefix: str = ""
    levelled: frozenset[str] = frozenset()


def words(text: str) -> list[str]:
    """Give the words of a text, in lower case."""
    return _WORD.findall(unicodedata.normalize("NFC", text).lower())


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """Take case and marks away: "Pälkäneellä" becomes "palkaneella"."""
    apart = unicodedata.normalize(
        "NFKD", word.lower().replace("ø", "o").replace("æ", "ae").replace("ß", "ss")
    )
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def _without(word: str, endings: Iterable[str]) -> str:
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word.removesuffix(ending)
    return word


def stem(folded: str) -> str:
    """Take Finnish endings off a folded word, coarsely."""
    bare = _without(_without(_without(folded, _CLITICS), _POSSESSIVES), _CASES)
    return bare.rstrip(_VOWELS) if len(bare.rstrip(_VOWELS)) >= SHORTEST_STEM else bare


def level(stemmed: str) -> str:
    """Bring weak and strong grade together: "paihd" and "paiht" are both "paih"."""
    for pattern, grade in _GRADES:
        levelled, changed = re.subn(pattern, grade, stemmed)
        if changed and len(levelled) >= SHORTEST_STEM:
            return levelled
    return stemmed


@lru_cache(maxsize=100_000)
def levels(folded: str) -> frozenset[str]:
    """Give the levelled stems of a folded word, by Finnish, Swedish and English endings."""
    stems = {
        stem(folded),
        stem(_without(folded, _CASES)),
        _without(folded, _OTHERS).rstrip(_VOWELS),
    }
    return frozenset(LEVELLED + level(one) for one in stems if len(one) >= SHORTEST_STEM)


@lru_cache(maxsize=100_000)
def _readings(word: str, analyser: Voikko | None) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if analyser is None:
        return ()
    found = analyser.analyses(word)
    return tuple((fold(base), tuple(fold(root) for root in roots)) for base, roots in found)


def _restored(word: str, analyser: Voikko | None) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Read a word that was written without ä and ö: "paihteet" is known once it is päihteet."""
    guesses = ("".join(signs) for signs in product(*(_SWAPS.get(sign, sign) for sign in word)))
    likely = ([word.translate(str.maketrans("ao", "äö"))], islice(guesses, MOST_GUESSES))
    for guess in (one for some in likely for one in some):
        found = _readings(guess, analyser)
        if found:
            return found
    return ()


def tokens(word: str, *, lang: str, analyser: Voikko | None = None) -> dict[str, float]:
    """Give the tokens that a word is indexed under, each with its share of the word's weight."""
    folded = fold(word)
    found = dict.fromkeys(levels(folded), 0.5)
    for base, roots in _readings(word, analyser) if lang == "fi" else ():
        found |= dict.fromkeys((root for root in roots if root), 0.6)
        found[base] = 1.0
    found[folded] = 1.0
    return found


def wanted(word: str, analyser: Voikko | None = None) -> Wanted:
    """Give what an asked word is found by."""
    folded = fold(word)
    readings = _readings(word, analyser) or _restored(word, analyser)
    exact = {frozenset({folded})}
    exact |= {frozenset({base}) for base, _ in readings}
    exact |= {frozenset(roots) for _, roots in readings if roots and all(roots)}
    if len(folded) < SHORTEST_PREFIX:
        return Wanted(frozenset(exact))
    bare = stem(folded)
    prefix = bare if not readings and len(bare) >= SHORTEST_STEM_PREFIX else folded
    # Short stems meet strangers ("rah"); a word that Voikko knows does not need them.
    coarse = {one for one in levels(folded) if not readings or len(one) > LONG_ENOUGH_STEM}
    return Wanted(frozenset(exact), prefix, frozenset(coarse))


def analyser_here() -> Voikko | None:
    """Give the best analyser of this machine."""
    return voikko()


def analyser_name(analyser: Voikko | None) -> str:
    """Name the analyser, for health pages and figures."""
    return "voikko" if analyser else "ladder"
