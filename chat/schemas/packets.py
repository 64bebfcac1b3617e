"""A packet for a service as it is drafted and released in a conversation."""

from chat.schemas.talk import NewMessage
from guidance.schemas import SealedPacket


class NewRelease(NewMessage):
    """A message that names the packet and holds its link, and the packet itself."""

    packet: SealedPacket
