"""What was typed is shown back with its label; passwords, tokens and codes are not."""

from __future__ import annotations

from django.test import RequestFactory

from niudai.base.web import typed
from tests.base.web.gallery import ReportForm

LABELS = "title=事项名称|note=情况说明|due=时限"


def test_values_of_leaves_out_token_and_secrets() -> None:
    request = RequestFactory().post(
        "/", {"csrfmiddlewaretoken": "x", "new_password1": "x", "otp": "1", "note": ["甲", "乙"]}
    )
    assert typed.values_of(request) == {"note": ["甲", "乙"]}


def test_shown_uses_the_labels_the_form_sent() -> None:
    values = {"_labels": [LABELS], "title": ["走访"], "note": [" "], "line": ["union"]}
    assert typed.shown(values) == [typed.Typed("事项名称", "走访")]


def test_shown_without_labels_leaves_out_codes() -> None:
    values = {"code": ["8f14e45f-ceea-467f"], "note": ["已电话说明"], "sent_key": ["甲"]}
    assert typed.shown(values) == [typed.Typed("", "已电话说明")]


def test_long_text_gets_a_box() -> None:
    assert typed.Typed("", "甲" * 41).long
    assert typed.Typed("", "甲\n乙").long
    assert not typed.Typed("", "甲").long


def test_labels_of_names_typed_fields_only() -> None:
    assert typed.labels_of(ReportForm()) == LABELS


def test_again_repeats_every_value() -> None:
    assert typed.again({"a": ["1", "2"], "b": ["3"]}) == [("a", "1"), ("a", "2"), ("b", "3")]
