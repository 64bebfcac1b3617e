"""A guide's Markdown as parts that a template draws: no HTML is ever made from a text here.

CommonMark without HTML, read by markdown-it. What guides have no use for (pictures, code, tags)
stays as the words that it holds; a link leads to the web, a phone, an e-mail or a page of the
house, or it is words only.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

KINDS = {
    "paragraph": "paragraph",
    "bullet_list": "list",
    "ordered_list": "numbers",
    "list_item": "item",
    "blockquote": "quote",
    "hr": "rule",
    "strong": "strong",
    "em": "em",
    "hardbreak": "break",
}
"""What has a drawing of its own; anything else is only what it holds."""

WORDS = frozenset({"text", "code_inline", "code_block", "fence", "html_block", "html_inline"})
BLOCKS = frozenset({"paragraph", "heading", "item", "list", "numbers", "quote"})
SCHEMES = ("https://", "http://", "tel:", "sms:", "mailto:")
TOP, BELOW = 2, 3  # the page's own heading is h1, and none may be skipped
DEEPEST_NESTING = 12


@dataclass(frozen=True)
class Part:
    """A piece of a page: words, or parts within a kind of part."""

    kind: str
    text: str = ""
    parts: tuple["Part", ...] = ()
    href: str = ""
    level: int = 0


@lru_cache(maxsize=256)
def parts(text: str) -> tuple[Part, ...]:
    """Read a text in Markdown; its highest headings come right under the page's own."""
    from markdown_it import MarkdownIt  # noqa: PLC0415  1 MB, read when the first guide is
    from markdown_it.tree import SyntaxTreeNode  # noqa: PLC0415

    reader = MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST_NESTING})
    tokens = reader.parse(text)
    highest = min((one.tag for one in tokens if one.type == "heading_open"), default="h1")
    return tuple(_parts(SyntaxTreeNode(tokens).children, highest))


def _parts(nodes: Iterable["SyntaxTreeNode"], highest: str) -> Iterator[Part]:
    for node in nodes:
        yield from _part(node, highest)


def _part(node: "SyntaxTreeNode", highest: str) -> Iterator[Part]:
    within = tuple(_parts(node.children, highest))
    if node.type in WORDS:
        yield Part("text", node.content)
    elif node.type == "softbreak":
        yield Part("text", "\n")
    elif node.type == "heading":
        yield Part("heading", parts=within, level=TOP if node.tag == highest else BELOW)
    elif node.type == "link" and leads_somewhere(str(node.attrs["href"])):
        yield Part("link", parts=within, href=str(node.attrs["href"]))
    elif node.type in KINDS and not node.hidden:
        yield Part(KINDS[node.type], parts=within)
    else:
        yield from within


def leads_somewhere(href: str) -> bool:
    """Whether a link may be one: to the web, a phone, a mailbox, or a page of this house."""
    is_ours = href.startswith("/") and not href.startswith(("//", "/\\"))
    return is_ours or href.lower().startswith(SCHEMES)


def words_of(text: str) -> str:
    """Give the bare words of a text, a line for every block of it."""
    return "".join(_words(parts(text))).strip()


def _words(some: Iterable[Part]) -> Iterator[str]:
    for one in some:
        yield one.text
        yield from _words(one.parts)
        if one.kind in BLOCKS:
            yield "\n"
