"""Stage 2b, styled headings: which lines that a style of the file marks are headings of the plan."""

from __future__ import annotations

import re
from dataclasses import replace

from .formats.source import DEEPEST, DOCUMENT_TITLE
from .numbering import number_of
from .paragraphs import Paragraph
from .parts import is_title

SECTION_NAME_MAX = 6  # 工作安排 ends as a title does, but no document is called so


def styled_headings(everything: list[Paragraph]) -> tuple[list[Paragraph], str | None]:
    """Keep `style` on numbered lines and on headings of the body; return also the styled title.

    The title of the document and whatever stands before it (the menus of a page) lose their style
    and are read as the lines of a plain text are; so does every line where most styled ones without
    a number are whole sentences.
    """
    if all(p.style is None for p in everything):
        return everything, None
    titles = _titles(everything)
    start = len(everything) if _styled_throughout(everything) else max(titles, default=-1)
    kept = [p if i > start else replace(p, style=None) for i, p in enumerate(everything)]
    named = [p.text for p in map(everything.__getitem__, titles) if _is_called(p)]
    return kept, named[-1] if named else None


def _styled_throughout(everything: list[Paragraph]) -> bool:
    """Tell whether the text itself has the style of headings, as in some bad templates."""
    styled = [p for p in everything if p.style and not number_of(replace(p, style=None))]
    return 2 * sum(1 for p in styled if number_of(p) is None) > len(styled)


def _titles(everything: list[Paragraph]) -> list[int]:
    """Return the indexes of the lines above the body that name the document."""
    numbers = [i for i, p in enumerate(everything) if number_of(replace(p, style=None))]
    numbered = set(numbers)
    heads = [i for i, p in enumerate(everything) if number_of(p) and i not in numbered]
    first = (numbers or heads or [len(everything)])[0]
    found = [
        i
        for i, p in enumerate(everything[:first])
        if p.style == DOCUMENT_TITLE or (p.style is None and _names_document(p))
    ]
    if found or not heads:
        return found
    top = min(everything[i].style or 0 for i in heads)
    levels = [p.style for p in everything if p.style and p.style <= DEEPEST]
    if levels and min(levels) == top and levels.count(top) == 1 < len(levels):
        only = next(i for i in heads if everything[i].style == top)
        named = only == heads[0] or _names_document(everything[only])
        return [only] if named and only <= first else []
    for count, i in enumerate(heads):
        if i > first or everything[i].style != top or not _names_document(everything[i]):
            return heads[:count]
    return heads


def _is_called(p: Paragraph) -> bool:
    """Tell whether a style makes the line a title; a short <h1> is the name of a web site."""
    return p.style == DOCUMENT_TITLE or (p.style is not None and len(p.text) > SECTION_NAME_MAX)


def _names_document(p: Paragraph) -> bool:
    text = re.sub(r"\s", "", p.text)
    return len(text) > SECTION_NAME_MAX and is_title(text)
