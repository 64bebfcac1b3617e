"""What is refused when more than two are in a conversation, or beside it."""

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from core.errors import NotFound, Refusal


class NoSuchInvitation(NotFound):
    """There is no such invitation, it is somebody else's, or it is over: told alike."""

    code = "no_such_invitation"
    sentence = _l("This invitation is over.")


class NoSuchColleague(NotFound):
    """Nobody of the line's responders has this id."""

    code = "no_such_colleague"
    sentence = _l("There is no such colleague on this line.")


class ColleagueFull(Refusal):
    """The colleague has as many conversations as the line allows at once."""

    code = "colleague_full"
    status = 409
    sentence = _l("Your colleague already has as many conversations as this line allows at once.")


class AlreadyAsked(Refusal):
    """This colleague has been asked already, or another handover is underway."""

    code = "already_asked"
    status = 409
    sentence = _l("Somebody has already been asked. Wait for the answer or take the question back.")


class InvitationMoved(Refusal):
    """The invitation has been answered, taken back or has run out in the meantime."""

    code = "invitation_moved"
    status = 409
    sentence = _l("This has changed in the meantime. Look at it again.")


class NotHereYet(Refusal):
    """A conversation is handed over to somebody whom the visitor has let in."""

    code = "not_here_yet"
    status = 409
    sentence = _l("Your colleague is not in the conversation yet.")


class OnlyReading(Refusal):
    """Somebody who follows a conversation to learn does not write in it."""

    code = "only_reading"
    status = 403
    sentence = _l("You follow this conversation. You cannot write in it.")


class SwitchedOff(Refusal):
    """The policy does not have this."""

    code = "switched_off"
    status = 403
    sentence = _l("This is not in use here.")


class NoSuchConsultation(NotFound):
    """There is no such consultation, or one is not in it: told alike."""

    code = "no_such_consultation"
    sentence = _l("There is no such consultation.")


class ConversationsOpen(Refusal):
    """Nobody goes off duty and leaves a conversation behind."""

    code = "conversations_open"
    status = 409

    def __init__(self, count: int) -> None:
        super().__init__(
            ngettext(
                "You have %(num)s conversation open. End it, hand it over to a colleague or to the "
                "front of the queue, or promise to go on at a time; then check out.",
                "You have %(num)s conversations open. End each, hand it over to a colleague or to "
                "the front of the queue, or promise to go on at a time; then check out.",
                count,
            )
        )
