"""What the scheduling room refuses, each with a sentence that says what to do."""

from flask_babel import lazy_gettext as _l

from core.errors import NotFound, Refusal


class NoSuchShift(NotFound):
    """There is no such shift, or it is not on one of your lines."""

    code = "no_such_shift"


class NoSuchDuty(NotFound):
    """There is no such duty, or it is somebody else's."""

    code = "no_such_duty"


class NoSuchFeed(NotFound):
    """The address is unknown, revoked or its account closed: all told alike."""

    code = "no_such_feed"


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


class ImpossibleDropIn(Refusal):
    """Free for less than a quarter of an hour, or for more than four hours."""

    code = "impossible_drop_in"
    status = 422
    sentence = _l("Choose an end between a quarter of an hour and four hours from now.")


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


class TooManyFeeds(Refusal):
    """One address per device is enough; old ones are revoked first."""

    code = "too_many_feeds"
    status = 409
    sentence = _l("You have ten calendar addresses. Revoke one that you do not use.")
