"""Cells: everything escaped, nothing empty, dates and numbers in house form."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils.safestring import mark_safe

from niudai.base.web import cells


@pytest.mark.parametrize(
    ("value", "html"),
    [
        (None, "—"),
        ("", "—"),
        (0, "0"),
        (12345, "12,345"),
        (True, "是"),
        (False, "否"),
        (date(2026, 3, 5), "2026-03-05"),
        (datetime(2026, 3, 5, 2, 32, tzinfo=UTC), "2026-03-05 10:32"),
        ("<script>", "&lt;script&gt;"),
        ('"单引\'号"', "&quot;单引&#x27;号&quot;"),
        (mark_safe("<b>x</b>"), "<b>x</b>"),
    ],
)
def test_text_of_escapes_and_fills(value: object, html: str) -> None:
    assert cells.text_of(value) == html


def test_link_escapes_address_and_words() -> None:
    assert cells.link('/a?b="c', "<i>名") == '<a href="/a?b=&quot;c">&lt;i&gt;名</a>'


@pytest.mark.parametrize("tone", cells.TONES)
def test_badge_says_its_word_and_shape_with_every_tone(tone: str) -> None:
    assert cells.badge("迟3天", tone) == (
        f'<span class="nd-badge nd-t-{tone} nd-s-{tone}">迟3天</span>'
    )


def test_badge_takes_no_class_from_outside() -> None:
    assert cells.badge("<b>", 'x" onclick="') == (
        '<span class="nd-badge nd-t-info nd-s-info">&lt;b&gt;</span>'
    )
    assert "nd-t-ok nd-s-done" in cells.badge("办结", "ok", "done")


def test_number_carries_its_unit() -> None:
    assert cells.number(1286, "人") == '1,286<span class="nd-unit">人</span>'
    assert cells.number(None, "人") == "—"
    assert cells.number(0) == "0"


def test_dates_in_prose_and_in_tables() -> None:
    evening = datetime(2026, 3, 5, 17, 0, tzinfo=UTC)  # already the sixth in Shanghai
    assert cells.day(date(2026, 3, 5)) == "2026年3月5日"
    assert cells.day(evening) == "2026年3月6日"
    assert cells.iso(evening) == "2026-03-06"
    assert cells.day(None) == cells.iso(None) == ""
    assert cells.date_cell(None) == "—"


def test_num_has_separators_and_one_decimal() -> None:
    assert [cells.num(n) for n in (1234567, 82.64, 3.0, None)] == ["1,234,567", "82.6", "3", "—"]


def test_progress_of_nothing_is_a_dash() -> None:
    assert cells.progress(0, 0) == "—"
    assert 'max="8" value="3"' in cells.progress(3, 8)
    assert "3 / 8" in cells.progress(3, 8)
