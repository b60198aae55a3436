"""Small pieces of HTML for table cells and pages, built in Python because a list has hundreds of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from html import escape
from typing import Any, Final, Literal

from django.templatetags.static import static
from django.utils import timezone
from django.utils.safestring import SafeString

Tone = Literal["ok", "late", "missing", "wait", "none", "info", "done"]

TONES: Final = ("ok", "late", "missing", "wait", "none", "info", "done")
EMPTY: Final = "—"


def text_of(value: Any) -> str:
    """HTML of any value: safe strings as they are, None as a dash, dates and numbers in house form."""
    kind = type(value)
    if kind is SafeString:  # the common cases first: a list asks four hundred times
        return value
    if kind is str:
        return escape(value) if value else EMPTY
    if kind is int:
        return f"{value:,}"
    return _other_text(value)


def _other_text(value: Any) -> str:
    if value is None:
        return EMPTY
    if hasattr(value, "__html__"):
        return str(value.__html__())
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return iso_time(value)
    if isinstance(value, date):
        return value.isoformat()
    return escape(str(value)) or EMPTY


def safe(html: str) -> SafeString:
    """Mark HTML as built from escaped parts; only for code that escapes every part itself."""
    return SafeString(html)


def link(url: str, text: Any, *, title: str = "") -> SafeString:
    """A link; `text` is escaped unless it is safe."""
    hint = f' title="{escape(title)}"' if title else ""
    return safe(f'<a href="{escape(url)}"{hint}>{text_of(text)}</a>')


def badge(word: Any, tone: str = "info", shape: str | None = None) -> SafeString:
    """A state: its word and a shape, and only then a colour.

    `tone` is one of ok late missing wait none info done; `shape` borrows another tone's shape.
    """
    drawn = tone if tone in TONES else "info"
    form = shape if shape in TONES else drawn
    return safe(f'<span class="nd-badge nd-t-{drawn} nd-s-{form}">{escape(str(word))}</span>')


def date_cell(day: date | None) -> SafeString:
    """A date as 2026-03-05."""
    if day is None:
        return safe(EMPTY)
    return safe(f'<time datetime="{iso(day)}">{iso(day)}</time>')


def time_cell(moment: datetime | None) -> SafeString:
    """A moment as 2026-03-05 10:32, in the office's time zone."""
    return safe(EMPTY if moment is None else f'<span class="text-nowrap">{iso_time(moment)}</span>')


def number(n: float | None, unit: str = "") -> SafeString:
    """A number with its unit (人 人次 户 件 场次) after it."""
    if n is None:
        return safe(EMPTY)
    behind = f'<span class="nd-unit">{escape(unit)}</span>' if unit else ""
    return safe(f"{num(n)}{behind}")


def muted(text: Any) -> SafeString:
    """Quiet text."""
    return safe(f'<span class="nd-muted">{text_of(text)}</span>')


def two_lines(first: Any, second: Any) -> SafeString:
    """A main line and a quiet one under it; the second is left out when empty."""
    below = f'<div class="nd-muted">{text_of(second)}</div>' if second else ""
    return safe(f"<div>{text_of(first)}</div>{below}")


def words(items: Iterable[Any]) -> SafeString:
    """Several short words side by side."""
    found = "".join(f'<span class="nd-word">{text_of(item)}</span>' for item in items)
    return safe(found or EMPTY)


def progress(done: int, total: int) -> SafeString:
    """A bar with “3 / 8” beside it; a dash when nothing is to be done."""
    if not total:
        return safe(EMPTY)
    bar = f'<progress class="nd-bar" max="{total}" value="{done}">{done}/{total}</progress>'
    return safe(f'<span class="nd-progress">{bar}<span>{done} / {total}</span></span>')


def icon(name: str, label: str = "") -> SafeString:
    """One icon of the sprite; silent for screen readers unless it has a label."""
    said = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return safe(f'<svg class="icon" {said}><use href="{_sprite()}#{escape(name)}"></use></svg>')


@lru_cache(maxsize=1)
def _sprite() -> str:
    return escape(static("vendor/icons.svg"))


def day(value: date | None) -> str:
    """A date in prose: 2026年3月5日; "" for None."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return f"{value.year}年{value.month}月{value.day}日"


def iso(value: date | None) -> str:
    """A date in tables: 2026-03-05; "" for None."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value.isoformat()


def iso_time(value: datetime | None) -> str:
    """A moment in tables: 2026-03-05 10:32; "" for None."""
    if value is None:
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{local:%Y-%m-%d %H:%M}"


def num(value: float | None) -> str:
    """A number with thousands separators and at most one decimal; a dash for None."""
    if value is None:
        return EMPTY
    if isinstance(value, int) or float(value).is_integer():
        return f"{int(value):,}"
    return f"{value:,.1f}"


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a timeline: when, what, who; `note` is what somebody wrote, `url` opens the proof."""

    at: datetime | date
    text: str
    who: str = ""
    note: str = ""
    url: str = ""
    tone: Tone = "info"
