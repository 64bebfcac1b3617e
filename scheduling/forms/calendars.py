"""Forms of the page on one's calendars."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length

from core.web import HouseForm
from scheduling.schemas import FeedKind

LONGEST_LABEL = 40
MINE = FeedKind.MINE.value
BUSY = FeedKind.BUSY.value


class FeedForm(HouseForm):
    """A calendar address for one device; `shows` is a kind of feed or a line's id."""

    label = StringField(
        _l("Which calendar is it for?"),
        validators=[InputRequired(), Length(max=LONGEST_LABEL)],
        description=_l("For example “phone” or “work computer”."),
    )
    shows = SelectField(_l("What it shows"), default=MINE)
