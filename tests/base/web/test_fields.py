"""Fields as the house shows them, and the tags that are used in every template."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from niudai.base.choices import JobState
from niudai.base.models import Job
from niudai.base.web.fields import FieldError, errors_of, field_html, time_left
from tests.base.web.gallery import ReportForm


def test_field_has_label_reason_control_and_nothing_else() -> None:
    assert field_html(ReportForm()["title"]) == (
        '<div class="nd-field"><label class="form-label" for="id_title">事项名称</label>'
        '<div class="nd-help" id="id_title_help">写明做什么，不超过20字。</div>'
        '<input type="text" name="title" maxlength="20" class="form-control" '
        'aria-describedby="id_title_help" required id="id_title"></div>'
    )


def test_field_says_when_it_may_stay_empty() -> None:
    assert "情况说明<span" in field_html(ReportForm()["note"])
    assert "（选填）" in field_html(ReportForm()["note"])


def test_field_tells_its_error_where_it_is() -> None:
    html = field_html(ReportForm({"title": ""})["title"])
    assert 'id="id_title_error"><div>这个字段是必填项。</div>' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_title_help id_title_error"' in html
    assert "is-invalid" in html


@pytest.mark.parametrize("name", ["way", "classes"])
def test_field_of_several_boxes_is_a_group_with_a_legend(name: str) -> None:
    html = field_html(ReportForm()[name])
    assert html.startswith(f'<fieldset class="nd-field" id="id_{name}" tabindex="-1"><legend')
    assert html.count('class="form-check-input"') == 2


def test_field_of_one_box_has_its_label_beside_it() -> None:
    assert '<span class="form-check-label">内容已经核对</span></label>' in field_html(
        ReportForm()["agreed"]
    )


def test_errors_of_lists_the_form_first_then_field_by_field() -> None:
    form = ReportForm({"title": "字" * 21, "due": "2026-02-30", "line": "union", "way": "a"})
    form.is_valid()
    form.add_error(None, "时限早于印发日期。")
    assert errors_of(form) == [
        FieldError("", "时限早于印发日期。", ""),
        FieldError("事项名称", "确保该变量包含不超过 20 字符 (目前字符数 21)。", "id_title"),
        FieldError("时限", "输入一个有效的日期。", "id_due"),
    ]


def test_form_page_sums_up_errors_with_links(li: Client) -> None:
    text = li.post("/form/", {"title": "", "note": "已上门"}).content.decode()
    assert "data-errors" in text
    assert '<a href="#id_title">事项名称</a>' in text
    assert "已上门</textarea>" in text
    assert (
        '<input type="hidden" name="_labels" value="title=事项名称|note=情况说明|due=时限">' in text
    )


@pytest.mark.parametrize(
    ("done", "seconds", "words"),
    [(0, 10, ""), (500, 10, "约还需 10 秒"), (100, 60, "约还需 9 分钟"), (1000, 10, "约还需 1 秒")],
)
def test_time_left_follows_the_pace(done: int, seconds: int, words: str) -> None:
    started = timezone.now() - timedelta(seconds=seconds)
    job = Job(state=JobState.RUNNING, started_at=started, done=done, total=1000)
    assert time_left(job) == words
    job.state = JobState.DONE
    assert time_left(job) == ""
