"""Tables of the chat room."""

from chat.models.brake import Brake
from chat.models.conversation import Conversation, Message
from chat.models.feedback import FeedbackCount
from chat.models.returning import ReturnCode, Visit
from chat.models.step_up import StepUp
from chat.models.together import Participant

__all__ = [
    "Brake",
    "Conversation",
    "FeedbackCount",
    "Message",
    "Participant",
    "ReturnCode",
    "StepUp",
    "Visit",
]
