"""A question as the index understands it: for every word, the ways in which it can be met."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from sqlmodel import Session

from guidance import finnish
from guidance.finnish import fold, wanted, words
from guidance.search import lexicon, spelling
from guidance.voikko import Voikko

MOST_WORDS = 12
SHORT = 4

UNASKED = frozenset(
    word
    for said in (
        "ja tai on ei en et se ne mä mun mua sä minä minun minua minulla mulla olen oon kun jos",
        "että mitä mistä missä mihin kuka miten voi voin saa saan haluan tarvitsen apua apu tosi",
        "mut mutta ku oo ois oisko onko onks oonko oonks mist mis mikä koko ajan aina nyt",
        "och att jag är en ett det var hur kan få har i på för med",
        "and the a an or i my me is am are to of for where how can in on with need help",
    )
    for word in said.split()
)


@dataclass(frozen=True, order=True)
class Term:
    """A token, or with `is_beginning` every token that begins so."""

    token: str
    is_beginning: bool = False

    @property
    def is_short_beginning(self) -> bool:
        """Whether so many words begin so that only those of names and classes are meant."""
        return self.is_beginning and len(self.token) <= SHORT


Way = tuple[Term, ...]


@dataclass(frozen=True)
class Group:
    """One asked word or phrase: met when all terms of one of its ways are.

    `meanings` are what the lexicon knows of it.
    """

    said: str
    ways: tuple[Way, ...]
    guess: str = ""
    meanings: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Question:
    """What was asked, group by group; `corrected` is the question with its guesses."""

    groups: tuple[Group, ...] = ()
    corrected: str = ""
    meanings: frozenset[str] = field(default_factory=frozenset)

    def only(self, meanings: Iterable[str] | None = None) -> "Question":
        """Give the part that means something, or one of these."""
        wanted = self.meanings if meanings is None else self.meanings.intersection(meanings)
        return replace(self, groups=tuple(one for one in self.groups if one.meanings & wanted))


def read(session: Session, text: str, analyser: Voikko | None) -> Question:
    """Understand a question; an empty one has no groups."""
    typed = words(text)[:MOST_WORDS]
    said = [_as_written(word, analyser) for word in typed]
    hits = lexicon.of_text(said, analyser)
    groups = [_phrase(said[hit.first : hit.last], hit.meanings, analyser) for hit in hits]
    inside = {at for hit in hits for at in range(hit.first, hit.last)}
    others = {word: typed[at] for at, word in enumerate(said) if at not in inside}
    asked = [word for word in others if word not in UNASKED] or ([] if hits else list(others))
    groups += [_word(session, word, others[word], analyser) for word in asked]
    groups = _sensible(groups)
    meanings = frozenset(one for group in groups for one in group.meanings)
    return Question(tuple(groups), _corrected(typed, groups), meanings)


def _sensible(groups: list[Group]) -> list[Group]:
    """Ask no "did you mean" of words that mean nothing beside others that do: "homo mut" stays."""
    if not any(group.meanings and not group.guess for group in groups):
        return groups
    return [one if one.meanings else replace(one, guess="") for one in groups]


def _as_written(word: str, analyser: Voikko | None) -> str:
    """Write out what is typed as it is said aloud, unless the lexicon knows it as it is."""
    return word if lexicon.of_word(word, analyser) else finnish.as_written(word, analyser)


def of_meanings(meanings: Iterable[str]) -> Question:
    """Ask for anything that means one of these."""
    ways = sorted((Term(lexicon.token(one)),) for one in meanings)
    return Question((Group("", tuple(ways)),), meanings=frozenset(meanings))


def meanings_of(text: str) -> frozenset[str]:
    """Give what a text is about, as far as the lexicon knows."""
    analyser = finnish.analyser_here()
    said = words(text)
    alone = {one for word in said for one in lexicon.of_word(word, analyser)}
    hits = lexicon.of_text(said, analyser)
    return frozenset(alone.union(*(hit.meanings for hit in hits)))


def _corrected(said: list[str], groups: Iterable[Group]) -> str:
    guesses = {group.said: group.guess for group in groups if group.guess}
    return " ".join(guesses.get(word, word) for word in said) if guesses else ""


def _phrase(said: list[str], meanings: frozenset[str], analyser: Voikko | None) -> Group:
    """A phrase of the lexicon is met by its meaning, or by all of its words."""
    bases = tuple((finnish.bases(word, analyser) or (fold(word),))[0] for word in said)
    ways: set[Way] = {
        *((Term(lexicon.token(one)),) for one in meanings),
        tuple(Term(fold(word)) for word in said),
        tuple(map(Term, bases)),
    }
    return Group(" ".join(said), tuple(sorted(ways)), meanings=meanings)


def _word(session: Session, word: str, typed: str, analyser: Voikko | None) -> Group:
    """An asked word is met as it is written, and as it was typed."""
    ways = _ways(word, analyser) | {(Term(fold(typed)),)}
    found = spelling_of(session, word, analyser)
    for guess in found:
        ways |= {way for way in _ways(guess, analyser) if not way[0].is_beginning}
    meanings = {one for meant in (word, *found[:1]) for one in lexicon.of_word(meant, analyser)}
    return Group(typed, tuple(sorted(ways)), found[0] if found else "", frozenset(meanings))


def _ways(word: str, analyser: Voikko | None) -> set[Way]:
    want = wanted(word, analyser)
    ways: set[Way] = {tuple(Term(token) for token in sorted(together)) for together in want.exact}
    ways |= {(Term(token),) for token in want.levelled}
    ways |= {(Term(lexicon.token(one)),) for one in lexicon.of_word(word, analyser)}
    return ways | {(Term(token, is_beginning=True),) for token in want.beginnings}


def spelling_of(session: Session, word: str, analyser: Voikko | None) -> list[str]:
    """Give what a word may be when neither it, nor its base, nor its beginning is known here.

    A compound that is new here but made of known parts is more likely right than wrong: one slip is
    allowed, not two ("toimentulotuki" reads as toimi, tulo and tuki).
    """
    folded = fold(word)
    if lexicon.of_word(word, analyser) or spelling.is_known(session, folded, as_beginning=True):
        return []
    want = wanted(word, analyser)
    alone = {next(iter(one)) for one in want.exact if len(one) == 1}
    together = {part for one in want.exact if len(one) > 1 for part in one}
    alone, together = (
        {one.removeprefix(finnish.APART) for one in some} for some in (alone, together)
    )
    known = spelling.known_among(session, alone | together)
    if known & alone:
        return []
    most = 1 if together and together <= known and len(folded) > spelling.SHORTEST else None
    return spelling.guesses(session, folded, most)
