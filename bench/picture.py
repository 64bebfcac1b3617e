"""`python -m bench.picture`: draws the last figures, for `docs/performance.md`.

Bars beside each other, with their values as text, so that they can be read in print and aloud.
"""

import json
import sys
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from bench.report import LAST, PICTURES

WIDTH, ROW, LEFT, BAR = 640, 30, 150, 380
HEAD, FOOT = 44, 14
OWN = "#0b6e6e"
COLOURS = {"house": OWN, "stock": "#7a7f87", "node": "#b0702a"}
STYLE = 'role="img" font-family="system-ui, sans-serif" font-size="14"'
DRAWN = {
    "most": ("Messages a second, 64 unanswered", ("most", "messages_per_s")),
    "processor": ("Processor time a message then, µs", ("most", "server_cpu_us_per_message")),
}


def drawn(title: str, values: dict[str, float]) -> str:
    """Draw one picture."""
    height, longest = HEAD + ROW * len(values) + FOOT, max(values.values())
    told = ", ".join(f"{name} {value:g}" for name, value in values.items())
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" {STYLE}>',
        f"<title>{escape(title)}: {escape(told)}</title>",
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        f'<text x="16" y="27" font-weight="600" fill="#1d2126">{escape(title)}</text>',
    ]
    for number, (name, value) in enumerate(values.items()):
        top, wide = HEAD + ROW * number, max(1.0, BAR * value / longest)
        colour = COLOURS.get(name, OWN)
        lines += [
            f'<text x="16" y="{top + 16}" fill="#1d2126">{escape(name)}</text>',
            f'<rect x="{LEFT}" y="{top}" width="{wide:.1f}" height="22" fill="{colour}"/>',
            f'<text x="{LEFT + wide + 8:.1f}" y="{top + 16}" fill="#1d2126">{value:g}</text>',
        ]
    return "\n".join([*lines, "</svg>", ""])


def draw(found: dict[str, Any], folder: Path) -> None:
    """Draw the medians of a run into a folder."""
    for file, (title, (phase, figure)) in DRAWN.items():
        values = {name: float(one[phase][figure]) for name, one in found["medians"].items()}
        (folder / f"bench-{file}.svg").write_text(drawn(title, values))


def main() -> int:
    """Draw the last figures."""
    draw(json.loads(LAST.read_text()), PICTURES)
    return 0


if __name__ == "__main__":
    sys.exit(main())
