"""Who must hear of a consultation, and that it ends with its conversation."""

from chat import queries
from chat.actions import consulting
from chat.events import ConsultationChanged, ConversationClosed, NoteAdded
from chat.models import Consultation
from chat.sockets.consulting import thread_room
from chat.sockets.together import worker_room
from core.db import reading, transaction
from core.events import listens
from core.house import house


@listens(ConsultationChanged)
def _changed(changed: ConsultationChanged) -> None:
    for worker_id in changed.workers:
        house().live.enter(worker_id, thread_room(changed.consultation_id))
        house().live.tell(worker_room(worker_id), "consultations", {})


@listens(NoteAdded)
def _added(added: NoteAdded) -> None:
    with reading() as session:
        thread = session.get(Consultation, added.consultation_id)
        found = queries.notes_since(session, thread, added.seq - 1) if thread else []
    for one in found[:1]:
        house().live.tell(thread_room(added.consultation_id), "note", one)


@listens(ConversationClosed)
def _closed(closed: ConversationClosed) -> None:
    with transaction() as session:
        thread = queries.open_beside(session, closed.conversation_id)
        if thread is not None:
            consulting.end_consultation(session, thread)
