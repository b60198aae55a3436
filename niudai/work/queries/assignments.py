"""Reads about assignments: the list, one with its timeline, the facts its report may cite, who is told."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from niudai.base.actors import Actor
from niudai.base.calendar import today
from niudai.base.errors import Unseen
from niudai.ledger.models import Entry
from niudai.org.choices import OFFICE_ROLES, Role
from niudai.org.models import Organization, Post
from niudai.org.queries import scope_of
from niudai.org.rules import covers
from niudai.work.choices import EventKind
from niudai.work.models import Assignment, AssignmentEvent, ReportFact

CITABLE_BEFORE = timedelta(days=90)  # work done before the task came may also prove it
MOST_CITABLE = 60
HEAVY = (  # columns of the plan that no page of an assignment shows
    "measure__plan__text",
    "measure__plan__warnings",
    "measure__plan__frameworks",
    "measure__why",
)


def assignments(actor: Actor) -> QuerySet[Assignment]:
    """The tasks the actor may see, with their organizations; not yet ordered. One query."""
    rows = Assignment.objects.visible_to(actor).select_related("organization")
    return rows.only(
        "jurisdiction",
        "code",
        "title",
        "line",
        "period",
        "state",
        "due_on",
        "done_on",
        "reported_at",
        "measure_id",
        "organization__code",
        "organization__short_name",
        "organization__line",
        "organization__closed_on",
        "organization__jurisdiction",
        "organization__path",
        "organization__party_path",
    )


def assignment(actor: Actor, code: uuid.UUID) -> Assignment:
    """One visible task with organization, measure and plan, or Unseen. One query."""
    rows = Assignment.objects.visible_to(actor).filter(code=code)
    rows = rows.select_related("organization", "measure__plan__issuer").defer(*HEAVY)
    found = rows.first()
    if found is None:
        raise Unseen()
    return found


def chosen(actor: Actor, codes: Iterable[uuid.UUID]) -> list[Assignment]:
    """The visible tasks among `codes`, by deadline; for acts on a selection. One query."""
    rows = Assignment.objects.visible_to(actor).filter(code__in=list(codes))
    rows = rows.select_related("organization", "measure__plan").defer(*HEAVY)
    return list(rows.order_by("due_on", "pk"))


def timeline(assignment: Assignment) -> list[AssignmentEvent]:
    """What happened to a task, oldest first; the task has passed its gate.

    The first line, 下达, is made from the task itself: it would repeat the row for every task.
    """
    first = AssignmentEvent(
        assignment=assignment,
        at=assignment.dispatched_at,
        kind=EventKind.DISPATCHED,
        account_id=assignment.dispatched_by_id,
        account_name=assignment.dispatched_by,
        text=assignment.why,
    )
    rows = AssignmentEvent.objects.unrestricted("the task has passed its gate").filter(
        jurisdiction=assignment.jurisdiction, assignment=assignment
    )
    return [first, *rows.order_by("at", "pk")]


def cited_entries(assignment: Assignment) -> list[Entry]:
    """The ledger entries that the task's report cites, by date; the task has passed its gate."""
    rows = Entry.objects.unrestricted("cited by a task that has passed its gate")
    cited = ReportFact.objects.unrestricted("the task has passed its gate").filter(
        jurisdiction=assignment.jurisdiction, assignment=assignment
    )
    rows = rows.filter(jurisdiction=assignment.jurisdiction, pk__in=cited.values("entry"))
    return list(rows.order_by("occurred_on", "pk"))


def citable_entries(actor: Actor, assignment: Assignment) -> list[Entry]:
    """The body's own valid facts that a report may cite, those of the same measure first.

    From 90 days before the task was dispatched until today; what the task itself wrote (签收) proves
    nothing and is left out. At most 60, the newest first.
    """
    rows = Entry.objects.visible_to(actor).filter(
        jurisdiction=assignment.jurisdiction,
        organization=assignment.organization_id,
        voided_at=None,
        occurred_on__gte=assignment.dispatched_at.date() - CITABLE_BEFORE,
        occurred_on__lte=today(),
    )
    rows = rows.exclude(source_code=str(assignment.code))
    same = Case(
        When(measure_code=assignment.measure.code, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    return list(rows.order_by(same, "-occurred_on", "-pk")[:MOST_CITABLE])


def office_accounts(assignment: Assignment) -> list[int]:
    """The accounts on the dispatching side: who dispatched, if still in office, else its successors.

    Successors are the line officers who oversee the organization, and where there is none the
    Party office. One query.
    """
    day = today()
    posts = Post.objects.filter(
        jurisdiction=assignment.jurisdiction,
        role__in=OFFICE_ROLES,
        account__is_active=True,
        started_on__lte=day,
    ).filter(Q(ended_on=None) | Q(ended_on__gt=day))
    found: dict[str, list[int]] = {Role.PARTY_OFFICE: [], Role.LINE_OFFICER: []}
    for post in posts.select_related("organization"):
        if covers(scope_of(post), assignment.organization) and post.account_id:
            found[post.role].append(post.account_id)
    everybody = found[Role.LINE_OFFICER] + found[Role.PARTY_OFFICE]
    if assignment.dispatched_by_id in everybody:
        return [assignment.dispatched_by_id]
    return found[Role.LINE_OFFICER] or found[Role.PARTY_OFFICE]


def open_jurisdictions() -> list[int]:
    """The jurisdictions that have organizations; periodic functions go through them one by one."""
    heads = Organization.objects.unrestricted("a list of jurisdictions, no organization is shown")
    found = heads.filter(heads_jurisdiction=True).order_by("jurisdiction")
    return list(found.values_list("jurisdiction", flat=True).distinct())


def holder_name(assignment: Assignment) -> str:
    """Who signed for the task, by the post's printed name; "" before, or when the post has ended."""
    if not assignment.holder_id:
        return ""
    posts = Post.objects.filter(
        jurisdiction=assignment.jurisdiction,
        organization=assignment.organization_id,
        account=assignment.holder_id,
    ).filter(Q(ended_on=None) | Q(ended_on__gt=today()))
    found = posts.first()
    return f"{found.title} {found.holder}" if found else ""
