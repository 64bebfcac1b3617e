"""The form of a look at a poster."""

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField
from wtforms.validators import NumberRange, Optional

from core.web import HouseForm
from outreach import words
from outreach.schemas.posters import Condition, PosterDeed


class PosterForm(HouseForm):
    """What was done, how it looked, and how many strips were torn off."""

    deed = SelectField(_l("What was done"), choices=words.choices(PosterDeed))
    condition = SelectField(_l("How it looked"), choices=words.choices(Condition))
    strips = IntegerField(_l("Strips torn off"), [Optional(), NumberRange(0, 100)])
