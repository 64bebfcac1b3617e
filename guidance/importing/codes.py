"""Lists of codes: classes, target groups and life events by name; municipalities and areas.

Read are the lists that the Finnish Service Catalogue publishes with its program (JSON), numbers and
names of municipalities alone, and Statistics Finland's keys from municipality to region and to
wellbeing services county (CSV in Windows-1252). Names of codes that came bare with services are put
right.
"""

import csv
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from guidance.errors import UnreadableCodes
from guidance.importing.areas import NUMBER
from guidance.models import Area, Municipality, ServiceArea, ServiceTerm, Term
from guidance.places import known_from_the_start
from guidance.schemas import AreaKind, TermKind
from guidance.sources.plain import plain

KINDS = {"P": TermKind.SERVICE_CLASS, "KR": TermKind.TARGET_GROUP, "KE": TermKind.LIFE_EVENT}
LANGS = ("fi", "sv", "en")
KEYS = {"#maakunta": AreaKind.REGION, "#hyvinvointialue": AreaKind.COUNTY}
FIRST_COLUMN = "sourcecode"
OWN_WORDS = (b'"Notation"', b'"municipalityCode"', b'"Municipalities"')
_NAMED = re.compile(rb'\{\s*"[0-9]{3}"\s*:\s*"')
START_BYTES = 4_096
"""How much of a file shows whether it is a list of codes."""
Names = dict[str, str]


def is_list(start: bytes) -> bool:
    """Whether a file begins like a list of codes, and not like records of services."""
    told = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    is_key = any(word.encode() in told for word in KEYS) and FIRST_COLUMN.encode() in told
    is_named = _NAMED.match(told) is not None
    return is_key or is_named or (told[:1] == b"[" and any(word in told for word in OWN_WORDS))


@dataclass
class Learnt:
    """How many codes of each kind a list taught, and which of them have another name now."""

    terms: int = 0
    municipalities: int = 0
    areas: int = 0
    renamed: set[str] = field(default_factory=set)

    @property
    def count(self) -> int:
        """How many codes in all."""
        return self.terms + self.municipalities + self.areas


def learn(session: Session, content: bytes) -> Learnt:
    """Read one list of codes, whichever it is. Raises `UnreadableCodes`."""
    learnt = Learnt()
    try:
        if content.lstrip()[:1] in {b"[", b"{"}:
            told = json.loads(content)
            named = told.items() if isinstance(told, dict) else ()
            for code, name in named:
                _learn_name(session, learnt, code, {"fi": plain(name)})
            for one in () if named else told:
                _learn_one(session, learnt, one)
        else:
            _learn_key(session, learnt, content.decode("cp1252"))
        session.flush()
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError) as wrong:
        raise UnreadableCodes from wrong
    return learnt


def under(session: Session, renamed: Iterable[str]) -> list[UUID]:
    """Name the services that stand under some codes: they are found by other words from now on."""
    codes = list(renamed)
    terms = select(ServiceTerm.service_id).where(col(ServiceTerm.code).in_(codes))
    places = select(ServiceArea.service_id).where(col(ServiceArea.municipality).in_(codes))
    return sorted({*session.exec(terms).all(), *session.exec(places).all()})


def _learn_one(session: Session, learnt: Learnt, one: dict[str, Any]) -> None:
    if "Notation" in one:
        _learn_term(session, learnt, one)
        learnt.terms += 1
    elif "municipalityCode" in one:
        names = {said["language"]: plain(said["name"]) for said in one["names"]}
        _learn_name(session, learnt, one["municipalityCode"], names)
    else:
        names = {said["Language"]: plain(said["Name"]) for said in one["Names"]}
        _learn_area(session, AreaKind.REGION, (one["Code"], names), one["Municipalities"])
        learnt.areas += 1


def _learn_name(session: Session, learnt: Learnt, code: str, names: Names) -> None:
    """Name a municipality; a list in one language leaves its other names alone."""
    held = session.get(Municipality, code)
    if held is not None and held.name != held.name | names:
        learnt.renamed.add(code)
    known_names = held.name if held else known_from_the_start().get(code, {})
    _name(session, code, known_names | names)
    learnt.municipalities += 1


def _learn_term(session: Session, learnt: Learnt, one: dict[str, Any]) -> None:
    code = one["Notation"]
    said = {lang: one["Label"].get(lang.title()) for lang in LANGS}
    label = {lang: plain(text) for lang, text in said.items() if text}
    broader = (one.get("BroaderUris") or [""])[0].rpartition("/")[2]
    kind = KINDS[code.rstrip("0123456789.")]
    before = session.get(Term, code)
    if before is not None and before.name != label:
        learnt.renamed.add(code)
    session.merge(Term(code=code, kind=kind, name=label, parent=broader, uri=one["Id"] or ""))


def _name(session: Session, code: str, names: Names) -> Municipality:
    if not NUMBER.fullmatch(code):
        raise ValueError(code[:20])
    held = session.get(Municipality, code)
    ours = known_from_the_start().get(code, {"fi": code})
    held = held or Municipality(code=code, name=ours)
    held.name = names or held.name
    session.add(held)
    return held


def _learn_area(
    session: Session, kind: AreaKind, said: tuple[str, Names], municipalities: Iterable[str]
) -> None:
    code, names = said
    session.merge(Area(kind=kind, code=code, name=names))
    for one in municipalities:
        held = _name(session, one, {})
        setattr(held, str(kind), code)
        session.add(held)


def _learn_key(session: Session, learnt: Learnt, text: str) -> None:
    head, found, rest = text.partition(FIRST_COLUMN)
    kind = next((kind for word, kind in KEYS.items() if word in head), None)
    if not found or kind is None:
        raise ValueError(head[:80])
    rows = csv.reader(rest.splitlines()[1:], delimiter=";")
    areas: dict[str, tuple[str, list[str]]] = {}
    for row in filter(any, rows):
        municipality, _name_there, code, name = (one.strip("'\" ") for one in row[:4])
        areas.setdefault(code, (name, []))[1].append(municipality)
    for code, (name, municipalities) in areas.items():
        _learn_area(session, kind, (code, {"fi": name}), municipalities)
        learnt.areas += 1
