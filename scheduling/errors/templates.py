"""Refusals about templates and the calendar of a line."""

from flask_babel import lazy_gettext as _l

from core.errors import NotFound, Refusal


class NoSuchTemplate(NotFound):
    """There is no such template, or it is not on one of your lines."""

    code = "no_such_template"


class NoSuchTerm(NotFound):
    """There is no such school term, or it is another organisation's."""

    code = "no_such_term"


class NoSuchSpecialDay(NotFound):
    """There is no such special day, or it is not on one of your lines."""

    code = "no_such_special_day"


class ImpossibleTemplate(Refusal):
    """A shift of the template would never, or on some night not, exist."""

    code = "impossible_template"
    status = 422
    sentence = _l("No shift would come of this template. Check the days, the times and the places.")


class ImpossibleDay(Refusal):
    """A day in the past, a window that ends before it begins, a term that does, one too many."""

    code = "impossible_day"
    status = 422
    sentence = _l("Choose days from today on, and an end that comes after the beginning.")
