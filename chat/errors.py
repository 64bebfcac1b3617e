"""What the chat room refuses."""

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

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


class NoReturnCodes(Refusal):
    """The policy gives no return codes."""

    code = "no_return_codes"
    status = 409
    sentence = _l("This chat gives no return codes.")


class WriteFirst(Refusal):
    """A code is given after the first words: before them there is nothing to come back to."""

    code = "write_first"
    status = 409
    sentence = _l("Write something first. Then you can have a return code.")


class NoSuchCode(Refusal):
    """No conversation has this return code, or it has expired: told alike."""

    code = "no_such_code"
    status = 403
    sentence = _l("With these words nothing was found. Check them, and the chat they belong to.")


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


class NotFlagged(Refusal):
    """The steps of the protocol are ticked once the safeguarding flag is raised."""

    code = "not_flagged"
    status = 409
    sentence = _l("Raise the safeguarding flag first.")


class NoSuchText(NotFound):
    """The line has no such text, or it is not one's own to edit: told alike."""

    code = "no_such_text"
    sentence = _l("There is no such text.")


class NoSuchFlag(NotFound):
    """There is no such flag, or it is of another's line: told alike."""

    code = "no_such_flag"
    sentence = _l("There is no such flag.")


class NoSuchNote(NotFound):
    """There is no such note, or it is somebody else's: told alike."""

    code = "no_such_note"
    sentence = _l("There is no such note.")


class AlreadyAnswered(Refusal):
    """The feedback of this conversation has been given."""

    code = "already_answered"
    status = 409
    sentence = _l("Thank you, you have already answered.")


class HeldBack(Refusal):
    """The law asks that this is kept for now."""

    code = "held_back"
    status = 409
    sentence = _l("This conversation has to be kept for now. It is deleted when that has ended.")


class StillGoingOn(Refusal):
    """The outcome is told when the conversation has ended."""

    code = "still_going_on"
    status = 409
    sentence = _l("End the conversation first.")


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


class NothingSealed(NotFound):
    """There is no sealed address of this conversation, it is gone, or the asker has no share."""

    code = "nothing_sealed"
    sentence = _l("There is no address of this conversation that you could open.")


class NoSuchOpening(NotFound):
    """There is no such request, its time is over, or it is not for this worker: told alike."""

    code = "no_such_opening"
    sentence = _l("This request is over. Ask again if it is still needed.")


class NotAgreedYet(Refusal):
    """Nobody else has agreed yet."""

    code = "not_agreed_yet"
    status = 409
    sentence = _l("Nobody else has agreed yet. Call a colleague.")


class NoKey(Refusal):
    """What was sent is no public key with its locked private one."""

    code = "no_key"
    status = 422
    sentence = _l("The key could not be kept. Try again.")


class SwitchedOff(Refusal):
    """The policy does not have this."""

    code = "switched_off"
    status = 403
    sentence = _l("This is not in use here.")


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


class NotAskedHere(Refusal):
    """The policy or the house offers no strong authentication here, or not for this reason."""

    code = "not_asked_here"
    status = 409
    sentence = _l("On this line nobody is asked to prove who they are.")


class AskedEnough(Refusal):
    """The visitor has been asked as often as the policy allows in one conversation."""

    code = "asked_enough"
    status = 409
    sentence = _l("The visitor has been asked often enough. Go on without it.")


class StepUpLapsed(Refusal):
    """There is no such question any more, or this is not the way back from it."""

    code = "step_up_lapsed"
    status = 409
    sentence = _l("The question is no longer open. The conversation goes on as before.")


class ConversationsOpen(Refusal):
    """Nobody goes off duty and leaves a conversation behind."""

    code = "conversations_open"
    status = 409

    def __init__(self, count: int) -> None:
        super().__init__(
            ngettext(
                "You have %(num)s conversation open. End it, hand it over to a colleague or put it "
                "to the front of the queue; then check out.",
                "You have %(num)s conversations open. End each, hand it over to a colleague or put "
                "it to the front of the queue; then check out.",
                count,
            )
        )


class NoSuchConsultation(NotFound):
    """There is no such consultation, or one is not in it: told alike."""

    code = "no_such_consultation"
    sentence = _l("There is no such consultation.")


class NoContactRequests(Refusal):
    """The policy takes no contact requests on this line."""

    code = "no_contact_requests"
    status = 409
    sentence = _l("This chat takes no contact requests.")


class WroteNothing(Refusal):
    """There is nothing to answer: nothing was written."""

    code = "wrote_nothing"
    status = 409
    sentence = _l("Write something first.")


class NoSuchAttachment(NotFound):
    """There is no such picture or voice message, or its sender was somebody else: told alike."""

    code = "no_such_attachment"
    sentence = _l("There is no such picture or voice message.")


class TooLarge(Refusal):
    """The picture or voice message is larger than the policy allows."""

    code = "too_large"
    status = 413
    sentence = _l("That is too large to be sent.")


class EnoughAttachments(Refusal):
    """A conversation has as many pictures and voice messages as the policy allows."""

    code = "enough_attachments"
    status = 409
    sentence = _l("No more pictures or voice messages can be sent in this conversation.")


class NoCallsHere(Refusal):
    """The policy has no calls on this line, or there is no way for one that it allows."""

    code = "no_calls_here"
    status = 409
    sentence = _l("On this line one talks by writing.")


class NoSuchGroup(NotFound):
    """There is no such room, or one is not in it: told alike."""

    code = "no_such_group"
    sentence = _l("There is no such room, or it is over.")


class TakenOut(Refusal):
    """A moderator took them out of the room."""

    code = "taken_out"
    status = 403
    sentence = _l("The moderator has taken you out of this room.")


class GroupIsFull(Refusal):
    """Every seat is taken, or the door is closed."""

    code = "group_full"
    status = 409
    sentence = _l("The room is full or its door is closed now. There will be others.")


class NameTaken(Refusal):
    """Somebody in the room has this nickname."""

    code = "name_taken"
    status = 409
    sentence = _l("Somebody in the room has this nickname. Choose another one.")


class Muted(Refusal):
    """A moderator has muted them."""

    code = "muted"
    status = 403
    sentence = _l("The moderator has muted you for now. You can go on reading.")


class BadGroupPlan(Refusal):
    """The plan does not fit the policy."""

    code = "bad_group_plan"
    status = 422
    sentence = _l("The policy does not allow a room of this length or size, or on this line.")
