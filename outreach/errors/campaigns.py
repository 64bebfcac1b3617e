"""Campaigns, posts, links and pilots: what is refused."""

from flask_babel import lazy_gettext as _l

from core.errors import NotFound, Refusal


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


class EndsBeforeItStarts(Refusal):
    """The last day lies before the first."""

    code = "ends_before_it_starts"
    status = 422
    sentence = _l("The last day is before the first day.")


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
