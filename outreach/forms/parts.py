"""What the forms of the room have in common."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import InputRequired, Length

from core.web import HouseForm
from policies.guard.forms import NoPersonalData

SHORT, LONG = Length(max=120), Length(max=1000)
NEEDED = InputRequired(_l("This is needed."))
NOBODYS = NoPersonalData()


class SeenForm(HouseForm):
    """A form over something that somebody else may change while one writes."""

    seen = HiddenField()
    is_behind = False

    def is_of_now(self, now: str) -> bool:
        """Whether all is as it was seen; if not, the page says so and goes on from there."""
        self.is_behind = self.seen.data != now
        self.seen.data = now
        return not self.is_behind


def strip(text: str | None) -> str:
    """Take the blanks around a text away."""
    return (text or "").strip()
