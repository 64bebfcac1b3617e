"""Tables of the chat room."""

from chat.models.attachment import Attachment
from chat.models.brake import Brake
from chat.models.consulting import Consultant, Consultation, Note
from chat.models.conversation import Conversation, Message
from chat.models.feedback import FeedbackCount
from chat.models.group import GroupMember, GroupMessage, GroupRoom
from chat.models.returning import ReturnCode, Visit
from chat.models.sheet import HandoverSheet
from chat.models.step_up import StepUp
from chat.models.together import Participant

__all__ = [
    "Attachment",
    "Brake",
    "Consultant",
    "Consultation",
    "Conversation",
    "FeedbackCount",
    "GroupMember",
    "GroupMessage",
    "GroupRoom",
    "HandoverSheet",
    "Message",
    "Note",
    "Participant",
    "ReturnCode",
    "StepUp",
    "Visit",
]
