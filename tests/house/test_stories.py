"""How no story in a browser may wait: what comes later on a busy machine is waited for, and by what can be seen."""

import re

import pytest

from tests.house.tree import ROOT, shown, text_of

LAWS = {
    "waits for a while, which a busy machine makes too short": r"wait_for_timeout\(|time\.sleep\(",
    # A string is evaluated in the page, whose own policy forbids it. Only the first look comes from outside and may: such a story
    # fails where what it waits for is not there at once.
    "waits for what is no function": r"wait_for_function\(\s*f?[\"'](?!\s*(async\s*)?\()",
}


@pytest.mark.parametrize("law", sorted(LAWS))
def test_no_story(law):
    found = [
        shown(path)
        for path in sorted((ROOT / "tests" / "browser").glob("*.py"))
        if re.search(LAWS[law], text_of(path))
    ]

    assert found == []
