"""Every failure of the API as one problem+json document (RFC 9457) in Chinese."""

from __future__ import annotations

import json
import logging
from typing import Any

from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from niudai.base.errors import NiudaiError, busy

log = logging.getLogger(__name__)
TITLES = {
    400: "请求格式不对",
    401: "令牌无效",
    403: "无权办理",
    404: "没有找到",
    409: "他人已处理",
    413: "内容过大",
    422: "内容有误",
    500: "系统出错",
}
BY_TYPE = {
    "missing": "缺少必填内容",
    "extra_forbidden": "有不认识的字段",
    "uuid_parsing": "代码格式不对",
    "date_from_datetime_parsing": "日期应写成 2026-03-05，且须确有其日",
    "date_parsing": "日期应写成 2026-03-05，且须确有其日",
    "int_parsing": "应填整数",
    "decimal_parsing": "应填数字",
    "enum": "不在可选值之内",
    "literal_error": "不在可选值之内",
    "string_too_long": "文字过长",
    "json_invalid": "不是有效的 JSON",
}


def problem(status: int, detail: str, **more: Any) -> HttpResponse:
    """One problem document; `more` may carry `field` or `errors`."""
    body = {"type": "about:blank", "title": TITLES.get(status, "未完成"), "status": status}
    body |= {"detail": detail} | {name: value for name, value in more.items() if value}
    text = json.dumps(body, ensure_ascii=False)
    return HttpResponse(text, status=status, content_type="application/problem+json; charset=utf-8")


def attach(api: NinjaAPI) -> None:
    """Tell `api` how each kind of failure is answered."""

    @api.exception_handler(NiudaiError)
    def ours(request: HttpRequest, error: NiudaiError) -> HttpResponse:
        return problem(error.status, error.message, field=error.field)

    @api.exception_handler(Http404)
    def unknown(request: HttpRequest, error: Http404) -> HttpResponse:
        return problem(404, "没有找到，或者您无权查看。")

    @api.exception_handler(AuthenticationError)
    def nobody(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        answer = problem(401, "请在 Authorization 头中提供有效的令牌；令牌可能已过期或被撤销。")
        answer["WWW-Authenticate"] = "Bearer"
        return answer

    @api.exception_handler(ValidationError)
    def malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:
        found = [
            {
                "field": ".".join(str(part) for part in item["loc"][1:]),
                "detail": BY_TYPE.get(item["type"], "这一项填写有误"),
            }
            for item in error.errors
        ]
        sentence = "；".join(f"{item['field'] or '请求'}：{item['detail']}" for item in found)
        return problem(422, f"{sentence}。", errors=found)

    @api.exception_handler(HttpError)
    def broken(request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(error.status_code, "请求无法读懂，请核对格式后重试。")

    @api.exception_handler(OperationalError)
    def undone(request: HttpRequest, error: OperationalError) -> HttpResponse:
        told = busy(error)
        return ours(request, told) if told else fault(request, error)

    @api.exception_handler(Exception)
    def fault(request: HttpRequest, error: Exception) -> HttpResponse:
        log.exception("API fault at %s", request.path, exc_info=error)
        return problem(500, "系统出错，已记入日志，请稍后重试或联系管理员。")
