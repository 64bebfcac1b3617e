"""Numbers with a check: the personal identity code and the bank account."""

import re

from stdnum import iban as iban_check
from stdnum import numdb
from stdnum.fi import hetu

from policies.guard.kinds import Finding, Kind
from policies.guard.text import END

_ODD = re.compile("[^0-9a-z]")
_FURTHER = re.compile("[ .-]{0,2}([0-9a-z])")
_ENDS = re.compile(END)
_STRUCTURE = re.compile("([0-9]+)!")


STRUCTURES = {
    str(prefix[1]).lower(): str(prefix[3]["bban"]) for prefix in numdb.get("iban").prefixes
}
"""Each country's account number after its check digits, as the IBAN registry writes it."""

_LENGTHS = {
    country: 4 + sum(map(int, _STRUCTURE.findall(structure)))
    for country, structure in STRUCTURES.items()
}


def identity_code(match: "re.Match[str]") -> Finding | None:
    """Take a code whose date and check character are right; its separator may be left out."""
    day, month, year, separator, individual, check = match.groups()
    if not separator and check.isdigit():
        return None  # ten digits are more often a telephone number
    digits = _ODD.sub("", day + month + year)
    for century in separator or "-a":
        code = f"{digits}{century}{_ODD.sub('', individual)}{check}"
        if hetu.is_valid(code, allow_temporary=True):
            return Finding(Kind.IDENTITY_CODE, match.start(), match.end())
    return None


def iban(match: "re.Match[str]") -> Finding | None:
    """Take a number (ISO 13616) that has its country's length and structure and the right check."""
    number, end = _ODD.sub("", match.group()), match.end()
    length = _LENGTHS.get(number[:2], 0)
    while len(number) < length:
        further = _FURTHER.match(match.string, end)
        if further is None:
            return None
        number, end = number + further.group(1), further.end()
    if not length or not _ENDS.match(match.string, end):
        return None
    if not iban_check.is_valid(number, check_country=False):
        return None
    return Finding(Kind.IBAN, match.start(), end)
