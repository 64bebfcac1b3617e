"""Forms of the register of data requests: closed lists and days, so that no name can be written."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField
from wtforms.validators import InputRequired

from core import clock
from core.choices import SelectChoice
from core.web import HouseForm
from policies.models import DataRequest
from policies.request_kinds import Answered, Asks, Extended, OwnDeed, Way

NEEDED = InputRequired()

OWN_DEEDS = {
    OwnDeed.SEEN: _l("Looked at what is stored"),
    OwnDeed.TAKEN: _l("Took it along"),
    OwnDeed.ERASED: _l("Deleted it"),
    OwnDeed.REFUSED_HELD: _l("Not deleted because of a hold"),
}
ASKS = {
    Asks.ACCESS: _l("To see one's data"),
    Asks.RECTIFICATION: _l("To correct them"),
    Asks.ERASURE: _l("To delete them"),
    Asks.OBJECTION: _l("Objects to their use"),
}
WAYS = {
    Way.LETTER: _l("By letter"),
    Way.EMAIL: _l("By e-mail"),
    Way.DESK: _l("At the desk"),
    Way.PHONE: _l("By telephone"),
}
GROUNDS = {
    Extended.COMPLEX: _l("The request is complex"),
    Extended.MANY: _l("There are many requests"),
}
OUTCOMES = {
    Answered.FULFILLED: _l("Fulfilled"),
    Answered.PARTLY: _l("Fulfilled in part"),
    Answered.NOT_FOUND: _l("No data could be tied to who asked"),
    Answered.REFUSED: _l("Refused, with reasons"),
    Answered.WITHDRAWN: _l("Taken back by who asked"),
}


def _choices(said: dict[Any, Any]) -> list[SelectChoice]:
    return [SelectChoice(one.value, words) for one, words in said.items()]


class RegisterForm(HouseForm):
    """What came, how and when."""

    asks = SelectField(_l("What is asked"), [NEEDED], choices=_choices(ASKS), coerce=Asks)
    way = SelectField(_l("How it came"), [NEEDED], choices=_choices(WAYS), coerce=Way)
    received_on = DateField(_l("Received on"), [NEEDED], default=clock.local_day)


class _AboutOne(HouseForm):
    """What is done about one request that waits."""

    number = SelectField(_l("Request"), [NEEDED], coerce=int)

    def among(self, waiting: Iterable[DataRequest]) -> Any:
        """Let one of these be chosen."""
        self.number.choices = [
            SelectChoice(str(one.number), f"{one.number} · {ASKS[one.asks]}") for one in waiting
        ]
        return self


class FinishForm(_AboutOne):
    """How a request ended, and when."""

    outcome = SelectField(_l("Outcome"), [NEEDED], choices=_choices(OUTCOMES), coerce=Answered)
    done_on = DateField(_l("Answered on"), [NEEDED], default=clock.local_day)


class ExtendForm(_AboutOne):
    """On which ground of the law more time is taken."""

    ground = SelectField(_l("Why"), [NEEDED], choices=_choices(GROUNDS), coerce=Extended)
