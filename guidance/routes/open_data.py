"""The directory as open data: read-only, after the Human Services Data Specification's API.

Published entries only, without a cookie, for any site. Every answer has an ETag, so that who asks
again gets nothing anew that has not changed (RFC 9110, 13.1.2).
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any, Literal, TypeVar
from uuid import UUID

from flask import Response, request, url_for
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from core import clock
from core.access import PUBLIC, allows
from core.db import reading
from core.errors import NotFound, Refusal
from core.house import house
from core.limits import limiter
from guidance.exporting import hsds, openapi
from guidance.queries import giving
from guidance.queries.giving import Wanted
from guidance.routes.doors import bp
from guidance.schemas import TermKind
from policies.queries import policy

PER_PAGE, MOST_PER_PAGE, LAST_PAGE = 50, 100, 100_000
FRESH_SECONDS = 300
RATE = "120 per minute"
LONGEST_SEARCH = 200


class Asked(BaseModel):
    """What a reader asks of a list, by the standard's own names."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    page: int = Field(1, ge=1, le=LAST_PAGE)
    per_page: int = Field(PER_PAGE, ge=1, le=MOST_PER_PAGE)
    format: Literal["json"] = "json"


A = TypeVar("A", bound=Asked)
T = TypeVar("T")


class AskedPlaces(Asked):
    """What a reader asks of services at their places."""

    search: str = Field("", max_length=LONGEST_SEARCH)
    organization_id: UUID | None = None
    taxonomy_term_id: UUID | None = None
    modified_after: datetime | None = None
    full: bool = False

    @field_validator("modified_after")
    @classmethod
    def _aware(cls, value: datetime | None) -> datetime | None:
        """Give a moment in UTC; one without a zone is taken as that.

        Raises `ValueError` for one that lies outside the calendar there.
        """
        if value is None or value.tzinfo is None:
            return value and value.replace(tzinfo=UTC)
        try:
            return value.astimezone(UTC)
        except OverflowError:
            raise ValueError("This moment is in no calendar.") from None


class AskedServices(AskedPlaces):
    """What a reader asks of services."""

    minimal: bool = False


class Unasked(Refusal):
    """The question has a word that the standard's API does not know, or one of the wrong kind."""

    code = "bad_question"
    status = 400


def _data(view: Callable[..., Any]) -> Callable[..., Response]:
    """Answer in JSON, refusals too, with an ETag and to any site."""

    @wraps(view)
    def answered(**named: Any) -> Response:
        try:
            if not policy().directory.open_data:
                raise NotFound
            return _given(view(**named))
        except Refusal as refusal:
            return _given({"code": refusal.code, "message": str(refusal.sentence)}, refusal.status)

    return answered


def _given(said: Any, status: int = 200) -> Response:
    body = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    answer = Response(body, status, mimetype="application/json")
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    if status == 200:  # noqa: PLR2004  what is refused is not kept
        answer.headers["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
        answer.add_etag()
        answer.make_conditional(request.environ)
    return answer


def _asked(kind: type[A]) -> A:
    try:
        return kind.model_validate(request.args.to_dict())
    except ValidationError as wrong:
        first = wrong.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(one) for one in first["loc"])
        raise Unasked(f"{place}: {first['msg']}") from None


def _page(items: list[Any], asked: Asked, write: Callable[[list[Any]], list[Any]]) -> Any:
    """Give one page of a list in the standard's wrapper."""
    first = (asked.page - 1) * asked.per_page
    some = items[first : first + asked.per_page]
    pages = -(-len(items) // asked.per_page)
    return {
        "total_items": len(items),
        "total_pages": pages,
        "page_number": asked.page,
        "size": len(some),
        "first_page": asked.page == 1,
        "last_page": asked.page >= pages,
        "empty": not some,
        "contents": write(some),
    }


@bp.get("/api/hsds/")
@allows(PUBLIC)
@limiter.limit(RATE)
@_data
def open_data() -> Any:
    """Say which version of the standard this is, and where its description lies."""
    return {
        "version": openapi.HSDS_VERSION,
        "profile": _outside("guidance.open_data_profile"),
        "openapi_url": _outside("guidance.open_data_openapi"),
    }


@bp.get("/api/hsds/openapi.json")
@allows(PUBLIC)
@limiter.limit(RATE)
@_data
def open_data_openapi() -> Any:
    """Describe the interface (OpenAPI 3.1)."""
    rules = policy().directory
    address = _outside("guidance.open_data").rstrip("/")
    return openapi.document(address, licence=rules.licence, licence_url=rules.licence_url)


@bp.get("/api/hsds/profile.json")
@allows(PUBLIC)
@limiter.limit(RATE)
@_data
def open_data_profile() -> Any:
    """Describe what this directory says beyond the standard, as a JSON Merge Patch (RFC 7396)."""
    return openapi.profile()


@bp.get("/api/hsds/services")
@allows(PUBLIC)
@limiter.limit(RATE)
@_data
def open_data_services() -> Any:
    """List published services: in short, whole (`full`) or by number and change (`minimal`)."""
    asked = _asked(AskedServices)
    wanted = Wanted(
        asked.search, asked.organization_id, asked.taxonomy_term_id, asked.modified_after
    )
    today = clock.local_day()
    with reading() as session:

        def write(ids: list[UUID]) -> list[Any]:
            found = giving.told(session, ids)
            if asked.minimal:
                return [openapi.minimal(one) for one in found]
            if asked.full:
                return [hsds.service(one, today=today) for one in found]
            return [hsds.summary(one) for one in found]

        return _page(giving.published_ids(session, wanted), asked, write)


@bp.get("/api/hsds/services/<service_id>")
@allows(PUBLIC)
@limiter.limit(RATE)
@_data
def open_data_service(service_id: str) -> Any:
    """Give one service with all that belongs to it."""
    with reading() as session:
        found = giving.told_one(session, _uuid(service_id))
        return hsds.service(found, today=clock.local_day())


@bp.get("/api/hsds/service_at_locations")
@allows(PUBLIC)
@limiter.limit(RATE)
@_data
def open_data_places() -> Any:
    """List published services at the places that may be told."""
    asked = _asked(AskedPlaces)
    wanted = Wanted(
        asked.search, asked.organization_id, asked.taxonomy_term_id, asked.modified_after
    )
    today = clock.local_day()
    with reading() as session:

        def write(pairs: list[tuple[UUID, UUID]]) -> list[Any]:
            whole = giving.told(session, dict.fromkeys(one for one, _place in pairs))
            told = {one.entry.service.id: one for one in whole}
            return [
                hsds.at_location(told[one], place, today=today, is_full=asked.full)
                for one, place in pairs
            ]

        return _page(giving.published_places(session, wanted), asked, write)


@bp.get("/api/hsds/service_at_locations/<place_id>")
@allows(PUBLIC)
@limiter.limit(RATE)
@_data
def open_data_place(place_id: str) -> Any:
    """Give one service at one place, with its hours there."""
    wanted = _uuid(place_id)
    with reading() as session:
        pairs = giving.published_places(session, Wanted())
        service_id, channel_id = _one(pairs, lambda pair: hsds.place_id(*pair) == wanted)
        found = giving.told_one(session, service_id)
        return hsds.at_location(found, channel_id, today=clock.local_day())


@bp.get("/api/hsds/organizations")
@allows(PUBLIC)
@limiter.limit(RATE)
@_data
def open_data_organizations() -> Any:
    """List those that run published services."""
    asked = _asked(Asked)
    with reading() as session:
        found = [one for one in giving.providers(session) if one.name]
        return _page(found, asked, lambda some: [hsds.organization_of(one) for one in some])


@bp.get("/api/hsds/organizations/<organization_id>")
@allows(PUBLIC)
@limiter.limit(RATE)
@_data
def open_data_organization(organization_id: str) -> Any:
    """Give one of those that run published services."""
    wanted = _uuid(organization_id)
    with reading() as session:
        every = [one for one in giving.providers(session) if one.name]
        return hsds.organization_of(_one(every, lambda one: one.id == wanted))


@bp.get("/api/hsds/taxonomies")
@allows(PUBLIC)
@limiter.limit(RATE)
@_data
def open_data_taxonomies() -> Any:
    """List the national classifications."""
    every = [hsds.taxonomy(kind) for kind in TermKind]
    return _page(every, _asked(Asked), list)


@bp.get("/api/hsds/taxonomies/<taxonomy_id>")
@allows(PUBLIC)
@limiter.limit(RATE)
@_data
def open_data_taxonomy(taxonomy_id: str) -> Any:
    """Give one of the national classifications."""
    wanted = str(_uuid(taxonomy_id))
    return _one([hsds.taxonomy(kind) for kind in TermKind], lambda one: one["id"] == wanted)


@bp.get("/api/hsds/taxonomy_terms")
@allows(PUBLIC)
@limiter.limit(RATE)
@_data
def open_data_terms() -> Any:
    """List the codes that services stand under."""
    asked = _asked(Asked)
    with reading() as session:
        return _page(giving.terms(session), asked, lambda some: [hsds.term(one) for one in some])


@bp.get("/api/hsds/taxonomy_terms/<term_id>")
@allows(PUBLIC)
@limiter.limit(RATE)
@_data
def open_data_term(term_id: str) -> Any:
    """Give one code with its names."""
    wanted = _uuid(term_id)
    with reading() as session:
        return hsds.term(_one(giving.terms(session), lambda one: hsds.term_id(one.code) == wanted))


def _outside(endpoint: str) -> str:
    return f"{house().settings.public_url.rstrip('/')}{url_for(endpoint)}"


def _uuid(said: str) -> UUID:
    try:
        return UUID(said)
    except ValueError:
        raise NotFound from None


def _one(every: list[T], fits: Callable[[T], bool]) -> T:
    found = next((one for one in every if fits(one)), None)
    if found is None:
        raise NotFound
    return found
