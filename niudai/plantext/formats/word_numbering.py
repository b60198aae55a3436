"""What numbering.xml and styles.xml say of a Word paragraph: its automatic number, its level."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from .numbered_lists import LEVELS, Counter, Level, List
from .source import DEEPEST, DOCUMENT_TITLE

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STYLES_DEEP = 20
_HEADING = re.compile(r"(?:heading|标题) ?([1-9])")
_TITLES = ("title", "标题")


@dataclass
class Styles:
    """Paragraph styles by id: their names, bases, own numbering (list, level) and outline level.

    An outline level is that of `source.Styled`, None for body text.
    """

    names: dict[str, str] = field(default_factory=dict)
    bases: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, tuple[str, int | None]] = field(default_factory=dict)
    levels: dict[str, int | None] = field(default_factory=dict)
    default: str = ""

    def level_of(self, properties: Element | None) -> int | None:
        """Return the outline level of a paragraph with these w:pPr, None for body text."""
        if properties is not None and value(properties, "outlineLvl"):
            return _outline_level(properties)
        style = value(properties, "pStyle") or self.default
        for _ in range(STYLES_DEEP):
            if style in self.levels:
                return self.levels[style]
            style = self.bases.get(style, "")
        return None

    def number_of(self, style: str) -> tuple[str, int | None, str] | None:
        """Return (list, level, style that says so) for a style, None when it has no number."""
        for _ in range(STYLES_DEEP):
            if style in self.numbers:
                return (*self.numbers[style], style)
            if style not in self.bases:
                return None
            style = self.bases[style]
        return None


class Numbering:
    """Counts the numbered paragraphs of one document, called in their order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self.styles = _styles(styles)
        self._lists = _lists(numbering, self.styles)
        self._counter = Counter()

    def label(self, properties: Element | None) -> str:
        """Return the number printed before a paragraph with these w:pPr, "" for none."""
        place = self._place(properties)
        if place is None:
            return ""
        number, depth = place
        chosen = self._lists.get(number)
        return self._counter.label(number, chosen, depth) if chosen else ""

    def _place(self, properties: Element | None) -> tuple[str, int] | None:
        style = value(properties, "pStyle") or self.styles.default
        given = _own_number(properties)
        inherited = self.styles.number_of(style)
        if given is None and inherited is None:
            return None
        number, depth = given or ("", None)
        if inherited and not number:
            number, style_depth, source = inherited
            chosen = self._lists.get(number)
            if depth is None and chosen:
                named = [i for i, level in chosen.levels.items() if level.style == source]
                depth = named[0] if named else style_depth
        return None if number in ("", "0") else (number, depth or 0)


def value(parent: Element | None, *path: str) -> str | None:
    """Return w:val of the element at `path` under `parent`, None when there is none."""
    found = parent.find("/".join(W + name for name in path)) if parent is not None else None
    return found.get(W + "val") if found is not None else None


def whole(text: str | None) -> int | None:
    """Return a small whole number of XML, None for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else None


def _own_number(properties: Element | None) -> tuple[str, int | None] | None:
    number = properties.find(W + "numPr") if properties is not None else None
    if number is None:
        return None
    return value(number, "numId") or "", whole(value(number, "ilvl"))


def _styles(root: Element | None) -> Styles:
    out = Styles()
    for style in root.iter(W + "style") if root is not None else ():
        name = style.get(W + "styleId", "")
        printed = out.names[name] = (value(style, "name") or "").lower()
        base = value(style, "basedOn")
        if base:
            out.bases[name] = base
        own = _own_number(style.find(W + "pPr"))
        if own:
            out.numbers[name] = own
        properties = style.find(W + "pPr")
        if printed in _TITLES:
            out.levels[name] = DOCUMENT_TITLE
        elif value(properties, "outlineLvl"):
            out.levels[name] = _outline_level(properties)
        elif heading := _HEADING.fullmatch(printed):
            out.levels[name] = int(heading[1])
        if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true"):
            out.default = name
    return out


def _outline_level(properties: Element | None) -> int | None:
    """Return w:outlineLvl counted from 1; its value 9 means body text."""
    level = whole(value(properties, "outlineLvl"))
    return None if level is None or level >= DEEPEST else level + 1


def _lists(root: Element | None, styles: Styles) -> dict[str, List]:
    if root is None:
        return {}
    abstracts = {x.get(W + "abstractNumId", ""): x for x in root.iter(W + "abstractNum")}
    named = {value(x, "styleLink"): x for x in abstracts.values()}
    out = {}
    for num in root.iter(W + "num"):
        key = value(num, "abstractNumId") or ""
        abstract = abstracts.get(key)
        link = value(abstract, "numStyleLink")
        if link:
            abstract = named.get(link, abstract)
        if abstract is None:
            continue
        chosen = List(abstract.get(W + "abstractNumId", key), _levels(abstract))
        for override in num.iter(W + "lvlOverride"):
            chosen.levels |= _levels(override)
            start, depth = whole(value(override, "startOverride")), override.get(W + "ilvl")
            if start is not None and whole(depth) is not None:
                chosen.starts[int(depth or 0)] = start
        out[num.get(W + "numId", "")] = chosen
    return out


def _levels(parent: Element) -> dict[int, Level]:
    out = {}
    for level in parent.iter(W + "lvl"):
        depth = whole(level.get(W + "ilvl"))
        if depth is None or depth >= LEVELS:
            continue
        start = whole(value(level, "start"))
        legal = level.find(W + "isLgl")
        out[depth] = Level(
            start=0 if start is None else start,
            form=value(level, "numFmt") or "decimal",
            text=(value(level, "lvlText") or "")[:40],
            style=value(level, "pStyle") or "",
            legal=legal is not None and legal.get(W + "val") not in ("0", "false"),
            restart=whole(value(level, "lvlRestart")),
        )
    return out
