"""What came of imports."""

from uuid import UUID

from sqlmodel import Session, col, select

from guidance.models import ImportRun, RefusedRecord


def runs(session: Session, limit: int = 10) -> list[ImportRun]:
    """List the latest imports."""
    return list(
        session.exec(select(ImportRun).order_by(col(ImportRun.ran_at).desc()).limit(limit)).all()
    )


def refused(session: Session, run_id: UUID) -> list[RefusedRecord]:
    """List what an import did not take, in the order of the file."""
    rows = (
        select(RefusedRecord)
        .where(RefusedRecord.run_id == run_id)
        .order_by(col(RefusedRecord.line))
    )
    return list(session.exec(rows).all())
