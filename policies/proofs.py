"""What proves the sentences that visitors are told: tests that run before every release.

A law of the house (`tests/house/test_notice.py`) fails when a promise has no proof, when a proof
names a test that does not exist or may be skipped, and when a proof proves nothing.
"""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l


@dataclass(frozen=True)
class Proof:
    """A test, and what it does in words that need no programmer."""

    file: str
    function: str
    does: Any

    @property
    def test(self) -> str:
        """Name the test as pytest does."""
        return f"{self.file}::{self.function}"


PROOFS: dict[str, Proof] = {
    "no-form": Proof(
        "tests/chat/test_conversation.py",
        "test_a_visitor_waits_is_taken_and_talks",
        _l("A visitor leaves every field empty, is let in, and talks with a worker."),
    ),
    "before-start": Proof(
        "tests/browser/test_before_start.py",
        "test_a_line_page_stores_nothing_connects_nothing_and_is_small",
        _l(
            "A real browser opens a chat's page and looks: no cookie, nothing stored, no "
            "connection to the chat, and not one request to anybody else."
        ),
    ),
    "looking": Proof(
        "tests/app/test_pages.py",
        "test_looking_at_a_page_stores_nothing_in_the_browser",
        _l("The public pages are opened, and none of them sets a cookie."),
    ),
    "own-scripts": Proof(
        "tests/house/test_pages.py",
        "test_a_script_stores_nothing_in_the_browser_and_loads_nothing_from_elsewhere",
        _l("Every script of these pages is read: none stores anything or fetches from elsewhere."),
    ),
    "strict-pages": Proof(
        "tests/house/test_pages.py",
        "test_the_content_security_policy_is_what_was_agreed",
        _l("Every page orders the browser to load nothing that is not ours."),
    ),
    "canary-files": Proof(
        "tests/flows/test_canary.py",
        "test_no_file_holds_what_was_said_or_by_whom",
        _l(
            "A sentence is typed into a running service, under a nickname and from a browser "
            "that can be told apart. Then every file is searched: neither the sentence nor "
            "the nickname nor the browser can be read in any."
        ),
    ),
    "canary-rows": Proof(
        "tests/flows/test_canary.py",
        "test_no_row_holds_an_address",
        _l("After the same conversation no row of any table holds a network address."),
    ),
    "canary-log": Proof(
        "tests/flows/test_canary.py",
        "test_the_log_holds_nothing_said_nobody_and_no_address",
        _l("Nor does a line of the log, even when everything is done wrongly on purpose."),
    ),
    "sealed-nowhere": Proof(
        "tests/browser/test_sealed.py",
        "test_nothing_the_house_has_holds_a_word_of_what_was_said",
        _l(
            "Two real browsers talk. Then every file, the running server's memory and all that "
            "travelled are searched: not a word of it can be read."
        ),
    ),
    "sealed-taken": Proof(
        "tests/chat/test_sealing.py",
        "test_what_was_not_sealed_is_refused_and_not_kept",
        _l("A browser that has not sealed what it sends is refused, and nothing of it is kept."),
    ),
    "sealed-told": Proof(
        "tests/browser/test_sealed.py",
        "test_two_tabs_have_one_key_a_changed_message_is_told_and_leaving_forgets_it",
        _l(
            "A message is changed on its way, and sent twice: the page says so and shows neither. "
            "Another browser cannot open the conversation, and leaving takes the key from the tab."
        ),
    ),
    "address-two": Proof(
        "tests/browser/test_emergency.py",
        "test_two_officers_together_open_an_address_and_one_alone_does_not",
        _l("Two workers in two real browsers open an address. Before the second agreed, nothing."),
    ),
    "address-sealed": Proof(
        "tests/chat/test_emergency.py",
        "test_the_server_keeps_nothing_with_which_it_could_open_an_address",
        _l("Everything that the server keeps is searched: the address cannot be read in it."),
    ),
    "address-told": Proof(
        "tests/chat/test_emergency.py",
        "test_nothing_is_sealed_of_somebody_who_was_not_told",
        _l("Somebody starts from a page that does not tell it: nothing is sealed."),
    ),
    "address-gone": Proof(
        "tests/chat/test_emergency.py",
        "test_after_a_day_the_address_and_its_key_are_gone",
        _l("A day passes: the sealed address and its key are gone."),
    ),
    "proxy-log": Proof(
        "tests/flows/test_shred.py",
        "test_nginx_wrote_what_happened_and_not_to_whom",
        _l("The web server in front of the program notes what was asked, and not by whom."),
    ),
    "old-backup": Proof(
        "tests/flows/test_shred.py",
        "test_after_the_purge_yesterdays_backup_opens_with_no_key_of_today",
        _l(
            "A backup is made, the conversation's time passes and it is purged. Afterwards "
            "the backup is tried with every key there is: none opens it."
        ),
    ),
    "purged-files": Proof(
        "tests/flows/test_shred.py",
        "test_no_file_of_data_logs_or_backup_holds_the_sentence_or_who_said_it",
        _l(
            "After the purge every file, log and backup is searched once more, and nothing is "
            "found."
        ),
    ),
    "in-time": Proof(
        "tests/policies/test_purge.py",
        "test_nothing_goes_early_and_nothing_stays_a_day_too_long",
        _l(
            "Hundreds of invented nights are lived through: nothing goes early, and nothing "
            "stays a day longer than its rule."
        ),
    ),
    "in-time-after-crashes": Proof(
        "tests/policies/test_purge_crashes.py",
        "test_nothing_goes_early_and_all_goes_in_the_end_whatever_clock_and_power_do",
        _l("The power is cut at every step of a purge: the next one finishes the work."),
    ),
    "every-class-is-purged": Proof(
        "tests/house/test_data_classes.py",
        "test_every_class_that_has_an_end_has_somebody_who_purges_it",
        _l("For every kind of data with an end there is a program that deletes it."),
    ),
    "times-told": Proof(
        "tests/house/test_doors.py",
        "test_the_notice_names_every_time_that_concerns_visitors",
        _l("This page is compared with the rules that the program obeys: every time is told."),
    ),
    "held-back": Proof(
        "tests/policies/test_holds.py",
        "test_however_many_holds_there_are_nothing_stays_beyond_the_policy",
        _l("However often deleting is put off, it is never put off longer than is told."),
    ),
    "nobody-elses": Proof(
        "tests/chat/test_conversation.py",
        "test_somebody_elses_conversation_and_none_are_told_alike",
        _l("Another visitor asks for a conversation that is not theirs, and is told nothing."),
    ),
    "other-lines": Proof(
        "tests/chat/test_conversation.py",
        "test_a_responder_of_another_line_sees_neither_queue_nor_conversation",
        _l("A worker of another chat asks for it too, and is told nothing either."),
    ),
    "no-bosses": Proof(
        "tests/house/test_doors.py",
        "test_an_administrator_an_editor_and_the_officer_hold_no_content_permission",
        _l("Those who lead, keep and watch over the service have no right to read conversations."),
    ),
    "no-wider-readers": Proof(
        "tests/policies/test_notice.py",
        "test_letting_another_role_read_is_refused",
        _l("Somebody gives another role the right to read: the program refuses to start."),
    ),
    "marked": Proof(
        "tests/chat/test_pages.py",
        "test_a_responder_says_how_it_ended_and_may_change_it",
        _l("A worker marks how a conversation ended, from a short list and without words."),
    ),
    "counts-hold-nobody": Proof(
        "tests/outreach/test_tables.py",
        "test_no_column_could_hold_who_came",
        _l("Every column of the tables in which we count is looked at: none could hold a person."),
    ),
    "figures-attacked": Proof(
        "tests/policies/test_disclosure.py",
        "test_an_attacker_with_all_totals_recovers_no_hidden_figure",
        _l(
            "Hundreds of tables are attacked by calculation: no small figure can be worked "
            "out from those that are shown."
        ),
    ),
    "whose": Proof(
        "tests/policies/test_notice.py",
        "test_whose_policy_it_is_and_whom_to_ask_is_told",
        _l("Who answers and whom to ask is read from the policy that the program obeys."),
    ),
    "panel": Proof(
        "tests/chat/test_own.py",
        "test_the_panel_tells_what_there_is_and_who_has_read_it",
        _l(
            "A visitor opens the page of their conversation and sees what there is and who read it."
        ),
    ),
    "take-along": Proof(
        "tests/chat/test_own.py",
        "test_a_visitor_takes_everything_along",
        _l("A visitor saves the conversation, and every word of it is there."),
    ),
    "delete-now": Proof(
        "tests/chat/test_own.py",
        "test_deleting_leaves_neither_a_row_nor_a_key",
        _l("A visitor deletes the conversation: neither a row nor a key of it is left."),
    ),
    "rights-counted": Proof(
        "tests/chat/test_own.py",
        "test_using_ones_rights_leaves_a_number_and_nothing_of_whom",
        _l(
            "A visitor sees, takes along and deletes their conversation: what is left in the "
            "counts is a day, a word for what was done and a number."
        ),
    ),
    "code-opens": Proof(
        "tests/chat/test_returning.py",
        "test_the_words_open_the_same_thread_on_another_device",
        _l("Somebody types the words on another device and finds the whole conversation."),
    ),
    "code-unknown": Proof(
        "tests/chat/test_returning.py",
        "test_only_a_hash_of_what_proves_the_words_is_kept",
        _l("What is kept of a return code is looked at: the words cannot be worked out of it."),
    ),
    "code-expires": Proof(
        "tests/chat/test_return_retention.py",
        "test_when_the_code_expires_its_key_and_every_word_go",
        _l("A return code's time passes: code, key and every word are deleted."),
    ),
    "only-its-taker": Proof(
        "tests/chat/test_named_requests.py",
        "test_only_who_has_taken_it_reads_it",
        _l(
            "A worker takes a request for somebody else; then a colleague and a leader ask for it, "
            "and are told nothing."
        ),
    ),
    "worry-taken-back": Proof(
        "tests/chat/test_named_requests.py",
        "test_with_the_number_everything_is_deleted",
        _l("The number is typed in: neither a row nor a key of the request is left."),
    ),
    "leave-fast": Proof(
        "tests/browser/test_evening.py",
        "test_leaving_in_a_hurry_shows_another_page_and_no_way_back",
        _l("In a real browser the button is pressed in the middle of a conversation."),
    ),
    "esc-twice": Proof(
        "tests/browser/test_keyboard.py",
        "test_esc_leaves_only_when_pressed_twice",
        _l("In a real browser Esc is pressed once, and nothing happens; then twice."),
    ),
    "no-way-back": Proof(
        "tests/browser/test_quick_hands.py",
        "test_after_leaving_in_a_hurry_neither_back_nor_the_history_shows_a_word",
        _l("Afterwards the way back and the history are tried, and no word is seen."),
    ),
}
