"""Forms of the page on one's calendars."""

from flask_babel import lazy_gettext as _l
from wtforms import FileField, PasswordField, SelectField, StringField
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


class BusyForm(HouseForm):
    """A calendar of one's own, by its address or as a file."""

    called = StringField(_l("What do you call it?"), [InputRequired(), Length(max=LONGEST_LABEL)])
    where = StringField(
        _l("Address of the calendar"),
        [Length(max=2000)],
        description=_l("It begins with https:// or webcal:// and is read again every hour."),
    )
    file = FileField(_l("Or a file"), description=_l("An .ics file. It is read once and not kept."))


class CalDavForm(HouseForm):
    """A calendar of one's own into which duties are put."""

    address = StringField(
        _l("Address of the calendar"),
        [InputRequired(), Length(max=2000)],
        description=_l("A CalDAV address that begins with https://"),
    )
    user = StringField(_l("User name there"), [InputRequired(), Length(max=200)])
    password = PasswordField(
        _l("Password for apps there"),
        [InputRequired(), Length(max=200)],
        description=_l("Make one for this only, if your calendar offers that. It is kept sealed."),
    )
