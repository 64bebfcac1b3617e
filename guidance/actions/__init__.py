"""Writes of the guidance room; files are read in by `guidance/importing/`."""

from guidance.actions.draft import Draft, Facts, Names
from guidance.actions.editing import create, edit, hold_as_seen, publish, withdraw
from guidance.actions.guides import begin_guide, count_guide, move_guide, write_guide
from guidance.actions.history import remember_checked, remember_made, remembering
from guidance.actions.links import note_link
from guidance.actions.overlays import lay_over, settle
from guidance.actions.packets import forget_opened, open_once, received, release, take_back
from guidance.actions.parts import write_areas, write_hours, write_texts
from guidance.actions.referring import react, refer
from guidance.actions.searching import count_need, count_reading, count_search
from guidance.actions.suggesting import accept, decline, suggest
from guidance.actions.trusting import confirm, tell_capacity, verify
from guidance.actions.withholding import withhold
from guidance.said import Contact, Room, Text

__all__ = [
    "Contact",
    "Draft",
    "Facts",
    "Names",
    "Room",
    "Text",
    "accept",
    "begin_guide",
    "confirm",
    "count_guide",
    "count_need",
    "count_reading",
    "count_search",
    "create",
    "decline",
    "edit",
    "forget_opened",
    "hold_as_seen",
    "lay_over",
    "move_guide",
    "note_link",
    "open_once",
    "publish",
    "react",
    "received",
    "refer",
    "release",
    "remember_checked",
    "remember_made",
    "remembering",
    "settle",
    "suggest",
    "take_back",
    "tell_capacity",
    "verify",
    "withdraw",
    "withhold",
    "write_areas",
    "write_guide",
    "write_hours",
    "write_texts",
]
