"""A worker's own page."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import UUID, InputRequired, Regexp

from core.web import HouseForm


class DropInForm(HouseForm):
    """A free while: on which line, and until when by the wall clock."""

    line_id = StringField(_l("Line"), validators=[InputRequired(), UUID()])
    until = StringField(
        _l("Until"), validators=[InputRequired(), Regexp(r"^([01]\d|2[0-3]):[0-5]\d\Z")]
    )
