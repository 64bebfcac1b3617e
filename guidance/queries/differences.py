"""What another system says of an entry otherwise than we do."""

from uuid import UUID

from sqlmodel import Session, select

from guidance.importing.overlaying import Difference
from guidance.importing.overlaying import differences as between
from guidance.importing.services import kept_service
from guidance.models import Overlay, SourceRecord


def differences(session: Session, service_id: UUID) -> list[Difference]:
    """List the fields that somebody wrote over and of which the source has news since."""
    source = session.exec(select(SourceRecord).where(SourceRecord.service_id == service_id)).first()
    if source is None:
        return []
    ours = session.exec(select(Overlay).where(Overlay.service_id == service_id)).all()
    return between(kept_service(session, source), ours)
