"""The form of a line: texts in three languages, hours, topics, ages and region."""

import re
import unicodedata
from datetime import time
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from core.i18n import LANGUAGES, pick
from core.web import HouseForm
from organisation.forms import NEEDED, ChecksField, choices
from organisation.models import Line, RegionRule, Unit
from organisation.schemas import LineDetails

MIDNIGHT = "24:00"
SPANS_A_DAY = 2
EMPTY_TOPICS = 2
OLDEST = 120


class _Texts(HouseForm):
    """One short text in three languages; the others may wait, Finnish may not."""

    fi = StringField("Suomi", [InputRequired(NEEDED), Length(max=120)])
    sv = StringField("Svenska", [Length(max=120)])
    en = StringField("English", [Length(max=120)])


class _LongTexts(HouseForm):
    """One longer text in three languages."""

    fi = TextAreaField("Suomi", [InputRequired(NEEDED), Length(max=1200)])
    sv = TextAreaField("Svenska", [Length(max=1200)])
    en = TextAreaField("English", [Length(max=1200)])


class _Topic(HouseForm):
    """A topic; `key` is what figures are counted under, so it outlives a change of words."""

    key = HiddenField()
    fi = StringField("Suomi", [Length(max=60)])
    sv = StringField("Svenska", [Length(max=60)])
    en = StringField("English", [Length(max=60)])


class _Span(HouseForm):
    """From when to when; midnight at the end is written 00:00."""

    opens = TimeField(_l("Opens"), [Optional()])
    closes = TimeField(_l("Closes"), [Optional()])


class _Day(HouseForm):
    """The hours promised on one weekday."""

    spans = FieldList(FormField(_Span), min_entries=SPANS_A_DAY, max_entries=6)

    def validate_spans(self, _field: Any) -> None:
        """Raise `ValidationError` for half a span, one that ends too early, two that overlap."""
        earlier = ""
        for opens, closes in sorted(_spans(self)):
            if not opens or not closes:
                raise ValidationError(_l("Give both the opening and the closing time."))
            if opens >= closes:
                raise ValidationError(_l("Closing must be after opening."))
            if opens < earlier:
                raise ValidationError(_l("Two of the times overlap."))
            earlier = closes


class LineForm(HouseForm):
    """Everything about a line that a coordinator may change."""

    name = FormField(_Texts, _l("Name"))
    audience = FormField(_Texts, _l("For whom"))
    description = FormField(_LongTexts, _l("What the chat is like"))
    who_answers = FormField(_Texts, _l("Who answers"))
    unit = SelectField(_l("Unit that runs the line"), [Optional()])
    is_live = BooleanField(_l("The line is shown to visitors"))
    age_min = IntegerField(
        _l("Youngest"), [Optional(), NumberRange(0, OLDEST, _l("Give an age in years."))]
    )
    age_max = IntegerField(
        _l("Oldest"), [Optional(), NumberRange(0, OLDEST, _l("Give an age in years."))]
    )
    region_rule = RadioField(
        _l("Where visitors live"),
        [InputRequired(NEEDED)],
        choices=choices(
            [
                (RegionRule.ANYONE.value, _l("Everybody is served, wherever they live")),
                (RegionRule.ASKED.value, _l("Asked and explained; others are guided on kindly")),
            ]
        ),
    )
    municipalities = StringField(_l("Municipalities of the region"), [Length(max=1000)])
    languages = ChecksField(_l("Languages in which you answer"), choices=choices(LANGUAGES.items()))
    places_each = IntegerField(
        _l("Conversations at once for each responder"),
        [InputRequired(NEEDED), NumberRange(1, 8, _l("From 1 to 8."))],
    )
    pilot_ends = DateField(_l("Last day of the pilot"), [Optional()])
    days = FieldList(FormField(_Day), min_entries=7, max_entries=7)
    topics = FieldList(FormField(_Topic), max_entries=40)

    @classmethod
    def of(cls, line: Line) -> "LineForm":
        """Fill the form from a line, with room for new topics at the end."""
        made = cls(
            data={
                **{name: getattr(line, name) for name in _PLAIN},
                "region_rule": line.region_rule.value,
                "unit": str(line.unit_id or ""),
                "municipalities": ", ".join(line.municipalities),
                "days": _days(line.hours),
                "topics": line.topics,
            }
        )
        for _ in range(EMPTY_TOPICS):
            made.topics.append_entry()
        return made

    def offer(self, units: list[Unit]) -> "LineForm":
        """Let one of the organisation's units be chosen, or none."""
        named = [(str(unit.id), pick(unit.name)) for unit in units]
        self.unit.choices = [("", _l("The organisation itself")), *named]
        return self

    def validate_age_max(self, field: Any) -> None:
        """Raise `ValidationError` when the oldest is younger than the youngest."""
        if None not in (field.data, self.age_min.data) and field.data < self.age_min.data:
            raise ValidationError(_l("The oldest must not be younger than the youngest."))

    def validate_languages(self, field: Any) -> None:
        """Raise `ValidationError` when nobody could be answered."""
        if not field.data:
            raise ValidationError(_l("Choose at least one language."))

    def problems(self, weekdays: list[str]) -> list[tuple[str, str, str]]:
        """List what is wrong: the id of the place, its name on the page, and a sentence."""
        told: list[tuple[str, str, str]] = []
        for field in self:
            if field is self.days:
                told += [
                    problem
                    for day, name in zip(field, weekdays, strict=True)
                    for problem in _problems(day, name)
                ]
            else:
                told += _problems(field, str(field.label.text))
        return told

    def details(self, line: Line) -> LineDetails:
        """Give what was filled in, in the shape that a line keeps."""
        plain: dict[str, Any] = {name: getattr(self, name).data for name in _PLAIN}
        listed = (part.strip() for part in re.split(r"[,\n]", self.municipalities.data or ""))
        return LineDetails(
            **{**plain, **{name: _trimmed(plain[name]) for name in _TEXTS}},
            region_rule=self.region_rule.data,
            unit_id=UUID(self.unit.data) if self.unit.data else None,
            municipalities=[part for part in listed if part],
            topics=self._topics({topic["key"] for topic in line.topics}),
            hours=self._hours(),
        )

    def _topics(self, known: set[str]) -> list[dict[str, str]]:
        kept: list[dict[str, str]] = []
        for entry in self.topics.data:
            words = {code: entry[code].strip() for code in LANGUAGES if (entry[code] or "").strip()}
            if not words.get("fi"):
                continue
            taken = known | {topic["key"] for topic in kept}
            key = entry["key"] if entry["key"] in known else _new_key(words["fi"], taken)
            kept.append({"key": key, **words})
        return kept

    def _hours(self) -> list[dict[str, str | int]]:
        return [
            {"weekday": number, "opens": opens, "closes": closes}
            for number, day in enumerate(self.days, start=1)
            for opens, closes in sorted(_spans(day.form))
        ]


_TEXTS = ("name", "audience", "description", "who_answers")
_PLAIN = (*_TEXTS, "is_live", "age_min", "age_max", "languages", "places_each", "pilot_ends")


def _problems(field: Any, label: str) -> list[tuple[str, str, str]]:
    """List the problems of a field and of all that lies in it, each with its own id."""
    is_many = field.type in {"FormField", "FieldList"}
    inside = [told for part in field for told in _problems(part, label)] if is_many else []
    own = [] if field.type == "FormField" else field.errors
    return [(field.id, label, str(one)) for one in own if not isinstance(one, dict)] + inside


def _trimmed(texts: dict[str, str]) -> dict[str, str]:
    return {code: (texts[code] or "").strip() for code in LANGUAGES}


def _spans(day: Any) -> list[tuple[str, str]]:
    """Give a day's spans as ("15:00", "24:00"), leaving out those that are empty."""
    pairs = [(span["opens"], span["closes"]) for span in day.spans.data]
    return [
        (opens.strftime("%H:%M") if opens else "", _closing(closes))
        for opens, closes in pairs
        if opens or closes
    ]


def _closing(closes: time | None) -> str:
    if closes is None:
        return ""
    return MIDNIGHT if closes == time(0) else closes.strftime("%H:%M")


def _days(hours: list[dict[str, str | int]]) -> list[dict[str, Any]]:
    return [
        {"spans": [_as_times(one) for one in hours if one["weekday"] == number]}
        for number in range(1, 8)
    ]


def _as_times(one: dict[str, str | int]) -> dict[str, time]:
    closes = str(one["closes"])
    return {
        "opens": time.fromisoformat(str(one["opens"])),
        "closes": time(0) if closes == MIDNIGHT else time.fromisoformat(closes),
    }


def _new_key(words: str, taken: set[str]) -> str:
    """Make a key from the Finnish words that no other topic of the line has."""
    plain = unicodedata.normalize("NFKD", words.lower()).encode("ascii", "ignore").decode()
    base = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:32] or "topic"
    number = 2
    key = base
    while key in taken:
        key, number = f"{base}_{number}", number + 1
    return key
