"""General descriptions: what many services of one kind have in common, told once (PTV, version 12).

Their text is not in the services that build on them, and their charge goes before a service's own.
"""

import json
from collections.abc import Iterable
from dataclasses import replace

from sqlmodel import Session, col, select

from guidance.importing.batches import Batch, Piece
from guidance.models import SourceRecord
from guidance.said import Text
from guidance.schemas import Known, RecordKind
from guidance.sources.reading import read
from guidance.sources.words import ReadDescription, ReadService, Unfit

JOINED = ("description", "instruction", "conditions", "fees")
BETWEEN = "\n\n"


def described(session: Session, pieces: Iterable[Piece]) -> None:
    """Put what a general description says into the services that build on it."""
    building = [
        (piece, piece.found)
        for piece in pieces
        if isinstance(piece.found, ReadService) and piece.found.description_id
    ]
    wanted = {said.description_id for _piece, said in building}
    if not wanted:
        return
    general = _general(session, wanted)
    for piece, said in building:
        piece.kept.builds_on = said.description_id
        if found := general.get(said.description_id):
            piece.found = merged(said, found)


def _general(session: Session, wanted: set[str]) -> dict[str, ReadDescription]:
    rows = select(SourceRecord).where(
        SourceRecord.kind == RecordKind.DESCRIPTION,
        col(SourceRecord.external_id).in_(wanted),
        col(SourceRecord.is_archived).is_(False),
    )
    found = {}
    for row in session.exec(rows).all():
        main = read(json.loads(row.payload)).main
        if isinstance(main, ReadDescription):
            found[row.external_id] = main
    return found


def merged(said: ReadService, general: ReadDescription) -> ReadService:
    """Give a service with its general description: that comes first, the service's own words after.

    A language in which the service has no name of its own stays away.
    """
    texts = {
        lang: _joined(text, general.texts[lang]) if lang in general.texts else text
        for lang, text in said.texts.items()
    }
    is_told = general.free_of_charge is not Known.UNKNOWN
    terms = dict.fromkeys(code for code, _kind, _names in said.terms)
    more = tuple(one for one in general.terms if one[0] not in terms)
    return replace(
        said,
        texts=texts,
        free_of_charge=general.free_of_charge if is_told else said.free_of_charge,
        terms=said.terms + more,
    )


def _joined(own: Text, general: Text) -> Text:
    joined = {
        part: BETWEEN.join(filter(None, (getattr(general, part), getattr(own, part))))
        for part in JOINED
    }
    return replace(own, summary=own.summary or general.summary, **joined)


def add_those_that_build_on(batch: Batch) -> None:
    """Write services anew whose general description came or changed with this batch."""
    ids = [one.kept.external_id for one in batch.of(ReadDescription)]
    if not ids:
        return
    here = {one.found.external_id for one in batch.of(ReadService)}
    rows = select(SourceRecord).where(
        SourceRecord.kind == RecordKind.SERVICE,
        col(SourceRecord.builds_on).in_(ids),
        col(SourceRecord.external_id).not_in(here),
    )
    for row in batch.session.exec(rows).all():
        batch.pieces.append(again(row))


def again(row: SourceRecord) -> Piece:
    """Give a kept record as a piece to write once more; it is not counted."""
    try:
        main = read(json.loads(row.payload)).main
    except Unfit as unfit:  # our own rules grew stricter since it came in
        raise LookupError(unfit.reason) from None
    return Piece(main, row.system, row.sha256, row.payload, row, is_main=False)
