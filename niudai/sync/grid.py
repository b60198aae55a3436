"""The grid of words in HTML, built in Python because a roll-up has thousands of cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from django.utils.safestring import SafeString

from niudai.base.web.cells import badge, safe
from niudai.sync.choices import MEANINGS, SHAPES, TONES, Word
from niudai.sync.tallies import Cell


def lag_words(lag: int | None) -> str:
    """晚3天, 早2天, 同日; "" without any."""
    if lag is None:
        return ""
    return "同日" if lag == 0 else f"{'晚' if lag > 0 else '早'}{abs(lag)}天"


def counts_words(cell: Cell) -> str:
    """What a cell counts, in words, for its tooltip and for those who listen."""
    parts = [
        ("同步", cell.in_step),
        ("迟", cell.late),
        ("缺", cell.missing),
        ("待跟进", cell.pending),
        ("群团单独开展", cell.alone),
    ]
    said = "，".join(f"{word}{count}件" for word, count in parts if count)
    lag = f"，时差中位数{lag_words(cell.median_lag)}" if cell.median_lag is not None else ""
    return (said or "没有事项") + lag


def cell_html(cell: Cell, url: str = "") -> str:
    """One cell: its word, its shape, the median lag; a link when `url` is given."""
    word = Word(cell.word.code)
    lag = ""
    if cell.median_lag is not None and cell.word.code != Word.LATE:
        lag = f" <small>· {lag_words(cell.median_lag)}</small>"
    said = f"{escape(cell.word.text)}{lag}"
    attributes = (
        f'class="nd-cell nd-t-{TONES[word]} nd-s-{SHAPES[word]}" title="{counts_words(cell)}"'
    )
    if url:
        return f'<a {attributes} href="{escape(url)}">{said}</a>'
    return f"<span {attributes}>{said}</span>"


def row_html(
    head: str,
    cells: Iterable[tuple[str, Cell, str]],
    last: str | None = None,
    *,
    total: bool = False,
) -> str:
    """One row: `head` is safe HTML, `cells` are (step name, cell, url), `last` an extra text at the end."""
    parts = [f'<tr{" class=nd-total" if total else ""}><th scope="row">{head}</th>']
    for label, cell, url in cells:
        parts.append(f'<td data-label="{escape(label)}">{cell_html(cell, url)}</td>')
    if last is not None:
        parts.append(f'<td class="nd-lag" data-label="时差中位数">{escape(last) or "—"}</td>')
    parts.append("</tr>")
    return "".join(parts)


def grid_html(heads: Sequence[str], rows: Iterable[str], caption: str) -> SafeString:
    """The whole table; `rows` are what `row_html` gave, `caption` is read to those who listen."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    return safe(
        f'<table class="nd-matrix nd-grid"><caption class="visually-hidden">{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )


def legend() -> list[tuple[SafeString, str]]:
    """Each word as it looks, with its meaning."""
    return [
        (badge(example, TONES[word], SHAPES[word]), meaning) for word, example, meaning in MEANINGS
    ]


STATE_WORDS = {
    "in_step": ("同步", "ok"),
    "late": ("迟", "late"),
    "missing": ("缺", "missing"),
    "pending": ("待跟进", "wait"),
}


def state_badge(state: str, lag: int | None) -> SafeString:
    """What became of one fact of the Party organization."""
    word, tone = STATE_WORDS[state]
    return badge(f"迟{lag}天" if state == "late" else word, tone)
