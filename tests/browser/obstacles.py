"""What axe-core finds on a page: where somebody who cannot see, or cannot tell colours, would stumble."""

from typing import TYPE_CHECKING, Any

from axe_playwright_python.base import AXE_SCRIPT

if TYPE_CHECKING:
    from playwright.sync_api import Page

COLOURS = ("color-contrast", "link-in-text-block")
"""The rules whose answer may be another in the dark."""
ASKED = {
    "resultTypes": ["violations"],
    "elementRef": False,
    "preload": False,  # it would load every style sheet again, for rules that are not asked
}

LOOKS = """async (asked) => {
  const { violations } = await axe.run(asked);
  return violations.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 160)}`);
}"""


def obstacles(page: "Page", *rules: str) -> list[str]:
    """Name everything that axe-core finds (by some rules only), each with its first place."""
    return _found(page, **({"runOnly": [*rules]} if rules else {}))


def obstacles_but_colours(page: "Page") -> list[str]:
    """Look again in another size: of the same colours, whose check takes most of the time."""
    return _found(page, rules={"color-contrast": {"enabled": False}})


def obstacles_by_night(page: "Page") -> list[str]:
    """Look again in the dark: only colours are others then."""
    page.emulate_media(color_scheme="dark")
    found = [f"by night: {one}" for one in _found(page, runOnly=[*COLOURS])]
    page.emulate_media(color_scheme="light")
    return found


def _found(page: "Page", **chosen: Any) -> list[str]:
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(LOOKS, {**ASKED, **chosen})
    return found
