"""What came of imports."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from guidance.models import ImportRun, RefusedRecord
from guidance.schemas import RunState

OVERLAP = timedelta(days=1)


def runs(session: Session, limit: int = 10) -> list[ImportRun]:
    """List the latest imports."""
    return list(
        session.exec(select(ImportRun).order_by(col(ImportRun.ran_at).desc()).limit(limit)).all()
    )


def unfinished_runs(session: Session) -> list[ImportRun]:
    """List imports of files that are not read to their end, the first that came first."""
    rows = select(ImportRun).where(ImportRun.state != RunState.DONE, ImportRun.sha256 != "")
    return list(session.exec(rows.order_by(col(ImportRun.ran_at))).all())


def unfinished_run(session: Session, sha256: str) -> ImportRun | None:
    """Give the import of this very file that waits or was broken off, if there is one."""
    found = [one for one in unfinished_runs(session) if one.sha256 == sha256]
    return found[-1] if found else None


def last_fetch(session: Session, name: str) -> datetime | None:
    """Give from when on news are to be asked for: a day before the last whole fetch began."""
    rows = select(ImportRun.ran_at).where(ImportRun.file == name, ImportRun.state == RunState.DONE)
    last = session.exec(rows.order_by(col(ImportRun.ran_at).desc())).first()
    return last - OVERLAP if last else None


def refused(session: Session, run_id: UUID) -> list[RefusedRecord]:
    """List what an import did not take, in the order of the file."""
    rows = (
        select(RefusedRecord)
        .where(RefusedRecord.run_id == run_id)
        .order_by(col(RefusedRecord.line))
    )
    return list(session.exec(rows).all())
