"""What a list is made of: columns, filters, bulk acts, and the Table that names them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from html import unescape
from typing import Any, Literal, Self

from django.db.models import QuerySet
from django.utils.html import strip_tags

Apply = Callable[[QuerySet, Any], QuerySet]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `cell(row)` is its HTML (escaped unless safe), `value(row)` what Excel gets.

    Without `cell` the value is shown; without `value` it is the attribute `name`, or the text of the
    cell. `sort` is an order_by expression or several; `width` is in 汉字 (4–30), 0 lets it grow;
    `number` aligns right; `hidden` columns show only when chosen.
    """

    name: str
    label: str
    sort: str | tuple[str, ...] = ""
    cell: Callable[[Any], Any] | None = None
    value: Callable[[Any], Any] | None = None
    width: int = 0
    number: bool = False
    hidden: bool = False

    def html_of(self) -> Callable[[Any], Any]:
        """The function that gives what the page shows of a row."""
        return self.cell or self.value_of()

    def value_of(self) -> Callable[[Any], Any]:
        """The function that gives the plain value of a row."""
        if self.value:
            return self.value
        cell, name = self.cell, self.name
        if cell:
            return lambda row: _text(cell(row))
        return lambda row: getattr(row, name)

    def classes(self) -> str:
        """The CSS classes of its head and cells."""
        width = f"nd-w{self.width}" if self.width else ""
        return f"{'nd-num ' if self.number else ''}{width}".strip()

    def order_by(self, backwards: bool) -> list[str]:
        """The order_by expressions of this column, turned round when `backwards`."""
        keys = (self.sort,) if isinstance(self.sort, str) else self.sort
        return [_turned(key) if backwards else key for key in keys if key]


def _text(html: Any) -> Any:
    """The plain value of what a cell shows: safe HTML without its tags, anything else as it is."""
    return unescape(strip_tags(html.__html__())) if hasattr(html, "__html__") else html


def _turned(key: str) -> str:
    return key[1:] if key.startswith("-") else f"-{key}"


@dataclass(frozen=True, slots=True)
class Filter:
    """One way to narrow a list; made by `select`, `text`, `dates` or `check`."""

    kind: Literal["select", "text", "dates", "check"]
    name: str
    label: str
    apply: Apply
    choices: tuple[tuple[str, str], ...] = ()

    @classmethod
    def select(
        cls, name: str, label: str, choices: Any, apply: Apply | None = None, field: str = ""
    ) -> Self:
        """One of `choices` (pairs, or a TextChoices class); other values are ignored."""
        pairs = tuple((str(v), str(t)) for v, t in getattr(choices, "choices", choices))
        return cls("select", name, label, apply or _equals(field or name), pairs)

    @classmethod
    def text(cls, name: str, label: str, apply: Apply) -> Self:
        """Free text; `apply` gets it without outer blanks, at most 100 characters."""
        return cls("text", name, label, apply)

    @classmethod
    def dates(cls, name: str, label: str, field: str = "") -> Self:
        """From–to days on date column `field`; parameters <name>_from and <name>_to."""
        return cls("dates", name, label, _between(field or name))

    @classmethod
    def check(cls, name: str, label: str, apply: Apply) -> Self:
        """A yes-only switch; `apply` gets True."""
        return cls("check", name, label, apply)

    def parameters(self) -> tuple[str, ...]:
        """The names of its GET parameters."""
        return (f"{self.name}_from", f"{self.name}_to") if self.kind == "dates" else (self.name,)


def _equals(field: str) -> Apply:
    return lambda rows, value: rows.filter(**{field: value})


def _between(field: str) -> Apply:
    def apply(rows: QuerySet, days: tuple[date | None, date | None]) -> QuerySet:
        first, last = days
        if first:
            rows = rows.filter(**{f"{field}__gte": first})
        return rows.filter(**{f"{field}__lte": last}) if last else rows

    return apply


@dataclass(frozen=True, slots=True)
class Bulk:
    """One act on the selected rows: posts `row` (row keys), `next` and `sent_key` to `url_name`.

    `confirm` is a question asked first, where scripts run.
    """

    label: str
    url_name: str
    icon: str = ""
    confirm: str = ""
    primary: bool = False


class Table:
    """What a list is made of; subclass it per list, override methods where a row is special."""

    id: str = ""  # unique, "<room>.<noun>": saved views belong to it
    title: str = ""
    columns: Sequence[Column] = ()
    filters: Sequence[Filter] = ()
    bulks: Sequence[Bulk] = ()
    order: str = ""  # "<column>" or "-<column>", or an order_by expression
    per_page: int = 50
    empty: tuple[str, str, str, str] = ("这里还没有内容", "", "", "")  # title, text, url, link text
    empty_though_filtered: bool = False  # `empty` also fits the filters set now

    def row_url(self, row: Any) -> str:
        """Where the row leads when it is opened; "" for rows that open nothing."""
        return ""

    def row_key(self, row: Any) -> Any:
        """What a bulk act gets for this row."""
        return row.pk

    def row_class(self, row: Any) -> str:
        """One of "" and "nd-row-late"; anything else needs a rule in niudai.css."""
        return ""
