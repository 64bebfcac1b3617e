"""Handing a duty on."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import Optional

from core.web import HouseForm


class CoverForm(HouseForm):
    """Whom to ask: everybody who fits, one colleague, or somebody for a duty of theirs."""

    of = SelectField(_l("Whom do you ask?"), validators=[Optional()], validate_choice=False)
    in_return = SelectField(
        _l("Which duty would you take in return?"), validators=[Optional()], validate_choice=False
    )
