"""Every page that can be looked at, who looks at it, and how one gets there."""

import re
from dataclasses import dataclass

from tests.served import AINO, KAISA, Served

VISITOR = ""
VEIKKO, TUULA, YRJO = "veikko@example.org", "tuula@example.org", "yrjo@example.org"
JARI = "jari@example.org"

ROLES = {
    AINO: ("responder",),
    KAISA: ("responder", "coordinator"),
    JARI: ("outreach_worker",),
    VEIKKO: ("editor",),
    TUULA: ("data_protection_officer",),
    YRJO: ("administrator",),
}
ID = "[0-9a-f-]{36}"


@dataclass(frozen=True)
class Page:
    """A page by its endpoint and the person to whom it matters most.

    Either its `path` is known, or it is the first link on `found_on` that looks like `link`, with
    what it `adds` to that.
    """

    endpoint: str
    seen_by: str
    path: str = ""
    found_on: str = ""
    link: str = ""
    adds: str = ""

    def path_at(self, served: Served, cookie: str) -> str:
        """Give the page's path in this house."""
        if self.path:
            return self.path
        found = re.search(f'href="({self.link})"', served.get(self.found_on, cookie=cookie).text)
        assert found, f"{self.endpoint}: {self.found_on} shows no link like {self.link}"
        return found[1] + self.adds


PAGES = (
    Page("pages.home", VISITOR, "/"),
    Page("pages.privacy", VISITOR, "/privacy"),
    Page("pages.proofs", VISITOR, "/privacy/proofs"),
    Page("pages.accessibility", VISITOR, "/accessibility"),
    Page("offline.page", VISITOR, "/offline"),
    Page("chat.line", VISITOR, "/lines/nuorten-chat"),
    Page("chat.line", VISITOR, "/lines/verkkohuone"),
    Page("chat.elsewhere", VISITOR, "/lines/nuorten-chat/elsewhere"),
    Page("chat.conversation", VISITOR, "/chat"),
    Page("chat.asking", VISITOR, "/lines/verkkohuone/ask"),
    Page("chat.group", VISITOR, "/group"),
    Page("chat.group_rooms", KAISA, "/group-rooms"),
    Page("chat.worried", VISITOR, "/lines/verkkohuone/worried"),
    Page("chat.taking_back", VISITOR, "/lines/verkkohuone/worried/delete"),
    Page("chat.invented_people", VISITOR, "/chat/step-up/demo?state=x"),
    Page("chat.rights", VISITOR, "/chat/requests"),
    Page("chat.coming_back", VISITOR, "/lines/nuorten-chat/return"),
    Page("guidance.services", VISITOR, "/services"),
    Page("guidance.services", VISITOR, "/services?q=ahdistaa&municipality=205&age=15"),
    Page("guidance.services", VISITOR, "/services?q=qwertyzu"),
    Page("guidance.service", VISITOR, found_on="/services", link=f"/services/{ID}"),
    Page("guidance.fix", VISITOR, found_on="/services", link=f"/services/{ID}", adds="/fix"),
    Page("guidance.night", VISITOR, "/services/night?municipality=837"),
    Page("guidance.guides", VISITOR, "/guides"),
    Page("guidance.guide", VISITOR, "/guides/kaveri-puhuu-itsetuhosta"),
    Page("guidance.bite", VISITOR, "/bites/yksi-huono-yo"),
    Page("guidance.worries", VISITOR, "/worry"),
    Page("guidance.worry", VISITOR, "/worry/youth"),
    Page("guidance.worry", VISITOR, "/worry/parents"),
    Page("organisation.sign_in", VISITOR, "/sign-in"),
    Page("organisation.demo_people", VISITOR, "/sign-in/oidc"),
    Page("organisation.me", AINO, "/me"),
    Page("organisation.keys", AINO, "/me/keys"),
    Page("organisation.public_keys", VISITOR, "/keys"),
    Page("chat.desk", AINO, "/desk"),
    Page("chat.requests", AINO, "/requests"),
    Page("chat.request_figures", KAISA, "/request-figures"),
    Page("chat.board", KAISA, "/board"),
    Page("chat.notes", AINO, "/desk/notes"),
    Page("chat.texts", KAISA, "/desk/texts"),
    Page("chat.line_texts", KAISA, "/desk/texts/nuorten-chat"),
    Page("chat.emergency", AINO, "/emergency"),
    Page("scheduling.roster", AINO, "/roster"),
    Page("scheduling.roster", KAISA, "/roster?view=calendar"),
    Page("chat.line_demand", KAISA, found_on="/board", link="/board/[a-z-]+/demand"),
    Page("scheduling.mine", AINO, "/roster/mine"),
    Page("scheduling.choose_time", VISITOR, "/lines/perheiden-chat/appointments"),
    Page("scheduling.choose_time", VISITOR, "/lines/nuorten-chat/appointments"),
    Page("scheduling.booking_code", VISITOR, "/appointments"),
    Page("scheduling.appointments", AINO, "/roster/appointments"),
    Page("scheduling.calendars", AINO, "/roster/calendars"),
    Page("scheduling.appointment_types", KAISA, "/roster/appointments/types"),
    Page("scheduling.printed", AINO, "/roster/print"),
    Page("scheduling.shift", AINO, found_on="/roster", link=f"/roster/shifts/{ID}"),
    Page("scheduling.new_shift", KAISA, "/roster/new"),
    Page("scheduling.year", AINO, "/roster/year"),
    Page("scheduling.cover", AINO, "/roster/cover"),
    Page("scheduling.training", AINO, "/roster/training"),
    Page("scheduling.ledger", AINO, "/roster/ledger"),
    Page("scheduling.board", KAISA, "/roster/board"),
    Page("scheduling.coverage", KAISA, "/roster/coverage"),
    Page("scheduling.proposal", KAISA, found_on="/roster/coverage", link=f"/roster/proposal/{ID}"),
    Page("scheduling.ask_cover", AINO, found_on="/roster/mine", link=f"/roster/duties/{ID}/cover"),
    Page("scheduling.templates", KAISA, "/roster/templates"),
    Page("scheduling.days", KAISA, "/roster/days"),
    Page("guidance.services", KAISA, "/services"),
    Page("guidance.new", KAISA, "/services/new"),
    Page("guidance.guide_desk", KAISA, "/guides/desk"),
    Page("guidance.new_guide", VEIKKO, "/guides/desk/new"),
    Page("guidance.read_guide", KAISA, found_on="/guides/desk", link=f"/guides/desk/{ID}"),
    Page(
        "guidance.edit_guide",
        VEIKKO,
        found_on="/guides/desk",
        link=f"/guides/desk/{ID}",
        adds="/edit",
    ),
    Page("guidance.change", KAISA, found_on="/services", link=f"/services/{ID}/edit"),
    Page("guidance.importing", KAISA, "/services/import"),
    Page("guidance.desk", KAISA, "/services/desk"),
    Page("guidance.all_changes", KAISA, "/services/changes"),
    Page("organisation.team", KAISA, "/team"),
    Page("organisation.team_member", KAISA, found_on="/team", link=f"/team/workers/{ID}"),
    Page("organisation.line", KAISA, "/team/lines/nuorten-chat"),
    Page("organisation.embedding", KAISA, "/team/lines/nuorten-chat/embedding"),
    Page("organisation.all_units", YRJO, "/team/units"),
    Page("outreach.campaigns", VEIKKO, "/outreach"),
    Page("outreach.campaign", VEIKKO, found_on="/outreach", link=f"/outreach/campaigns/{ID}"),
    Page("outreach.new_campaign", VEIKKO, "/outreach/campaigns/new"),
    Page("outreach.post_calendar", VEIKKO, "/outreach/calendar"),
    Page("outreach.post", VEIKKO, found_on="/outreach/calendar", link=f"/outreach/posts/{ID}"),
    Page(
        "outreach.new_post",
        VEIKKO,
        found_on="/outreach",
        link=f"/outreach/campaigns/{ID}",
        adds="/posts/new",
    ),
    Page(
        "outreach.producers",
        VEIKKO,
        found_on="/outreach",
        link=f"/outreach/campaigns/{ID}",
        adds="/producers",
    ),
    Page("outreach.list_pilots", KAISA, "/outreach/pilots"),
    Page("outreach.pilot", KAISA, "/outreach/pilots/nuorten-sosiaalityon-chat"),
    Page("outreach.channels", VEIKKO, "/outreach/channels"),
    Page("outreach.new_channel", VEIKKO, "/outreach/channels/new"),
    Page(
        "outreach.edit_channel",
        VEIKKO,
        found_on="/outreach/channels",
        link=f"/outreach/channels/{ID}",
    ),
    Page(
        "outreach.assess_channel",
        VEIKKO,
        found_on="/outreach/channels",
        link=f"/outreach/channels/{ID}/request",
        adds="/edit",
    ),
    Page("outreach.poster_round", VEIKKO, "/outreach/posters"),
    Page("outreach.check_ins", VEIKKO, "/outreach/check-ins"),
    Page("outreach.month_question", VEIKKO, "/outreach/check-ins/question/2026-01"),
    Page("outreach.ask_the_young", VISITOR, "/lines/nuorten-chat/question"),
    Page("outreach.tally", JARI, "/outreach/tally"),
    Page("outreach.list_rounds", JARI, "/outreach/rounds"),
    Page("outreach.list_meetings", JARI, "/outreach/meetings"),
    Page("outreach.list_processes", JARI, "/outreach/processes"),
    Page("outreach.new_process", JARI, "/outreach/processes/new"),
    Page("outreach.process", JARI, "/outreach/processes/kv7n3t"),
    Page("outreach.list_places", KAISA, "/outreach/places"),
    Page("outreach.figures", VEIKKO, "/figures"),
    Page("outreach.feedback", VEIKKO, "/figures/feedback"),
    Page("outreach.show_report", VEIKKO, found_on="/figures", link="/reports/[0-9]{4}-[0-9]{2}"),
    Page("outreach.list_releases", TUULA, "/figures/releases"),
    Page("outreach.poster", VEIKKO, "/links/nstgrm/poster"),
    Page("policies.board", TUULA, "/data-protection"),
    Page("policies.rules", TUULA, "/data-protection/rules"),
    Page("policies.list_overrides", TUULA, "/data-protection/overrides"),
    Page("policies.log", TUULA, "/data-protection/audit"),
    Page("policies.list_versions", TUULA, "/data-protection/versions"),
    Page("policies.list_holds", TUULA, "/data-protection/holds"),
    Page("policies.list_requests", TUULA, "/data-protection/requests"),
    Page("policies.show_brake", TUULA, "/data-protection/brake"),
    Page("policies.show_records", TUULA, "/data-protection/records"),
)

OTHERWISE = {
    "chat.request_thread": "needs a contact request: tests/chat/test_requests.py",
    "chat.group_door": "needs a room: looked at in tests/browser/test_group.py",
    "chat.moderate_group_room": "needs a room: looked at in tests/browser/test_group.py",
    "chat.named_request": "needs a request for somebody else: tests/chat/test_named_requests.py",
    "guidance.packet": "needs a packet: looked at in tests/browser/test_guidance.py",
    "guidance.changes": "the same table for one service: tests/guidance/test_desk.py",
    "guidance.differences": "needs news of a source: tests/guidance/test_overlays.py",
    "guidance.paper": "a card on paper: tests/guidance/test_cards.py",
    "chat.stored": "needs a conversation: looked at in the story below",
    "organisation.invitation": "needs a token: looked at in the story below",
    "outreach.channel_request": "looked at in tests/browser/test_channel_request.py",
    "outreach.sheet": "needs a channel: tests/outreach/test_checkins.py",
    "outreach.edit_campaign": "the form of outreach.new_campaign",
    "outreach.edit_post": "the form of outreach.new_post",
    "policies.edit_draft": "needs a draft: tests/policies",
    "policies.show_version": "needs a version: tests/policies",
}
"""Pages that are looked at elsewhere, and where."""

NO_PAGES = {
    "chat.back_from_step_up": "leads on",
    "chat.emergency_state": "JSON",
    "chat.export": "JSON",
    "chat.leave_for_step_up_provider": "leads on",
    "chat.state": "JSON",
    "chat.visitor_fetches": "sealed bytes",
    "chat.worker_fetches": "sealed bytes",
    "guidance.bite_draft_picture": "a picture",
    "guidance.bite_picture": "a picture",
    "guidance.card": "JSON",
    "guidance.empty_sheet": "a sheet",
    "guidance.helpline_qr": "a picture",
    "guidance.image": "a picture",
    "guidance.packet_state": "JSON",
    "guidance.open_data": "JSON",
    "guidance.open_data_openapi": "JSON",
    "guidance.open_data_organization": "JSON",
    "guidance.open_data_organizations": "JSON",
    "guidance.open_data_profile": "JSON",
    "guidance.open_data_service": "JSON",
    "guidance.open_data_services": "JSON",
    "guidance.open_data_taxonomies": "JSON",
    "guidance.open_data_taxonomy": "JSON",
    "guidance.open_data_term": "JSON",
    "guidance.open_data_terms": "JSON",
    "guidance.qr_svg": "a picture",
    "guidance.search": "JSON",
    "guidance.suggest": "JSON",
    "organisation.back_from_provider": "leads on",
    "organisation.export_me": "JSON",
    "organisation.key_vouchers": "JSON",
    "organisation.keys_state": "JSON",
    "organisation.leave_for_provider": "leads on",
    "organisation.public_keys_json": "JSON",
    "outreach.feedback_csv": "CSV",
    "outreach.feedback_json": "JSON",
    "outreach.feedback_xlsx": "a workbook",
    "outreach.figures_csv": "CSV",
    "outreach.figures_json": "JSON",
    "outreach.figures_xlsx": "a workbook",
    "outreach.follow": "leads on",
    "outreach.qr_png": "a picture",
    "outreach.qr_svg": "a picture",
    "outreach.report_as_csv": "CSV",
    "outreach.report_as_json": "JSON",
    "outreach.report_as_xlsx": "a workbook",
    "outreach.reports": "leads on",
    "outreach.scan": "leads on",
    "outreach.tally_worker": "a script",
    "offline.manifest": "JSON",
    "offline.worker": "a script",
    "pages.health": "JSON",
    "pages.metrics": "for Prometheus",
    "pages.ready": "JSON",
    "scheduling.calendar_feed": "JSON",
    "pages.service_list": "a script",
    "pages.widget": "a script",
    "policies.policy_file": "TOML",
    "policies.record_file": "a file",
    "scheduling.begin_again": "leads on",
    "scheduling.feed": "iCalendar",
    "static": "files",
}

DARK = {
    "pages.home",
    "chat.line",
    "guidance.service",
    "chat.desk",
    "scheduling.roster",
    "outreach.figures",
    "organisation.line",
    "policies.board",
}
"""Pages whose parts are those of all others: their colours are looked at by night too."""
