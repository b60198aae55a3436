"""How every form of the room is answered: parse, act, go on; or show again what was typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from niudai.base.errors import Refused
from niudai.base.web.pages import page


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: the values of a POST, even none at all; nothing for a GET."""
    return request.POST if request.method == "POST" else None


def form_page(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[dict[str, Any]], str],
    *,
    title: str,
    button: str,
    back: str,
    done: str = "",
    intro: str = "",
    template: str = "org/form.html",
    **more: Any,
) -> HttpResponse:
    """Show `form`, or carry it out: `act(cleaned_data)` returns the address to go on to.

    What the form or the action refuses is shown at its field with status 422. `done` is said on the
    next page; `back` is where 取消 leads;
    `more` goes to the template.
    """
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                url = act(form.cleaned_data)
            except Refused as error:
                form.add_error(error.field if error.field in form.fields else None, error.message)
            else:
                if done:
                    messages.success(request, done)
                return redirect(url)
        status = 422
    context = {"form": form, "title": title, "button": button, "back": back, "intro": intro}
    context.update(more)
    return page(request, template, context, status=status)
