"""The gap radar in words, on the page and as a sheet."""

import csv
import io
from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from guidance.exporting.sheet import cell
from guidance.queries.gaps import REST, Gap, Gaps, Quarter
from guidance.schemas import CameOf
from guidance.search import lexicon
from guidance.worry.definition import shipped

BOM = "\ufeff"
TITLES = {
    Gap.SEARCH: _l("Looked for, and nothing was found"),
    Gap.WORRY: _l("A worry, and no service where one lives"),
    Gap.REFUSED: _l("Named, and it did not take them in"),
}
CAME_OF = {CameOf.CLOSED: _l("It was closed"), CameOf.NOT_FOR_ME: _l("It was not for them")}


def theme_name(kind: Gap, theme: str, lang: str) -> str:
    """Name a column."""
    if theme == REST:
        return _("Others")
    if kind is Gap.REFUSED:
        return str(CAME_OF[CameOf(theme)])
    if kind is Gap.SEARCH:
        known = theme in lexicon.shipped()
        return lexicon.named(theme, lang).capitalize() if known else _("Other words")
    return _worry(theme, lang)


def _worry(theme: str, lang: str) -> str:
    test, _dot, about = theme.partition(".")
    definition = shipped().get(test)
    if definition is None:
        return about
    choices = (choice for question in definition.questions for choice in question.choices)
    said = next((one[lang] for one in choices if one.id == about), about)
    return f"{said} ({definition.title[lang]})"


def place_name(kind: Gap, place: str, names: dict[str, str]) -> str:
    """Name a row."""
    if place == REST:
        return _("Other places")
    if not place:
        return _("A wider area") if kind is Gap.REFUSED else _("No place was chosen")
    return names.get(place, place)


def as_csv(quarter: Quarter, found: Iterable[Gaps], names: dict[str, str], lang: str) -> str:
    """Write every figure of the page, and nothing that the page does not show."""
    out = io.StringIO()
    rows = csv.writer(out, delimiter=";", lineterminator="\r\n")
    rows.writerow([_("Quarter"), _("What"), _("Municipality"), _("Theme"), _("How many")])
    for one in found:
        for place, cells in one.table.rows.items():
            for theme, shown in cells.items():
                said = place_name(one.kind, place, names), theme_name(one.kind, theme, lang)
                rows.writerow([str(quarter), str(TITLES[one.kind]), *map(cell, said), str(shown)])
    return BOM + out.getvalue()
