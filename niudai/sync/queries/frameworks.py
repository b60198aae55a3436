"""Which frameworks hold for a jurisdiction on a day, as plain values."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from niudai.base.actors import Actor
from niudai.base.calendar import today
from niudai.base.errors import Unseen
from niudai.base.periods import MONTHS, Period
from niudai.ledger.choices import Kind
from niudai.org.choices import MASS_LINES, Line
from niudai.sync.choices import PER_WORDS
from niudai.sync.models import ContentRow, Framework, FrameworkVersion, Step


@dataclass(frozen=True, slots=True)
class RowSpec:
    """A content row (带的内容); `key` is "" for the total row over all facts."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class StepSpec:
    """A process step (同的环节); `tolerance` in days, `required` facts per `required_per` or None."""

    id: int
    key: str
    name: str
    kind: str
    tolerance: int
    required: int | None
    required_per: str

    @property
    def kind_label(self) -> str:
        """The word of the kind."""
        return Kind(self.kind).label

    @property
    def per_label(self) -> str:
        """月, 季度, 半年 or 年."""
        return PER_WORDS[self.required_per]

    def required_in(self, period: Period) -> int | None:
        """How often the Party side must act in `period`; None for a period shorter than the rule's."""
        if self.required is None:
            return None
        times = MONTHS[period.kind] // MONTHS[self.required_per]  # type: ignore[index]
        return self.required * times or None


@dataclass(frozen=True, slots=True)
class VersionSpec:
    """One version of a framework with its rows and steps in order."""

    id: int
    framework_id: int
    key: str
    name: str
    line: str
    jurisdiction: int  # 0: ships with the product
    number: int
    effective_on: datetime.date
    source: str
    rows: tuple[RowSpec, ...]
    steps: tuple[StepSpec, ...]

    def code_of(self, row: RowSpec) -> str:
        """What an entry carries for the content row: `<framework>/<row>`; "" for the total row."""
        return f"{self.key}/{row.key}" if row.key else ""

    @property
    def all_rows(self) -> tuple[RowSpec, ...]:
        """The total row, then the content rows."""
        return (TOTAL, *self.rows)

    @property
    def line_label(self) -> str:
        """The word of the line."""
        return Line(self.line).label

    @property
    def next_number(self) -> int:
        """The number of the version after this one."""
        return self.number + 1

    def step(self, key: str) -> StepSpec:
        """The step of this key; raises Unseen."""
        return _named(self.steps, key, "没有这个环节，请从矩阵中打开。")

    def row(self, key: str) -> RowSpec:
        """The row of this key ("" = total); raises Unseen."""
        return _named(self.all_rows, key, "没有这项内容，请从矩阵中打开。")


TOTAL = RowSpec("", "全部事项")


def current_versions(
    jurisdiction: int, *, line: str = "", on: datetime.date | None = None
) -> list[VersionSpec]:
    """The version of each framework that holds on a day (default today); three queries.

    By line, what ships before what was added.
    A jurisdiction's own framework stands in for the shipped one of the same key.
    """
    rows = FrameworkVersion.objects.filter(
        framework__jurisdiction__in=(0, jurisdiction), effective_on__lte=on or today()
    )
    if line:
        rows = rows.filter(framework__line=line)
    latest: dict[str, FrameworkVersion] = {}
    shipped = set()
    for version in sorted(rows.select_related("framework"), key=_precedence):
        latest[version.framework.key] = version
        if not version.framework.jurisdiction:
            shipped.add(version.framework.key)
    return sorted(
        _specs(latest.values()),
        key=lambda spec: (MASS_LINES.index(spec.line), spec.key not in shipped, spec.framework_id),
    )


def versions_of(jurisdiction: int, key: str) -> list[VersionSpec]:
    """All versions of one framework that the jurisdiction has or had, newest first; Unseen if none."""
    rows = FrameworkVersion.objects.filter(
        framework__jurisdiction__in=(0, jurisdiction), framework__key=key
    )
    found = sorted(rows.select_related("framework"), key=_precedence, reverse=True)
    if not found:
        raise Unseen("没有找到这个框架。")
    return _specs(found)


def in_force(versions: Iterable[VersionSpec]) -> VersionSpec | None:
    """Of the versions of one framework (newest first), the one that holds today."""
    return next((version for version in versions if version.effective_on <= today()), None)


def jurisdiction_of(actor: Actor) -> int:
    """The jurisdiction whose frameworks the actor works with: that of its first post."""
    return actor.main.jurisdiction if actor.main else actor.jurisdiction


def framework_keys(jurisdiction: int) -> list[str]:
    """The keys of all frameworks a jurisdiction has, in the order they were made."""
    rows = Framework.objects.filter(jurisdiction__in=(0, jurisdiction)).order_by("pk")
    return list(dict.fromkeys(rows.values_list("key", flat=True)))


def content_rows(jurisdiction: int) -> list[tuple[str, str, str, str]]:
    """The rows that ledger entries may carry: (code, name, framework, line); for ledger.followers."""
    return [
        (version.code_of(row), row.name, version.name, version.line)
        for version in current_versions(jurisdiction)
        for row in version.rows
    ]


def _precedence(version: FrameworkVersion) -> tuple[bool, datetime.date, int]:
    return version.framework.jurisdiction != 0, version.effective_on, version.number


def _specs(versions: Iterable[FrameworkVersion]) -> list[VersionSpec]:
    versions = list(versions)
    ids = [version.pk for version in versions]
    rows: defaultdict[int, list[RowSpec]] = defaultdict(list)
    steps: defaultdict[int, list[StepSpec]] = defaultdict(list)
    for row in ContentRow.objects.filter(version__in=ids):
        rows[row.version_id].append(RowSpec(row.key, row.name))
    for step in Step.objects.filter(version__in=ids):
        steps[step.version_id].append(
            StepSpec(
                id=step.pk,
                key=step.key,
                name=step.name,
                kind=step.kind,
                tolerance=step.tolerance,
                required=step.required,
                required_per=step.required_per,
            )
        )
    return [
        VersionSpec(
            id=version.pk,
            framework_id=version.framework_id,
            key=version.framework.key,
            name=version.framework.name,
            line=version.framework.line,
            jurisdiction=version.framework.jurisdiction,
            number=version.number,
            effective_on=version.effective_on,
            source=version.source,
            rows=tuple(rows[version.pk]),
            steps=tuple(steps[version.pk]),
        )
        for version in versions
    ]


def _named(items, key, words):  # type: ignore[no-untyped-def]
    for item in items:
        if item.key == key:
            return item
    raise Unseen(words)
