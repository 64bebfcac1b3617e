"""The form of a second class, and how the four classes and a reader's part are called."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import InputRequired

from chat.schemas import Outcome
from chat.schemas.together import RoomPart
from core.web import HouseForm
from organisation.forms import NEEDED, choices

CLASSES: dict[Outcome, Any] = {
    Outcome.HELPED: _l("Helped in the chat"),
    Outcome.GUIDED: _l("Guided to a service"),
    Outcome.HELPED_AND_GUIDED: _l("Helped and guided"),
    Outcome.UNCLEAR: _l("Unclear"),
}
PARTS: dict[RoomPart, Any] = {
    RoomPart.BEFORE: _l("You were its responder before."),
    RoomPart.JOINING: _l("You were asked along."),
    RoomPart.SHADOW: _l("You followed it."),
}


class SecondReadingForm(HouseForm):
    """One of the four classes (R37)."""

    outcome = RadioField(
        _l("How did it end, as you saw it?"),
        [InputRequired(NEEDED)],
        choices=choices(CLASSES.items()),
    )
