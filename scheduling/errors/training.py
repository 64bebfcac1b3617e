"""Refusals about training and meetings."""

from flask_babel import lazy_gettext as _l

from core.errors import NotFound, Refusal


class NotTrained(Refusal):
    """A course that the line asks for has not been passed, or no longer counts (R44)."""

    code = "not_trained"
    status = 409
    sentence = _l("This line asks for training that you have not passed, or that has run out.")


class NoSuchTraining(NotFound):
    """There is no such course or meeting, or it is another organisation's."""

    code = "no_such_training"


class ImpossibleTraining(Refusal):
    """No name, no evidence, impossible times, or there is one of that name."""

    code = "impossible_training"
    status = 422
    sentence = _l("Check the name, the day, the time and what shows that it was studied.")
