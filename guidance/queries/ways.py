"""Ways to reach a service that came from elsewhere, and how much of each is told."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from guidance.entry import Entry
from guidance.models import Channel, Connection, SourceChannel
from guidance.schemas import AddressVisibility, ChannelKind


@dataclass(frozen=True)
class CameWith:
    """A channel of another system's record, whether it is told or kept back."""

    channel: Channel
    source_id: UUID

    @property
    def address(self) -> str:
        """What the channel is known again by after an import; of places, all of a record are."""
        return "" if self.channel.kind is ChannelKind.PLACE else self.channel.address

    @property
    def choices(self) -> tuple[AddressVisibility, ...]:
        """How much of it may be told: of a place also its town alone."""
        if self.channel.kind is ChannelKind.PLACE:
            return tuple(AddressVisibility)
        return (AddressVisibility.FULL, AddressVisibility.HIDDEN)


def came_with(session: Session, entry: Entry) -> list[CameWith]:
    """List what came from elsewhere of a service's channels, also what is kept back."""
    rows = (
        select(Channel, SourceChannel.source_id)
        .join(SourceChannel, col(SourceChannel.channel_id) == col(Channel.id))
        .join(Connection, col(Connection.channel_id) == col(Channel.id))
        .where(Connection.service_id == entry.service.id)
        .order_by(col(Connection.position), col(Channel.id))
    )
    return [CameWith(channel, source_id) for channel, source_id in session.exec(rows).all()]
