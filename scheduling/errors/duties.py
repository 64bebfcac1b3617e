"""Refusals about places and duty."""

from flask_babel import lazy_gettext as _l

from core.errors import NotFound, Refusal


class NoSuchDuty(NotFound):
    """There is no such duty, or it is somebody else's."""

    code = "no_such_duty"


class AlreadyYours(Refusal):
    """The worker has a place on this shift."""

    code = "already_yours"
    status = 409
    sentence = _l("You already have a place on this shift.")


class DutiesOverlap(Refusal):
    """The worker has another duty at the same time; back to back is no overlap."""

    code = "duties_overlap"
    status = 409
    sentence = _l("You have another duty at the same time. Give that one back first.")


class NotOnTeam(Refusal):
    """Only the line's team takes its shifts."""

    code = "not_on_team"
    status = 403
    sentence = _l("Only the team of this line takes its shifts. Ask a coordinator to add you.")


class LanguageNeeded(Refusal):
    """The shift needs a language that the worker has not told they answer in."""

    code = "language_needed"
    status = 409
    sentence = _l(
        "This shift needs a language that is not among yours. Tell your languages on “My duties”."
    )


class RestNeeded(Refusal):
    """Too little rest between two days of duty, or too much duty in one (872/2019, section 25)."""

    code = "rest_needed"
    status = 409
    sentence = _l("You would rest too little between this shift and another of yours.")


class NothingToWaitFor(Refusal):
    """The shift has a free place."""

    code = "nothing_to_wait_for"
    status = 409
    sentence = _l("There is a free place: take it.")


class TooEarly(Refusal):
    """Check-in opens a quarter of an hour before the shift."""

    code = "too_early"
    status = 409
    sentence = _l("You can check in from 15 minutes before the shift begins.")


class AlreadyBegun(Refusal):
    """A duty is given back before it begins, not after."""

    code = "already_begun"
    status = 409
    sentence = _l("The shift has begun. If you cannot come, tell your coordinator.")


class DutyMoved(Refusal):
    """The duty is not in the state that this needs (any more)."""

    code = "duty_moved"
    status = 409
    sentence = _l("This duty has changed in the meantime. Look at it again.")


class ImpossibleDropIn(Refusal):
    """Free for less than a quarter of an hour, or for more than four hours."""

    code = "impossible_drop_in"
    status = 422
    sentence = _l("Choose an end between a quarter of an hour and four hours from now.")
