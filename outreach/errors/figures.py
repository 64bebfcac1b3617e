"""Figures, reports, releases and what platforms tell: what is refused."""

from flask_babel import lazy_gettext as _l

from core.errors import NotFound, Refusal


class NoSuchSnapshot(NotFound):
    """No file's figures of this organisation have this id, or they were not kept."""

    code = "no_such_snapshot"


class NoSuchHeader(NotFound):
    """No word of a file's head that this organisation added has this id."""

    code = "no_such_header"


class NoSuchRelease(NotFound):
    """There is no such request of this organisation, or it was agreed to."""

    code = "no_such_release"


class AskedAlready(Refusal):
    """Somebody has asked for this figure already."""

    code = "asked_already"
    status = 409
    sentence = _l("Somebody has asked for this figure already.")


class MayNotBeReleased(Refusal):
    """Too small, not protected, or another protected figure could be worked out with it."""

    code = "may_not_be_released"
    status = 409
    sentence = _l(
        "This figure cannot be let out: it is too small, or another protected figure could be "
        "worked out with it."
    )


class SecondPersonNeeded(Refusal):
    """Who asked cannot agree."""

    code = "second_person_needed"
    status = 403
    sentence = _l("Somebody else has to agree.")


class MonthStillOpen(Refusal):
    """Only ended months leave the house: two snapshots of a running one can tell of one person."""

    code = "month_still_open"
    status = 409
    sentence = _l("This month is not over yet. It can be exported when it has ended.")


class PeriodStillOpen(Refusal):
    """Only closed periods are reported."""

    code = "period_still_open"
    status = 409
    sentence = _l("This period is not over yet. Its report can be made when it has ended.")


class NoSuchPeriod(Refusal):
    """It is no month, half-year or year, or it lies before anything was counted."""

    code = "no_such_period"
    status = 422
    sentence = _l("There is no report of that period.")


class NoSuchMonth(Refusal):
    """The month is not one that there can be figures of."""

    code = "no_such_month"
    status = 422
    sentence = _l("There are no figures of that month.")
