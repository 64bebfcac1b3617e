"""From words to what they are found by: one ladder, the same for what is indexed and what is asked.

1. every word folded (case, å ä ö and accents away), so that a keyboard without ä and ö finds the
same; 2. Voikko's base forms, compound parts and roots, where the system has it; 3. endings taken
off and gradation levelled (päihde, päihteet), which always works, only more coarsely; 4. what words
derived from one root have in common. The last two stand behind `LEVELLED` and `DERIVED`, so that
they never meet a real word. Without Voikko, every end of a long word stands for its parts.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product

from guidance.voikko import Voikko, voikko

LEVELLED = "~"
DERIVED = "~~"
INSIDE = "~~~"
APART = "~~~~"
SHORTEST_STEM = 3
SHORTEST_PREFIX = 3
SHORTEST_STEM_PREFIX = 5
SHORTEST_ROOT = 4
SHORTEST_PART = 4
SHORTEST_HEAD = 3
SHORTEST_SPOKEN = 4
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
_DERIVING = tuple(
    sorted(
        (
            ending
            for endings in (
                "minen us ys uus yys isuus isyys nta nti ointi ja uja elija ilija",
                "inen llinen lainen mainen ton tomuus tomyys aa ta oida oitua utua ytya",
                "ua ya ella ailla ilu elu isti ismi tseva",
            )
            for ending in endings.split()
        ),
        key=lambda ending: (-len(ending), ending),
    )
)
"""What makes a word of another word: harrastus and harrastaa, perhe and perheellinen."""
_VOWELS = "aeiouy"
_SWAPS = {"a": "aä", "o": "oö"}


@dataclass(frozen=True)
class Wanted:
    """What finds an asked word: any of `exact` (tokens that go together), or a beginning."""

    exact: frozenset[frozenset[str]]
    beginnings: frozenset[str] = frozenset()
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
    return tuple(
        (_token(base, analyser), tuple(_token(root, analyser) for root in roots))
        for base, roots in found
    )


@lru_cache(maxsize=100_000)
def _token(base: str, analyser: Voikko) -> str:
    """Fold a base form, but keep one apart that is another word without its dots.

    Who is afraid (pelätä) does not want to play (pelata).
    """
    folded = fold(base)
    if folded == base.lower():
        return folded
    is_another = any(other.lower() == folded for other, _roots in analyser.analyses(folded))
    return APART + folded if is_another else folded


def bases(word: str, analyser: Voikko | None) -> tuple[str, ...]:
    """Give the base forms of a word, folded; none without an analyser or for what it knows not."""
    return tuple(dict.fromkeys(base for base, _roots in _readings(word, analyser)))


@lru_cache(maxsize=100_000)
def written_bases(word: str, analyser: Voikko | None) -> tuple[str, ...]:
    """Give the base forms of a word as they are written."""
    return tuple(base for base, _roots in analyser.analyses(word)) if analyser else ()


def parts(word: str, analyser: Voikko | None) -> tuple[str, ...]:
    """Give the parts and roots of a word, folded: rahahuolet holds raha and huoli."""
    found = (root for _base, roots in _readings(word, analyser) for root in roots if root)
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=100_000)
def derivations(word: str, analyser: Voikko | None) -> frozenset[str]:
    """Give what a word has in common with those derived from the same root, coarsely."""
    plain = bases(word, analyser) or (level(stem(fold(word))),)
    found = (level(_without(base, _DERIVING).rstrip(_VOWELS)) for base in plain)
    return frozenset(DERIVED + root for root in found if len(root) >= SHORTEST_ROOT)


def _insides(folded: str) -> frozenset[str]:
    """Give every end of a word: without an analyser nobody knows where its parts begin."""
    last = len(folded) - SHORTEST_PART + 1
    return frozenset(INSIDE + folded[at:] for at in range(SHORTEST_HEAD, last))


@lru_cache(maxsize=10_000)
def _restored(word: str, analyser: Voikko | None) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Read a word that was written without ä and ö: "paihteet" is known once it is päihteet."""
    guesses = ("".join(signs) for signs in product(*(_SWAPS.get(sign, sign) for sign in word)))
    likely = ([word.translate(str.maketrans("ao", "äö"))], islice(guesses, MOST_GUESSES))
    for guess in (one for some in likely for one in some):
        found = _readings(guess, analyser)
        if found:
            return found
    return ()


_SPOKEN = (
    (r"ee$", ("eä", "ea")),  # pilvee
    (r"ii$", ("iä", "ia")),  # kaverii
    (r"oo$", ("oa",)),  # kotoo
    (r"öö$", ("öä",)),
    (r"uu$", ("ua",)),  # apuu
    (r"yy$", ("yä",)),  # syötyy
    (r"(?<=ks)$", ("i",)),  # paksuks
    (r"(?<=[aeiouyäö]s)$", ("sa", "sä")),  # koulus
    (r"(?<=i|t)$", ("a", "ä")),  # kavereit, kaupungist
    (r"(?<=aa|ää)$", ("n",)),  # mitää
    (r"h(?=[aeiouyäö])", ("hd",)),  # ahistus
)
"""How words end when they are said aloud, and how they are written then."""


@lru_cache(maxsize=10_000)
def as_written(word: str, analyser: Voikko | None) -> str:
    """Write a word that was typed as it is said: "kavereit" is kavereita. Others stay."""
    if analyser is None or len(word) < SHORTEST_SPOKEN:
        return word
    if _readings(word, analyser) or _restored(word, analyser):
        return word
    guesses = (
        re.sub(spoken, written, word, count=1)
        for spoken, every in _SPOKEN
        for written in every
        if re.search(spoken, word)
    )
    return next((one for one in guesses if _readings(one, analyser)), word)


@lru_cache(maxsize=200_000)
def tokens(word: str, *, lang: str, analyser: Voikko | None = None) -> frozenset[str]:
    """Give the tokens that a word is indexed under."""
    folded = fold(word)
    known = analyser if lang == "fi" else None
    found = {folded, *levels(folded), *bases(word, known), *parts(word, known)}
    if lang == "fi":
        found |= derivations(word, known) | (_insides(folded) if known is None else set())
    return frozenset(found)


@lru_cache(maxsize=10_000)
def wanted(word: str, analyser: Voikko | None = None) -> Wanted:
    """Give what an asked word is found by."""
    folded = fold(word)
    readings = _readings(word, analyser) or _restored(word, analyser)
    exact = {frozenset({base}) for base, _ in readings}
    if frozenset({APART + folded}) not in exact:
        exact.add(frozenset({folded}))
    exact |= {frozenset(roots) for base, roots in readings if _is_told_by(base, roots)}
    if len(folded) < SHORTEST_PREFIX:
        return Wanted(frozenset(exact))
    bare = stem(folded)
    beginnings = {bare if not readings and len(bare) >= SHORTEST_STEM_PREFIX else folded}
    beginnings |= {base for base, _ in readings if len(base) >= LONG_ENOUGH_STEM}
    if analyser is None and len(bare) >= SHORTEST_PART:
        beginnings.add(INSIDE + bare)
    # Short stems meet strangers ("rah"); a word that Voikko knows does not need them.
    coarse = {one for one in levels(folded) if not readings or len(one) > LONG_ENOUGH_STEM}
    return Wanted(
        frozenset(exact), frozenset(beginnings), frozenset(coarse | derivations(word, analyser))
    )


def _is_told_by(base: str, roots: tuple[str, ...]) -> bool:
    """Whether roots say all of a word: a single one must be what it is derived from.

    Voikko names but one part of some compounds: sosiaalipalvelu is more than a palvella.
    """
    if len(roots) == 1:
        return base[:SHORTEST_STEM] == roots[0][:SHORTEST_STEM]
    return bool(roots) and all(roots)


def analyser_here() -> Voikko | None:
    """Give the best analyser of this machine."""
    return voikko()


def analyser_name(analyser: Voikko | None) -> str:
    """Name the analyser, for health pages and figures."""
    return "voikko" if analyser else "ladder"
