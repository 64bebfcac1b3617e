"""Deeds of the organisation room: signing in, inviting, roles and teams, lines."""

from organisation.actions.accounts import (
    change_password,
    choose_language,
    close_account,
    end_sessions,
)
from organisation.actions.inviting import accept, invite, renew_password, take_back
from organisation.actions.keys import (
    NewKeys,
    NewUnlock,
    add_unlock,
    make_keys,
    note_use,
    remove_unlock,
)
from organisation.actions.line_keys import (
    NewCopy,
    NewLineKey,
    found_line_key,
    let_in,
    recognise_key,
    rotate,
)
from organisation.actions.lines import add_unit, edit_line, end_line, prolong_line
from organisation.actions.professions import change_professions
from organisation.actions.signing_in import note_failed_sign_in, recognise, sign_in, sign_out
from organisation.actions.team import change_lines, change_roles, found_organisation

__all__ = [
    "NewCopy",
    "NewKeys",
    "NewLineKey",
    "NewUnlock",
    "accept",
    "add_unit",
    "add_unlock",
    "change_lines",
    "change_password",
    "change_professions",
    "change_roles",
    "choose_language",
    "close_account",
    "edit_line",
    "end_line",
    "end_sessions",
    "found_line_key",
    "found_organisation",
    "invite",
    "let_in",
    "make_keys",
    "note_failed_sign_in",
    "note_use",
    "prolong_line",
    "recognise",
    "recognise_key",
    "remove_unlock",
    "renew_password",
    "rotate",
    "sign_in",
    "sign_out",
    "take_back",
]
