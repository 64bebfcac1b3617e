"""What the outreach room refuses."""

from flask_babel import lazy_gettext as _l

from core.errors import NotFound, Refusal


class NoSuchChannel(NotFound):
    """No channel of this organisation has this id."""

    code = "no_such_channel"


class NoSuchCampaign(NotFound):
    """No campaign of this organisation has this id."""

    code = "no_such_campaign"


class NoSuchLink(NotFound):
    """No link of this organisation has this code."""

    code = "no_such_link"


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


class EndsBeforeItStarts(Refusal):
    """The last day lies before the first."""

    code = "ends_before_it_starts"
    status = 422
    sentence = _l("The last day is before the first day.")


class NeedsApproval(Refusal):
    """A channel comes into use only by somebody who may approve it (R65, R68)."""

    code = "needs_approval"
    status = 403
    sentence = _l("A coordinator approves a channel before it comes into use.")


class NothingToApprove(Refusal):
    """Only a proposed channel that says whose it is can be approved (R67)."""

    code = "nothing_to_approve"
    status = 409
    sentence = _l(
        "Only a proposed channel can be approved, and only when it says who is behind it."
    )


class ChannelNotInUse(Refusal):
    """Links may only be made for a channel that is approved or active."""

    code = "channel_not_in_use"
    status = 409
    sentence = _l("This channel is not approved or is no longer in use. Choose another one.")


class NoFreeCode(Refusal):
    """Every code that was drawn was taken: practically impossible, and worth another try."""

    code = "no_free_code"
    status = 503
    sentence = _l("No free code was found. Please try again.")


class MonthStillOpen(Refusal):
    """Only ended months leave the house: two snapshots of a running one can tell of one person."""

    code = "month_still_open"
    status = 409
    sentence = _l("This month is not over yet. It can be exported when it has ended.")


class NoSuchMonth(Refusal):
    """The month is not one that there can be figures of."""

    code = "no_such_month"
    status = 422
    sentence = _l("There are no figures of that month.")
