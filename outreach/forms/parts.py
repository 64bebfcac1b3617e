"""What the forms of the room have in common."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired, Length

from policies.guard.forms import NoPersonalData

SHORT, LONG = Length(max=120), Length(max=1000)
NEEDED = InputRequired(_l("This is needed."))
NOBODYS = NoPersonalData()


def strip(text: str | None) -> str:
    """Take the blanks around a text away."""
    return (text or "").strip()
