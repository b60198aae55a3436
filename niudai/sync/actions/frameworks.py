"""Frameworks are data: the three that ship, a jurisdiction's own ones, and new versions of either."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db import transaction

from niudai.base import audit, jobs
from niudai.base.actors import Actor
from niudai.base.calendar import today
from niudai.base.errors import Refused
from niudai.base.search_keys import initials
from niudai.ledger.choices import Kind
from niudai.org.choices import MASS_LINES, Line
from niudai.sync import rules
from niudai.sync.models import ContentRow, Framework, FrameworkVersion, Step
from niudai.sync.queries.frameworks import (
    VersionSpec,
    framework_keys,
    jurisdiction_of,
    versions_of,
)

TOLERANCE: Final = 7
MOST: Final = 12  # rows or steps: more does not fit a page, and no framework in use has more


@dataclass(frozen=True, slots=True)
class NewStep:
    """A step as asked for; `tolerance` 0–60 days, `required` ≥ 1 times per `required_per`, or None."""

    name: str
    kind: str
    tolerance: int = TOLERANCE
    required: int | None = None
    required_per: str = "year"


@transaction.atomic
def add_framework(
    *,
    actor: Actor,
    name: str,
    line: str,
    rows: Sequence[str],
    steps: Sequence[NewStep],
    source: str,
    effective_on: datetime.date | None = None,
) -> Framework:
    """Add a framework of the Party office's own jurisdiction, such as 五带五同步.

    `rows` are the names of the content rows; `source` the document it rests on. Raises NotAllowed;
    Refused (with field) for empty or doubled names, too many rows or steps, a day in the past.
    Effects in order: framework with version 1, audit "sync.add_framework", a job that computes it.
    """
    rules.may_change_frameworks(actor).require()
    name = name.strip()
    if not name or len(name) > 40:
        raise Refused("请填写框架名称，40字以内。", field="name")
    if line not in MASS_LINES:
        raise Refused("请选择工会、共青团或妇联。", field="line")
    jurisdiction = jurisdiction_of(actor)
    taken = Framework.objects.filter(jurisdiction__in=(0, jurisdiction), name=name)
    if taken.exists():
        raise Refused(f"已有名为“{name}”的框架，请换一个名称或修改原框架。", field="name")
    key = _free_key(initials(name), framework_keys(jurisdiction))
    framework = Framework.objects.create(jurisdiction=jurisdiction, key=key, name=name, line=line)
    version = _add_version(framework, None, rows, steps, source, effective_on)
    audit.record(actor, "sync.add_framework", framework, detail={"version": version.number})
    _compute(actor, framework, version)
    return framework


@transaction.atomic
def change_framework(
    *,
    actor: Actor,
    key: str,
    rows: Sequence[str],
    steps: Sequence[NewStep],
    source: str,
    effective_on: datetime.date | None = None,
) -> FrameworkVersion:
    """Add a new version of a framework; what a name meant before keeps its key, so facts stay.

    A framework that ships is first copied for the jurisdiction, so that others keep theirs.
    Raises NotAllowed, Unseen, and Refused as `add_framework`. Effects in order: the version, audit
    "sync.change_framework", a job that computes it.
    """
    rules.may_change_frameworks(actor).require()
    jurisdiction = jurisdiction_of(actor)
    latest = versions_of(jurisdiction, key)[0]
    framework, _ = Framework.objects.get_or_create(
        jurisdiction=jurisdiction, key=key, defaults={"name": latest.name, "line": latest.line}
    )
    version = _add_version(framework, latest, rows, steps, source, effective_on)
    audit.record(actor, "sync.change_framework", framework, detail={"version": version.number})
    _compute(actor, framework, version)
    return version


@transaction.atomic
def seed_frameworks() -> None:
    """The three frameworks that ship; does nothing where they are already."""
    for shipped in SHIPPED:
        framework, _ = Framework.objects.get_or_create(
            jurisdiction=0,
            key=shipped.key,
            defaults={"name": shipped.name, "line": shipped.line},
        )
        if framework.versions.exists():
            continue
        version = FrameworkVersion.objects.create(
            framework=framework, number=1, effective_on=SHIPPED_ON, source=SHIPPED_SOURCE
        )
        ContentRow.objects.bulk_create(
            ContentRow(version=version, key=key, name=name, position=position)
            for position, (key, name) in enumerate(shipped.rows)
        )
        Step.objects.bulk_create(
            Step(
                version=version, key=key, name=name, kind=key,
                tolerance=TOLERANCE, position=position,
            )
            for position, (key, name) in enumerate(shipped.steps)
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shipped:
    """A framework that ships; the key of a step is also the ledger kind that proves it."""

    key: str
    name: str
    line: Line
    rows: tuple[tuple[str, str], ...]
    steps: tuple[tuple[str, str], ...]


SHIPPED_ON: Final = datetime.date(2000, 1, 1)
SHIPPED_SOURCE: Final = "随系统提供"
SHIPPED: Final = (
    Shipped(
        key="union4",
        name="四带四同时",
        line=Line.UNION,
        rows=(
            ("development", "推动科学发展"),
            ("harmony", "促进社会和谐"),
            ("service", "服务职工群众"),
            ("grassroots", "加强基层组织"),
        ),
        steps=(
            ("study", "同时研究"),
            ("deploy", "同时部署"),
            ("inspect", "同时检查"),
            ("implement", "同时落实"),
        ),
    ),
    Shipped(
        key="league6",
        name="六带六同步",
        line=Line.LEAGUE,
        rows=(
            ("thought", "思想"),
            ("organization", "组织"),
            ("leading", "班子"),
            ("cadres", "队伍"),
            ("style", "作风"),
            ("work", "工作"),
        ),
        steps=(
            ("goal", "目标同步定"),
            ("deploy", "任务同步下"),
            ("activity", "活动同步搞"),
            ("venue", "阵地同步建"),
            ("fund", "经费同步筹"),
            ("inspect", "督查同步抓"),
        ),
    ),
    Shipped(
        key="women4",
        name="四带四同步",
        line=Line.WOMEN,
        rows=(
            ("thought", "思想"),
            ("organization", "组织"),
            ("style", "作风"),
            ("career", "事业"),
        ),
        steps=(
            ("goal", "制定目标"),
            ("deploy", "明确任务"),
            ("implement", "落实措施"),
            ("inspect", "督促检查"),
        ),
    ),
)


def _add_version(
    framework: Framework,
    latest: VersionSpec | None,
    rows: Sequence[str],
    steps: Sequence[NewStep],
    source: str,
    effective_on: datetime.date | None,
) -> FrameworkVersion:
    """The next version with its rows and steps, or Refused."""
    row_names = [name.strip() for name in rows if name.strip()]
    _check_names(row_names, "rows", "带的内容")
    _check_names([step.name.strip() for step in steps], "steps", "同的环节")
    for step in steps:
        _check_step(step)
    if not source.strip() or len(source.strip()) > 200:
        raise Refused("请写明依据的文件，200字以内。", field="source")
    day = effective_on or today()
    if day < today():
        raise Refused("启用日期不能早于今天：过去的矩阵按当时的版本计算。", field="effective_on")
    version = FrameworkVersion.objects.create(
        framework=framework,
        number=latest.number + 1 if latest else 1,
        effective_on=day,
        source=source.strip(),
    )
    row_keys = _keys(row_names, {row.name: row.key for row in latest.rows} if latest else {}, "r")
    ContentRow.objects.bulk_create(
        ContentRow(version=version, key=row_keys[name], name=name, position=position)
        for position, name in enumerate(row_names)
    )
    old_steps = {step.name: step.key for step in latest.steps} if latest else {}
    step_keys = _keys([step.name.strip() for step in steps], old_steps, "s")
    Step.objects.bulk_create(
        Step(
            version=version,
            key=step_keys[step.name.strip()],
            name=step.name.strip(),
            kind=step.kind,
            tolerance=step.tolerance,
            required=step.required,
            required_per=step.required_per,
            position=position,
        )
        for position, step in enumerate(steps)
    )
    return version


def _check_names(names: Sequence[str], field: str, what: str) -> None:
    if not names or not all(names):
        raise Refused(f"请填写{what}，每行一项。", field=field)
    if len(names) > MOST:
        raise Refused(f"{what}最多{MOST}项，请合并后再填。", field=field)
    if len(set(names)) < len(names):
        raise Refused(f"{what}有重复，请核对。", field=field)
    if any(len(name) > 40 for name in names):
        raise Refused(f"{what}每项请控制在40字以内。", field=field)


def _check_step(step: NewStep) -> None:
    if step.kind not in Kind.values:
        raise Refused(f"请为“{step.name}”选择证明它的台账类别。", field="steps")
    if not 0 <= step.tolerance <= 60:
        raise Refused(f"“{step.name}”允许相差的天数请填0至60。", field="steps")
    if step.required is not None and not 1 <= step.required <= 366:
        raise Refused(f"“{step.name}”每期应有次数请填1至366，或留空。", field="steps")
    if step.required_per not in {"month", "quarter", "half", "year"}:
        raise Refused(f"请为“{step.name}”选择月、季度、半年或年。", field="steps")


def _keys(names: Sequence[str], kept: dict[str, str], prefix: str) -> dict[str, str]:
    """A key for each name: the one it had, else the next free `<prefix><number>`."""
    keys = {name: kept[name] for name in names if name in kept}
    used = set(kept.values())
    number = 0
    for name in names:
        while name not in keys:
            number += 1
            if f"{prefix}{number}" not in used:
                keys[name] = f"{prefix}{number}"
    return keys


def _free_key(wish: str, taken: Sequence[str]) -> str:
    """A slug of at most 20 characters that no framework of the jurisdiction has."""
    wish = "".join(letter for letter in wish.lower() if letter.isascii() and letter.isalnum())
    wish = (wish or "framework")[:16]
    number, key = 1, wish
    while key in taken:
        number += 1
        key = f"{wish}-{number}"
    return key


def _compute(actor: Actor, framework: Framework, version: FrameworkVersion) -> None:
    """Ask for the summaries; a version of a later day is computed on that day by the periodic job."""
    if version.effective_on <= today():
        jobs.enqueue(
            actor,
            "sync.rebuild",
            title=f"按{version}重新计算同步统计",
            jurisdiction=framework.jurisdiction,
            line=framework.line,
        )
