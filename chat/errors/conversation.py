"""What is refused about a conversation, its queue and its words."""

from flask_babel import lazy_gettext as _l

from core.errors import NotFound, Refusal


class NoSuchConversation(NotFound):
    """There is no such conversation, or it is somebody else's: told alike."""

    code = "no_such_conversation"
    sentence = _l("There is no such conversation.")


class ConversationIsClosed(Refusal):
    """The conversation has ended."""

    code = "conversation_closed"
    status = 409
    sentence = _l("This conversation has ended.")


class LineIsClosed(Refusal):
    """Nobody is there to answer right now."""

    code = "line_closed"
    status = 409
    sentence = _l("The chat is closed right now.")


class TooLong(Refusal):
    """The message is longer than 8 kB."""

    code = "too_long"
    status = 413
    sentence = _l("That message is too long. Send it in parts.")


class AlreadyTaken(Refusal):
    """Another responder was faster, or the visitor has left."""

    code = "already_taken"
    status = 409
    sentence = _l("Somebody else has already taken this conversation.")


class NotOnDuty(Refusal):
    """Only a responder who has checked in on this line may take a conversation."""

    code = "not_on_duty"
    status = 409
    sentence = _l("Start your duty first.")


class HandsFull(Refusal):
    """The responder has as many conversations as the line allows at once."""

    code = "hands_full"
    status = 409
    sentence = _l("You already have as many conversations as this line allows at once.")


class NoMoreNow(Refusal):
    """The responder has said "no more for now"."""

    code = "no_more_now"
    status = 409
    sentence = _l("You have said: no more for now. Take that back first.")


class NotYourLast(Refusal):
    """Only what one has said last oneself can be withdrawn."""

    code = "not_your_last"
    status = 409
    sentence = _l("You can only withdraw your own last message.")


class TooLate(Refusal):
    """The time in which a message can be withdrawn is over."""

    code = "too_late"
    status = 409
    sentence = _l("This message can no longer be withdrawn.")


class HeldBack(Refusal):
    """The law asks that this is kept for now."""

    code = "held_back"
    status = 409
    sentence = _l("This conversation has to be kept for now. It is deleted when that has ended.")


class NoCallsHere(Refusal):
    """The policy has no calls on this line, or there is no way for one that it allows."""

    code = "no_calls_here"
    status = 409
    sentence = _l("On this line one talks by writing.")
