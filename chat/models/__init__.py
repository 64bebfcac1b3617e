"""Tables of the chat room."""

from chat.models.attachment import (
    Attachment,
)
from chat.models.brake import (
    Brake,
)
from chat.models.closing import (
    Closing,
    Count,
)
from chat.models.consulting import (
    Consultant,
    Consultation,
    Note,
)
from chat.models.conversation import (
    Conversation,
    Message,
)
from chat.models.debrief import (
    Debrief,
)
from chat.models.emergency import (
    AddressOpening,
    AddressShare,
    LocatedAddress,
    OfficerKey,
)
from chat.models.feedback import (
    FeedbackCount,
)
from chat.models.felt import ResponderSaid
from chat.models.group import (
    GroupBox,
    GroupMember,
    GroupMessage,
    GroupRoom,
)
from chat.models.guest import (
    GuestLink,
)
from chat.models.line_text import (
    LineText,
)
from chat.models.named import (
    NamedRequest,
)
from chat.models.plan import Plan, PlanAgreement
from chat.models.promise import (
    Promise,
)
from chat.models.returning import (
    ReturnCode,
    Visit,
)
from chat.models.safety import (
    Flag,
    FlagStep,
)
from chat.models.sealing import (
    ConversationKey,
)
from chat.models.second import SecondReading
from chat.models.sheet import (
    HandoverSheet,
)
from chat.models.step_up import (
    StepUp,
)
from chat.models.together import (
    Participant,
)

__all__ = [
    "AddressOpening",
    "AddressShare",
    "Attachment",
    "Brake",
    "Closing",
    "Consultant",
    "Consultation",
    "Conversation",
    "ConversationKey",
    "Count",
    "Debrief",
    "FeedbackCount",
    "Flag",
    "FlagStep",
    "GroupBox",
    "GroupMember",
    "GroupMessage",
    "GroupRoom",
    "GuestLink",
    "HandoverSheet",
    "LineText",
    "LocatedAddress",
    "Message",
    "NamedRequest",
    "Note",
    "OfficerKey",
    "Participant",
    "Plan",
    "PlanAgreement",
    "Promise",
    "ResponderSaid",
    "ReturnCode",
    "SecondReading",
    "StepUp",
    "Visit",
]
