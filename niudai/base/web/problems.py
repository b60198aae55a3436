"""Problem pages: every refusal in the house's frame, with what was typed still readable on it."""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from niudai.base.errors import NiudaiError, busy
from niudai.base.web import typed
from niudai.base.web.addresses import page_before
from niudai.base.web.pages import finish, page
from niudai.base.web.shell import bare_shell


@dataclass(frozen=True, slots=True)
class Problem:
    """A status with its title and the sentence that says what to do."""

    status: int
    title: str
    text: str


PROBLEMS: Final = {
    problem.status: problem
    for problem in (
        Problem(400, "请求无法识别", "请返回上一页，刷新后再试。"),
        Problem(403, "不能这样做", "您没有这项权限，如有需要请联系本单位负责人。"),
        Problem(404, "没有找到", "没有找到，或者您无权查看。请检查地址，或从菜单重新进入。"),
        Problem(405, "打开方式不对", "这个地址只接受表单提交，请从页面上的按钮操作。"),
        Problem(409, "他人已处理", "他人已处理，请刷新后再看。"),
        Problem(413, "内容太大", "提交的内容超过上限，没有保存。请减少文字，或把附件分开上传。"),
        Problem(422, "没有办成", "请按提示改正后再提交。"),
        Problem(500, "系统出错", "这是系统的问题，已经记录。请稍后再试，仍不行请联系管理员。"),
        Problem(507, "磁盘空间不足", "磁盘空间不足，文件没有保存，请联系管理员后重试。"),
    )
}
_FORM_EXPIRED: Final = Problem(
    403, "页面已过期", "页面打开太久或登录有变化，没有保存。请返回上一页，刷新后重新提交。"
)


class ProblemMiddleware:
    """Answers the four errors of base.errors, and full disks and oversized posts, with a problem page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page for an error we know; None leaves it to Django's own handlers."""
        problem = _known(error)
        return answer(request, problem) if problem else None


def _known(error: BaseException | None) -> Problem | None:
    error = busy(error) or error
    match error:
        case NiudaiError():
            return Problem(error.status, PROBLEMS[error.status].title, error.message)
        case RequestDataTooBig() | TooManyFieldsSent() | TooManyFilesSent():
            return PROBLEMS[413]
        case OSError(errno=errno.ENOSPC | errno.EDQUOT):
            return PROBLEMS[507]
    return None


def answer(request: HttpRequest, problem: Problem) -> HttpResponse:
    """A whole page; for htmx a small alert, put into the frame's #problem."""
    if getattr(request, "htmx", False) and not request.htmx.boosted:
        return _alert(request, problem)
    context = {
        "problem": problem,
        "typed": typed.shown(typed.values_of(request)) if request.method == "POST" else [],
        "back": page_before(request),
        "frame": "base/shell.html" if getattr(request, "actor", None) else "base/plain.html",
    }
    return page(request, "base/problem.html", context, status=problem.status)


def _alert(request: HttpRequest, problem: Problem) -> HttpResponse:
    response = render(
        request, "base/problem_alert.html", {"problem": problem}, status=problem.status
    )
    response.headers["HX-Retarget"] = "#problem"
    response.headers["HX-Reswap"] = "innerHTML show:window:top"
    return finish(request, response)


def _without_database(request: HttpRequest, problem: Problem) -> HttpResponse:
    if getattr(request, "htmx", False):
        return _alert(request, problem)
    context = {
        "problem": problem,
        "typed": [],
        "back": "",  # asking for the host may be what failed
        "frame": "base/plain.html",
        "shell": bare_shell(request),
    }
    return render(request, "base/problem.html", context, status=problem.status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler400; an oversized post read by another middleware also ends here."""
    return _without_database(request, _known(exception) or PROBLEMS[400])


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler403."""
    return answer(request, PROBLEMS[403])


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler404."""
    return answer(request, PROBLEMS[404])


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500; a disk that filled up while the upload was being received also ends here."""
    return _without_database(request, _known(sys.exc_info()[1]) or PROBLEMS[500])


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token no longer fits: usually a page from before the last sign-in."""
    return answer(request, _FORM_EXPIRED)


def preview(request: HttpRequest, status: int) -> HttpResponse:
    """The problem page of one status, to look at."""
    if status not in PROBLEMS:
        raise Http404
    return answer(request, PROBLEMS[status])
