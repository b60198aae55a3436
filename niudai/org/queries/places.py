"""Reads of divisions and units, and of places in a tree."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from niudai.base.actors import Actor
from niudai.base.errors import Refused, Unseen
from niudai.base.fields import STEP, path_step, subtree
from niudai.org.choices import JURISDICTION_LEVELS
from niudai.org.models import CoveredUnit, Division, Organization, Unit


def next_step(sibling_paths: Iterable[str]) -> str:
    """The path step after the last of the siblings."""
    last = max((path[-STEP:] for path in sibling_paths), default="0000")
    return path_step(int(last, 36) + 1)


def jurisdiction_of(division: Division) -> int:
    """The id of the subdistrict or district a division belongs to: the nearest one upwards."""
    if division.level in JURISDICTION_LEVELS:
        return division.pk
    above = [division.path[:end] for end in range(STEP, len(division.path), STEP)]
    found = Division.objects.filter(path__in=above, level__in=JURISDICTION_LEVELS)
    nearest = found.order_by("-path").values_list("pk", flat=True).first()
    if nearest is None:
        raise Refused("该区划不属于任何街道或区，请先补全上级区划。", field="division")
    return nearest


def jurisdictions_of(actor: Actor) -> frozenset[int]:
    """The jurisdictions in which the actor holds a post; an administrator's own."""
    found = {scope.jurisdiction for scope in actor.scopes}
    return frozenset(found or {actor.jurisdiction})


def divisions(actor: Actor) -> QuerySet[Division]:
    """The divisions of the actor's jurisdictions, top down."""
    condition = Q(pk__in=[])
    heads = Division.objects.filter(pk__in=jurisdictions_of(actor))
    for path in heads.values_list("path", flat=True):
        condition |= subtree(path)
    return Division.objects.filter(condition).order_by("path")


def division(actor: Actor, code: str) -> Division:
    """One division of the actor's jurisdictions by its code; Unseen when there is none."""
    found = divisions(actor).filter(code=code).first()
    if found is None:
        raise Unseen
    return found


def units(actor: Actor) -> QuerySet[Unit]:
    """The units of the actor's jurisdictions with their division."""
    rows = Unit.objects.filter(jurisdiction__in=jurisdictions_of(actor))
    return rows.select_related("division")


def unit(actor: Actor, pk: int) -> Unit:
    """One unit of the actor's jurisdictions; Unseen when there is none."""
    found = units(actor).filter(pk=pk).first()
    if found is None:
        raise Unseen
    return found


def divisions_with_counts(actor: Actor) -> QuerySet[Division]:
    """`divisions` with `units_open` and `organizations_open` (个): what stands there and is in sight."""
    units_open = Unit.objects.filter(division=OuterRef("pk"), closed_on=None)
    seen = Organization.objects.visible_to(actor).filter(division=OuterRef("pk"), closed_on=None)
    return divisions(actor).annotate(
        units_open=_count_of(units_open), organizations_open=_count_of(seen)
    )


def _count_of(rows: QuerySet) -> Coalesce:
    grouped = rows.order_by().values("division").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(grouped), 0)


def uncovered() -> Q:
    """Open units that no organization covers or stands in."""
    covered = CoveredUnit.objects.filter(unit=OuterRef("pk"), ended_on=None)
    standing = Organization.objects.unrestricted("whether anybody stands in a unit").filter(
        unit=OuterRef("pk"), closed_on=None
    )
    return Q(closed_on=None) & ~Q(Exists(covered)) & ~Q(Exists(standing))


def community_choices(actor: Actor) -> list[tuple[str, str]]:
    """(code, name) of the actor's divisions, for filters."""
    return [(row.code, row.name) for row in divisions(actor).only("code", "name", "path")]
