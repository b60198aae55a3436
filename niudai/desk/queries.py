"""What a home page shows, by role; every figure comes from the room that owns it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from niudai.base.actors import Actor, Scope
from niudai.base.calendar import today
from niudai.base.models import AuditChain, AuditEntry
from niudai.base.periods import Period
from niudai.base.remembering import remembered
from niudai.ledger.models import Entry
from niudai.ledger.queries import entries
from niudai.org.choices import OFFICE_ROLES, Line, Role
from niudai.org.models import Account, Leadership
from niudai.sync.queries import (
    StepSpec,
    VersionSpec,
    area_rollup,
    current_versions,
    first_of,
    lines_of,
    pair_matrix,
    rollup,
    visible_pairs,
)
from niudai.sync.tallies import Cell
from niudai.work.models import Plan
from niudai.work.queries import Counts, Progress, Todo, counts, progress_by_plan, todo
from niudai.work.queries.plans import plans

MOST_THINGS = 3  # what a grassroots secretary is shown on a phone


@dataclass(frozen=True, slots=True)
class SyncLine:
    """One row of the small matrix on a home page: a line (or a pair) with its cell for each step."""

    title: str
    line: str
    framework: str
    cells: tuple[tuple[StepSpec, Cell | None], ...]
    pair: Leadership | None = None


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One plan with its three numbers."""

    plan: Plan
    progress: Progress


@dataclass(frozen=True, slots=True)
class Home:
    """Everything on one home page; lists that a role has no use for stay empty."""

    kind: str  # office, community, grassroots, or the administrator's role
    todo: Todo
    counts: Counts
    period: Period
    plans: list[PlanLine] = field(default_factory=list)
    sync: list[SyncLine] = field(default_factory=list)
    recent: list[Entry] = field(default_factory=list)

    @property
    def things(self) -> list:
        """The first things to do, at most three."""
        return self.todo.body[:MOST_THINGS]


def home(actor: Actor) -> Home:
    """The home page of whoever has at least one post."""
    period = Period.of("year", today())
    kind = _kind(actor)
    if kind == "grassroots":
        return Home(
            kind=kind,
            todo=todo(actor, limit=MOST_THINGS),
            counts=remembered(actor, "counts", lambda: counts(actor)),
            period=period,
            sync=[_pair_line(actor, pair, period) for pair in _own_pairs(actor)],
            recent=list(entries(actor).filter(voided_at=None)[:3]),
        )
    return Home(
        kind=kind,
        todo=todo(actor, limit=8),
        counts=remembered(actor, "counts", lambda: counts(actor)),
        period=period,
        plans=_plans(actor),
        sync=list(_lines(actor, period)),
    )


def _kind(actor: Actor) -> str:
    roles = actor.roles()
    if roles & set(OFFICE_ROLES):
        return "office"
    return "community" if Role.COMMUNITY_SECRETARY in roles else "grassroots"


def _plans(actor: Actor) -> list[PlanLine]:
    found = list(plans(actor).exclude(state__in=("discarded", "merged"))[:5])
    name = f"progress {[plan.pk for plan in found]}"
    numbers = remembered(actor, name, lambda: progress_by_plan(actor, found))
    return [PlanLine(plan, numbers.get(plan.pk, Progress())) for plan in found]


def _lines(actor: Actor, period: Period) -> Iterator[SyncLine]:
    """One row per line: from the jurisdiction's own summary where the post covers all of it."""
    current: dict[int, list[VersionSpec]] = {}
    for line in lines_of(actor):
        whole = _whole_scope(actor, line)
        jurisdiction = (whole or actor.scopes[0]).jurisdiction
        if jurisdiction not in current:
            current[jurisdiction] = current_versions(jurisdiction)
        versions = [version for version in current[jurisdiction] if version.line == line]
        if not versions:  # nothing to keep step with yet
            continue
        if whole is None:
            totals = rollup(actor, line=line, period=period)
            shown = tuple(zip(totals.version.steps, totals.totals, strict=True))
            yield SyncLine(Line(line).label, line, totals.version.name, shown)
            continue
        version = first_of(versions)
        area = area_rollup([jurisdiction], framework=version.key, period=period)[0]
        cells = tuple((step, area.cells.get(step.key)) for step in version.steps)
        yield SyncLine(Line(line).label, line, version.name, cells)


def _whole_scope(actor: Actor, line: str) -> Scope | None:
    for scope in actor.scopes:
        if scope.whole and scope.line in (Line.PARTY, line):
            return scope
    return None


def _own_pairs(actor: Actor) -> list[Leadership]:
    own = actor.organization_ids()
    pairs = [pair for pair in visible_pairs(actor).filter(ended_on=None) if pair.mass_id in own]
    return [pair for pair in pairs if current_versions(pair.jurisdiction, line=pair.line)]


def _pair_line(actor: Actor, pair: Leadership, period: Period) -> SyncLine:
    matrix = pair_matrix(actor, pair, period=period)
    cells = tuple(zip(matrix.version.steps, matrix.rows[0].cells, strict=True))
    return SyncLine(pair.mass.short_name, pair.line, matrix.version.name, cells, pair)


@dataclass(frozen=True, slots=True)
class AuditHome:
    """What the audit administrator sees first."""

    lines: int  # audit lines of all chains
    latest: list[AuditEntry]


def audit_home(actor: Actor) -> AuditHome:
    """The newest audit lines and how many there are."""
    rows = AuditEntry.objects.visible_to(actor).order_by("-at", "-pk")
    lines = sum(AuditChain.objects.values_list("seq", flat=True))
    return AuditHome(lines, list(rows[:8]))


@dataclass(frozen=True, slots=True)
class SecurityHome:
    """What the security administrator sees first, in accounts."""

    active: int
    waiting: int  # still with their first password
    disabled: int


def security_home(actor: Actor) -> SecurityHome:
    """How many accounts of the jurisdiction stand where."""
    rows = Account.objects.filter(jurisdiction=actor.jurisdiction)
    return SecurityHome(
        active=rows.filter(is_active=True).count(),
        waiting=rows.filter(is_active=True, must_change_password=True).count(),
        disabled=rows.filter(is_active=False).count(),
    )
