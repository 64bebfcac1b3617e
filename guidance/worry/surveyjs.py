"""The SurveyJS dialect: a test as a survey that SurveyJS's editors open, and back.

Written: pages, `radiogroup` and `checkbox` questions, localised strings. What SurveyJS has no word
for travels under `rinnalla`. Read: the same subset; anything else is refused, because a question
that is dropped silently would change what the test says.
"""

from typing import Any

from pydantic import ValidationError

from guidance.worry.definition import BadTest, Definition, lint

KINDS = {"one": "radiogroup", "many": "checkbox"}
READ = {name: kind for kind, name in KINDS.items()}
SURVEY = {"title", "description", "locale", "pages", "rinnalla"}
PAGE = {"name", "elements"}
ELEMENT = {"type", "name", "title", "choices"}
CHOICE = {"value", "text", "safety"}


def write(test: Definition) -> dict[str, Any]:
    """Give a test as a survey."""
    told = test.model_dump(mode="json", exclude_none=True)
    return {
        "locale": "fi",
        "title": _out(told.pop("title")),
        "description": _out(told.pop("lead")),
        "pages": [
            {"name": one["id"], "elements": [_element(one)]} for one in told.pop("questions")
        ],
        "rinnalla": told,
    }


def read(survey: dict[str, Any]) -> Definition:
    """Read a survey. Raises `BadTest` for anything outside the subset."""
    faults = list(_unknown(survey))
    if faults:
        raise BadTest(faults)
    try:
        found = Definition.model_validate(
            {
                **survey["rinnalla"],
                "title": _in(survey["title"]),
                "lead": _in(survey["description"]),
                "questions": [
                    _question(element) for page in survey["pages"] for element in page["elements"]
                ],
            }
        )
    except (KeyError, TypeError, AttributeError) as wrong:
        raise BadTest([f"not a survey of this kind: {wrong}"]) from None
    except ValidationError as wrong:
        raise BadTest([f"{one['loc']}: {one['msg']}" for one in wrong.errors()]) from None
    faults = lint(found)
    if faults:
        raise BadTest(faults)
    return found


def _element(question: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": KINDS[question["kind"]],
        "name": question["id"],
        "title": _out(question["ask"]),
        "choices": [
            {
                "value": one["id"],
                "text": _out(one),
                **({"safety": True} if one.get("safety") else {}),
            }
            for one in question["choices"]
        ],
    }


def _question(element: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": element["name"],
        "kind": READ[element["type"]],
        "ask": _in(element["title"]),
        "choices": [
            {"id": one["value"], "safety": one.get("safety", False), **_in(one["text"])}
            for one in element["choices"]
        ],
    }


def _out(texts: dict[str, str]) -> dict[str, str]:
    """SurveyJS calls the survey's own language `default`."""
    return {"default": texts["fi"], "sv": texts["sv"], "en": texts["en"]}


def _in(texts: dict[str, str]) -> dict[str, str]:
    return {"fi": texts["default"], "sv": texts["sv"], "en": texts["en"]}


def _unknown(survey: Any) -> Any:
    """Name what is outside the subset, with its place."""
    if not isinstance(survey, dict) or not isinstance(survey.get("pages"), list):
        yield "not a survey: pages are missing"
        return
    yield from (f"{key}: not known here" for key in survey.keys() - SURVEY)
    for page in survey["pages"]:
        if not isinstance(page, dict) or not isinstance(page.get("elements"), list):
            yield "a page without elements"
            continue
        yield from (
            f"page {page.get('name')}: {key} is not known here" for key in page.keys() - PAGE
        )
        for element in page["elements"]:
            yield from _strange(element)


def _strange(element: Any) -> Any:
    if not isinstance(element, dict) or not isinstance(element.get("choices"), list):
        yield "a question without choices"
        return
    name = element.get("name")
    if element.get("type") not in READ:
        yield f"{name}: questions of type {element.get('type')!r} are not known here"
    yield from (f"{name}: {key} is not known here" for key in element.keys() - ELEMENT)
    for choice in element["choices"]:
        if not isinstance(choice, dict) or choice.keys() - CHOICE:
            yield f"{name}: a choice must have a value and a text"
