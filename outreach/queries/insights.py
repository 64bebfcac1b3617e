"""What platforms told: dry runs and snapshots, and each channel's month by metric."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select as select_columns
from sqlmodel import Session, col, func, select

from outreach.insights.words import Words, together
from outreach.models import Channel, HeaderWord, Snapshot, SnapshotFigure
from outreach.schemas.insights import WAYS, Ages, Figure, Metric, Shape, Way, ages_kept

_ORDER = (Shape.MONTH, Shape.DAYS, Shape.PLACES, Shape.POSTS)
"""Of two that tell the same metric, what tells the month itself goes first."""


@dataclass(frozen=True)
class Kept:
    """What one snapshot tells of a metric: how many figures, their sum, the greatest, the last."""

    shape: Shape
    seq: int
    count: int
    total: int
    most: int
    last: int

    def figure(self, metric: Metric) -> Figure:
        """Make one figure of the month of them."""
        if not self.count:
            return Figure(None)
        match WAYS[metric]:
            case Way.SUM:
                return Figure(self.total)
            case Way.LEAST:
                return Figure(self.most, is_least=self.shape is not Shape.MONTH)
            case Way.LAST:
                return Figure(self.last)


def header_words(session: Session, organisation_id: UUID) -> Words:
    """Give every word that a column may have, an organisation's own first."""
    return together((one.word, one.means) for one in own_headers(session, organisation_id))


def own_headers(session: Session, organisation_id: UUID) -> list[HeaderWord]:
    """List the words that an organisation added."""
    found = select(HeaderWord).where(HeaderWord.organisation_id == organisation_id)
    return list(session.exec(found.order_by(HeaderWord.language, HeaderWord.word)).all())


def same_file(session: Session, channel_id: UUID, month: date, file_hash: str) -> Snapshot | None:
    """Find what was read of the very same file."""
    found = select(Snapshot).where(
        Snapshot.channel_id == channel_id,
        Snapshot.month == month,
        Snapshot.file_hash == file_hash,
    )
    return session.exec(found).first()


def snapshots(session: Session, channel_ids: Iterable[UUID]) -> list[Snapshot]:
    """List what was read, kept or not, the latest month and the latest of it first."""
    found = select(Snapshot).where(col(Snapshot.channel_id).in_(list(channel_ids)))
    order = (col(Snapshot.month).desc(), col(Snapshot.channel_id), col(Snapshot.seq).desc())
    return list(session.exec(found.order_by(*order)).all())


def has_figures(session: Session, snapshot_id: UUID) -> bool:
    """Whether anything was taken of it."""
    found = select(SnapshotFigure.id).where(SnapshotFigure.snapshot_id == snapshot_id).limit(1)
    return session.exec(found).first() is not None


def figures_of(session: Session, snapshot: Snapshot) -> dict[Metric, Figure]:
    """Give what one snapshot makes of its month, kept or not."""
    found = _kept(session, [snapshot.id])
    told = {metric: ones[0].figure(metric) for (_channel, metric), ones in found.items()}
    return {metric: told[metric] for metric in Metric if metric in told}


def month_figures(
    session: Session, channel_ids: Iterable[UUID], month: date
) -> dict[UUID, dict[Metric, Figure]]:
    """Give each channel's month of every metric that was told; None in it is "no figure"."""
    wanted = select(Snapshot.id).where(
        col(Snapshot.channel_id).in_(list(channel_ids)),
        Snapshot.month == month,
        col(Snapshot.is_kept).is_(True),
    )
    months: dict[UUID, dict[Metric, Figure]] = defaultdict(dict)
    for (channel_id, metric), ones in _kept(session, session.exec(wanted).all()).items():
        months[channel_id][metric] = _first(ones).figure(metric)
    return months


def audiences(
    session: Session, channel_ids: Iterable[UUID], month: date
) -> dict[UUID, dict[Ages, int | None]]:
    """Give how each channel's audience of a month is spread over ages, as it was told last.

    In tenths of a per cent; None is "no figure".
    """
    kept = select(Snapshot).where(
        col(Snapshot.channel_id).in_(list(channel_ids)),
        Snapshot.month == month,
        Snapshot.shape == Shape.AUDIENCE,
        col(Snapshot.is_kept).is_(True),
    )
    last = {one.channel_id: one for one in session.exec(kept.order_by(col(Snapshot.seq))).all()}
    return {channel_id: ages_of(session, one) for channel_id, one in last.items()}


def ages_of(session: Session, snapshot: Snapshot) -> dict[Ages, int | None]:
    """Give what one snapshot tells of an audience's ages, the youngest first."""
    found = select(SnapshotFigure.what, SnapshotFigure.value).where(
        SnapshotFigure.snapshot_id == snapshot.id, SnapshotFigure.metric == Metric.AUDIENCE
    )
    return dict(sorted((ages_kept(what), share) for what, share in session.exec(found).all()))


def _first(ones: list[Kept]) -> Kept:
    """Choose what counts: what tells a figure, then the month itself, then the latest."""
    return min(ones, key=lambda one: (not one.count, _ORDER.index(one.shape), -one.seq))


def _kept(session: Session, ids: Iterable[UUID]) -> dict[tuple[UUID, Metric], list[Kept]]:
    figure, snapshot = SnapshotFigure.__table__.c, Snapshot.__table__.c  # type: ignore[attr-defined]
    keys = (snapshot.id, figure.metric, snapshot.channel_id, snapshot.shape, snapshot.seq)
    sums = (func.count(figure.value), func.sum(figure.value), func.max(figure.value))
    found = (
        select_columns(*keys, *sums)
        .where(figure.snapshot_id == snapshot.id, snapshot.id.in_(list(ids)))
        .where(figure.metric != Metric.AUDIENCE)
        .group_by(*keys)
    )
    rows = session.connection().execute(found).all()
    last = _last(session, [row[0] for row in rows])
    told: dict[tuple[UUID, Metric], list[Kept]] = defaultdict(list)
    for snapshot_id, metric, channel_id, shape, seq, count, total, most in rows:
        at = last.get((snapshot_id, Metric(metric)), 0)
        kept = Kept(Shape(shape), seq, count, int(total or 0), int(most or 0), at)
        told[channel_id, Metric(metric)].append(kept)
    return told


def _last(session: Session, ids: list[UUID]) -> dict[tuple[UUID, Metric], int]:
    """Give the last day's value of what is a level and no sum: followers, members."""
    levels = [metric for metric, way in WAYS.items() if way is Way.LAST]
    found = (
        select(SnapshotFigure.snapshot_id, SnapshotFigure.metric, SnapshotFigure.value)
        .where(
            col(SnapshotFigure.snapshot_id).in_(ids),
            col(SnapshotFigure.metric).in_(levels),
            col(SnapshotFigure.value).is_not(None),
        )
        .order_by(col(SnapshotFigure.day).nulls_first())
    )
    return {(one, Metric(metric)): int(value or 0) for one, metric, value in session.exec(found)}


def channels_by_id(session: Session, organisation_id: UUID | None) -> dict[UUID, Channel]:
    """Give an organisation's channels by id, in the order of their names."""
    found = select(Channel).where(Channel.organisation_id == organisation_id)
    return {one.id: one for one in session.exec(found.order_by(Channel.name)).all()}
