"""A worry test as data: strict, in three languages, and checked for every combination of answers.

The shipped tests stand in `guidance/worry/tests/*.toml`; each says in its head how it is read.
"""

import tomllib
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from functools import cache, cached_property
from itertools import product
from math import prod
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from guidance.search import lexicon
from guidance.worry.condition import Answers, BadCondition, Condition, condition

SHIPPED = Path(__file__).with_name("tests")
MOST_COMBINATIONS = 200_000

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]
Words = Annotated[str, Field(min_length=1, max_length=600)]


class Audience(StrEnum):
    """For whom a test is."""

    YOUTH = "youth"
    PARENTS = "parents"
    YOUNG_ADULTS = "young_adults"


class BadTest(ValueError):
    """A definition that may not be used; `faults` says each reason in a sentence."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("; ".join(faults))


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Texts(_Strict):
    """One text in the three languages."""

    fi: Words
    sv: Words
    en: Words

    def __getitem__(self, lang: str) -> str:
        """Give the text in a language."""
        return str(getattr(self, lang))


class Choice(Texts):
    """An answer that can be given; `safety` marks one after which help comes before all else."""

    id: Name
    safety: bool = False


class Question(_Strict):
    """A question with one answer or many; every question may be left out."""

    id: Name
    kind: Literal["one", "many"]
    ask: Texts
    choices: tuple[Choice, ...] = Field(min_length=2, max_length=12)

    def answers(self) -> list[frozenset[str]]:
        """Every answer that can be given, none included."""
        names = [one.id for one in self.choices]
        if self.kind == "one":
            return [frozenset(), *(frozenset({name}) for name in names)]
        picks = product((False, True), repeat=len(names))
        return [
            frozenset(name for name, on in zip(names, pick, strict=True) if on) for pick in picks
        ]


class Outcome(_Strict):
    """What answers lead to: perspectives to read and words to search the directory with.

    `topics` are meanings of the lexicon that guides to read are found by, besides those words.
    """

    id: Name
    when: str
    priority: int = Field(ge=0, le=100)
    safety: bool = False
    perspectives: tuple[Name, ...] = Field(min_length=1)
    search: Texts | None = None
    topics: tuple[str, ...] = ()

    @cached_property
    def condition(self) -> Condition:
        """The condition, read."""
        return condition(self.when)


class Perspective(_Strict):
    """A few sentences that somebody may take along; paragraphs per language."""

    title: Texts
    fi: tuple[Words, ...] = Field(min_length=1)
    sv: tuple[Words, ...] = Field(min_length=1)
    en: tuple[Words, ...] = Field(min_length=1)

    def __getitem__(self, lang: str) -> tuple[str, ...]:
        """Give the paragraphs in a language."""
        found: tuple[str, ...] = getattr(self, lang)
        return found

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if len({len(self.fi), len(self.sv), len(self.en)}) > 1:
            raise ValueError("the languages have different numbers of paragraphs")
        return self


class Definition(_Strict):
    """One version of one test."""

    id: Name
    version: int = Field(ge=1)
    reviewed_on: date
    authors: tuple[str, ...] = Field(min_length=1)
    audience: Audience
    title: Texts
    lead: Texts
    questions: tuple[Question, ...] = Field(min_length=1, max_length=20)
    outcomes: tuple[Outcome, ...] = Field(min_length=1)
    perspectives: dict[Name, Perspective]

    def question(self, name: str) -> Question | None:
        """Find a question by its id."""
        return next((one for one in self.questions if one.id == name), None)

    @property
    def about(self) -> tuple[Choice, ...]:
        """What it can be about: the answers of its first question."""
        return self.questions[0].choices

    def combinations(self) -> Iterator[Answers]:
        """Give every set of answers that anybody can give."""
        names = [one.id for one in self.questions]
        for picked in product(*(one.answers() for one in self.questions)):
            yield dict(zip(names, picked, strict=True))

    def outcomes_of(self, answers: Answers) -> list[Outcome]:
        """Give what answers lead to: safety first, then by priority."""
        met = [one for one in self.outcomes if one.condition.holds(answers)]
        return sorted(met, key=lambda one: (not one.safety, -one.priority))

    def is_safety(self, answers: Answers) -> bool:
        """Whether one of the answers asks for help before all else."""
        return any(
            choice.safety and choice.id in answers.get(question.id, frozenset())
            for question in self.questions
            for choice in question.choices
        )


def read(text: str) -> Definition:
    """Read a definition from TOML and lint it. Raises `BadTest`."""
    try:
        found = Definition.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as wrong:
        raise BadTest([str(wrong)]) from None
    except ValidationError as wrong:
        faults = [
            f"{'.'.join(map(str, one['loc'])) or 'the test'}: {one['msg']}"
            for one in wrong.errors()
        ]
        raise BadTest(faults) from None
    faults = lint(found)
    if faults:
        raise BadTest(faults)
    return found


def lint(test: Definition) -> list[str]:
    """Say what is wrong with a test: nobody may be left without a way on."""
    faults = [*_doubles(test), *_dangling(test)]
    if faults:
        return faults
    if prod(len(one.answers()) for one in test.questions) > MOST_COMBINATIONS:
        return [f"more than {MOST_COMBINATIONS} combinations of answers: nobody could check them"]
    return _ends(test)


def _doubles(test: Definition) -> Iterator[str]:
    lists = {
        "question": [one.id for one in test.questions],
        "outcome": [one.id for one in test.outcomes],
        **{f"choice of {one.id}": [choice.id for choice in one.choices] for one in test.questions},
    }
    for what, names in lists.items():
        yield from (
            f"{what} {name!r} is there twice" for name in set(names) if names.count(name) > 1
        )


def _dangling(test: Definition) -> Iterator[str]:
    used = {name for one in test.outcomes for name in one.perspectives}
    yield from (f"perspective {name!r} is missing" for name in used - set(test.perspectives))
    yield from (f"perspective {name!r} is never shown" for name in set(test.perspectives) - used)
    for outcome in test.outcomes:
        yield from (
            f"outcome {outcome.id!r} has the topic {topic!r}, which the lexicon does not know"
            for topic in outcome.topics
            if topic not in lexicon.shipped()
        )
        try:
            names = outcome.condition.names
        except BadCondition as wrong:
            yield f"outcome {outcome.id!r}: {wrong}"
            continue
        for asked, choice in names:
            question = test.question(asked)
            known = {one.id for one in question.choices} if question else set()
            if question is None or (choice is not None and choice not in known):
                yield f"outcome {outcome.id!r} names {asked}={choice}, which nobody can answer"


def _ends(test: Definition) -> list[str]:
    """Walk every combination: it ends somewhere, and a safety answer ends in safety first."""
    never, faults = {one.id for one in test.outcomes}, []
    for answers in test.combinations():
        met = test.outcomes_of(answers)
        never -= {one.id for one in met}
        if not met:
            faults.append(f"nothing follows from {_said(answers)}")
        elif test.is_safety(answers) and not met[0].safety:
            faults.append(f"help does not come first after {_said(answers)}")
        if len(faults) >= 5:  # noqa: PLR2004  enough to see the pattern
            break
    return faults + (
        [] if faults else [f"outcome {one!r} is never reached" for one in sorted(never)]
    )


def _said(answers: Answers) -> str:
    return ", ".join(f"{name}={'+'.join(sorted(given)) or '–'}" for name, given in answers.items())


@cache
def shipped() -> dict[str, Definition]:
    """Give the tests that come with the house, by id. Raises `BadTest`."""
    found = [read(path.read_text(encoding="utf-8")) for path in sorted(SHIPPED.glob("*.toml"))]
    order = list(Audience)
    return {one.id: one for one in sorted(found, key=lambda one: order.index(one.audience))}
