"""The description of the open data's interface (OpenAPI 3.1) and of what goes beyond HSDS.

Written here from what the interface does; records themselves are described by the standard's own
published schemas, to which it points.
"""

from typing import Any

from guidance.exporting.hsds import Told
from guidance.schemas import KNOWN_FACTS, Known
from guidance.sources.hsds.shapes import EXTENSION

HSDS_VERSION = "3.1"
VERSION = "1.0"
EXPLAINED = (
    "Everything in the directory's own words: all languages, what happens when one makes contact, "
    "hours with exceptions and feasts. It holds while `hash` is the SHA-256 of the rest of the "
    "record as canonical JSON; otherwise the rest counts."
)
STANDARD = "https://docs.openreferral.org/"
TEXT: dict[str, Any] = {"type": "string"}
ID: dict[str, Any] = {"type": "string", "format": "uuid"}


def minimal(told: Told) -> dict[str, str]:
    """Give a service by number and last change, for who only wants to know what is new."""
    service = told.entry.service
    changed = service.changed_at.isoformat().replace("+00:00", "Z")
    return {"id": str(service.id), "modified_date": changed}


def document(address: str, *, licence: str, licence_url: str) -> dict[str, Any]:
    """Describe the whole interface; under which licence its data go out, the policy says."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Rinnalla: services that help the young",
            "version": VERSION,
            "summary": f"The Human Services Data Specification {HSDS_VERSION}, read-only",
            "license": {"name": licence, "url": licence_url},
        },
        "servers": [{"url": address}],
        "paths": _paths(),
        "components": {"schemas": _schemas(), "responses": _refusals(), "headers": _headers()},
    }


def _paths() -> dict[str, Any]:
    paths = {
        "/": _get("The version of the standard, and where its description lies", "About"),
        "/services": _get("Published services", "ServicePage", _service_questions()),
        "/services/{id}": _get("One service with all that belongs to it", "Service", [_id()]),
        "/service_at_locations": _get(
            "Services at the places that may be told", "ServiceAtLocationPage", _place_questions()
        ),
        "/service_at_locations/{id}": _get(
            "One service at one place, with its hours there", "ServiceAtLocation", [_id()]
        ),
    }
    for plural, schema in (
        ("organizations", "Organization"),
        ("taxonomies", "Taxonomy"),
        ("taxonomy_terms", "TaxonomyTerm"),
    ):
        paths[f"/{plural}"] = _get(f"All {plural}", f"{schema}Page", _paging())
        paths[f"/{plural}/{{id}}"] = _get(f"One of the {plural}", schema, [_id()])
    return paths


def _get(summary: str, schema: str, parameters: list[dict[str, Any]] | None = None) -> Any:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    etag = {"ETag": {"$ref": "#/components/headers/ETag"}}
    refused = {str(code): {"$ref": f"#/components/responses/{code}"} for code in (400, 404, 429)}
    known = {"description": "What the ETag names has not changed", "headers": etag}
    answers = {"200": {"description": summary, "content": content, "headers": etag}, "304": known}
    name = f"{schema[0].lower()}{schema[1:]}"
    return {
        "get": {
            "summary": summary,
            "operationId": f"get{name[0].upper()}{name[1:]}",
            "parameters": parameters or [],
            "responses": answers | refused,
        }
    }


def _id() -> dict[str, Any]:
    return {"name": "id", "in": "path", "required": True, "schema": ID}


def _question(name: str, schema: dict[str, Any], told: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "description": told, "schema": schema}


def _paging() -> list[dict[str, Any]]:
    return [
        _question("page", {"type": "integer", "minimum": 1, "maximum": 100_000}, "Which page"),
        _question("per_page", {"type": "integer", "minimum": 1, "maximum": 100}, "How many"),
        _question("format", {"type": "string", "enum": ["json"]}, "JSON and nothing else"),
    ]


def _service_questions() -> list[dict[str, Any]]:
    told = "Numbers and last changes only"
    return [*_place_questions(), _question("minimal", {"type": "boolean"}, told)]


def _place_questions() -> list[dict[str, Any]]:
    moment = {"type": "string", "format": "date-time"}
    return [
        *_paging(),
        _question("search", {"type": "string", "maxLength": 200}, "Words in any form, in Finnish"),
        _question("organization_id", ID, "Who runs them"),
        _question("taxonomy_term_id", ID, "What they stand under"),
        _question("modified_after", moment, "Changed at this moment or later"),
        _question("full", {"type": "boolean"}, "Each with all that belongs to it"),
    ]


def _page_of(item: dict[str, Any]) -> dict[str, Any]:
    number, flag = {"type": "integer", "minimum": 0}, {"type": "boolean"}
    properties: dict[str, Any] = {
        "total_items": number,
        "total_pages": number,
        "page_number": number,
        "size": number,
        "first_page": flag,
        "last_page": flag,
        "empty": flag,
        "contents": {"type": "array", "items": item},
    }
    return {"type": "object", "required": list(properties), "properties": properties}


def _object(required: list[str], **more: Any) -> dict[str, Any]:
    properties = dict.fromkeys(required, TEXT) | {"id": ID} | more
    docs = {"externalDocs": {"url": STANDARD}}
    return {"type": "object", "required": required, "properties": properties, **docs}


def _kinds() -> dict[str, Any]:
    """Describe what is listed besides services."""
    return {
        "ServiceAtLocation": _object(
            ["id", "service", "location"],
            service={"$ref": "#/components/schemas/Service"},
            location=_object(["id", "location_type"]),
        ),
        "Organization": _object(["id", "name", "description"]),
        "Taxonomy": _object(["id", "name", "description"]),
        "TaxonomyTerm": _object(["id", "name", "description"]),
    }


def _schemas() -> dict[str, Any]:
    status = {"type": "string", "enum": ["active", "inactive", "defunct", "temporarily closed"]}
    service = _object(["id", "name", "status"], status=status) | {
        "description": f"A service of HSDS {HSDS_VERSION}; {EXTENSION} is described by the profile."
    }
    changed = {"type": "string", "format": "date-time"}
    kinds = _kinds()
    listed = {
        "anyOf": [
            {"$ref": "#/components/schemas/Service"},
            {"$ref": "#/components/schemas/Changed"},
        ]
    }
    pages = {f"{name}Page": _page_of({"$ref": f"#/components/schemas/{name}"}) for name in kinds}
    return {
        "About": {
            "type": "object",
            "required": ["version", "profile", "openapi_url"],
            "properties": dict.fromkeys(("version", "profile", "openapi_url"), TEXT),
        },
        "Service": service,
        "Changed": {
            "type": "object",
            "required": ["id", "modified_date"],
            "properties": {"id": ID, "modified_date": changed},
        },
        "ServicePage": _page_of(listed),
        "Refusal": {
            "type": "object",
            "required": ["code", "message"],
            "properties": {"code": TEXT, "message": TEXT},
        },
        **kinds,
        **pages,
    }


def _refusals() -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Refusal"}}}
    return {
        "400": {"description": "A question the interface does not know", "content": content},
        "404": {
            "description": "There is no such thing, or it is not published",
            "content": content,
        },
        "429": {"description": "That was a lot at once; wait a moment"},
    }


def _headers() -> dict[str, Any]:
    return {"ETag": {"description": "Send it back in If-None-Match", "schema": TEXT}}


def profile() -> dict[str, Any]:
    """Describe what a service says beyond the standard, as a patch of its schema."""
    answers = {"type": "string", "enum": [str(one) for one in Known]}
    texts = {"type": "object", "additionalProperties": TEXT}
    return {
        "properties": {
            EXTENSION: {
                "type": "object",
                "description": EXPLAINED,
                "required": ["version", "hash", "texts", "facts", "channels", "periods"],
                "properties": {
                    "version": {"type": "integer"},
                    "hash": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
                    "texts": {"type": "object", "additionalProperties": texts},
                    "facts": {"type": "object", "properties": dict.fromkeys(KNOWN_FACTS, answers)},
                    "channels": {"type": "array", "items": {"type": "object"}},
                    "periods": {"type": "array", "items": {"type": "object"}},
                },
            }
        }
    }
