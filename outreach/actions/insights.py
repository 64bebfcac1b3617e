"""What platforms tell: a file is read into a dry run, looked at, and kept; or figures are typed."""

import hashlib
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import uuid4

from sqlmodel import Session, col, delete, func, insert, select

from core import clock
from core.identity import Actor
from outreach.access import EDIT
from outreach.errors import NameTaken, WrongMonth
from outreach.insights.audience import DUST
from outreach.insights.errors import KnownFile, NothingTaken, SharesUnclear
from outreach.insights.opening import Limits
from outreach.insights.reading import read
from outreach.insights.words import plain
from outreach.models import Channel, HeaderWord, Snapshot, SnapshotFigure
from outreach.queries.insights import has_figures, header_words, same_file
from outreach.schemas.insights import (
    WHOLE,
    Ages,
    Meaning,
    Metric,
    Reading,
    Shape,
    Told,
    ages_told,
)
from policies.actions import audit
from policies.queries import policy

UNPACKED = 4
"""How many times larger than the file its tables may be: text packs well, a bomb packs better."""


def read_file(session: Session, channel: Channel, month: date, data: bytes) -> Snapshot:
    """Read a file about a channel's month into a dry run; an earlier dry run of it goes.

    Raises `WrongMonth`, `KnownFile`, and what reading refuses.
    """
    _check_over(month)
    file_hash = hashlib.sha256(data).hexdigest()
    known = same_file(session, channel.id, month, file_hash)
    if known is not None and known.is_kept:
        raise KnownFile
    words = header_words(session, channel.organisation_id)
    limits = Limits(policy().outreach.file_bytes * UNPACKED, policy().outreach.file_rows)
    found = read(data, month, words, limits)
    _forget_drafts(session, channel)
    return _add(session, channel, month, found, file_hash)


def _check_over(month: date) -> None:
    """Figures of a month that goes on would be other ones tomorrow. Raises `WrongMonth`."""
    if month.day != 1 or month >= clock.month_starts(clock.local_day()):
        raise WrongMonth


def _forget_drafts(session: Session, channel: Channel) -> None:
    drafts = select(Snapshot.id).where(
        Snapshot.channel_id == channel.id, col(Snapshot.is_kept).is_(False)
    )
    for snapshot_id in session.exec(drafts).all():
        _delete(session, snapshot_id)


def _delete(session: Session, snapshot_id: Any) -> None:
    session.exec(delete(SnapshotFigure).where(col(SnapshotFigure.snapshot_id) == snapshot_id))
    session.exec(delete(Snapshot).where(col(Snapshot.id) == snapshot_id))


def _add(
    session: Session, channel: Channel, month: date, found: Reading, file_hash: str | None
) -> Snapshot:
    last = select(func.max(Snapshot.seq)).where(
        Snapshot.channel_id == channel.id, Snapshot.month == month
    )
    snapshot = Snapshot(
        channel_id=channel.id,
        month=month,
        seq=(session.exec(last).one() or 0) + 1,
        shape=found.shape,
        file_hash=file_hash,
        read_on=clock.local_day(),
        rows=found.rows,
        wrong=[one.told() for one in found.wrong],
        ignored=found.ignored,
    )
    session.add(snapshot)
    session.flush()
    rows = [{"id": uuid4(), "snapshot_id": snapshot.id, **asdict(one)} for one in found.figures]
    if rows:
        session.execute(insert(SnapshotFigure), rows)
    return snapshot


def keep_snapshot(session: Session, actor: Actor, snapshot: Snapshot) -> None:
    """Let a dry run count. Raises `NothingTaken` when it holds nothing, or counts already."""
    if snapshot.is_kept or not has_figures(session, snapshot.id):
        raise NothingTaken
    snapshot.is_kept = True
    session.add(snapshot)
    audit(session, actor, EDIT.name, f"snapshot:{snapshot.id}", reason=f"{snapshot.month:%Y-%m}")


def drop_snapshot(session: Session, snapshot: Snapshot) -> None:
    """Forget a dry run. Raises `NothingTaken` for one that counts: snapshots are kept."""
    if snapshot.is_kept:
        raise NothingTaken
    _delete(session, snapshot.id)


def tell_by_hand(
    session: Session, channel: Channel, month: date, told: dict[Metric, int | None]
) -> Snapshot:
    """Keep what was typed of a month; None is "no figure". Raises `WrongMonth`."""
    figures = [Told("", None, metric, value) for metric, value in told.items()]
    return _typed(session, channel, month, Reading(Shape.MONTH, figures, rows=1))


def tell_ages(
    session: Session, channel: Channel, month: date, told: dict[Ages, int | None]
) -> Snapshot:
    """Keep how an audience was spread over ages, in tenths of a per cent; None is "no figure".

    Raises `WrongMonth`, and `SharesUnclear` for more than the whole.
    """
    if sum(share or 0 for share in told.values()) > WHOLE + DUST:
        raise SharesUnclear
    figures = [Told(ages_told(ages), None, Metric.AUDIENCE, share) for ages, share in told.items()]
    return _typed(session, channel, month, Reading(Shape.AUDIENCE, figures, rows=len(figures)))


def _typed(session: Session, channel: Channel, month: date, found: Reading) -> Snapshot:
    """Keep what somebody typed at once: they have seen it. Raises `WrongMonth`."""
    _check_over(month)
    snapshot = _add(session, channel, month, found, None)
    snapshot.is_kept = True
    return snapshot


def add_header(
    session: Session, organisation_id: Any, language: str, word: str, means: Meaning
) -> HeaderWord:
    """Add a word by which a platform calls a column. Raises `NameTaken`."""
    written = plain(word)
    known = select(HeaderWord).where(
        HeaderWord.organisation_id == organisation_id, HeaderWord.word == written
    )
    if session.exec(known).first():
        raise NameTaken
    made = HeaderWord(
        organisation_id=organisation_id, language=language, word=written, means=means.value
    )
    session.add(made)
    return made
