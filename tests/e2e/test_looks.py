"""Every page of the demo street as those who use it see it, and the main ones of a street still empty.

The pictures land in var/looks/street-… and var/looks/new-…; look.py says what fails. Forms and
single objects that the rooms' own tests look at are left to those.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.test import Client
from playwright.sync_api import Page

from niudai.base.actions import seed_calendar, verify_audit
from niudai.base.calendar import today
from niudai.base.worker import run_worker
from niudai.config.demo import build
from niudai.ledger.models import Entry
from niudai.org.models import Account, Division
from niudai.org.queries import actor_for
from niudai.sync.actions import seed_frameworks
from niudai.work.actions import plans
from niudai.work.models import Assignment, Plan, PlanItem
from tests.cast import account, organization, post
from tests.e2e.look import look

TEXT = "幸福街道群团工作方案\n一、党建带团建\n1.街道团工委2026年6月底前办好集市。\n2026年1月12日\n"


@dataclass
class Browser:
    """One browser that changes hands."""

    page: Page
    url: str

    def as_(self, person: Account) -> None:
        """Give the browser the session of an account."""
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": self.url}
        self.page.context.add_cookies([cookie])

    def look(self, **pages: str) -> None:
        """Look at pages: name of the picture = path."""
        for name, path in pages.items():
            look(self.page, f"{self.url}{path}", name.replace("_", "-"))


@pytest.fixture
def browser_of(page: Page, live_server) -> Browser:
    """The browser of this test."""
    return Browser(page, live_server.url)


@pytest.fixture
def street(transactional_db: None) -> dict[str, Account]:
    """A small demo street; its accounts by user name."""
    seed_calendar()
    seed_frameworks()
    build(organizations=24, members=120, entries=300, seed=1, say=lambda _: None)
    return {person.username: person for person in Account.objects.all()}


def newest(model, **fields):
    """The newest row of a gated table that fits."""
    return model.objects.unrestricted("pictures").filter(**fields).latest("pk")


def test_pages_of_the_street(browser_of: Browser, street: dict[str, Account]):
    office = actor_for(street["dangjian"])
    draft = plans.import_plan(actor=office, text=TEXT)
    plan = newest(Plan, state="issued")
    measure = newest(PlanItem, plan=plan, kind="measure", assignments=None)
    browser_of.as_(street["dangjian"])
    browser_of.look(
        street_home_office="/",
        street_search="/search/?q=湖滨",
        street_search_initials="/search/?q=hbsq",
        street_plans="/plans/",
        street_plan=f"/plans/{plan.code}/",
        street_plan_print=f"/plans/{plan.code}/print/",
        street_plan_import="/plans/import/",
        street_plan_issue=f"/plans/{draft.code}/issue/",
        street_review=f"/plans/{draft.code}/review/",
        street_measure_set=f"/measures/{measure.code}/set/",
        street_assignments="/assignments/?view=open",
        street_ledger="/ledger/",
        street_rollup=f"/sync/?line=league&period={today().year}",
        street_organizations="/organizations/",
        street_tree="/organizations/tree/",
        street_notices="/notices/",
        street_calendar="/calendar/",
        street_api="/api/v1/docs/",
        street_missing="/plans/00000000-0000-4000-8000-000000000000/",
    )


def test_homes_and_the_administrators_pages(browser_of: Browser, street: dict[str, Account]):
    for name, picture in (
        ("tuangong", "line"),
        ("hubin", "community"),
        ("hubin-tuan", "grassroots"),
        ("xitong", "system"),
        ("anquan", "security"),
        ("shenji", "audit"),
    ):
        browser_of.as_(street[name])
        browser_of.look(**{f"street_home_{picture}": "/"})
    job = verify_audit(actor=actor_for(street["shenji"]))
    browser_of.look(street_job_waiting=f"/jobs/{job.code}/")
    run_worker(once=True)
    browser_of.look(
        street_job_done=f"/jobs/{job.code}/", street_jobs="/jobs/", street_audit="/audit/"
    )
    browser_of.as_(street["anquan"])
    browser_of.look(street_accounts="/accounts/", street_role="/accounts/hubin/role/")
    browser_of.as_(street["xitong"])
    browser_of.look(street_calendar_edit="/calendar/")
    browser_of.as_(street["hubin-tuan"])
    task = newest(Assignment, organization__posts__account=street["hubin-tuan"])
    entry = newest(Entry, organization__posts__account=street["hubin-tuan"])
    browser_of.look(
        street_body_task=f"/assignments/{task.code}/",
        street_body_tasks="/assignments/",
        street_body_fact=f"/ledger/{entry.code}/",
        street_body_record="/ledger/record/",
        street_forbidden="/plans/import/",
    )


def test_main_pages_of_a_new_street(browser_of: Browser, transactional_db: None):
    seed_calendar()
    seed_frameworks()
    place = Division.objects.create(
        code="370102001", name="幸福街道", level="subdistrict", path="0001"
    )
    party = organization("party", "working_committee", "幸福街道党工委", place, place.pk)
    office = account("office", "周敏", place.pk)
    post(office, party, "党建办主任", "party_office")
    browser_of.as_(office)
    browser_of.look(
        new_home="/",
        new_search="/search/?q=没有的",
        new_plans="/plans/",
        new_assignments="/assignments/",
        new_ledger="/ledger/",
        new_rollup="/sync/",
        new_organizations="/organizations/",
        new_tree="/organizations/tree/",
        new_units="/units/",
        new_terms="/organizations/terms/",
        new_notices="/notices/",
        new_jobs="/jobs/",
    )
