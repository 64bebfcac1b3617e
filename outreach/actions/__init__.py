"""Writes of the outreach room."""

from outreach.actions.arriving import (
    Destination,
    attempt,
    classify,
    destination,
    finish_test,
    follow,
    land,
    leave_request,
    name_service,
    open_conversation,
)
from outreach.actions.checkins import answer_question, count_answers, set_question, tell_sheet
from outreach.actions.coming import announce, call_off
from outreach.actions.counting import count_link, count_stage
from outreach.actions.piloting import begin_pilot, decide_pilot, evaluate, launch, tick
from outreach.actions.placing import add_link, close_link
from outreach.actions.planning import (
    approve_channel,
    log_change,
    look_back,
    save_campaign,
    save_channel,
)
from outreach.actions.post_feeds import (
    forget_post_feeds,
    make_post_feed,
    revoke_post_feed,
    use_post_feed,
)
from outreach.actions.postering import look_at_poster
from outreach.actions.posting import forget_producer, move_post, save_post, share_campaign
from outreach.actions.processes import end_process, look_again, move, open_process
from outreach.actions.requesting import (
    ask_for_channel,
    change_keepers,
    check_disclosure,
    decide_request,
    look_at_channel_again,
)
from outreach.actions.rounds import (
    add_place,
    delete_round,
    keep_meeting,
    keep_round,
    turn_place,
)

__all__ = [
    "Destination",
    "add_link",
    "add_place",
    "announce",
    "answer_question",
    "approve_channel",
    "ask_for_channel",
    "attempt",
    "begin_pilot",
    "call_off",
    "change_keepers",
    "check_disclosure",
    "classify",
    "close_link",
    "count_answers",
    "count_link",
    "count_stage",
    "decide_pilot",
    "decide_request",
    "delete_round",
    "destination",
    "end_process",
    "evaluate",
    "finish_test",
    "follow",
    "forget_post_feeds",
    "forget_producer",
    "keep_meeting",
    "keep_round",
    "land",
    "launch",
    "leave_request",
    "log_change",
    "look_again",
    "look_at_channel_again",
    "look_at_poster",
    "look_back",
    "make_post_feed",
    "move",
    "move_post",
    "name_service",
    "open_conversation",
    "open_process",
    "revoke_post_feed",
    "save_campaign",
    "save_channel",
    "save_post",
    "set_question",
    "share_campaign",
    "tell_sheet",
    "tick",
    "turn_place",
    "use_post_feed",
]
