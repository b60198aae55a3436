"""The rows' HTML: escaped, labelled for the phone, selectable only where something can be done with them."""

from __future__ import annotations

import time

from django.test import Client

from niudai.base.models import Draft
from niudai.base.web.table_html import body_html, empty_html
from niudai.base.web.tables import rows_table
from tests.base.web.gallery import RowTable, make_rows


def rows(count: int) -> list[Draft]:
    """Saved rows, oldest first."""
    make_rows(count)
    return list(Draft.objects.order_by("pk"))


def test_body_escapes_labels_and_marks_empty_cells(db: None) -> None:
    found = rows(4)
    last = found[3]
    table = RowTable()
    title, note = table.columns[0], table.columns[7]
    assert body_html(table, [title, note], [last], picks=False) == (
        f'<tr data-href="/rows/{last.pk}/" tabindex="-1">'
        f'<td data-label="事项"><a href="/rows/{last.pk}/">&lt;b&gt;=1+1&lt;/b&gt;</a></td>'
        '<td data-label="备注">已电话说明</td></tr>'
    )
    html = body_html(table, [note], [found[1]], links=False, picks=False)
    assert html == '<tr class="nd-row-late"><td data-label="备注" data-none>—</td></tr>'


def test_body_has_checkboxes_only_for_bulk_acts(db: None) -> None:
    found = rows(1)
    with_bulks, without = RowTable(), RowTable()
    without.bulks = ()
    assert f'name="row" value="{found[0].pk}"' in body_html(with_bulks, with_bulks.columns, found)
    assert 'name="row"' not in body_html(without, without.columns, found)


def test_body_of_fifty_rows_by_eight_columns_is_quick(db: None) -> None:
    table, found = RowTable(), rows(50)
    columns = [column for column in table.columns if not column.hidden]
    spent = []
    for _ in range(20):
        began = time.perf_counter()
        body_html(table, columns, found)
        spent.append(time.perf_counter() - began)
    assert len(columns) == 8
    assert min(spent) < 0.01  # about 1.2 ms on a quiet machine; ten times that is a fault of ours


def test_rows_table_has_heads_and_cells_but_nothing_to_press(li: Client) -> None:
    found = rows(2)
    html = str(rows_table(RowTable, found))
    assert html.count("<tr") == 3
    assert "责任组织" in html
    assert 'name="row"' not in html
    assert "内部编号" not in html
    assert "还没有任务" in str(rows_table(RowTable, []))


def test_empty_state_says_how_to_begin() -> None:
    html = empty_html("还没有<任务>", "先印发方案。", "/plans/", "去看方案")
    assert "还没有&lt;任务&gt;" in html
    assert '<a class="btn" href="/plans/">去看方案</a>' in html
