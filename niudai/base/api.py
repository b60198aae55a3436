"""API of the base: how far a background job is."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from niudai.base import queries

router = Router(tags=["后台作业"])


class JobOut(Schema):
    """A background job as its owner sees it."""

    code: UUID
    title: str
    state: str = Field(description="waiting running done failed stopped")
    state_text: str
    done: int = Field(description="已办件数")
    total: int = Field(description="总件数")
    message: str
    result: dict[str, Any]
    result_url: str


@router.get("jobs/{code}", response=JobOut, operation_id="jobs_get", summary="查看后台作业进度")
def jobs_get(request: HttpRequest, code: UUID) -> dict[str, Any]:
    """One of the caller's own jobs, else 404."""
    job = queries.job(request.actor, code)  # type: ignore[attr-defined]
    return {
        "code": job.code,
        "title": job.title,
        "state": job.state,
        "state_text": job.get_state_display(),
        "done": job.done,
        "total": job.total,
        "message": job.message,
        "result": job.result,
        "result_url": job.result_url,
    }
