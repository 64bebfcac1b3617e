"""Areas that hold whole municipalities: a region or a wellbeing services county, spelled out."""

import re
from collections import defaultdict
from dataclasses import replace

from sqlmodel import Session, select

from guidance.models import Municipality
from guidance.schemas import AreaKind
from guidance.sources.words import Names, ReadService, Unfit

NO_MUNICIPALITY = "This municipality is not known: write its number."
UNKNOWN_AREA = "The municipalities of this area are not known: read the lists of codes first."
NUMBER = re.compile("[0-9]{3}")
Known = dict[tuple[str, str], dict[str, Names]]


def areas_known(session: Session) -> Known:
    """Give the municipalities of every area that the directory knows."""
    found: Known = defaultdict(dict)
    for one in session.exec(select(Municipality)).all():
        for kind, code in ((AreaKind.REGION, one.region), (AreaKind.COUNTY, one.county)):
            if code:
                found[str(kind), code][one.code] = one.name
    return found


def spelled_out(said: ReadService, areas: Known) -> ReadService:
    """Give a service with the municipalities of its areas. Raises `Unfit` for an unknown area.

    Left out, a service of one county would look like one of the whole country; and what is no
    number of a municipality would stand among the places that everybody chooses from.
    """
    for code in said.municipalities:
        if not NUMBER.fullmatch(code):
            raise Unfit(NO_MUNICIPALITY, f"municipalities: {code[:20]}")
    if not said.whole_areas:
        return said
    named = dict(said.municipalities)
    for area in said.whole_areas:
        if area not in areas:
            raise Unfit(UNKNOWN_AREA, f"area: {area[1]}")
        named |= areas[area]
    return replace(said, municipalities=named, whole_areas=())
