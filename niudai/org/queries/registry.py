"""Reads of organizations: lists, trees, one organization and its neighbourhood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from niudai.base.actors import Actor
from niudai.base.calendar import today
from niudai.base.errors import Unseen
from niudai.base.fields import beginning
from niudai.org.choices import HEAD_TITLES, Line
from niudai.org.models import (
    CoveredUnit,
    Leadership,
    Member,
    Organization,
    Post,
    Term,
)
from niudai.org.queries.actors import held_today

MOST_NEIGHBOURS = 60
DUE_SOON = timedelta(days=183)  # half a year: preparing an election takes that long


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An organization beside another; `code` is "" when the actor may know its name only."""

    name: str
    short_name: str
    line: str
    line_name: str
    form_name: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Who stands around one organization (四线图).

    `beside` are the other lines' organizations of the same unit, or of the same division when
    there is no unit, less the leader and the led. Long lists are cut at 60; `children_count` and `led_count` are whole.
    """

    leader: Neighbour | None
    led_since: date | None
    parent: Neighbour | None
    children: tuple[Neighbour, ...]
    children_count: int
    led: tuple[Neighbour, ...]
    led_count: int
    beside: tuple[Neighbour, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """Figures of one organization: members 人 and women among them, covered units 个."""

    members: int
    women: int
    units: int


def organizations(actor: Actor) -> QuerySet[Organization]:
    """The organizations within the actor's posts, with division, unit and parent."""
    rows = Organization.objects.visible_to(actor)
    return rows.select_related("division", "unit", "parent")


def organizations_listed(actor: Actor) -> QuerySet[Organization]:
    """`organizations` with `leader_name`, `head_name` (its secretary or chair, else who holds a post of rights) and `member_count`."""
    leader = Leadership.objects.filter(mass=OuterRef("pk"), ended_on=None)
    heads = Q(title__in=HEAD_TITLES) | ~Q(role="")
    head = Post.objects.filter(heads, held_today(), organization=OuterRef("pk"))
    first = Case(When(title__in=HEAD_TITLES, then=0), default=1)
    members = (
        Member.objects.unrestricted("how many members an organization in sight has")
        .filter(jurisdiction=OuterRef("jurisdiction"), organization=OuterRef("pk"), left_on=None)
        .order_by()
        .values("organization")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return organizations(actor).annotate(
        leader_name=Subquery(leader.values("party__short_name")[:1]),
        head_name=Subquery(head.order_by(first, "pk").values("holder")[:1]),
        member_count=Coalesce(Subquery(members), 0),
    )


def organizations_narrowed(
    actor: Actor,
    *,
    line: str = "",
    unit_class: str = "",
    text: str = "",
    open_only: bool = True,
    after: str = "",
) -> QuerySet[Organization]:
    """`organizations` by code, those after code `after`, narrowed by whatever is given."""
    rows = organizations(actor).filter(code__gt=after).order_by("code")
    if line:
        rows = rows.filter(line=line)
    if unit_class:
        rows = rows.filter(unit_class=unit_class)
    if text.strip():
        rows = rows.filter(matching(text))
    return rows.filter(open_on(today())) if open_only else rows


def organization(actor: Actor, code: str) -> Organization:
    """One organization within the actor's posts by its code; Unseen when there is none."""
    found = organizations(actor).filter(code=code).first()
    if found is None:
        raise Unseen
    return found


def open_on(day: date) -> Q:
    """Organizations that exist on `day`."""
    return Q(opened_on__lte=day) & (Q(closed_on=None) | Q(closed_on__gt=day))


def without_leader() -> Q:
    """Mass organizations nobody leads at present."""
    pairs = Leadership.objects.filter(mass=OuterRef("pk"), ended_on=None)
    return ~Q(line=Line.PARTY) & ~Q(Exists(pairs))


def matching(text: str) -> Q:
    """Organizations whose name holds `text`, or whose initials or code begin with it."""
    key = text.strip()
    condition = Q(name__contains=key)
    if key.isascii():
        condition |= beginning(key.lower(), "initials") | beginning(key.upper(), "code")
    return condition


def neighbourhood(actor: Actor, organization: Organization) -> Neighbourhood:
    """The four-line picture around an organization in sight; six queries, however many neighbours.

    Names of neighbours out of sight are given without their code, so that nothing links there.
    """
    rows = Organization.objects.unrestricted("neighbours' names").filter(open_on(today()))
    pairs = Leadership.objects.filter(jurisdiction=organization.jurisdiction, ended_on=None)
    leadership = pairs.filter(mass=organization).select_related("party").first()
    children = list(rows.filter(parent=organization).order_by("path"))
    led = list(
        rows.filter(pk__in=pairs.filter(party=organization).values("mass")).order_by("line", "path")
    )
    leader_id = leadership.party_id if leadership else 0
    beside = list(_beside(rows, organization).exclude(pk__in=[leader_id, *(row.pk for row in led)]))
    shown = [*children[:MOST_NEIGHBOURS], *led[:MOST_NEIGHBOURS], *beside[:MOST_NEIGHBOURS]]
    ids = {row.pk for row in shown}
    ids |= {pk for pk in (organization.parent_id, leader_id) if pk}
    seen = Organization.objects.visible_to(actor).filter(pk__in=ids)
    visible = set(seen.values_list("pk", flat=True))

    def neighbour(row: Organization) -> Neighbour:
        return Neighbour(
            name=row.name,
            short_name=row.short_name,
            line=row.line,
            line_name=row.get_line_display(),
            form_name=row.get_form_display(),
            code=row.code if row.pk in visible else "",
        )

    return Neighbourhood(
        leader=neighbour(leadership.party) if leadership else None,
        led_since=leadership.started_on if leadership else None,
        parent=neighbour(organization.parent) if organization.parent else None,
        children=tuple(map(neighbour, children[:MOST_NEIGHBOURS])),
        children_count=len(children),
        led=tuple(map(neighbour, led[:MOST_NEIGHBOURS])),
        led_count=len(led),
        beside=tuple(map(neighbour, beside[:MOST_NEIGHBOURS])),
    )


def _beside(rows: QuerySet[Organization], organization: Organization) -> QuerySet[Organization]:
    same = Q(unit=organization.unit_id) if organization.unit_id else Q(unit=None)
    others = rows.filter(
        same, jurisdiction=organization.jurisdiction, division=organization.division_id
    )
    return others.exclude(line=organization.line).order_by("line", "path")


def codes_by_organization(actor: Actor) -> dict[int, str]:
    """{organization id: its code} for the organizations at which the actor holds a post."""
    rows = Organization.objects.visible_to(actor).filter(pk__in=actor.organization_ids())
    return dict(rows.values_list("pk", "code"))


def counts(organization: Organization) -> Counts:
    """Members and covered units of one organization in sight; two queries."""
    members = Member.objects.unrestricted("figures of an organization in sight").filter(
        jurisdiction=organization.jurisdiction, organization=organization, left_on=None
    )
    figures = members.aggregate(members=Count("pk"), women=Count("pk", filter=Q(gender="female")))
    units = CoveredUnit.objects.filter(
        jurisdiction=organization.jurisdiction, organization=organization, ended_on=None
    )
    return Counts(members=figures["members"], women=figures["women"], units=units.count())


def posts(organization: Organization) -> list[Post]:
    """Who holds a post at an organization in sight today or from a later day on."""
    rows = Post.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=today()),
        jurisdiction=organization.jurisdiction,
        organization=organization,
    )
    return list(rows.select_related("account", "organization").order_by("started_on", "pk"))


def past_posts(organization: Organization) -> list[Post]:
    """Who held a post there before, the latest first; at most 50."""
    rows = Post.objects.filter(
        jurisdiction=organization.jurisdiction,
        organization=organization,
        ended_on__lte=today(),
    )
    return list(rows.order_by("-ended_on", "-pk")[:50])


def post(organization: Organization, pk: int) -> Post:
    """One post at an organization in sight; Unseen when it stands elsewhere."""
    rows = Post.objects.filter(jurisdiction=organization.jurisdiction, organization=organization)
    found = rows.select_related("account", "organization", "term").filter(pk=pk).first()
    if found is None:
        raise Unseen
    return found


def terms(organization: Organization) -> list[Term]:
    """The terms of an organization in sight, the latest first."""
    rows = Term.objects.filter(jurisdiction=organization.jurisdiction, organization=organization)
    return list(rows.order_by("-number"))


def current_term(organization: Organization) -> Term | None:
    """The term that runs now."""
    return next((term for term in terms(organization) if term.ended_on is None), None)


def terms_due(actor: Actor, by: date | None = None) -> QuerySet[Term]:
    """Open terms in sight that are due by a day (default: within half a year), the earliest first."""
    limit = by or today() + DUE_SOON
    seen = Organization.objects.visible_to(actor).filter(open_on(today()))
    rows = Term.objects.filter(ended_on=None, due_on__lte=limit, organization__in=seen)
    return rows.select_related("organization").order_by("due_on", "pk")


def covered_units(organization: Organization) -> list[CoveredUnit]:
    """The units an organization in sight covers now."""
    rows = CoveredUnit.objects.filter(
        jurisdiction=organization.jurisdiction, organization=organization, ended_on=None
    )
    return list(rows.select_related("unit__division").order_by("unit__name"))


def covered_unit(organization: Organization, pk: int) -> CoveredUnit:
    """One covered unit of an organization in sight; Unseen when it is another's."""
    rows = CoveredUnit.objects.filter(organization=organization, pk=pk, ended_on=None)
    found = rows.select_related("unit", "organization").first()
    if found is None:
        raise Unseen
    return found


@dataclass(frozen=True, slots=True)
class TreeEntry:
    """An open organization as a tree shows it: few values, because a tree shows a thousand."""

    code: str
    name: str
    line: str
    form: str
    path: str
    division: str
    division_path: str
    unit: str | None


def tree(actor: Actor, line: str) -> list[TreeEntry]:
    """The open organizations of a line in sight, each after its parent; one query."""
    return _entries(Organization.objects.visible_to(actor).filter(line=line).order_by("path"))


def by_division(actor: Actor) -> list[TreeEntry]:
    """The open organizations of all lines in sight, by division and line; one query."""
    rows = Organization.objects.visible_to(actor)
    return _entries(rows.order_by("division__path", "line", "path"))


def _entries(rows: QuerySet[Organization]) -> list[TreeEntry]:
    columns = ("code", "name", "line", "form", "path", "division__name", "division__path")
    found = rows.filter(open_on(today())).values_list(*columns, "unit__name")
    return [TreeEntry(*values) for values in found]


def possible_parents(actor: Actor, organization: Organization) -> QuerySet[Organization]:
    """Where an organization may be moved: open ones of its line, not itself and not below it."""
    rows = organizations(actor).filter(
        open_on(today()), line=organization.line, jurisdiction=organization.jurisdiction
    )
    return rows.exclude(path__gte=organization.path, path__lt=organization.path + "~")


def possible_leaders(actor: Actor, jurisdiction: int) -> QuerySet[Organization]:
    """The open Party organizations in sight of one jurisdiction."""
    rows = organizations(actor).filter(open_on(today()), line=Line.PARTY, jurisdiction=jurisdiction)
    return rows.order_by("path")
