"""The demo: what it is seeded with, and what it says when it starts."""

import sys
from collections.abc import Mapping
from uuid import UUID

from flask import Flask
from sqlmodel import Session

from app.migrate import upgrade
from chat import demo as chat_demo
from core.db import transaction
from core.house import house
from core.jobs import make_queue, run_beside
from guidance import demo as guidance_demo
from guidance import demo_guides
from organisation import demo as organisation_demo
from organisation.queries import line_by_slug, lines
from outreach import demo as outreach_demo
from outreach.demo_checkins import seed_checkins
from outreach.demo_half import seed_half
from outreach.demo_pilot import seed_pilot
from outreach.demo_posts import seed_posts
from outreach.demo_work import seed_work
from outreach.queries.checkins import last_month
from policies.following import begin
from scheduling import demo as scheduling_demo
from scheduling import demo_appointments, demo_work

YOUTH_LINE = "nuorten-chat"
OUTREACH_WORKERS = ("jari@example.org", "maija@example.org")
WRITER, REVIEWER = "veikko@example.org", "kaisa@example.org"
RESPONDERS = ("aino@example.org", "eero@example.org")

SAID = """
  Rinnalla, the demo

  As a visitor        {url}/t/{link}   (as if from Instagram)
  All lines           {url}/
  As a worker         {url}/sign-in
      responders      aino@example.org, eero@example.org
      coordinator     kaisa@example.org
      outreach worker jari@example.org
      editor          veikko@example.org
      producer        pauli@example.org
      data protection tuula@example.org
      administrator   yrjo@example.org
      password        {password}

  Try this: sign in as Aino and press "Aloita vuoro" (check in), then open the first
  address in another window and start chatting. Stop with Ctrl+C.
"""


def prepare(app: Flask) -> None:
    """Seed the demo, and run its jobs beside the server."""
    seed(app)
    run_beside(make_queue(house().settings))


def seed(app: Flask) -> None:
    """Bring the tables up to date, seed what is missing, make a shift now."""
    upgrade(house().settings)
    begin(house().settings)  # the policy's first version needs the tables
    with app.test_request_context("/"), transaction() as session:
        found = organisation_demo.seeded(session)
        if found is None:
            found = organisation_demo.seed(session)
            guidance_demo.seed(session, found.organisation_id)
            demo_guides.seed(
                session, found.organisation_id, found.workers[WRITER], found.workers[REVIEWER]
            )
            outreach_demo.seed(session, found.organisation_id, found.lines)
            seed_half(session, found.lines[YOUTH_LINE])
            seed_posts(session, found.workers)
            seed_checkins(session, found.organisation_id, found.workers)
            seed_pilot(session, found.lines, found.workers)
            seed_work(
                session, found.organisation_id, [found.workers[one] for one in OUTREACH_WORKERS]
            )
            chat_demo.seed(
                session, found.lines[YOUTH_LINE], [found.workers[one] for one in RESPONDERS]
            )
            chat_demo.seed_followed(
                session,
                found.lines[YOUTH_LINE],
                *(found.workers[one] for one in reversed(RESPONDERS)),
            )
            demo_appointments.seed(session, found.lines, found.teams)
            demo_work.seed(session, found.organisation_id, found.lines, found.workers)
            for line_id in found.lines.values():
                chat_demo.seed_texts(session, line_id)
            _seed_waits(session, found.lines)
        scheduling_demo.seed(
            session,
            lines(session),
            now_on=line_by_slug(session, YOUTH_LINE),
            now_for=[found.workers[one] for one in RESPONDERS],
            teams=found.teams,
        )


def _seed_waits(session: Session, lines: Mapping[str, UUID]) -> None:
    """Let those of whom last month's figures tell have waited."""
    for line_id, (asked, talked) in outreach_demo.talked_last_month(lines).items():
        left = (asked - talked) // 2
        chat_demo.seed_waits(session, line_id, last_month(), answered=talked, left=left)


def say_where(port: int) -> None:
    """Print where to go and as whom."""
    url = f"http://127.0.0.1:{port}"
    link, password = outreach_demo.STORY, organisation_demo.PASSWORD
    sys.stdout.write(SAID.format(url=url, link=link, password=password) + "\n")
    sys.stdout.flush()
