"""What the desk says by itself about load, silence and care, in the page's language."""

from flask_babel import gettext


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
        "anothersDraft": gettext(
            "You have begun the same words to {other}. This goes to {name}. Send it?"
        ),
    }
