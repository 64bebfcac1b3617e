"""The forms of what is wrong: the reader's, and the editor's answer."""

from flask_babel import lazy_gettext as _l
from wtforms import (
    Field,
    FieldList,
    FormField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import Length, NumberRange, Optional

from core.web import HouseForm
from guidance.field_words import DECLINED, GROUPS, METHODS, WRONG
from guidance.schemas import Wrong
from organisation.forms import choices, needed

LONGEST_SAID = 500
MOST_ROOM = 9_999
ROWS = 3


class FixForm(HouseForm):
    """What is wrong, and how it should be."""

    wrong = RadioField(_l("What is wrong?"), [needed()], choices=choices(WRONG.items()))
    said = TextAreaField(
        _l("How should it be?"),
        [Length(max=LONGEST_SAID)],
        description=_l(
            "For example: the number goes to somebody else. Do not write your own name or number."
        ),
        render_kw={"rows": 4, "maxlength": LONGEST_SAID, "autocomplete": "off"},
    )

    def validate_said(self, field: Field) -> None:
        """Ask for words, unless the place is simply gone."""
        if self.wrong.data != Wrong.GONE and not (field.data or "").strip():
            raise ValidationError(_l("Write what is wrong, even in a word or two."))


class DeclineForm(HouseForm):
    """Why a suggestion is not followed."""

    why = SelectField(_l("Why not?"), [needed()], choices=choices(DECLINED.items()))


class CheckForm(HouseForm):
    """Which part of an entry is still correct, and how that is known."""

    group = RadioField(_l("Part"), [needed()], choices=choices(GROUPS.items()))
    method = SelectField(_l("How do you know?"), [needed()], choices=choices(METHODS.items()))


class RoomRow(HouseForm):
    """How much room there is of one thing; an empty row says nothing."""

    unit = StringField(_l("Of what"), [Length(max=60)])
    available = IntegerField(_l("Free now"), [Optional(), NumberRange(0, MOST_ROOM)])
    maximum = IntegerField(_l("In all"), [Optional(), NumberRange(0, MOST_ROOM)])
    note = StringField(_l("A note"), [Length(max=120)])

    def validate_unit(self, field: Field) -> None:
        """Ask of what there is room, where somebody wrote how much."""
        if self.available.data is not None and not (field.data or "").strip():
            raise ValidationError(_l("Write of what: beds, times, places."))

    def validate_maximum(self, field: Field) -> None:
        """Refuse more room than there is."""
        if None not in {self.available.data, field.data} and field.data < self.available.data:
            raise ValidationError(_l("There cannot be more free than there are in all."))


class RoomForm(HouseForm):
    """All the room that a service has."""

    rows = FieldList(FormField(RoomRow), min_entries=ROWS, max_entries=ROWS)
