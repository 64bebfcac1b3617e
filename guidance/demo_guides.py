"""The demo's guides and info bites in three languages: one worker writes, another reviews."""

import tomllib
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlmodel import Session

from guidance import queries
from guidance.actions import begin_guide, move_guide
from guidance.schemas import GuideDeed, GuideDraft, GuideFor, GuideKind, GuideWords

CONTENT = Path(__file__).with_name("demo_guides.toml")
LANGS = ("fi", "sv", "en")


def seed(session: Session, organisation_id: UUID, writer_id: UUID, reviewer_id: UUID) -> None:
    """Write and publish the demo's guides, each info bite after the guide that it leads to."""
    made: dict[str, UUID] = {}
    for told in tomllib.loads(CONTENT.read_text(encoding="utf-8"))["guides"]:
        draft = guide_draft(session, told, made)
        guide = begin_guide(
            session, organisation_id, writer_id, GuideKind(told.get("kind", "guide")), draft
        )
        made[guide.slug] = guide.id
        move_guide(session, guide, writer_id, GuideDeed.SEND, revision=guide.revision)
        move_guide(session, guide, reviewer_id, GuideDeed.PUBLISH, revision=guide.revision)


def guide_draft(session: Session, told: dict[str, Any], made: dict[str, UUID]) -> GuideDraft:
    """Give a guide of the file as a draft; `made` are those before it by their addresses."""
    named = queries.services_named(session, told.get("services", ()))
    return GuideDraft(
        slug=told["slug"],
        texts={lang: _words(told, lang) for lang in LANGS},
        audience=GuideFor(told["audience"]),
        topics=tuple(told["topics"]),
        services=tuple(named.values()),
        leads_to=made.get(told.get("leads_to", "")),
    )


def _words(told: dict[str, Any], lang: str) -> GuideWords:
    return GuideWords(
        title=told["title"][lang],
        lead=told["lead"][lang],
        body=told.get(lang, "").strip(),
        byline=told.get("byline", {}).get(lang, ""),
        sources=told.get("sources", {}).get(lang, ""),
    )
