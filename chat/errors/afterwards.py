"""What is refused around the end of a conversation, and what is kept beside it."""

from flask_babel import lazy_gettext as _l

from core.errors import NotFound, Refusal


class AlreadyAnswered(Refusal):
    """The feedback of this conversation has been given."""

    code = "already_answered"
    status = 409
    sentence = _l("Thank you, you have already answered.")


class AlreadyReadTwice(Refusal):
    """Somebody has given a second class; it is given once."""

    code = "already_read_twice"
    status = 409
    sentence = _l("This conversation has been read a second time already.")


class StillGoingOn(Refusal):
    """The outcome is told when the conversation has ended."""

    code = "still_going_on"
    status = 409
    sentence = _l("End the conversation first.")


class NotFlagged(Refusal):
    """The steps of the protocol are ticked once the safeguarding flag is raised."""

    code = "not_flagged"
    status = 409
    sentence = _l("Raise the safeguarding flag first.")


class NoSuchFlag(NotFound):
    """There is no such flag, or it is of another's line: told alike."""

    code = "no_such_flag"
    sentence = _l("There is no such flag.")


class NoSuchText(NotFound):
    """The line has no such text, or it is not one's own to edit: told alike."""

    code = "no_such_text"
    sentence = _l("There is no such text.")


class NoSuchNote(NotFound):
    """There is no such note, or it is somebody else's: told alike."""

    code = "no_such_note"
    sentence = _l("There is no such note.")
