"""Channels, their requests and the monthly check-in: what is refused."""

from flask_babel import lazy_gettext as _l

from core.errors import NotFound, Refusal


class NoSuchChannel(NotFound):
    """No channel of this organisation has this id."""

    code = "no_such_channel"


class ExistingChannelFirst(Refusal):
    """Nobody answered whether content could be made for a channel that exists already (R66)."""

    code = "existing_channel_first"
    status = 422
    sentence = _l("First answer: could you make content for a channel that exists already?")


class RequestIsDecided(Refusal):
    """There is no request that waits for a decision, or it was decided."""

    code = "request_is_decided"
    status = 409
    sentence = _l("There is no request here that waits for a decision.")


class RequestHasLapsed(Refusal):
    """Nobody answered for so long that the request is asked anew."""

    code = "request_has_lapsed"
    status = 409
    sentence = _l("This request has lapsed. Ask for the channel again.")


class NotThisStep(Refusal):
    """Another role decides this step."""

    code = "not_this_step"
    status = 403
    sentence = _l("Somebody in another role decides this step.")


class NotYourOwn(Refusal):
    """Nobody decides their own request, and security is another person's word."""

    code = "not_your_own"
    status = 403
    sentence = _l("Nobody decides their own request, and the last step is for somebody else.")


class NoSuchQuestion(NotFound):
    """Nothing is asked in this way now, or there is no such option."""

    code = "no_such_question"


class AnswersAreCounted(Refusal):
    """Counts know their option by its place: another word there would get others' answers."""

    code = "answers_are_counted"
    status = 409
    sentence = _l(
        "Answers have been counted already, so what may be chosen stays. You can add to its end."
    )


class NotAskedThen(Refusal):
    """A question is set for this month or a coming one, a year ahead at most."""

    code = "not_asked_then"
    status = 422
    sentence = _l("A question is set for this month, or for one of the next twelve.")


class NotACount(Refusal):
    """What was typed as a count is no whole number."""

    code = "not_a_count"
    status = 422
    sentence = _l("A count is a whole number, 0 or more. Nothing was saved.")


class WrongMonth(Refusal):
    """The month is not over yet, is over already, or lies too far back."""

    code = "wrong_month"
    status = 422
    sentence = _l("This month cannot be told of: it is not over yet, or it was too long ago.")


class NeedsApproval(Refusal):
    """A channel comes into use only by somebody who may approve it (R65, R68)."""

    code = "needs_approval"
    status = 403
    sentence = _l("A coordinator approves a channel before it comes into use.")


class AnotherChannel(Refusal):
    """Where a channel is, as whom and how far it speaks was approved: another is asked for anew."""

    code = "another_channel"
    status = 409
    sentence = _l(
        "This was approved for the channel as it is. Propose another channel for something else."
    )


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
