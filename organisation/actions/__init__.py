"""Deeds of the organisation room: signing in, inviting, roles and teams, lines."""

from organisation.actions.accounts import (
    change_password,
    choose_language,
    close_account,
    end_sessions,
)
from organisation.actions.inviting import accept, invite, renew_password, take_back
from organisation.actions.lines import add_unit, edit_line
from organisation.actions.signing_in import note_failed_sign_in, recognise, sign_in, sign_out
from organisation.actions.team import change_lines, change_roles, found_organisation

__all__ = [
    "accept",
    "add_unit",
    "change_lines",
    "change_password",
    "change_roles",
    "choose_language",
    "close_account",
    "edit_line",
    "end_sessions",
    "found_organisation",
    "invite",
    "note_failed_sign_in",
    "recognise",
    "renew_password",
    "sign_in",
    "sign_out",
    "take_back",
]
