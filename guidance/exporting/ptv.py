"""Records of the Finnish Service Catalogue as they came, with what was written over laid in.

Without anything written over, a record goes out as it came: unknown keys are kept because they were
never taken apart.
"""

import json
from typing import Any

from guidance.importing.overlaying import TEXTS
from guidance.schemas import Known, SourceSystem

WORDS_12 = {
    "name": "name",
    "alternative_name": "alternativeName",
    "summary": "summary",
    "description": "description",
    "instruction": "userInstructions",
    "conditions": "conditions",
    "fees": "chargeTypeAdditionalInformation",
}
WORDS_11 = {
    "name": ("serviceNames", "Name"),
    "alternative_name": ("serviceNames", "AlternativeName"),
    "summary": ("serviceDescriptions", "Summary"),
    "description": ("serviceDescriptions", "Description"),
    "instruction": ("serviceDescriptions", "UserInstruction"),
    "fees": ("serviceDescriptions", "ChargeTypeAdditionalInfo"),
}
CHARGES = {
    SourceSystem.PTV11: {Known.YES: "FreeOfCharge", Known.NO: "Chargeable", Known.UNKNOWN: None},
    SourceSystem.PTV12: {Known.YES: "Free", Known.NO: "Charged", Known.UNKNOWN: None},
}
CHARGE = {SourceSystem.PTV11: "serviceChargeType", SourceSystem.PTV12: "chargeType"}
LANGUAGES = {SourceSystem.PTV11: "languages", SourceSystem.PTV12: "serviceLanguages"}


def record(payload: str, system: SourceSystem, written_over: dict[str, Any]) -> dict[str, Any]:
    """Give a record with what was written over; a field that the catalogue lacks stays ours."""
    said: dict[str, Any] = json.loads(payload)
    for field, value in sorted(written_over.items()):
        if field.startswith(f"{TEXTS}."):
            _, lang, part = field.split(".")
            _write(said, system, (lang, part), value or "")
        elif field == "free_of_charge":
            said[CHARGE[system]] = CHARGES[system][Known(value)]
        elif field == "languages":
            said[LANGUAGES[system]] = value or []
    return said


def _write(said: dict[str, Any], system: SourceSystem, place: tuple[str, str], value: str) -> None:
    lang, part = place
    if system is SourceSystem.PTV12:
        if part in WORDS_12:
            said.setdefault("languageVersions", {}).setdefault(lang, {})[WORDS_12[part]] = value
        elif part == "keywords":
            words = said.setdefault("languageVersions", {}).setdefault(lang, {})
            words["freelyAssignedKeywords"] = value.split()
        return
    if part in WORDS_11:
        _write_11(said, lang, WORDS_11[part], value)


def _write_11(said: dict[str, Any], lang: str, place: tuple[str, str], value: str) -> None:
    """Put a text into its row; what is not said any more is `null`, as the catalogue writes it."""
    key, kind = place
    rows = said.get(key) or []
    for row in rows:
        if row.get("language") == lang and row.get("type") == kind:
            row["value"] = value or None
            break
    else:
        rows.append({"language": lang, "value": value or None, "type": kind})
    said[key] = rows
