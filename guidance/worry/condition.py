"""Conditions on answers: the part of SurveyJS's expressions that a worry test needs, and no more.

    {about} = 'mood' and not ({helps} = 'professional' or {feels} contains 'tearful')

`=` and `<>` compare a single answer, `contains` looks into many, `empty` and `notempty` ask whether
there is one. An expression is read into closures; nothing is ever evaluated as code.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

Answers = Mapping[str, frozenset[str]]
Test = Callable[[Answers], bool]

LONGEST = 400
_WORD = re.compile(r"\s*(?:\{(\w+)\}|'([\w-]*)'|(<>|=|\(|\))|([a-z]+))", re.ASCII)


class BadCondition(ValueError):
    """It cannot be read; the message says where."""


@dataclass(frozen=True)
class Condition:
    """A condition that was read, and which answers it names."""

    text: str
    test: Test = field(compare=False)
    names: frozenset[tuple[str, str | None]] = frozenset()
    """(question, choice) pairs; the choice is None where only the question is named."""

    def holds(self, answers: Answers) -> bool:
        """Whether it is true of these answers."""
        return self.test(answers)


def condition(text: str) -> Condition:
    """Read a condition. Raises `BadCondition`."""
    if len(text) > LONGEST:
        raise BadCondition(f"longer than {LONGEST} characters")
    reader = _Reader(text)
    test = reader.either()
    if reader.words:
        raise BadCondition(f"unexpected {reader.words[0][1]!r} in {text!r}")
    return Condition(text, test, frozenset(reader.names))


class _Reader:
    """Reads from left to right: `or` binds least, then `and`, then `not`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = _split(text)
        self.names: set[tuple[str, str | None]] = set()

    def either(self) -> Test:
        found = [self.both()]
        while self._takes("word", "or"):
            found.append(self.both())
        return found[0] if len(found) == 1 else lambda a: any(one(a) for one in found)

    def both(self) -> Test:
        found = [self.one()]
        while self._takes("word", "and"):
            found.append(self.one())
        return found[0] if len(found) == 1 else lambda a: all(one(a) for one in found)

    def one(self) -> Test:
        if self._takes("word", "not"):
            inner = self.one()
            return lambda a: not inner(a)
        if self._takes("sign", "("):
            inner = self.either()
            if not self._takes("sign", ")"):
                raise BadCondition(f"a bracket is not closed in {self.text!r}")
            return inner
        return self._comparison(self._next("question"))

    def _comparison(self, question: str) -> Test:
        if self._takes("word", "empty"):
            self.names.add((question, None))
            return lambda a: not a.get(question)
        if self._takes("word", "notempty"):
            self.names.add((question, None))
            return lambda a: bool(a.get(question))
        is_not = self._takes("sign", "<>")
        if not is_not and not self._takes("sign", "=") and not self._takes("word", "contains"):
            raise BadCondition(f"a comparison is missing after {{{question}}} in {self.text!r}")
        choice = self._next("choice")
        self.names.add((question, choice))
        if is_not:
            return lambda a: choice not in a.get(question, frozenset())
        return lambda a: choice in a.get(question, frozenset())

    def _takes(self, kind: str, word: str) -> bool:
        if self.words and self.words[0] == (kind, word):
            del self.words[0]
            return True
        return False

    def _next(self, kind: str) -> str:
        if not self.words or self.words[0][0] != kind:
            raise BadCondition(f"a {kind} is missing in {self.text!r}")
        return self.words.pop(0)[1]


def _split(text: str) -> list[tuple[str, str]]:
    words, at = [], 0
    while text[at:].strip():
        found = _WORD.match(text, at)
        if found is None:
            raise BadCondition(f"cannot read {text[at:].strip()[:20]!r} in {text!r}")
        kinds = ("question", "choice", "sign", "word")
        words.append(
            next(
                (kind, part)
                for kind, part in zip(kinds, found.groups(), strict=True)
                if part is not None
            )
        )
        at = found.end()
    return words
