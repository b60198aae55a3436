"""Requests for more time: asked on the task's page, decided there."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from niudai.base.errors import Refused
from niudai.base.web.forms import once
from niudai.base.web.guards import signed_in
from niudai.work import actions, forms, queries
from niudai.work.views.assignments import carry_out, task_page


@require_POST
@signed_in
@once
def ask(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """申请延期."""
    done = "已提交延期申请，等待审批。"
    return carry_out(request, code, "ask_extension", actions.ask_extension, done)


@require_POST
@signed_in
@once
def grant(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """同意延期."""
    return _decide(request, code, "grant", actions.grant_extension, "已同意延期，时限已顺延。")


@require_POST
@signed_in
@once
def deny(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """不同意延期."""
    return _decide(request, code, "deny", actions.deny_extension, "已答复不同意延期。")


def _decide(
    request: HttpRequest, code: uuid.UUID, verb: str, act: Callable[..., None], done: str
) -> HttpResponse:
    extension = queries.extension(request.actor, code)
    task = extension.assignment.code
    form = forms.AnswerForm(request.POST, prefix=verb)
    if form.is_valid():
        try:
            act(actor=request.actor, extension=extension, **form.cleaned_data)
        except Refused as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
        else:
            messages.success(request, done)
            return redirect("work:assignment", code=task)
    return task_page(request, queries.assignment(request.actor, task), failed=verb, form=form)
