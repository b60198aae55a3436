"""Columns of a decomposition table (任务分解表): what each column holds, told from its header words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from .patterns import lazy

# The first row whose words stand in a header gives the role, so narrower words come first.
ROLE_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("none", ("单位类别", "情况", "进展", "备注", "说明", "分值", "得分", "评分", "销号")),
    ("number", ("序号", "编号", "项次")),
    ("other", ("配合", "协办", "协同", "协助", "参与", "参加", "协作")),
    ("lead", ("牵头", "主责", "主办")),
    ("owner", ("责任", "负责", "承办", "落实单位", "落实部门", "实施单位", "实施主体", "条线")),
    ("owner", ("完成单位", "执行单位", "分工单位")),
    ("due", ("时限", "时间", "期限", "节点", "日期", "进度安排")),
    ("measure", ("措施", "举措", "具体", "内容", "做法", "细化", "抓手", "路径")),
    ("task", ("目标任务",)),
    ("target", ("目标", "指标", "标准", "成效", "成果", "标志", "要求")),
    ("area", ("类别", "领域", "板块", "方面", "分类", "大类")),
    ("task", ("任务", "事项", "工作", "项目", "要点")),
)
BARE_OWNERS = ("单位", "部门", "科室", "处室")  # 考核部门 is none, 部门 alone is
PERSON_WORDS = ("领导", "责任人", "负责人", "联系人", "经办人")
HEADER_MAX = 16  # characters; a longer cell is content
TEXT_ROLES = ("area", "task", "measure", "target")
OWNER_ROLES = ("lead", "owner", "other")
_BRACKETED = lazy(r"（[^（）]{0,30}）")


@lru_cache(maxsize=1024)
def role_of(header: str) -> str:
    """Return what a column with this header holds, "" if its words say nothing.

    `number` 序号, `area` `task` `measure` the work from the wider to the narrower word, `target`
    what is to be reached, `lead` `owner` `other` bodies, `person` names of people, `due` time
    limits, `none` what the plan does not need.

    >>> role_of("牵 头 单 位"), role_of("责任领导"), role_of("完成时限（月底前）"), role_of("甲")
    ('lead', 'person', 'due', '')
    """
    plain = _BRACKETED.sub("", re.sub(r"\s", "", header))
    if not 0 < len(plain) <= HEADER_MAX or re.search("[。；：“]", plain):
        return ""
    bodies = any(word in plain for word in BARE_OWNERS)
    if any(word in plain for word in PERSON_WORDS) and not bodies:
        return "person"
    if plain in BARE_OWNERS:
        return "owner"
    return next((r for r, listed in ROLE_WORDS if any(word in plain for word in listed)), "")


def roles_of(headers: Sequence[str]) -> tuple[str, ...]:
    """Return the role of each column, an empty tuple if the row is no header of such a table.

    A header names work and who does it or by when, and most of its cells are understood.

    >>> roles_of(["序号", "工作任务", "责任单位"]), roles_of(["时间", "地点"])
    (('number', 'task', 'owner'), ())
    """
    if max(map(len, headers), default=0) > 2 * HEADER_MAX:
        return ()
    roles = tuple(role_of(header) for header in headers)
    filled = sum(bool(header) for header in headers)
    known = sum(bool(role) for role in roles)
    works = any(role in TEXT_ROLES for role in roles)
    assigns = any(role in (*OWNER_ROLES, "due", "person") for role in roles)
    return roles if works and assigns and known * 2 >= filled else ()


def second_header(first: Sequence[str], below: Sequence[str]) -> list[str] | None:
    """Return the headers of a table whose header has two rows, None if `below` is no header row.

    Every word of the second row must be a header, and at least one must stand under an empty cell
    or split the cell above it.

    >>> second_header(["任务", "责任分工", "", "时限"], ["", "牵头单位", "配合单位", ""])
    ['任务', '牵头单位', '配合单位', '时限']
    >>> second_header(["任务", "责任单位"], ["走访", "工会"])
    """
    width = max(len(first), len(below))
    upper = [*first, *[""] * (width - len(first))]
    lower = [*below, *[""] * (width - len(below))]
    named = [i for i, text in enumerate(lower) if text]
    if not named or any(role_of(lower[i]) in ("", "none", "number") for i in named):
        return None
    if all(lower) or not any(not upper[i] or i + 1 in named for i in named):
        return None
    return [low or up for up, low in zip(upper, lower, strict=True)]
