"""What the address of a list says: filters, order, page and columns, and the addresses that change one of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import QueryDict

from niudai.base.web.saved_views import PASSING
from niudai.base.web.table_parts import Column, Filter, Table

_TEXT_LENGTH: Final = 100
_LAST_PAGE: Final = 100_000


@dataclass(frozen=True, slots=True)
class Pill:
    """One filter that is on: its words, and the address without it."""

    text: str
    url: str


class TableState:
    """The choices in one request's query string; `notes` are sentences about values not understood."""

    def __init__(self, table: Table, query: QueryDict) -> None:
        self.table = table
        self.query = query
        self.notes: list[str] = []
        self.columns = self._chosen_columns()
        self.sort, self.backwards = self._chosen_sort()
        self.page = self._chosen_page()
        self._on: list[tuple[Filter, Any, str]] = []
        for item in table.filters:
            self._read(item)

    @property
    def pills(self) -> list[Pill]:
        """The filters that are on."""
        return [
            Pill(f"{item.label}：{words}" if words else item.label, self.url(*item.parameters()))
            for item, _, words in self._on
        ]

    def narrowed(self, rows: QuerySet) -> QuerySet:
        """The rows that pass every filter, in the chosen order, made unambiguous by the key."""
        for item, value, _ in self._on:
            rows = item.apply(rows, value)
        order = self._order()
        return rows.order_by(*order, "pk") if order else rows

    def url(self, *without: str, **changes: str) -> str:
        """This list's address with parameters changed, "" dropping one; page and format are left out."""
        gone = {*without, *changes, *PASSING}
        pairs = [
            (name, value)
            for name, values in self.query.lists()
            if name not in gone
            for value in values
        ]
        pairs += [(name, value) for name, value in changes.items() if value]
        return "?" + urlencode(pairs)

    def kept(self, *without: str) -> list[tuple[str, str]]:
        """Parameters a GET form must repeat as hidden fields: all but its own and the page."""
        gone = {*without, *PASSING}
        return [(n, v) for n, values in self.query.lists() if n not in gone for v in values]

    def value(self, name: str) -> str:
        """The raw text of one parameter, to show in its field again."""
        return self.query.get(name, "")[:_TEXT_LENGTH]

    def _order(self) -> list[str]:
        if self.sort is not None:
            return self.sort.order_by(self.backwards)
        return [self.table.order] if self.table.order else []

    def _chosen_columns(self) -> list[Column]:
        asked = ",".join(self.query.getlist("columns")).split(",")
        chosen = [column for column in self.table.columns if column.name in asked]
        return chosen or [column for column in self.table.columns if not column.hidden]

    def _chosen_sort(self) -> tuple[Column | None, bool]:
        for text in (self.query.get("sort", ""), self.table.order):
            name = text.removeprefix("-")
            for column in self.table.columns:
                if name and column.name == name and column.sort:
                    return column, text.startswith("-")
        return None, False

    def _chosen_page(self) -> int:
        text = self.query.get("page", "1")
        return max(1, min(int(text), _LAST_PAGE)) if text.isdecimal() and len(text) < 9 else 1

    def _read(self, item: Filter) -> None:
        text = self.value(item.name).strip().replace("\x00", "")
        match item.kind:
            case "select":
                words = dict(item.choices).get(text)
                if text and words is not None:
                    self._on.append((item, text, words))
            case "text":
                if text:
                    self._on.append((item, text, text))
            case "check":
                if text:
                    self._on.append((item, True, ""))
            case "dates":
                self._read_dates(item)

    def _read_dates(self, item: Filter) -> None:
        first, last = (self._day(item, name) for name in item.parameters())
        if first and last and first > last:
            self.notes.append(f"“{item.label}”的起始日期晚于截止日期，已对调。")
            first, last = last, first
        if first or last:
            words = f"{first or ''} 至 {last or ''}".strip()
            self._on.append((item, (first, last), words))

    def _day(self, item: Filter, name: str) -> date | None:
        text = self.value(name).strip()
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.notes.append(f"“{item.label}”里的日期“{text}”不存在，没有按它筛选。")
            return None
