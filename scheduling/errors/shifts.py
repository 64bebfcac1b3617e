"""Refusals about shifts."""

from flask_babel import lazy_gettext as _l

from core.errors import NotFound, Refusal


class NoSuchShift(NotFound):
    """There is no such shift, or it is not on one of your lines."""

    code = "no_such_shift"


class ShiftFull(Refusal):
    """Every place is taken."""

    code = "shift_full"
    status = 409
    sentence = _l("Every place on this shift is taken. Choose another shift.")


class ShiftOver(Refusal):
    """The shift has ended or was called off."""

    code = "shift_over"
    status = 409
    sentence = _l("This shift has ended or was called off. Choose another shift.")


class ShiftExists(Refusal):
    """The same line has a shift at exactly this time already."""

    code = "shift_exists"
    status = 409
    sentence = _l("There is a shift at this time already.")


class ImpossibleTime(Refusal):
    """The wall clock skips this hour when summer time begins."""

    code = "impossible_time"
    status = 422
    sentence = _l("That time does not exist on a night when the clocks go forward.")


class ImpossibleShift(Refusal):
    """A shift in the past, longer than a day, or with places that do not add up."""

    code = "impossible_shift"
    status = 422
    sentence = _l(
        "A shift lies in the future, lasts at most 12 hours and has 1–50 places. Check the times."
    )
