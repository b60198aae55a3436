"""Something of every kind in 幸福街道, done by its own people through the actions, and the way to its pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from django.contrib.sessions.backends.db import SessionStore
from django.core.files.uploadedfile import SimpleUploadedFile

from niudai.base.actions import seed_calendar
from niudai.base.calendar import now, today
from niudai.base.models import Job, Notice, SavedView
from niudai.base.web import saved_views
from niudai.org import actions as org
from niudai.org.models import Account, Post, SignIn, Token
from niudai.sync.actions import seed_frameworks
from niudai.work import actions as work
from niudai.work.actions import plans
from niudai.work.actions.revisions import issue_revision
from niudai.work.models import Assignment, Plan, PlanItem
from tests.cast import Cast, account, make_cast
from tests.factories.ledger import fact
from tests.factories.work import a_measure, dispatched, in_days

# words that stand in the data alone: whoever reads one has seen the object
PLAN: Final = "湖光计划"
DRAFT: Final = "草木计划"
MEASURE: Final = "办好湖光集市"
FACT: Final = "清理湖光步道"
LAKE_LEAGUE: Final = "湖滨社区团支部"
SECRETS: Final = (PLAN, DRAFT, MEASURE, FACT, LAKE_LEAGUE, "湖滨社区党总支")

TEXT: Final = "{}工作方案\n一、任务\n1.街道团工委要{}。\n2026年1月12日\n"


@dataclass
class World:
    """The cast and, by name, the address parts of what it did."""

    cast: Cast
    parts: dict[str, dict[str, Any]] = field(default_factory=dict)

    def person(self, name: str) -> Account:
        """A person of the cast by name."""
        return self.cast.people()[name]


def make_world() -> World:
    """The cast with plans in every state, tasks in every state that has an act, and all the rest."""
    seed_calendar()
    seed_frameworks()
    world = World(
        make_cast(), {"": {}, "nothing": {"code": "00000000-0000-4000-8000-000000000000"}}
    )
    _organizations(world)
    _plans(world)
    _tasks(world)
    _base(world)
    return world


def _organizations(world: World) -> None:
    cast, parts = world.cast, world.parts
    office = cast.actor(cast.office)
    covered = org.cover_unit(
        actor=office, organization=cast.lake_league, unit=cast.lake_factory, started_on=today()
    )
    lake = parts["lake"] = {"code": cast.lake_league.code}
    parts["lake_cover"] = lake | {"pk": covered.pk}
    parts["lake_post"] = lake | {"pk": Post.objects.get(account=cast.lake_league_secretary).pk}
    parts["lake_cell"] = lake | {"step": "deploy"}
    parts["factory"] = {"pk": cast.lake_factory.pk}
    parts["framework"] = {"key": "league6"}
    spare = account("spare", "备用", cast.jurisdiction)
    parts["spare"] = {"username": "spare"}
    granted = org.appoint(
        actor=office,
        organization=cast.lake_union,
        title="主席",
        holder="备用",
        started_on=today(),
    )
    org.grant_post(
        actor=cast.actor(cast.security_admin),
        account=spare,
        post=granted,
        role="grassroots_secretary",
    )
    parts["spare_post"] = {"pk": granted.pk}
    org.issue_token(actor=office, account=cast.office, name="报表")
    parts["office_token"] = {"pk": Token.objects.get(account=cast.office).pk}
    store = SessionStore()
    store.create()
    session = SignIn.objects.create(
        account=cast.office, session_key=store.session_key or "", at=now(), browser="手机"
    )
    parts["office_session"] = {"pk": session.pk}


def _plans(world: World) -> None:
    cast = world.cast
    office = cast.actor(cast.office)

    def imported(title: str, measure: str) -> Plan:
        return plans.import_plan(actor=office, text=TEXT.format(title, measure))

    def issued(title: str, number: int) -> Plan:
        text = TEXT.format(title, MEASURE).encode()
        plan = plans.import_plan(actor=office, uploaded=SimpleUploadedFile("方案.txt", text))
        number_text = f"幸街工委〔2026〕{number}号"
        return plans.issue_plan(actor=office, plan=plan, doc_number=number_text, issued_on=today())

    draft, discarded = imported(DRAFT, "办好草木集市"), imported(DRAFT, "办好草木集市")
    plans.discard_plan(actor=office, plan=discarded)
    issued_plan, closed, revised = issued(PLAN, 1), issued(PLAN, 2), issued(PLAN, 3)
    plans.close_plan(actor=office, plan=closed)
    _revisions(world, revised)
    for name, plan in (
        ("draft", draft),
        ("discarded", discarded),
        ("issued", issued_plan),
        ("closed", closed),
    ):
        world.parts[name] = {"code": plan.code}
    items = PlanItem.objects.unrestricted("test").filter(kind="measure")
    world.parts["item"] = {"code": items.get(plan=draft).code}
    measure = items.get(plan=issued_plan)
    PlanItem.objects.unrestricted("test").filter(pk=measure.pk).update(lines="league")
    world.parts["measure"] = {"code": measure.code}


def _revisions(world: World, plan: Plan) -> None:
    """A plan in its second version, and a draft of the third with an item kept, one new and one dropped."""
    cast, parts = world.cast, world.parts
    office = cast.actor(cast.office)

    def read(other: str) -> Plan:
        text = TEXT.format(PLAN, f"{MEASURE}。\n2.{other}")
        return plans.import_plan(actor=office, text=text, revises=plan)

    issue_revision(
        actor=office,
        draft=read("社区妇联要走访困难家庭"),
        doc_number="幸街工委〔2026〕4号",
        issued_on=today(),
    )
    plan.refresh_from_db()
    draft = read("志愿服务队要排演节目")
    parts["revision"] = {"code": draft.code}
    parts["version"] = {"code": plan.code, "number": 1}
    rows = PlanItem.objects.unrestricted("test").filter(kind="measure")
    parts["new_item"] = {"code": rows.get(plan=draft, revises=None).code}
    parts["kept_item"] = {"code": rows.get(plan=draft, revises__isnull=False).code}


def _tasks(world: World) -> None:
    """One task of 湖滨社区团支部 per state, each of a measure of its own; one has an open extension."""
    cast, parts = world.cast, world.parts
    officer, body = cast.actor(cast.league_officer), cast.actor(cast.lake_league_secretary)
    plan = Plan.objects.unrestricted("test").get(code=parts["issued"]["code"])

    def task(name: str) -> Assignment:
        measure = a_measure(plan, "league", title=MEASURE, due_on=in_days(30))
        found = dispatched(officer, measure, cast.lake_league)[0]
        parts[name] = {"code": found.code}
        return found

    new = task("new_task")
    asked = work.ask_extension(
        actor=body, assignment=new, due_on=in_days(60), reason="场地还在维修"
    )
    parts["extension"] = {"code": asked.code}
    work.refuse_assignment(actor=body, assignment=task("refused_task"), reason="与换届冲突")
    for name in ("signed_task", "reported_task", "accepted_task"):
        found = task(name)
        work.acknowledge_assignment(actor=body, assignment=found)
        if name != "signed_task":
            work.report_assignment(actor=body, assignment=found, done_on=today(), report="已办")
        if name == "accepted_task":
            work.accept_assignment(actor=officer, assignment=found)
    entry = fact(cast.lake_league, "activity", str(today()), title=FACT)
    parts["entry"] = {"code": entry.code}
    job = work.start_plan_dispatch(actor=cast.actor(cast.office), plan=plan)
    parts["job"] = {"code": job.code}


def _base(world: World) -> None:
    cast, parts = world.cast, world.parts
    office = cast.actor(cast.office)
    failed = Job.objects.create(
        jurisdiction=cast.jurisdiction,
        kind="work.dispatch_plan",
        title=f"下达《{PLAN}》",
        state="failed",
        account_id=cast.office.pk,
        finished_at=now(),
    )
    parts["failed_job"] = {"code": failed.code}
    notices = Notice.objects.unrestricted("test").filter(account_id=cast.lake_league_secretary.pk)
    parts["notice"] = {"notice_id": notices.earliest("pk").pk}
    view = saved_views.save(
        actor=office, table="work.assignments", name="我的任务", query="view=open", shared=False
    )
    parts["view"] = {"pk": SavedView.objects.get(pk=view.pk).pk}
    parts["year"] = {"year": today().year}
    parts["status"] = {"status": 404}
