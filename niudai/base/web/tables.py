"""Lists: a Table says what its columns, filters and bulk acts are; `table_page` does the rest.

class PlanTable(Table):
    id = "work.plans"
    title = "方案"
    columns = [
        Column("title", "名称", sort="title", cell=lambda p: link(p.url, p.title)),
        Column("issued_on", "印发日期", sort="issued_on"),
    ]
    filters = [Filter.text("q", "名称", lambda rows, text: rows.filter(title__contains=text))]
    order = "-issued_on"

def plans(request):
    return table_page(request, PlanTable, queries.plans(request.actor), "work/plans.html")
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.core.files.base import ContentFile
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse

from niudai.base.calendar import today
from niudai.base.errors import Refused
from niudai.base.spreadsheets import write_table
from niudai.base.web.addresses import sends_part
from niudai.base.web.cells import iso
from niudai.base.web.pages import finish, page
from niudai.base.web.table_html import BoundRows, BoundTable, body_html
from niudai.base.web.table_parts import Bulk, Column, Filter, Table
from niudai.base.web.table_state import TableState

__all__ = ["Bulk", "Column", "Filter", "Table", "rows_table", "table_page"]

PRINT_LIMIT: Final = 2_000
EXPORT_LIMIT: Final = 50_000
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def table_page(
    request: HttpRequest,
    table: Table | type[Table],
    queryset: QuerySet,
    template: str = "base/list.html",
    context: Mapping[str, Any] | None = None,
    *,
    title: str = "",
) -> HttpResponse:
    """A page with the table as `{{ table }}`; also its Excel file, print view and htmx part.

    Reads the filters' parameters, ?sort= ?page= ?columns=, and ?export=xlsx or ?print=1. Two queries
    for the rows and one for saved views, however many rows there are, plus what the queryset
    prefetches. Refused when an export would exceed 50,000 rows.
    """
    table = table() if isinstance(table, type) else table
    state = TableState(table, request.GET)
    title = title or table.title
    rows = state.narrowed(queryset)
    if request.GET.get("export") == "xlsx":
        return _excel(table, state, rows, title)
    if request.GET.get("print"):
        return _print_view(request, table, state, rows, title)
    shown = BoundTable(request, table, state, rows)
    if sends_part(request) and request.htmx.target == shown.dom_id:  # type: ignore[attr-defined]
        return finish(request, HttpResponse(str(shown)))
    return page(request, template, {**(context or {}), "table": shown, "title": title})


def _excel(table: Table, state: TableState, rows: QuerySet, title: str) -> HttpResponse:
    if rows[: EXPORT_LIMIT + 1].count() > EXPORT_LIMIT:
        raise Refused(f"超过{EXPORT_LIMIT:,}行，请先用筛选缩小范围再导出。")
    values = [column.value_of() for column in state.columns]
    lines = ([value(row) for value in values] for row in rows.iterator(chunk_size=2000))
    content = write_table(title, [column.label for column in state.columns], lines)
    return FileResponse(  # it writes the Chinese file name as the standard asks
        ContentFile(content),
        as_attachment=True,
        filename=f"{title}_{iso(today())}.xlsx",
        content_type=_XLSX,
    )


def _print_view(
    request: HttpRequest, table: Table, state: TableState, rows: QuerySet, title: str
) -> HttpResponse:
    found = list(rows[: PRINT_LIMIT + 1])
    context = {
        "title": title,
        "table_html": body_html(
            table, state.columns, found[:PRINT_LIMIT], links=False, picks=False
        ),
        "columns": state.columns,
        "scope": "；".join(pill.text for pill in state.pills) or "全部",
        "count": len(found[:PRINT_LIMIT]),
        "cut": len(found) > PRINT_LIMIT,
        "limit": PRINT_LIMIT,
        "today": today(),
    }
    return page(request, "base/print.html", context)


def rows_table(table: Table | type[Table], rows: Iterable[Any]) -> BoundRows:
    """A short table inside a page: the same columns and cells, without filters, pages or bulk acts."""
    return BoundRows(table() if isinstance(table, type) else table, list(rows))
