"""Periodic functions: reminders once per stage, the next period, hand-overs; and the plan job."""

import datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from niudai.base.jobs import Lost, Run
from niudai.base.models import Job, Notice
from niudai.base.worker import run_worker
from niudai.org.models import Post
from niudai.work import actions, jobs
from niudai.work.actions.scans import start_scan_import
from niudai.work.models import Assignment, AssignmentEvent, Plan, PlanItem
from tests.cast import post
from tests.factories.work import a_measure, dispatched, in_days
from tests.plantext.paper import needs_scan, picture, scanned_pdf

MEASURES = [
    "1.街道团工委要办好青年集市，每个季度至少办一次，方便辖区居民和企业职工参加，并做好记录。",
    "2.社区妇联要走访困难家庭，了解实际需要，及时帮助解决，每户建立一份走访记录，按月更新。",
]
PAPER = "\n".join(["群团工作方案", "一、重点任务", *MEASURES, "幸福街道党工委", "2026年1月12日"])
DUE = datetime.date(2026, 3, 11)  # a Wednesday


def reminders(account):
    rows = Notice.objects.unrestricted("test").filter(account_id=account.pk)
    return list(
        rows.exclude(key__startswith="work.dispatched")
        .order_by("pk")
        .values_list("text", flat=True)
    )


def test_reminders_come_once_before_on_and_after_the_deadline(world):
    with time_machine.travel("2026-03-02 09:00+08:00", tick=False):
        dispatched(world.actor("office"), world.measure, world.cast.lake_league, due_on=DUE)
    body, heard = world.cast.lake_league_secretary, []
    for day in (5, 6, 7, 9, 11, 12, 13, 18, 19):
        with time_machine.travel(f"2026-03-{day:02} 09:00+08:00", tick=False):
            jobs.remind()
            jobs.remind()
            found = reminders(body)
            heard += [(day, text) for text in found[len(heard) :]]
    name = "任务“开展主题团日活动”"
    assert heard == [
        (6, f"{name}还有3个工作日，请办理。"),
        (11, f"{name}今天到期，请办理。"),
        (12, f"{name}逾期1个工作日，请办理。"),
        (18, f"{name}逾期5个工作日，请办理。"),
    ]


def test_reported_tasks_are_not_reminded(world):
    with time_machine.travel("2026-03-10 09:00+08:00", tick=False):
        task = dispatched(world.actor("office"), world.measure, world.cast.lake_league, due_on=DUE)[
            0
        ]
        body = world.actor("lake_league_secretary")
        actions.acknowledge_assignment(actor=body, assignment=task)
        actions.report_assignment(actor=body, assignment=task, done_on=datetime.date(2026, 3, 10))
        jobs.remind()
    assert reminders(world.cast.lake_league_secretary) == []


def test_next_period_opens_by_itself_and_only_for_issued_plans(world):
    measure = a_measure(world.plan, "league", cadence="month")
    with time_machine.travel("2026-03-10 09:00+08:00", tick=False):
        dispatched(world.actor("office"), measure, world.cast.lake_league)
        jobs.open_next_period()
    rows = Assignment.objects.unrestricted("test").filter(measure=measure).order_by("period")
    assert [row.period for row in rows] == ["2026-03"]
    with time_machine.travel("2026-04-01 09:00+08:00", tick=False):
        jobs.open_next_period()
        jobs.open_next_period()
    assert [row.period for row in rows.all()] == ["2026-03", "2026-04"]
    world.plan.state = "closed"
    world.plan.save()
    with time_machine.travel("2026-05-01 09:00+08:00", tick=False):
        jobs.open_next_period()
    assert rows.all().count() == 2


def test_task_of_a_holder_who_left_goes_to_the_successor_once_there_is_one(world):
    task = world.task()
    actions.acknowledge_assignment(actor=world.actor("lake_league_secretary"), assignment=task)
    jobs.notice_hand_overs()
    assert world.again(task).holder_id == world.cast.lake_league_secretary.pk
    yesterday = in_days(-1)
    Post.objects.filter(account=world.cast.lake_league_secretary).update(ended_on=yesterday)
    jobs.notice_hand_overs()
    assert world.again(task).holder_id == world.cast.lake_league_secretary.pk
    successor = world.cast.lake_women_secretary
    post(successor, world.cast.lake_league, "书记", "grassroots_secretary")
    jobs.notice_hand_overs()
    jobs.notice_hand_overs()
    assert world.again(task).holder_id == successor.pk
    events = AssignmentEvent.objects.unrestricted("test").filter(kind="handed_over")
    assert [(row.account_name, row.text) for row in events] == [
        ("系统（工作交接）", "由赵秀英接办")
    ]
    assert reminders(successor) == ["任务“开展主题团日活动”由您接办。"]


def test_plan_job_runs_in_the_worker_and_says_what_came_out(world):
    a_measure(world.plan, title="没有条线")
    job = actions.start_plan_dispatch(actor=world.actor("office"), plan=world.plan)
    run_worker(once=True)
    row = Job.objects.unrestricted("test").get(pk=job.pk)
    assert (row.state, row.message) == ("done", "新下达3项，略过1项。")
    assert row.result["created"] == 3
    assert row.result["skipped"] == [{"name": "没有条线", "reason": "还没有确定条线"}]
    assert row.result_url == f"/plans/{world.plan.code}/"


def test_plan_job_stopped_in_the_middle_finishes_when_run_again(world):
    for number in range(4):
        a_measure(world.plan, "league", title=f"举措{number}")
    job = actions.start_plan_dispatch(actor=world.actor("office"), plan=world.plan)

    class Killed(Run):
        def progress(self, done, total, message=""):
            if done == 2:
                raise SystemExit

    with pytest.raises(SystemExit):
        jobs.dispatch_whole_plan(Killed(job), plan=str(world.plan.code))
    rows = Assignment.objects.unrestricted("test")
    assert rows.count() == 2 * 3
    run_worker(once=True)
    assert rows.all().count() == 5 * 3
    per_body = {(row.organization_id, row.measure_id) for row in rows.all()}
    assert len(per_body) == 5 * 3


def test_plan_job_of_an_account_that_was_disabled_dispatches_nothing(world):
    actions.start_plan_dispatch(actor=world.actor("office"), plan=world.plan)
    world.cast.office.is_active = False
    world.cast.office.save()
    run_worker(once=True)
    assert Job.objects.unrestricted("test").get().state == "failed"
    assert Assignment.objects.unrestricted("test").count() == 0


@needs_scan
def test_scan_job_shows_its_pages_and_ends_at_the_review(world):
    job = begun(world, scanned_pdf(PAPER), "方案.pdf")
    run_worker(once=True)
    row = Job.objects.unrestricted("test").get(pk=job.pk)
    plan = Plan.objects.unrestricted("test").get(source__isnull=False)
    assert (row.state, row.message) == ("done", "已读成草稿，请对照原件逐条核对。")
    assert (row.result, row.result_url) == (
        {"plan": str(plan.code)},
        f"/plans/{plan.code}/review/",
    )
    assert (row.done, row.total) == (1, 1)
    assert plan.warnings[0] == "全文由扫描件识别，请逐条对照原件。"
    assert plan.title == "群团工作方案"
    measures = PlanItem.objects.unrestricted("test").filter(plan=plan, kind="measure")
    assert [one.text for one in measures.order_by("position")] == MEASURES


@needs_scan
def test_scan_job_killed_in_the_middle_leaves_one_plan_when_run_again(world):
    job = begun(world, picture(PAPER), "方案.png")
    plans = Plan.objects.unrestricted("test").filter(source__isnull=False)

    class Killed(Run):
        def progress(self, done, total, message=""):
            if done:
                raise SystemExit

    with pytest.raises(SystemExit):
        jobs.import_scanned_plan(Killed(job), **job.arguments)
    assert plans.count() == 0
    run_worker(once=True)
    assert plans.all().count() == 1
    row = Job.objects.unrestricted("test").get(pk=job.pk)
    Job.objects.unrestricted("test").filter(pk=job.pk).update(
        state="waiting", finished_at=None, worker=""
    )
    run_worker(once=True)
    again = Job.objects.unrestricted("test").get(pk=job.pk)
    assert (plans.all().count(), again.result) == (1, row.result)


@needs_scan
def test_scan_job_that_another_worker_has_taken_writes_nothing(world):
    job = begun(world, picture(PAPER), "方案.png")
    run = Run(job)
    run.job.worker = "one that was taken for dead"
    with pytest.raises(Lost):
        jobs.import_scanned_plan(run, **job.arguments)
    assert not Plan.objects.unrestricted("test").filter(source__isnull=False).exists()


@needs_scan
def test_scan_job_of_a_blank_page_fails_with_the_sentence(world):
    job = begun(world, picture(" "), "空白.png")
    run_worker(once=True)
    row = Job.objects.unrestricted("test").get(pk=job.pk)
    assert row.state == "failed"
    assert row.message.startswith("处理没有完成：没有从图片中认出文字")


def begun(world, data, name):
    """The job of a scan just uploaded."""
    return start_scan_import(
        actor=world.actor("office"), uploaded=SimpleUploadedFile(name, data), title=""
    )


@pytest.mark.parametrize(
    ("due_on", "stage"),
    [
        (datetime.date(2026, 3, 12), ""),
        (datetime.date(2026, 3, 11), "before"),
        (datetime.date(2026, 3, 6), "due"),
        (datetime.date(2026, 3, 5), "late"),
        (datetime.date(2026, 2, 27), "very-late"),
    ],
)
def test_stage_of_a_deadline_on_a_friday(db, due_on, stage):
    assert jobs.stage_of(due_on, datetime.date(2026, 3, 6)) == stage
