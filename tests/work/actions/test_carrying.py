"""What a revision does to tasks: deadlines that follow, recalls, one notice per body, and the job for many."""

import datetime

import pytest
import time_machine

from niudai.base.errors import Stale
from niudai.base.jobs import Run
from niudai.base.models import AuditEntry, Job, Notice
from niudai.work import actions as work
from niudai.work import jobs
from niudai.work.actions import carrying as actions
from niudai.work.actions.revisions import issue_revision
from niudai.work.models import Assignment, AssignmentEvent, PlanItem
from tests.work.revised import NEW, OLD, Revision

DAY = datetime.date(2026, 3, 15)
OLD_DUE, NEW_DUE = datetime.date(2026, 6, 30), datetime.date(2026, 9, 30)


@pytest.fixture
def revision(cast):
    """A day on which no deadline has passed."""
    with time_machine.travel("2026-03-20 10:00+08:00", tick=False):
        yield Revision(cast)


def issue(revision, text=NEW, **given):
    revision.read(text)
    return issue_revision(
        actor=revision.actor,
        draft=revision.fresh(revision.draft),
        doc_number="幸街〔2026〕9号",
        issued_on=DAY,
        **given,
    )


def again(task):
    return Assignment.objects.unrestricted("test").get(pk=task.pk)


def told(task):
    rows = AssignmentEvent.objects.unrestricted("test").filter(assignment=task)
    return list(rows.order_by("pk").values_list("kind", "text"))


def test_open_task_follows_title_and_deadline(revision):
    task = revision.task("集市", revision.cast.lake_league)
    done = issue(revision)
    assert (done.changed, done.recalled, done.job) == (1, 0, None)
    now = again(task)
    assert (now.title, now.due_on, now.first_due_on, now.state) == (
        "街道团工委2026年9月底前办好青年集市，不少于8场次",
        NEW_DUE,
        OLD_DUE,
        "dispatched",
    )
    assert told(task) == [("revised", "方案修订，时限由2026年6月30日改为2026年9月30日")]


def test_unchanged_task_is_untouched(revision):
    task = revision.task("走访", revision.cast.lake_league)
    before = Assignment.objects.unrestricted("test").filter(pk=task.pk).values().get()
    issue(revision)
    assert Assignment.objects.unrestricted("test").filter(pk=task.pk).values().get() == before
    assert told(task) == []


@pytest.mark.parametrize(
    ("own", "extended", "expected"),
    [
        (datetime.date(2026, 5, 1), None, datetime.date(2026, 5, 1)),  # set for this task alone
        (None, datetime.date(2026, 8, 1), NEW_DUE),  # more time than that now for everybody
        (None, datetime.date(2026, 12, 1), datetime.date(2026, 12, 1)),  # granted, and stays
    ],
)
def test_deadline_of_its_own_stays(revision, own, extended, expected):
    cast = revision.cast
    task = revision.task("集市", cast.lake_league, due_on=own)
    if extended:
        body, office = cast.actor(cast.lake_league_secretary), revision.actor
        asked = work.ask_extension(actor=body, assignment=task, due_on=extended, reason="场地维修")
        work.grant_extension(actor=office, extension=asked)
    issue(revision)
    assert again(task).due_on == expected


def test_progress_on_what_stays_is_kept(revision):
    cast = revision.cast
    task = revision.task("集市", cast.lake_league)
    body = cast.actor(cast.lake_league_secretary)
    work.acknowledge_assignment(actor=body, assignment=task)
    work.start_assignment(actor=body, assignment=task)
    issue(revision)
    assert (again(task).state, again(task).holder_id) == (
        "in_progress",
        cast.lake_league_secretary.pk,
    )
    work.report_assignment(actor=body, assignment=again(task), done_on=DAY, report="已办")
    assert again(task).state == "reported"


def test_finished_task_stays_as_it_is(revision):
    cast = revision.cast
    task = revision.task("集市", cast.lake_league)
    body = cast.actor(cast.lake_league_secretary)
    work.acknowledge_assignment(actor=body, assignment=task)
    work.report_assignment(actor=body, assignment=task, done_on=DAY, report="已办")
    work.accept_assignment(actor=revision.actor, assignment=task)
    issue(revision)
    assert (again(task).state, again(task).due_on) == ("accepted", OLD_DUE)
    assert again(task).title == "街道团工委2026年6月底前办好青年集市，不少于5场次"


def test_task_of_a_dropped_measure_is_recalled_once_nobody_reported(revision):
    cast = revision.cast
    task = revision.task("家长课堂", cast.lake_women)
    done = issue(revision)
    assert (done.changed, done.recalled) == (0, 1)
    assert (again(task).state, again(task).said) == ("recalled", "方案修订后不再要求")
    assert told(task) == [("recalled", "方案修订后不再要求")]


def test_reported_task_of_a_dropped_measure_can_still_be_accepted(revision):
    cast = revision.cast
    task = revision.task("家长课堂", cast.lake_women)
    body = cast.actor(cast.lake_women_secretary)
    work.acknowledge_assignment(actor=body, assignment=task)
    work.report_assignment(actor=body, assignment=task, done_on=DAY, report="已办")
    issue(revision)
    work.accept_assignment(actor=revision.actor, assignment=again(task))
    assert again(task).state == "accepted"


def test_officer_may_let_tasks_of_a_dropped_measure_run(revision):
    task = revision.task("家长课堂", revision.cast.lake_women)
    measure = revision.item(revision.plan, "家长课堂")
    assert issue(revision, let_run=[measure.code]).recalled == 0
    assert again(task).state == "dispatched"
    assert revision.item(revision.plan, "家长课堂").dropped_on == DAY


def test_each_body_hears_once(revision):
    cast = revision.cast
    revision.task("集市", cast.lake_league)
    text = OLD.replace("2.社区团支部", "2.湖滨社区团支部")
    revision.task("走访", cast.lake_league)
    revision.task("走访", cast.park_league)
    issue(revision, text.replace("6月底", "9月底"))
    notices = Notice.objects.unrestricted("test").filter(key__startswith="work.revised")
    assert sorted(notices.values_list("account_id", flat=True)) == sorted(
        [cast.lake_league_secretary.pk, cast.park_league_secretary.pk]
    )
    assert notices[0].text == "《幸福街道群团工作方案》已修订，您承办的任务有改动或撤回，请查看。"


def test_recurring_task_follows_the_end_of_its_period(revision):
    cast = revision.cast
    text = OLD.replace("2026年6月底前办好青年集市", "每季度办好青年集市，2026年2月底前启动")
    later = text.replace("2月底前", "3月25日前")
    quarterly = Revision(cast, text)
    rows = PlanItem.objects.unrestricted("test").filter(plan=quarterly.plan)
    market = quarterly.item(quarterly.plan, "集市")
    assert market.cadence == "quarter"
    with time_machine.travel("2026-02-02 10:00+08:00", tick=False):
        task = quarterly.task("集市", cast.lake_league)
    assert (task.period, task.due_on) == ("2026Q1", datetime.date(2026, 2, 28))
    issue(quarterly, later)
    assert again(task).due_on == datetime.date(2026, 3, 25)
    assert rows.get(pk=market.pk).due_on == datetime.date(2026, 3, 25)


def test_changed_cadence_leaves_the_period_that_runs(revision):
    task = revision.task("集市", revision.cast.lake_league)
    issue(revision, NEW.replace("2026年9月底前办好", "每季度办好"))
    assert again(task).due_on == OLD_DUE
    assert told(task) == [("revised", "方案修订，内容有改动")]


def test_deadline_that_goes_and_one_that_comes(revision):
    cast = revision.cast
    market, visit = revision.task("集市", cast.lake_league), revision.task("走访", cast.park_league)
    text = OLD.replace("2026年6月底前办好", "办好").replace(
        "走访困难青年", "2026年10月底前走访困难青年"
    )
    issue(revision, text)
    assert (again(market).due_on, again(visit).due_on) == (None, datetime.date(2026, 10, 31))
    assert told(market) == [("revised", "方案修订，时限由2026年6月30日改为不限")]


def test_more_tasks_than_fit_go_as_a_job(revision, monkeypatch):
    cast = revision.cast
    tasks = [revision.task("集市", place) for place in (cast.lake_league, cast.park_league)]
    class_ = revision.task("家长课堂", cast.lake_women)
    monkeypatch.setattr(actions, "MOST_AT_ONCE", 2)
    done = issue(revision)
    assert (done.changed, done.job.kind) == (0, "work.carry_revision")
    assert again(tasks[0]).due_on == OLD_DUE
    job = Job.objects.unrestricted("test").get(pk=done.job.pk)
    for _ in range(2):  # the second time after a crash
        jobs.carry_revision(Run(job), **job.arguments)
    assert [again(task).due_on for task in tasks] == [NEW_DUE, NEW_DUE]
    assert again(class_).state == "recalled"
    assert [len(told(task)) for task in (*tasks, class_)] == [1, 1, 1]
    assert Notice.objects.unrestricted("test").filter(key__startswith="work.revised").count() == 3
    verbs = AuditEntry.objects.unrestricted("test").filter(verb="work.carry_revision")
    assert [line.detail for line in verbs] == [
        '{"tasks_changed": 2, "tasks_recalled": 1}',
        '{"tasks_changed": 0, "tasks_recalled": 0}',
    ]


def test_many_tasks_take_a_fixed_number_of_statements(revision, django_assert_max_num_queries):
    cast = revision.cast
    for place in (cast.lake_league, cast.park_league, cast.factory_league):
        revision.task("集市", place)
    plan = revision.fresh(revision.plan)
    now = revision.item(plan, "集市")
    before = revision.item(plan, "集市")
    now.due_on, now.title = NEW_DUE, "新的事项"
    with django_assert_max_num_queries(6):
        actions.carry(
            revision.actor,
            plan,
            [actions.Change(before, now)],
            since=datetime.datetime(2026, 3, 20, tzinfo=datetime.UTC),
        )


def test_stale_is_what_the_second_of_two_hears(revision):
    task = revision.task("家长课堂", revision.cast.lake_women)
    rows = Assignment.objects.unrestricted("test").filter(pk=task.pk, state="recalled")
    with pytest.raises(Stale, match="刚有人办理"):
        actions._move(rows, 1, None)
    with pytest.raises(Stale, match="刚有人办理"):
        actions._recall(rows, 1)
