"""What somebody typed into a form, as it can be shown back or sent again; never passwords or files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django import forms
from django.http import HttpRequest

LABELS: Final = "_labels"  # hidden field written by {% form_errors %}: name=标题|name=…
_OURS: Final = {"csrfmiddlewaretoken", LABELS, "sent_key", "next", "_draft"}
_SECRET: Final = re.compile(r"pass|pwd|secret|token|otp", re.IGNORECASE)
_CODE: Final = re.compile(r"[0-9A-Za-z_.:-]{0,40}")
_CHOSEN: Final = (
    forms.CheckboxInput,
    forms.widgets.ChoiceWidget,
    forms.HiddenInput,
    forms.FileInput,
)


@dataclass(frozen=True, slots=True)
class Typed:
    """One value with the label of its field; the label is "" when the form did not send it."""

    label: str
    value: str

    @property
    def long(self) -> bool:
        """Whether it needs a box instead of a line."""
        return len(self.value) > 40 or "\n" in self.value


def values_of(request: HttpRequest) -> dict[str, list[str]]:
    """Everything posted that may be sent again: no token, no password, no file."""
    return {
        name: request.POST.getlist(name)
        for name in request.POST
        if name != "csrfmiddlewaretoken" and not is_secret(name)
    }


def is_secret(name: str) -> bool:
    """Whether a field of this name must never be kept or shown."""
    return bool(_SECRET.search(name)) and name != "csrfmiddlewaretoken"


def shown(values: Mapping[str, list[str]]) -> list[Typed]:
    """The texts worth showing back: labelled fields, and unlabelled ones that are more than a code."""
    labels = _labels(values.get(LABELS, [""])[0])
    return [
        Typed(labels.get(name, ""), value.strip())
        for name, value in _pairs(values)
        if value.strip() and (name in labels or not (labels or _CODE.fullmatch(value)))
    ]


def _pairs(values: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    for name, found in values.items():
        if name not in _OURS and not is_secret(name):
            yield from ((name, value) for value in found)


def _labels(text: str) -> dict[str, str]:
    parts = (part.partition("=") for part in text.split("|"))
    return {name: label for name, equals, label in parts if equals}


def labels_of(form: forms.BaseForm) -> str:
    """The hidden text that names a form's typed fields, for `shown`."""
    return "|".join(
        f"{bound.html_name}={str(bound.label).replace('|', ' ')}"
        for bound in form.visible_fields()
        if not isinstance(bound.field.widget, _CHOSEN) and not is_secret(bound.html_name)
    )


def again(values: Mapping[str, list[str]]) -> list[tuple[str, str]]:
    """Name and value pairs for the hidden fields of a form that sends everything again."""
    return [(name, value) for name, found in values.items() for value in found]
