"""What other processes know of the door, kept here too."""

from uuid import UUID

from chat.gate import gate
from chat.puzzle import taken
from core.realtime import notes


@notes("gate.came")
def _came(conversation_id: str, line_id: str, bucket: str) -> None:
    gate.remember(UUID(conversation_id), UUID(line_id), bucket)


@notes("gate.knocked")
def _knocked(line_id: str) -> None:
    gate.count(UUID(line_id))


@notes("gate.cool_down")
def _cool_down(conversation_id: str) -> None:
    gate.let_cool(UUID(conversation_id))


@notes("puzzle.taken")
def _taken(token: str) -> None:
    taken.take(token)
