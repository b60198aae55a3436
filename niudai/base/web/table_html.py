"""The HTML of a list: the rows in plain Python, because that is where the time goes; the rest a template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any, Final

from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from niudai.base.models import SavedView
from niudai.base.web.cells import EMPTY, icon, safe, text_of
from niudai.base.web.saved_views import views_of
from niudai.base.web.table_parts import Bulk, Column, Filter, Table
from niudai.base.web.table_state import Pill, TableState

COUNT_LIMIT: Final = 10_000


def body_html(
    table: Table,
    columns: Sequence[Column],
    rows: Sequence[Any],
    *,
    links: bool = True,
    picks: bool = True,
) -> SafeString:
    """The <tr>s: with row links, and with checkboxes when the table has bulk acts."""
    makers = [(*_starts(column), column.html_of()) for column in columns]
    picks = picks and bool(table.bulks)
    parts: list[str] = []
    for row in rows:
        parts.append(_tr(table, row, links))
        if picks:
            key = escape(str(table.row_key(row)))
            parts.append(
                '<td class="nd-pick"><input class="form-check-input" type="checkbox" name="row" '
                f'value="{key}" aria-label="选择这一行"></td>'
            )
        for start, start_empty, html_of in makers:
            html = text_of(html_of(row))
            parts.append(start_empty if html == EMPTY else start)
            parts.append(html)
            parts.append("</td>")
        parts.append("</tr>")
    return safe("".join(parts))


def _starts(column: Column) -> tuple[str, str]:
    """The opening tag of a column's cells, and that of empty ones, which a phone leaves out.

    The label names the value when rows are cards on a phone.
    """
    classes = f' class="{column.classes()}"' if column.classes() else ""
    tag = f'<td{classes} data-label="{escape(column.label)}"'
    return f"{tag}>", f"{tag} data-none>"


def _tr(table: Table, row: Any, links: bool) -> str:
    url = table.row_url(row) if links else ""
    css = table.row_class(row)
    return (
        "<tr"
        + (f' class="{escape(css)}"' if css else "")
        + (f' data-href="{escape(url)}" tabindex="-1"' if url else "")
        + ">"
    )


@dataclass(frozen=True, slots=True)
class FilterField:
    """A filter with what stands in its field now."""

    filter: Filter
    value: str
    last: str = ""  # the second day of a date range


class BoundTable:
    """A table with one request's state and rows; `{{ table }}` shows it."""

    def __init__(
        self, request: HttpRequest, table: Table, state: TableState, rows: QuerySet
    ) -> None:
        self.request = request
        self.table = table
        self.state = state
        self._rows = rows

    def __str__(self) -> str:
        return render_to_string("base/table.html", {"t": self}, self.request)

    @property
    def dom_id(self) -> str:
        """The id of its element, which is also htmx's target."""
        return f"table-{self.table.id.replace('.', '-')}"

    @property
    def path(self) -> str:
        """The list's own path."""
        return self.request.path

    @property
    def here(self) -> str:
        """The list's address as it stands, to come back to."""
        return self.request.get_full_path()

    @cached_property
    def _found(self) -> list[Any]:
        first = (self.state.page - 1) * self.table.per_page
        return list(self._rows[first : first + self.table.per_page + 1])

    @property
    def rows(self) -> list[Any]:
        """The rows of this page."""
        return self._found[: self.table.per_page]

    @property
    def has_next(self) -> bool:
        """Whether a further page exists."""
        return len(self._found) > self.table.per_page

    @cached_property
    def count(self) -> int:
        """How many rows there are, counted up to 10,001; a first page that holds all needs no query."""
        if self.state.page == 1 and not self.has_next:
            return len(self._found)
        # the key alone: columns a list computes for its rows would be computed for every row counted
        return self._rows.order_by().values("pk")[: COUNT_LIMIT + 1].count()

    @property
    def count_words(self) -> str:
        """“共 74 条”, or “10,000 条以上”."""
        if self.count > COUNT_LIMIT:
            return f"{COUNT_LIMIT:,} 条以上"
        return f"共 {self.count:,} 条"

    @property
    def span_words(self) -> str:
        """“第 51–74 条”, "" when the page is empty."""
        first = (self.state.page - 1) * self.table.per_page
        return f"第 {first + 1:,}–{first + len(self.rows):,} 条" if self.rows else ""

    @cached_property
    def body(self) -> SafeString:
        """The rows' HTML."""
        return body_html(self.table, self.state.columns, self.rows)

    @property
    def heads(self) -> SafeString:
        """The column heads; a click sorts, a second one turns the order round."""
        return safe("".join(self._head(column) for column in self.state.columns))

    def _head(self, column: Column) -> str:
        css = f' class="{column.classes()}"' if column.classes() else ""
        label = escape(column.label)
        if not column.sort:
            return f'<th scope="col"{css}>{label}</th>'
        current = column is self.state.sort
        forwards = current and not self.state.backwards
        order, arrow = (
            ("ascending", "sort-ascending") if forwards else ("descending", "sort-descending")
        )
        sorted_by = f' aria-sort="{order}"' if current else ""
        url = escape(
            self.path + self.state.url(sort=f"-{column.name}" if forwards else column.name)
        )
        return (
            f'<th scope="col"{css}{sorted_by}>'
            f'<a href="{url}" hx-get="{url}">{label}{icon(arrow) if current else ""}</a></th>'
        )

    @cached_property
    def pills(self) -> list[Pill]:
        """The filters that are on."""
        return self.state.pills

    @property
    def filter_fields(self) -> list[FilterField]:
        """The filters as fields."""
        return [self._field(item) for item in self.table.filters]

    def _field(self, item: Filter) -> FilterField:
        first, *rest = (self.state.value(name) for name in item.parameters())
        return FilterField(item, first, rest[0] if rest else "")

    @property
    def kept_by_filters(self) -> list[tuple[str, str]]:
        """Hidden fields of the filter form."""
        own = (name for item in self.table.filters for name in item.parameters())
        return self.state.kept(*own)

    @property
    def kept_by_columns(self) -> list[tuple[str, str]]:
        """Hidden fields of the column form."""
        return self.state.kept("columns")

    @property
    def column_boxes(self) -> SafeString:
        """A checkbox for every column, those that show being checked."""
        return safe("".join(self._box(column) for column in self.table.columns))

    def _box(self, column: Column) -> str:
        on = " checked" if column in self.state.columns else ""
        return (
            '<label class="form-check"><input class="form-check-input" type="checkbox" '
            f'name="columns" value="{column.name}"{on}>'
            f'<span class="form-check-label">{escape(column.label)}</span></label>'
        )

    @property
    def clear_url(self) -> str:
        """The address without any filter."""
        own = (name for item in self.table.filters for name in item.parameters())
        return self.state.url(*own)

    @property
    def previous_url(self) -> str:
        """The page before, "" on the first."""
        page = self.state.page - 1
        return self.state.url() + f"&page={page}" if page else ""

    @property
    def next_url(self) -> str:
        """The page after, "" on the last."""
        return self.state.url() + f"&page={self.state.page + 1}" if self.has_next else ""

    @property
    def excel_url(self) -> str:
        """The Excel file of exactly these rows and columns."""
        return self.state.url() + "&export=xlsx"

    @property
    def print_url(self) -> str:
        """The print view of exactly these rows and columns."""
        return self.state.url() + "&print=1"

    @property
    def query(self) -> str:
        """What a saved view keeps."""
        return self.state.url().removeprefix("?")

    @cached_property
    def views(self) -> list[SavedView]:
        """The views the actor may open; one query."""
        actor = getattr(self.request, "actor", None)
        return views_of(actor, self.table.id) if actor else []

    @property
    def account_id(self) -> int:
        """Whose own views may be changed."""
        actor = getattr(self.request, "actor", None)
        return actor.account_id if actor else 0

    @property
    def bulks(self) -> list[tuple[Bulk, str]]:
        """The bulk acts with their addresses."""
        return [(bulk, reverse(bulk.url_name)) for bulk in self.table.bulks]

    @property
    def empty(self) -> SafeString:
        """What stands in place of the rows when there are none."""
        if self.state.page > 1:
            return empty_html("这一页没有内容", "", self.state.url(), "回到第一页")
        if self.pills and not self.table.empty_though_filtered:
            return empty_html(
                "没有符合条件的内容", "可以去掉一些筛选条件再看。", self.clear_url, "清除筛选"
            )
        return empty_html(*self.table.empty)


class BoundRows:
    """A table without a request: heads and rows only."""

    def __init__(self, table: Table, rows: Sequence[Any]) -> None:
        self.table = table
        self.rows = rows

    def __str__(self) -> str:
        if not self.rows:
            return empty_html(*self.table.empty)
        columns = [column for column in self.table.columns if not column.hidden]
        heads = "".join(
            f'<th scope="col" class="{column.classes()}">{escape(column.label)}</th>'
            for column in columns
        )
        body = body_html(self.table, columns, self.rows, picks=False)
        return safe(
            '<div class="nd-scroll"><table class="table nd-list"><thead><tr>'
            f"{heads}</tr></thead><tbody>{body}</tbody></table></div>"
        )


def empty_html(title: str, text: str = "", url: str = "", label: str = "") -> SafeString:
    """An empty state: what belongs here and how to begin."""
    said = f'<p class="nd-muted">{escape(text)}</p>' if text else ""
    begin = f'<a class="btn" href="{escape(url)}">{escape(label)}</a>' if url else ""
    return safe(
        f'<div class="nd-empty">{icon("inbox")}<p class="nd-empty-title">{escape(title)}</p>'
        f"{said}{begin}</div>"
    )
