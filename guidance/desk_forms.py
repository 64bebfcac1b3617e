"""The forms of what is wrong: the reader's, and the editor's answer."""

from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField, SelectField, TextAreaField, ValidationError
from wtforms.validators import Length

from core.web import HouseForm
from guidance.field_words import DECLINED, GROUPS, METHODS, WRONG
from guidance.schemas import Wrong
from organisation.forms import choices, needed

LONGEST_SAID = 500


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
