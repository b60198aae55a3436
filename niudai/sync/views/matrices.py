"""Pages of the matrix: the roll-up, one pair, and the facts behind a cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any, Final

from django.core.files.base import ContentFile
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from niudai.base.calendar import today
from niudai.base.spreadsheets import write_table
from niudai.base.web.cells import iso, link
from niudai.base.web.guards import signed_in
from niudai.base.web.pages import page
from niudai.org.choices import Line
from niudai.org.queries import division, divisions, organization
from niudai.sync import queries
from niudai.sync.choices import MEANINGS
from niudai.sync.forms import Asked
from niudai.sync.grid import grid_html, lag_words, legend, row_html, state_badge

PER_PAGE: Final = 50
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@signed_in
def rollup(request: HttpRequest) -> HttpResponse:
    """Organizations × steps of one line within the actor's scope."""
    actor, asked = request.actor, Asked.read(request.GET)
    place = organization(actor, code) if (code := asked.values.get("organization")) else None
    if place is not None and place.line != Line.PARTY and not request.GET.get("line"):
        return redirect(reverse("sync:matrix", args=[place.code]))
    lines = queries.lines_of(actor)
    if not lines:
        return page(request, "sync/nothing.html", {"title": "同步"})
    line = next((line for line in lines if line == asked.values.get("line")), lines[0])
    area = division(actor, code) if (code := asked.values.get("community")) else None
    found = queries.rollup(
        actor,
        line=line,
        period=asked.period,
        framework=asked.framework,
        as_of=asked.as_of,
        organization=place,
        division=area,
        only_missing=bool(asked.values.get("missing")),
    )
    title = f"{line.label}同步情况"
    scope = "　".join(
        [str(place or area or actor.main.organization_name), found.version.name, asked.period.label, asked.day_words]
    )  # fmt: skip
    if request.GET.get("export") == "xlsx":
        heads = ["组织", "带建党组织", *_rollup_heads(found)[1:]]
        return _excel(title, scope, heads, _rollup_lines(found))
    if request.GET.get("print"):
        grid = _rollup_grid(found, found.rows, asked, links=False)
        return _paper(request, title, scope, grid, len(found.rows))
    number = _page_number(request)
    shown = found.rows[(number - 1) * PER_PAGE : number * PER_PAGE]
    context = {
        "title": "同步",
        "asked": asked,
        "line": line,
        "lines": lines,
        "tabs": [(each, asked.query(line=each.value, framework="")) for each in lines],
        "place": place,
        "communities": divisions(actor).filter(level__in=("community", "village")),
        "versions": queries.current_versions(
            queries.jurisdiction_of(actor), line=line, on=asked.as_of
        ),
        "found": found,
        "grid": _rollup_grid(found, shown, asked),
        "legend": legend(),
        "pages": _pages(asked, number, len(found.rows)),
    }
    return page(request, "sync/rollup.html", context)


@require_safe
@signed_in
def matrix(request: HttpRequest, code: str) -> HttpResponse:
    """Rows × steps of one pair."""
    actor, asked = request.actor, Asked.read(request.GET)
    pairs = queries.pairs_of(actor, code)
    pair = queries.pair(actor, code, led_since=asked.led_since)
    versions = queries.current_versions(pair.jurisdiction, line=pair.line, on=asked.as_of)
    version = queries.first_of(versions, asked.framework)
    found = queries.pair_matrix(
        actor, pair, period=asked.period, as_of=asked.as_of, version=version
    )
    title = f"{pair.mass.short_name}同步矩阵"
    scope = "　".join(
        [f"带建党组织：{pair.party.name}", version.name, asked.period.label, asked.day_words]
    )
    if request.GET.get("export") == "xlsx":
        return _excel(title, scope, _matrix_heads(found), _matrix_lines(found))
    if request.GET.get("print"):
        grid = _matrix_grid(found, asked, links=False)
        return _paper(request, title, scope, grid, len(found.rows) - 1)
    context = {
        "title": title,
        "asked": asked,
        "pair": pair,
        "pairs": [(each, asked.query(led_since=each.started_on.isoformat())) for each in pairs],
        "versions": versions,
        "found": found,
        "grid": _matrix_grid(found, asked),
        "party_notes": [
            (step.name, cell.party_note)
            for step, cell in zip(version.steps, found.rows[0].cells, strict=True)
            if cell.party_note
        ],
        "legend": legend(),
    }
    return page(request, "sync/matrix.html", context)


@require_safe
@signed_in
def cell(request: HttpRequest, code: str) -> HttpResponse:
    """The dated facts behind one cell."""
    actor, asked = request.actor, Asked.read(request.GET)
    pair = queries.pair(actor, code, led_since=asked.led_since)
    versions = queries.current_versions(pair.jurisdiction, line=pair.line, on=asked.as_of)
    found = queries.pair_cell(
        actor,
        pair,
        step=request.GET.get("step", ""),
        row=request.GET.get("row", ""),
        period=asked.period,
        as_of=asked.as_of,
        version=queries.first_of(versions, asked.framework),
    )
    context = {
        "title": f"{pair.mass.short_name}：{found.step.name}",
        "asked": asked,
        "found": found,
        "answers": [
            (answer, state_badge(answer.state, answer.lag), lag_words(answer.lag))
            for answer in found.answers
        ],
        "back": reverse("sync:matrix", args=[code]) + asked.query(),
    }
    return page(request, "sync/cell.html", context)


def _cell_url(asked: Asked, code: str, step: str, row: str, **more: str) -> str:
    return reverse("sync:cell", args=[code]) + asked.query(**more) + f"&step={step}&row={row}"


def _matrix_heads(found: queries.Matrix) -> list[str]:
    return ["内容", *(step.name for step in found.version.steps)]


def _matrix_grid(found: queries.Matrix, asked: Asked, *, links: bool = True) -> Any:
    steps, code = found.version.steps, found.pair.mass.code
    asked_for = {"period": found.period.key, "framework": found.version.key}
    rows = []
    for line in found.rows:
        cells = (
            (
                step.name,
                shown,
                _cell_url(asked, code, step.key, line.row.key, **asked_for) if links else "",
            )
            for step, shown in zip(steps, line.cells, strict=True)
        )
        rows.append(row_html(escape(line.row.name), cells, total=not line.row.key))
    lags = "".join(
        f'<td class="nd-lag" data-label="{escape(step.name)}">{lag_words(lag) or "—"}</td>'
        for step, lag in zip(steps, found.median_lags, strict=True)
    )
    rows.append(f'<tr><th scope="row">时差中位数</th>{lags}</tr>')
    return grid_html(_matrix_heads(found), rows, "带的内容乘以同的环节")


def _matrix_lines(found: queries.Matrix) -> Iterable[list[Any]]:
    for line in found.rows:
        yield [line.row.name, *(shown.word.text for shown in line.cells)]
    yield ["时差中位数（天）", *found.median_lags]


def _rollup_heads(found: queries.Rollup) -> list[str]:
    return ["组织", *(step.name for step in found.version.steps), "时差中位数"]


def _rollup_grid(
    found: queries.Rollup,
    shown: Sequence[queries.RollupRow],
    asked: Asked,
    *,
    links: bool = True,
) -> Any:
    steps = found.version.steps
    kept = {"period": found.period.key, "framework": found.version.key}
    kept |= {"line": "", "organization": "", "community": "", "missing": ""}
    totals = ((step.name, total, "") for step, total in zip(steps, found.totals, strict=True))
    rows = [row_html("合计", totals, "", total=True)]
    for row in shown:
        mass = row.pair.mass
        since = row.pair.started_on.isoformat() if row.pair.ended_on else ""
        url = reverse("sync:matrix", args=[mass.code]) + asked.query(**kept, led_since=since)
        head = str(link(url, mass.short_name)) if links else escape(mass.short_name)
        cells = (
            (
                step.name,
                each,
                _cell_url(asked, mass.code, step.key, "", **kept, led_since=since) if links else "",
            )
            for step, each in zip(steps, row.cells, strict=True)
        )
        rows.append(row_html(head, cells, lag_words(row.median_lag)))
    return grid_html(_rollup_heads(found), rows, "组织乘以同的环节")


def _rollup_lines(found: queries.Rollup) -> Iterable[list[Any]]:
    for row in found.rows:
        yield [
            row.pair.mass.name,
            row.pair.party.name,
            *(shown.word.text for shown in row.cells),
            row.median_lag,
        ]
    yield ["合计", "", *(total.word.text for total in found.totals), None]
    yield ["时差中位数（天）", "", *found.median_lags, None]


def _excel(
    title: str, scope: str, heads: Sequence[str], lines: Iterable[Sequence[Any]]
) -> HttpResponse:
    notes = [scope, *(f"{word}：{meaning}" for _, word, meaning in MEANINGS)]
    content = write_table(title, heads, lines, notes=notes)
    return FileResponse(
        ContentFile(content),
        as_attachment=True,
        filename=f"{title}_{iso(today())}.xlsx",
        content_type=_XLSX,
    )


def _paper(request: HttpRequest, title: str, scope: str, grid: Any, count: int) -> HttpResponse:
    context = {
        "title": title,
        "scope": scope,
        "count": count,
        "today": today(),
        "grid": grid,
        "legend": legend(),
    }
    return page(request, "sync/print.html", context)


def _page_number(request: HttpRequest) -> int:
    text = request.GET.get("page", "")
    return max(1, int(text)) if text.isdecimal() and len(text) < 6 else 1


def _pages(asked: Asked, number: int, count: int) -> dict[str, Any]:
    last = max(1, -(-count // PER_PAGE))
    return {
        "count": count,
        "number": number,
        "last": last,
        "previous": asked.query() + f"&page={number - 1}" if number > 1 else "",
        "next": asked.query() + f"&page={number + 1}" if number < last else "",
    }
