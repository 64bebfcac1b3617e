"""Telephone numbers that are somebody's own; a helpline's or an office's number is nobody's."""

import re

from phonenumbers import (
    COUNTRY_CODE_TO_REGION_CODE,
    PhoneNumber,
    PhoneNumberType,
    ValidationResult,
    is_possible_number_with_reason,
    number_type,
)

from policies.guard.kinds import Finding, Kind
from policies.guard.patterns import AREA, BEFORE_GOES_ON, CLOCK, GAP, PHONE_ENDS

FINLAND = 358
OWN = {
    PhoneNumberType.FIXED_LINE,
    PhoneNumberType.MOBILE,
    PhoneNumberType.FIXED_LINE_OR_MOBILE,
}
MOST = 15
"""Digits of the longest number there is (ITU-T E.164)."""
LEAST, LEAST_MOBILE = 8, 9
"""Digits of a number worth a warning; the registry allows six, but such are mostly scores."""
PAIR = 2

_GAP, _ENDS, _GOES_ON = (re.compile(one) for one in (GAP, PHONE_ENDS, BEFORE_GOES_ON))
_CLOCK, _AREA = re.compile(CLOCK), re.compile(AREA)
_ODD = re.compile("[^0-9]")


def phone(match: "re.Match[str]") -> Finding | None:
    """Take the longest row of groups of digits that begins here and is a number."""
    start = match.start()
    if _GOES_ON.fullmatch(match.string[max(start - PAIR, 0) : start]):
        return None
    groups, gaps, ends = _groups(match)
    for count in range(len(groups), 0, -1):
        end = ends[count - 1]
        if _ENDS.match(match.string, end) and _is_phone(
            match.group(), groups[:count], gaps[: count - 1]
        ):
            return Finding(Kind.PHONE, start, end)
    return None


def _groups(match: "re.Match[str]") -> tuple[list[str], list[str], list[int]]:
    """Read on from the first group of digits: the groups, what stands between them, their ends."""
    groups, ends = [_ODD.sub("", match.group())], [match.end()]
    gaps: list[str] = []
    while (further := _GAP.match(match.string, ends[-1])) and len("".join(groups)) <= MOST:
        gaps.append(further.group(1))
        groups.append(further.group(2))
        ends.append(further.end())
    return groups, gaps, ends


def _is_phone(begins: str, groups: list[str], gaps: list[str]) -> bool:
    if "+" in begins or groups[0].startswith(str(FINLAND)):
        return _is_worldwide(groups, gaps, skip=0)
    if _is_date(groups, gaps) or _is_time(groups, gaps):
        return False
    if groups[0].startswith("00"):
        return _is_worldwide(groups, gaps, skip=2)
    return _is_finnish(groups)


def _is_date(groups: list[str], gaps: list[str]) -> bool:
    """Whether it begins with a day, a month and a year, parted alike: 01.02.2024, 1-2-24."""
    marks = {gap.strip() for gap in gaps[:PAIR]}
    lengths = [len(group) for group in groups]
    dated = len(marks) == 1 and marks <= {".", "-", "/"} and len(lengths) > PAIR
    return dated and max(lengths[:PAIR]) <= PAIR and lengths[PAIR] in {2, 4}


def _is_time(groups: list[str], gaps: list[str]) -> bool:
    """Whether it is a time or a span of times: 09.00-15.00, 0900-1500."""
    if any("." in gap for gap in gaps) and all(len(group) <= PAIR for group in groups):
        return True
    return len(groups) > 1 and all(_CLOCK.fullmatch(group) for group in groups)


def _is_finnish(groups: list[str]) -> bool:
    """Whether it is a number as one dials it in Finland: 040 …, 09 …, 0 4 0 …."""
    digits = "".join(groups)
    kind = None if digits[1:2] == "0" else _kind(FINLAND, digits[1:])
    if kind == PhoneNumberType.MOBILE:
        spelled = all(len(group) <= PAIR for group in groups)
        return len(digits) >= LEAST_MOBILE and (spelled or len(groups[0]) > PAIR)
    if kind not in OWN or len(digits) < LEAST:
        return False
    return len(groups) == 1 or bool(_AREA.fullmatch(groups[0]) and len(groups[1]) > PAIR)


def _is_worldwide(groups: list[str], gaps: list[str], *, skip: int) -> bool:
    """Whether it is a number with its country: +358 (0)40 …, 0046 70 …."""
    kept = [groups[0]]
    kept += [one for gap, one in zip(gaps, groups[1:], strict=True) if one != "0" or "(" not in gap]
    digits = "".join(kept)[skip:]
    country = _country(digits)
    national = digits[len(str(country)) :]
    if not country or not LEAST <= len(digits) <= MOST or national.startswith("0"):
        return False
    if country == FINLAND:
        return _kind(country, national) in OWN
    possible = is_possible_number_with_reason(_number(country, national))
    return bool(possible == ValidationResult.IS_POSSIBLE)


def _country(digits: str) -> int:
    """Give the country code that digits begin with, 0 for none; no code begins another."""
    if digits.startswith("0"):
        return 0
    begun = (int(digits[:length] or 0) for length in (1, 2, 3))
    return next((code for code in begun if code in COUNTRY_CODE_TO_REGION_CODE), 0)


def _kind(country: int, national: str) -> int | None:
    return number_type(_number(country, national)) if national else None


def _number(country: int, national: str) -> PhoneNumber:
    return PhoneNumber(country_code=country, national_number=int(national or 0))
