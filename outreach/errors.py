"""What the outreach room refuses."""

from flask_babel import lazy_gettext as _l

from core.errors import NotFound, Refusal


class NoSuchChannel(NotFound):
    """No channel of this organisation has this id."""

    code = "no_such_channel"


class NoSuchCampaign(NotFound):
    """No campaign of this organisation has this id."""

    code = "no_such_campaign"


class NoSuchPost(NotFound):
    """No post of a campaign that the actor may see has this id."""

    code = "no_such_post"


class NoSuchPostFeed(NotFound):
    """The calendar address is unknown, revoked or its account closed: all told alike."""

    code = "no_such_post_feed"


class TooManyPostFeeds(Refusal):
    """One address per device is enough; old ones are revoked first."""

    code = "too_many_post_feeds"
    status = 409
    sentence = _l("You have ten calendar addresses. Revoke one that you do not use.")


class NotOverYet(Refusal):
    """A campaign is looked back on when it is over."""

    code = "not_over_yet"
    status = 409
    sentence = _l("The campaign is not over yet. Look back on it when it has ended.")


class NotNowForThisPost(Refusal):
    """The post's state does not allow this: somebody was faster, or the page is old."""

    code = "not_now_for_this_post"
    status = 409
    sentence = _l("The post is no longer where it was. Look at it again.")


class ChangedMeanwhile(Refusal):
    """What is decided on is not what was read: somebody changed it, or decided, meanwhile."""

    code = "changed_meanwhile"
    status = 409
    sentence = _l("This has changed since you opened the page. Read it again, then decide.")


class ReasonNeeded(Refusal):
    """Sending back and withdrawing say why."""

    code = "reason_needed"
    status = 422
    sentence = _l("Say why, so that the others know what to change.")


class PostLacksSomething(Refusal):
    """A text or the picture in words is missing in a language, or the channel is not in use."""

    code = "post_lacks_something"
    status = 409
    sentence = _l("Something is still missing from the post. Its page tells what.")


class SecondReaderNeeded(Refusal):
    """Nobody approves what they have written themselves."""

    code = "second_reader_needed"
    status = 403
    sentence = _l("Somebody who has not written the post approves it.")


class NoSuchPilot(NotFound):
    """No line of this organisation is on trial under this name, or the list has no such item."""

    code = "no_such_pilot"


class PilotIsLaunched(Refusal):
    """What has begun is not launched again, and its checklist stays as it was."""

    code = "pilot_is_launched"
    status = 409
    sentence = _l("The pilot has begun; its checklist stays as it was.")


class ChecklistNotDone(Refusal):
    """A pilot begins when everything on the checklist is ticked (R49)."""

    code = "checklist_not_done"
    status = 409
    sentence = _l("Something on the checklist is still to be done.")


class DecidedTooEarly(Refusal):
    """A pilot is evaluated before it is decided on (R77)."""

    code = "decided_too_early"
    status = 409
    sentence = _l("Write the evaluation first; then decide.")


class DecisionNeedsADay(Refusal):
    """Ending and changing name a day that has not passed."""

    code = "decision_needs_a_day"
    status = 422
    sentence = _l("Give the day until which the line goes on, today or later.")


class NoSuchLink(NotFound):
    """No link of this organisation has this code."""

    code = "no_such_link"


class NoSuchRound(NotFound):
    """No round of this organisation has this id."""

    code = "no_such_round"


class NoSuchProcess(NotFound):
    """There is no such process, or it is kept by somebody else."""

    code = "no_such_process"


class NoSuchPlace(Refusal):
    """The pair or the area is not one of this organisation's that are in use."""

    code = "no_such_place"
    status = 422
    sentence = _l("This pair or area is not in use any more. Choose another one.")


class TooLate(Refusal):
    """The day is in the future, or so long ago that figures of it may have been told."""

    code = "too_late"
    status = 422
    sentence = _l("The day is in the future or too long ago. Check the day.")


class AnswerUnknown(Refusal):
    """An age or a topic is not one of those that the policy lists, or there are too many."""

    code = "answer_unknown"
    status = 422
    sentence = _l("An age or a topic is not in the list any more. Open the round and choose again.")


class PersonalDataInNote(Refusal):
    """The free text seems to say who somebody is."""

    code = "personal_data_in_note"
    status = 422
    sentence = _l(
        "The note seems to hold somebody's name, number or address. Take it out and save again."
    )


class NameTaken(Refusal):
    """There is one with this name already."""

    code = "name_taken"
    status = 409
    sentence = _l("There is one with this name already.")


class ProcessHasEnded(Refusal):
    """What has ended does not move any more."""

    code = "process_has_ended"
    status = 409
    sentence = _l("This process has ended. Open a new one if the work begins again.")


class PhasesGoForwardInTime(Refusal):
    """The day is in the future or before the phase that the process stands in now."""

    code = "phases_go_forward_in_time"
    status = 422
    sentence = _l("The day is in the future or before the day of the phase that it is in now.")


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


class TargetRefused(Refusal):
    """A link may not lead to this address; the sentence that it is raised with says why."""

    code = "target_refused"
    status = 422
    sentence = _l("A link cannot lead to this address.")


class LeadsElsewhere(Refusal):
    """The poster promises our line, and the link leads to somebody else's page."""

    code = "leads_elsewhere"
    status = 409
    sentence = _l(
        "This link leads to another address, and our poster would promise a chat that is not "
        "there. Use its QR code on a poster of your own."
    )


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
