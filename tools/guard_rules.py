"""Gives the browser's guard the patterns and tables of `policies/guard`.

What data about somebody look like goes to `static/js/guard/rules.js`, what must not be asked to
`static/js/guard/questions.js`, which only workers' browsers load.

    python tools/guard_rules.py

Run it when a pattern or the version of phonenumbers or python-stdnum has changed; a test tells.
"""

import json
import sys
from pathlib import Path
from typing import Any

from phonenumbers import COUNTRY_CODE_TO_REGION_CODE
from phonenumbers.phonemetadata import PhoneMetadata

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from policies.guard import kinds, numbers, patterns, phones, questions, text  # noqa: E402

TARGETS = ROOT / "static" / "js" / "guard"
HEAD = """\
/** Made by tools/guard_rules.py from policies/guard, phonenumbers and python-stdnum. */

// prettier-ignore
export const """
FINNISH = ("FI", "AX")
WORDS = (
    "IDENTITY_CODE",
    "IBAN",
    "PHONE",
    "GAP",
    "PHONE_ENDS",
    "BEFORE_GOES_ON",
    "CLOCK",
    "AREA",
    "EMAIL",
    "EMAIL_HINT",
    "ADDRESS",
    "CAPITAL_ADDRESS",
    "NOT_STREETS",
    "COUNTED",
    "NOT_COUNTED",
    "COUNTABLE_END",
    "HANDLES",
    "HANDLE_HINT",
    "HANDLE_NEEDS",
    "NOT_NAMES",
    "NAME_ENDS",
    "NAME_LETTER",
    "NAME_SIGN",
)


def rules() -> dict[str, Any]:
    """Gather what the browser's side needs to find data about somebody."""
    return {
        "letters": text.LETTERS,
        "word": text.WORD,
        "end": text.END,
        "kinds": [str(kind) for kind in kinds.Kind],
        "patterns": {name: getattr(patterns, name) for name in WORDS},
        "accounts": numbers.STRUCTURES,
        "phones": {
            "most": phones.MOST,
            "least": phones.LEAST,
            "least_mobile": phones.LEAST_MOBILE,
            "mobile": _finnish("mobile"),
            "fixed": _finnish("fixed_line"),
            "countries": {
                str(code): "".join(f"{length:x}" for length in _lengths(code, regions[0]))
                for code, regions in sorted(COUNTRY_CODE_TO_REGION_CODE.items())
            },
        },
    }


def asked() -> dict[str, Any]:
    """Gather what the worker's side knows of questions."""
    return {
        "kinds": [str(one) for one in kinds.Asked],
        "plain": {one: "|".join(parts) for one, parts in questions.PLAIN.items()},
        "told": {one: "|".join(parts) for one, parts in questions.TOLD.items()},
        "alone": {one: "|".join(parts) for one, parts in questions.ALONE.items()},
        "no": questions.NO,
        "clause": questions.CLAUSE,
    }


def _finnish(kind: str) -> str:
    """Give the pattern of Finland's and Åland's numbers of a kind."""
    found = (getattr(PhoneMetadata.metadata_for_region(one), kind) for one in FINNISH)
    return "|".join(dict.fromkeys(one.national_number_pattern for one in found))


def _lengths(code: int, region: str) -> tuple[int, ...]:
    """Give how many digits a number of the country may have, its code not counted."""
    of_region, of_code = PhoneMetadata.metadata_for_region, PhoneMetadata.metadata_for_nongeo_region
    held: Any = of_code(code) if region == "001" else of_region(region)
    return tuple(one for one in held.general_desc.possible_length if 0 < one <= phones.MOST)


def modules() -> dict[Path, str]:
    """Write both modules, by their files."""
    return {
        TARGETS / "rules.js": _module("RULES", rules()),
        TARGETS / "questions.js": _module("QUESTIONS", asked()),
    }


def _module(name: str, held: dict[str, Any]) -> str:
    return f"{HEAD}{name} = {json.dumps(held, ensure_ascii=False, indent=1)};\n"


if __name__ == "__main__":
    for path, written in modules().items():
        path.write_text(written, encoding="utf-8")
        print(f"{path.relative_to(ROOT)}: {len(written)} characters")
