"""No list asks the database more often for three rows than for one, and all three stand on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from niudai.base import audit
from niudai.base.actions import seed_calendar
from niudai.base.actors import system
from niudai.base.calendar import now, today
from niudai.base.models import Job
from niudai.base.notices import notify
from niudai.org.actions import issue_token
from niudai.org.models import Division, Term, Unit
from niudai.sync.actions import seed_frameworks
from niudai.work.models import Assignment
from tests.cast import Cast, account, organization
from tests.factories.ledger import fact
from tests.factories.work import a_measure, a_plan, dispatched, in_days

pytestmark = [pytest.mark.page, pytest.mark.django_db]
Add = Callable[[Cast, str], object]


@dataclass(frozen=True, slots=True)
class Page:
    """A page, whose it is, and how one more row called `name` comes to stand on it."""

    path: str
    person: str
    add: Add


def branch(cast: Cast, name: str):
    return organization(
        "league", "branch", name, cast.lake, cast.jurisdiction,
        parent=cast.lake_league, party=cast.lake_party,
    )  # fmt: skip


def branch_of_the_factory(cast: Cast, name: str):
    return organization(
        "league", "branch", name, cast.lake, cast.jurisdiction,
        parent=cast.lake_league, unit=cast.lake_factory, unit_class="private",
    )  # fmt: skip


def branch_with_a_term(cast: Cast, name: str):
    Term.objects.create(
        jurisdiction=cast.jurisdiction,
        organization=branch(cast, name),
        number=1,
        started_on=in_days(-1000),
        due_on=in_days(30),
    )


def division(cast: Cast, name: str):
    number = Division.objects.count()
    Division.objects.create(
        code=f"3701020010{number:02}", name=name, level="community", parent=cast.street,
        path=f"0001{number:04}",
    )  # fmt: skip


def unit(cast: Cast, name: str):
    Unit.objects.create(
        jurisdiction=cast.jurisdiction, division=cast.lake, name=name, kind="enterprise",
        unit_class="private",
    )  # fmt: skip


def task(cast: Cast, name: str) -> Assignment:
    measure = a_measure(a_plan(cast.party), "league", title=name, due_on=in_days(20))
    return dispatched(cast.actor(cast.office), measure, cast.lake_league)[0]


def reported_task(cast: Cast, name: str):
    rows = Assignment.objects.unrestricted("test").filter(pk=task(cast, name).pk)
    rows.update(state="reported", reported_at=now(), done_on=today())


def entry(cast: Cast, name: str):
    fact(cast.lake_league, "activity", str(today()), title=name)


def study_of_the_party(cast: Cast, name: str):
    fact(cast.lake_party, "deploy", str(today()), "league", title=name)


def notice(cast: Cast, name: str):
    notify([cast.office.pk], jurisdiction=cast.jurisdiction, key=name, text=name, url="/")


def job(cast: Cast, name: str):
    Job.objects.create(
        jurisdiction=cast.jurisdiction, kind="test", title=name, account_id=cast.office.pk
    )


def audit_line(cast: Cast, name: str):
    audit.record(system("测试", cast.jurisdiction), "work.issue_plan", text=name)


def person(cast: Cast, name: str):
    account(f"u{name[1]}", name, cast.jurisdiction)


def token(cast: Cast, name: str):
    issue_token(actor=cast.actor(cast.office), account=cast.office, name=name)


def plan(cast: Cast, name: str):
    a_plan(cast.party, title=name)


PAGES = {
    "organizations": Page("/organizations/", "office", branch),
    "tree": Page("/organizations/tree/?by=league", "office", branch),
    "tree by division": Page("/organizations/tree/?by=division", "office", branch),
    "terms": Page("/organizations/terms/", "office", branch_with_a_term),
    "organization": Page("/organizations/{lake_league}/", "office", branch),
    "units": Page("/units/", "office", unit),
    "unit": Page("/units/{factory}/", "office", branch_of_the_factory),
    "divisions": Page("/divisions/", "office", division),
    "accounts": Page("/accounts/", "security_admin", person),
    "account": Page("/account/", "office", token),
    "ledger": Page("/ledger/", "office", entry),
    "ledger printed": Page("/ledger/?print=1", "office", entry),
    "roll-up": Page("/sync/?line=league&period={year}", "office", branch),
    "facts of a cell": Page(
        "/sync/pairs/{lake_league}/facts/?period={year}&step=deploy", "office", study_of_the_party
    ),
    "plans": Page("/plans/", "office", plan),
    "assignments": Page("/assignments/?view=all", "office", task),
    "own assignments": Page("/assignments/", "lake_league_secretary", task),
    "notices": Page("/notices/", "office", notice),
    "jobs": Page("/jobs/", "office", job),
    "audit": Page("/audit/", "audit_admin", audit_line),
    "search": Page("/search/?q=行", "office", branch),
    "home of the office": Page("/", "office", reported_task),
    "home of a body": Page("/", "lake_league_secretary", task),
    "API organizations": Page("/api/v1/organizations", "office", branch),
    "API plans": Page("/api/v1/plans", "office", plan),
    "API assignments": Page("/api/v1/assignments", "office", task),
    "API ledger": Page("/api/v1/ledger/entries", "office", entry),
}


def ask(client: Client, path: str, headers: dict[str, str]) -> tuple[int, str]:
    """How many queries the page takes when nothing is remembered, and what it says."""
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path, headers=headers)
    assert answer.status_code == 200
    return len(queries), answer.content.decode()


@pytest.mark.parametrize("listed", PAGES.values(), ids=PAGES.keys())
def test_page_takes_as_many_queries_for_three_rows_as_for_one(cast, listed: Page):
    seed_calendar()
    seed_frameworks()
    path = listed.path.format(
        lake_league=cast.lake_league.code, factory=cast.lake_factory.pk, year=today().year
    )
    someone = cast.people()[listed.person]
    client, headers = Client(), {}
    if path.startswith("/api/"):
        text = issue_token(actor=system("测试"), account=someone, name="测试")
        headers = {"Authorization": f"Bearer {text}"}
    else:
        client.force_login(someone, backend="django.contrib.auth.backends.ModelBackend")
    names = [f"第{number}行" for number in "一二三"]
    listed.add(cast, names[0])
    ask(client, path, headers)  # what a process asks once and keeps
    one, _ = ask(client, path, headers)
    for name in names[1:]:
        listed.add(cast, name)
    three, text = ask(client, path, headers)
    assert [name for name in names if name not in text] == []
    assert three <= one
