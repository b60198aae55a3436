"""The docs page: the OpenAPI schema as a readable Chinese page, served from here alone."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from niudai.api.app import api
from niudai.base.web.pages import page


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Open to everybody: it tells what can be asked, not what is in the house."""
    return page(request, "api/docs.html", {"operations": operations(), "title": api.title})


@cache
def operations() -> list[dict[str, Any]]:
    """The operations in order of their address, with parameters and body fields in plain words."""
    schema = api.get_openapi_schema()
    found = []
    for address, methods in schema["paths"].items():
        for method, operation in methods.items():
            found.append(
                {
                    "id": operation["operationId"],
                    "method": method.upper(),
                    "address": address,
                    "summary": operation.get("summary", ""),
                    "description": _for_readers(operation.get("description", "")),
                    "parameters": [_parameter(one) for one in operation.get("parameters", [])],
                    "body": list(_body_fields(schema, operation)),
                }
            )
    return sorted(found, key=lambda item: (item["address"], item["method"]))


def _for_readers(description: str) -> str:
    """The description, unless it is only the docstring that ninja puts there, which is for programmers."""
    return description if description.endswith("。") else ""


def _parameter(parameter: dict[str, Any]) -> dict[str, Any]:
    shape = parameter["schema"]
    return {
        "name": parameter["name"],
        "place": "地址" if parameter["in"] == "path" else "查询",
        "required": parameter.get("required", False),
        "description": parameter.get("description") or shape.get("description", ""),
        "type": _type_of(shape),
    }


def _body_fields(schema: dict[str, Any], operation: dict[str, Any]) -> Any:
    for media, content in operation.get("requestBody", {}).get("content", {}).items():
        shape = content["schema"]
        if "$ref" in shape:
            shape = schema["components"]["schemas"][shape["$ref"].rsplit("/", 1)[1]]
        for name, field in shape.get("properties", {}).items():
            yield {
                "name": name,
                "media": media,
                "required": name in shape.get("required", []),
                "description": field.get("description", ""),
                "type": _type_of(field),
            }


TYPES = {
    "string": "文字",
    "integer": "整数",
    "number": "数字",
    "boolean": "是或否",
    "array": "列表",
    "object": "对象",
}


FORMATS = {"date": "日期", "binary": "文件"}


def _type_of(field: dict[str, Any]) -> str:
    choices = [part for part in field.get("anyOf", [field]) if part.get("type") != "null"]
    shape = choices[0] if choices else field
    if shape.get("format") in FORMATS:
        return FORMATS[shape["format"]]
    return TYPES.get(shape.get("type", ""), "文字")
