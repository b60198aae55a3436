"""API of revisions: a draft beside the plan it revises, and pairing by hand."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from niudai.base.actors import Actor
from niudai.work.actions import revising
from niudai.work.queries import plans as plan_queries
from niudai.work.queries import revisions as queries
from niudai.work.rules import plans as rules

router = Router(tags=["方案"])


class SideOut(Schema):
    """One item on one side."""

    code: UUID = Field(description="条目代码")
    number_text: str = Field(description="原文序号")
    path: list[str] = Field(description="上级标题，由外到内")
    title: str
    text: str = Field(description="内容，不含序号")


class ValueOut(Schema):
    """One value that differs, in words."""

    label: str
    current: str = Field(description="现用")
    draft: str = Field(description="修订稿中现在的值")
    document: str | None = Field(description="原件的说法；与现用一致、或两份原件说法相同的为空")
    revision: str | None = Field(description="修订件的说法，同上")


class TasksOut(Schema):
    """Tasks of one measure (项)."""

    open: int = Field(description="在办")
    done: int = Field(description="已核验、办结")
    recallable: int = Field(description="在办中可撤回的")


class LineOut(Schema):
    """What became of one item."""

    kind: str = Field(description="unchanged changed new dropped")
    old: SideOut | None = Field(description="原方案的条目，新增的为空")
    new: SideOut | None = Field(description="修订稿的条目，取消的为空")
    similarity: float = Field(description="文字相似度，0 到 1；没有对应的为 0")
    values: list[ValueOut]
    notes: list[str]
    tasks: TasksOut
    consequence: str = Field(description="印发后在办任务怎么办，没有任务的为空")


class ComparisonOut(Schema):
    """A revision draft beside its plan."""

    plan: UUID = Field(description="修订稿代码")
    revises: UUID = Field(description="原方案代码")
    revision: int = Field(description="草稿的版本号，修改时带上")
    counts: dict[str, int] = Field(description="各类条数")
    lines: list[LineOut]


class PairIn(Schema):
    """Which item of the plan an item of the draft goes on from."""

    revision: int = Field(description="所依据的草稿版本号")
    earlier: UUID | None = Field(description="原方案的条目代码；空值表示不是同一条")


@router.get(
    "plans/{code}/comparison",
    response=ComparisonOut,
    operation_id="plans_comparison",
    summary="对照修订稿与原方案",
)
def plans_comparison(request: HttpRequest, code: UUID) -> dict[str, Any]:
    """A revision draft beside its plan."""
    return _comparison(_actor(request), code)


@router.post(
    "items/{code}/pair",
    response=ComparisonOut,
    operation_id="items_pair",
    summary="对应修订稿与原方案的条目",
)
def items_pair(request: HttpRequest, code: UUID, body: PairIn) -> dict[str, Any]:
    """Pair an item of a draft by hand, or take its pairing away."""
    actor = _actor(request)
    item = plan_queries.item(actor, code)
    if body.earlier is None:
        revising.unpair_item(actor=actor, item=item, revision=body.revision)
    else:
        earlier = plan_queries.item(actor, body.earlier)
        revising.pair_items(actor=actor, item=item, earlier=earlier, revision=body.revision)
    return _comparison(actor, item.plan.code)


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined, no-any-return]


def _comparison(actor: Actor, code: UUID) -> dict[str, Any]:
    draft = plan_queries.plan(actor, code)
    rules.may_revise(actor, draft).require()
    found = queries.comparison(actor, draft)
    return {
        "plan": draft.code,
        "revises": draft.revises.code if draft.revises else None,
        "revision": draft.revision,
        "counts": found.counts,
        "lines": [_line(line) for line in found.lines],
    }


def _line(line: queries.Line) -> dict[str, Any]:
    plain = ("kind", "values", "notes", "tasks", "consequence")
    return {name: getattr(line, name) for name in plain} | {
        "similarity": round(line.similarity, 2),
        "old": _side(line.old),
        "new": _side(line.new),
    }


def _side(side: queries.Side | None) -> dict[str, Any] | None:
    if side is None:
        return None
    item = side.item
    return {
        "code": item.code,
        "number_text": item.number_text,
        "path": side.path,
        "title": item.title,
        "text": side.text,
    }
