"""What the desk says by itself about load, silence and care, in the page's language."""

from typing import Any

from flask_babel import gettext


def for_board() -> dict[str, Any]:
    """Give the words of the board: what is now, and what today has brought."""
    return {
        "now": {
            "waiting": gettext("waiting"),
            "longest": gettext("longest wait, min"),
            "talking": gettext("talking"),
            "free": gettext("free places"),
        },
        "today": {
            "attempt": gettext("asked to chat"),
            "opened": gettext("taken from the queue"),
            "left_soon": gettext("left before an answer, under 2 min"),
            "left_late": gettext("left before an answer, 2 min or more"),
            "turned_away": gettext("asked to wait at the door"),
        },
        "braked": gettext("no more for now"),
        "steps": gettext("steps taken: %(done)s of %(of)s", done="{done}", of="{of}"),
    }


def for_care() -> dict[str, str]:
    """Give the words of the brake, of silence and of the guard against the wrong person."""
    return {
        "hands": gettext("Your conversations: {open} of {most}"),
        "brakeOn": gettext("No more for now"),
        "brakeOff": gettext("Take more again"),
        "braked": gettext("You take nobody more until {time}."),
        "no_more_now": gettext("You have said: no more for now. Take that back first."),
        "quiet": gettext("quiet for {time}"),
        "quietHint": gettext(
            "{name} has been quiet for {time}. Nothing is in a hurry: you can wait, or ask whether "
            "they are still there."
        ),
        "waitsHint": gettext("{name} has waited for your answer for {time}."),
        "justTurned": gettext(
            "You have just come to another conversation. This goes to {name}. Send it?"
        ),
        "noReplies": gettext("This line has no ready replies yet."),
        "noSuchReply": gettext("The line has no reply by that word."),
        "no_such_plan": gettext("The plan has been changed or deleted in the meantime."),
        "too_few_visits": gettext("A plan is for somebody who comes often."),
        "not_flagged": gettext("Raise the safeguarding flag first."),
        "cardsSent": gettext("Services named: {names}"),
        "toClassifySince": gettext("ended {count} d ago: say how"),
        "coverage": gettext("Outcome said: {analysed} of {of} = {percent} %"),
        "anothersDraft": gettext(
            "You have begun the same words to {other}. This goes to {name}. Send it?"
        ),
    }
