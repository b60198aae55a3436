"""What the styles of an OpenDocument text say: automatic numbers, titles, hidden text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from .numbered_lists import LEVELS, Counter, Level, List

OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, STYLE, TEXT = (f"{OASIS}{name}:1.0}}" for name in ("office", "style", "text"))
NUM_LIST_FORMAT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
STYLES_DEEP = 20
_FORMS = {
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "一, 二, 三, ...": "chineseCounting",
    "壹, 贰, 叁, ...": "chineseLegalSimplified",
    "①, ②, ③, ...": "decimalEnclosedCircle",
    "⑴, ⑵, ⑶, ...": "decimalEnclosedParen",
    "⒈, ⒉, ⒊, ...": "decimalEnclosedFullstop",
    "㈠, ㈡, ㈢, ...": "ideographParenthesized",
    "甲, 乙, 丙, ...": "ideographTraditional",
    "子, 丑, 寅, ...": "ideographZodiac",
    "１, ２, ３, ...": "decimalFullWidth",
    "01, 02, 03, ...": "decimalZero",
    "": "none",
}
_PLACE = re.compile(r"%(\d{1,2})%")


class Styles:
    """The styles of content.xml (automatic ones) and styles.xml; either may be missing."""

    def __init__(self, *roots: Element | None) -> None:
        self.lists: dict[str, dict[int, Level]] = {}
        self.outline: dict[int, Level] = {}
        self.hidden: set[str] = set()
        self._parents: dict[str, str] = {}
        for root in roots:
            for style in _children(root, OFFICE + "styles", OFFICE + "automatic-styles"):
                self._take(style)

    def is_title(self, style: str) -> bool:
        """Tell whether a paragraph style is 标题 (Title) or made from it."""
        for _ in range(STYLES_DEEP):
            if style == "Title":
                return True
            style = self._parents.get(style, "")
        return False

    def _take(self, style: Element) -> None:
        name = style.get(STYLE + "name", "")
        if style.tag == TEXT + "list-style":
            self.lists[name] = _levels(style)
        elif style.tag == TEXT + "outline-style":
            self.outline = _levels(style)
        elif style.get(STYLE + "family") == "paragraph":
            self._parents[name] = style.get(STYLE + "parent-style-name", "")
        elif style.get(STYLE + "family") == "text":
            shown = style.find(STYLE + "text-properties")
            if shown is not None and shown.get(TEXT + "display") == "none":
                self.hidden.add(name)


class Lists:
    """Counts the list items of one document, called in their order.

    Two lists share their counters when the later one says that it continues the earlier.
    """

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._counter = Counter()
        self._by_style: dict[str, str] = {}
        self._by_id: dict[str, str] = {}
        self._made = 0

    def opened(self, element: Element, outer: List | None) -> List:
        """Return the list of a text:list; `outer` is the list it stands in, None at the top."""
        style = element.get(TEXT + "style-name", "")
        levels = self._styles.lists.get(style) or (outer.levels if outer else {})
        if outer:
            return List(outer.abstract, levels)
        shared = self._continued(element, style) or self._fresh()
        self._by_style[style] = shared
        if XML_ID in element.attrib:
            self._by_id[element.attrib[XML_ID]] = shared
        return List(shared, levels)

    def label(self, chosen: List, depth: int, start: int | None) -> str:
        """Return the number of the next item at `depth` (from 0); `start` is its value if given."""
        if start is None:
            return self._counter.label(chosen.abstract, chosen, depth)
        starting = List(chosen.abstract, chosen.levels, {depth: start})
        return self._counter.label(self._fresh(), starting, depth)

    def heading_label(self, level: int) -> str:
        """Return the number of the next heading of an outline level (from 1) outside of lists."""
        chosen = List("outline", self._styles.outline)
        return self._counter.label("outline", chosen, level - 1)

    def _continued(self, element: Element, style: str) -> str | None:
        """Return the counters that a list goes on with; None when it starts, or names no list."""
        if TEXT + "continue-list" in element.attrib:
            return self._by_id.get(element.attrib[TEXT + "continue-list"])
        goes_on = element.get(TEXT + "continue-numbering") == "true"
        return self._by_style.get(style) if goes_on else None

    def _fresh(self) -> str:
        self._made += 1
        return f"list {self._made}"


def _children(root: Element | None, *tags: str) -> Iterator[Element]:
    """Yield the children of the children of `root` that have one of the tags."""
    for parent in root if root is not None else ():
        if parent.tag in tags:
            yield from parent


def _levels(style: Element) -> dict[int, Level]:
    out = {}
    for level in style:
        depth = whole(level.get(TEXT + "level"), 0) - 1
        if not 0 <= depth < LEVELS:
            continue
        start = whole(level.get(TEXT + "start-value"), 1)
        if level.tag == TEXT + "list-level-style-bullet":
            sign = level.get(TEXT + "bullet-char", "")
            out[depth] = Level(form="bullet", text=sign)
        elif level.tag in (TEXT + "list-level-style-number", TEXT + "outline-level-style"):
            form = level.get(STYLE + "num-format", "")
            out[depth] = Level(start, _FORMS.get(form, "decimal"), _around(level, depth, form))
    return out


def _around(level: Element, depth: int, form: str) -> str:
    """Return the signs of a level as `numbered_lists.Level` wants them: 第%1部分."""
    if not form:
        return ""
    given = level.get(NUM_LIST_FORMAT + "num-list-format")
    if given:  # LibreOffice also writes the whole, which holds what stands between upper numbers
        return _PLACE.sub(lambda m: f"%{m[1]}" if int(m[1]) <= LEVELS else "", given)[:40]
    shown = min(whole(level.get(TEXT + "display-levels"), 1), depth + 1)
    numbers = ".".join(f"%{upper + 1}" for upper in range(depth + 1 - shown, depth + 1))
    prefix, suffix = level.get(STYLE + "num-prefix", ""), level.get(STYLE + "num-suffix", "")
    return f"{prefix[:20]}{numbers}{suffix[:20]}"


def whole(text: str | None, default: int) -> int:
    """Return a small whole number of XML, `default` for anything else."""
    small = text and text.isascii() and text.isdigit() and len(text) < 6
    return int(text) if text and small else default
