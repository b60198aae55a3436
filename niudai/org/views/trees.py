"""The tree page's HTML, built in Python because a tree shows a thousand organizations."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from niudai.base.fields import STEP
from niudai.org.choices import Line, OrganizationForm
from niudai.org.queries import TreeEntry

TREES = [*Line.choices, ("division", "按区划")]
DEEPEST = 6
LINES = dict(Line.choices)
FORMS = dict(OrganizationForm.choices)


def line_html(entries: Iterable[TreeEntry]) -> SafeString:
    """List items of one line's tree; what is seen without its parent begins at the left."""
    items, above = [], []
    for entry in entries:
        while above and not entry.path.startswith(above[-1]):
            above.pop()
        depth = (len(entry.path) - len(above[0])) // STEP if above else 0
        above.append(entry.path)
        items.append(_item(depth, _link(entry), FORMS[entry.form]))
    return _joined(items)


def division_html(entries: Iterable[TreeEntry]) -> SafeString:
    """List items of all lines under the divisions in which they stand."""
    items, division = [], ""
    for entry in entries:
        depth = len(entry.division_path) // STEP - 1
        if entry.division_path != division:
            division = entry.division_path
            items.append(_item(depth, f"<strong>{escape(entry.division)}</strong>"))
        words = f'{_link(entry)} <span class="nd-word">{LINES[entry.line]}</span>'
        items.append(_item(depth + 1, words, entry.unit or ""))
    return _joined(items)


def _item(depth: int, html: str, note: str = "") -> str:
    quiet = f' <span class="nd-muted">{escape(note)}</span>' if note else ""
    return f'<li class="org-d{min(depth, DEEPEST)}">{html}{quiet}</li>'


def _link(entry: TreeEntry) -> str:
    url = reverse("org:organizations")
    return f'<a href="{url}{escape(entry.code)}/">{escape(entry.name)}</a>'


def _joined(items: list[str]) -> SafeString:
    return mark_safe("".join(items))  # noqa: S308 — every part above is escaped
