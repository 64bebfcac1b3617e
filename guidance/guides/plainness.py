"""How plain a text is: advice for whoever writes, never a bar to publishing.

Long sentences and long words make a text heavy to read, and LIX adds the two up: words in a
sentence plus the share of words over six letters (Björnsson 1968). Finnish words are long by
nature, so that LIX compares Finnish texts with each other and not with Swedish ones.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from guidance.finnish import fold, words
from guidance.guides.markdown import words_of

LONG_IN_LIX = 6
LONGEST_SENTENCE = {"fi": 14, "sv": 18, "en": 20}
LONGEST_WORD = {"fi": 20, "sv": 16, "en": 14}
MOST_SHOWN = 5
_ENDS = re.compile(r"(?<=[.!?…:])\s+|\n+")

OFFICIAL = {
    "fi": {
        "asiakas": "sinä",
        "palvelutarpeen": "mitä apua tarvitset",
        "toimenpiteet": "mitä tehdään",
        "suorittaa": "tehdä",
        "mahdollistaa": "voi, saa",
        "tarvittaessa": "jos tarvitset",
        "mikäli": "jos",
        "koskien": "mistä on kyse",
        "ohjautua": "päästä, mennä",
        "jalkautuva": "tulee sinun luoksesi",
        "matalan": "helppo tulla",
        "kokonaisvaltainen": "sano, mitä kaikkea",
        "moniammatillinen": "monen alan työntekijät yhdessä",
        "luottamuksellinen": "ei kerrota muille",
    },
    "sv": {
        "klient": "du",
        "åtgärder": "vad som görs",
        "möjliggöra": "kunna, få",
        "avseende": "om",
        "konfidentiell": "berättas inte för andra",
        "multiprofessionell": "anställda från många yrken",
    },
    "en": {
        "client": "you",
        "facilitate": "help",
        "utilise": "use",
        "regarding": "about",
        "prior": "before",
        "confidential": "not told to others",
    },
}
"""Words of offices, and what a young person would say; found by how they begin."""


@dataclass(frozen=True)
class Plainness:
    """What was counted in a text, and what one might make shorter or say otherwise."""

    words: int
    sentences: int
    lix: int
    long_sentences: tuple[str, ...] = ()
    long_words: tuple[str, ...] = ()
    official: tuple[tuple[str, str], ...] = ()

    @property
    def words_in_sentence(self) -> int:
        """How many words a sentence has on average."""
        return round(self.words / self.sentences) if self.sentences else 0

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing to advise."""
        return not (self.long_sentences or self.long_words or self.official)


def plainness(text: str, lang: str) -> Plainness:
    """Look at a text in Markdown; what is not written is plain."""
    sentences = [one for one in _ENDS.split(words_of(text)) if words(one)]
    every = [word for one in sentences for word in words(one)]
    unlike = dict.fromkeys(every)
    return Plainness(
        words=len(every),
        sentences=len(sentences),
        lix=_lix(every, len(sentences)),
        long_sentences=_first(one for one in sentences if len(words(one)) > LONGEST_SENTENCE[lang]),
        long_words=_first(word for word in unlike if len(word) > LONGEST_WORD[lang]),
        official=_official(list(unlike), lang),
    )


def _lix(every: list[str], sentences: int) -> int:
    if not every:
        return 0
    long = sum(len(word) > LONG_IN_LIX for word in every)
    return round(len(every) / sentences + 100 * long / len(every))


def _first(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(islice(found, MOST_SHOWN))


def _official(said: list[str], lang: str) -> tuple[tuple[str, str], ...]:
    """Find words of offices by their beginnings: "asiakkaan" is one for "asiakas" too."""
    found = [
        (word, plain)
        for word in said
        for official, plain in OFFICIAL[lang].items()
        if fold(word).startswith(fold(official)[: max(5, len(official) - 2)])
    ]
    return tuple(found[:MOST_SHOWN])
