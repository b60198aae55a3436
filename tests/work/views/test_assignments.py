"""Pages of tasks: who sees them, what they offer, and the acts through forms."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from niudai.base.calendar import today
from niudai.base.models import Notice
from niudai.work import actions
from niudai.work.models import Assignment
from tests.factories.ledger import fact
from tests.factories.work import a_measure, dispatched, in_days

pytestmark = pytest.mark.page


def url(name, task):
    return reverse(f"work:{name}", args=[task.code])


def text(response):
    return response.content.decode()


def test_body_signs_and_is_told_what_comes_next(world, sign_in):
    task = world.task()
    client = sign_in("lake_league_secretary")
    shown = text(client.get(url("assignment", task)))
    assert "每季度组织一次主题团日活动。" in shown
    assert "承办组织办理" in shown
    assert url("acknowledge", task) in shown
    assert url("accept", task) not in shown
    answer = client.post(url("acknowledge", task), {}, follow=True)
    assert answer.status_code == 200
    assert "已签收。办完后请在本页报完成。" in text(answer)
    assert world.again(task).state == "acknowledged"


def test_body_reports_by_ticking_a_fact_of_its_ledger(world, sign_in):
    task = world.task()
    body = world.actor("lake_league_secretary")
    actions.acknowledge_assignment(actor=body, assignment=task)
    proof = fact(world.cast.lake_league, "activity", str(today()), "league", title="植树活动")
    client = sign_in("lake_league_secretary")
    assert "植树活动" in text(client.get(url("assignment", task)))
    values = {"report-done_on": str(today()), "report-entries": [str(proof.code)]}
    client.post(url("report", task), values)
    fresh = world.again(task)
    assert (fresh.state, fresh.done_on) == ("reported", today())
    shown = text(sign_in("league_officer").get(url("assignment", task)))
    assert "植树活动" in shown
    assert url("accept", task) in shown


def test_refused_report_comes_back_with_what_was_typed(world, sign_in):
    task = world.task()
    actions.acknowledge_assignment(actor=world.actor("lake_league_secretary"), assignment=task)
    client = sign_in("lake_league_secretary")
    values = {"report-done_on": str(in_days(1)), "report-report": "明天就办"}
    answer = client.post(url("report", task), values)
    assert answer.status_code == 422
    assert "完成日期不能晚于今天。" in text(answer)
    assert "明天就办" in text(answer)
    answer = client.post(url("report", task), {"report-done_on": "2026-02-30"})
    assert answer.status_code == 422
    assert "这个日期不存在，请写成 2026-03-05。" in text(answer)
    assert world.again(task).state == "acknowledged"


def test_office_accepts_then_closes(world, sign_in):
    task = world.task()
    body = world.actor("lake_league_secretary")
    actions.acknowledge_assignment(actor=body, assignment=task)
    actions.report_assignment(actor=body, assignment=task, done_on=today())
    client = sign_in("league_officer")
    client.post(url("accept", task), {})
    assert world.again(task).state == "accepted"
    client.post(url("close", task), {})
    assert world.again(task).state == "closed"


def test_second_officer_gets_a_conflict_page(world, sign_in, monkeypatch):
    task = world.task()
    body = world.actor("lake_league_secretary")
    actions.acknowledge_assignment(actor=body, assignment=task)
    actions.report_assignment(actor=body, assignment=task, done_on=today())
    real = actions.accept_assignment

    def somebody_is_faster(*, actor, assignment, note=""):
        real(actor=world.actor("office"), assignment=world.again(task))
        real(actor=actor, assignment=assignment, note=note)

    monkeypatch.setattr("niudai.work.actions.accept_assignment", somebody_is_faster)
    answer = sign_in("league_officer").post(url("accept", task), {"accept-note": "材料齐全"})
    assert answer.status_code == 409
    assert "他人已处理，请刷新后再看。" in text(answer)
    assert "材料齐全" in text(answer)
    assert world.again(task).state == "accepted"


@pytest.mark.parametrize(
    ("person", "name", "data", "state"),
    [
        ("lake_league_secretary", "refuse", {"refuse-reason": "不属于本社区"}, "refused"),
        ("league_officer", "recall", {"recall-reason": "下达有误"}, "recalled"),
        ("office", "remind", {}, "dispatched"),
    ],
)
def test_other_acts(world, sign_in, person, name, data, state):
    task = world.task()
    assert sign_in(person).post(url(name, task), data).status_code == 302
    assert world.again(task).state == state


def test_refused_task_is_dispatched_again(world, sign_in):
    task = world.task()
    actions.refuse_assignment(
        actor=world.actor("lake_league_secretary"), assignment=task, reason="时间太紧"
    )
    client = sign_in("league_officer")
    assert "时间太紧" in text(client.get(url("assignment", task)))
    client.post(url("redispatch", task), {"redispatch-due_on": str(in_days(50))})
    assert (world.again(task).state, world.again(task).due_on) == ("dispatched", in_days(50))


def test_reason_is_asked_for_at_the_field(world, sign_in):
    task = world.task()
    answer = sign_in("lake_league_secretary").post(url("refuse", task), {"refuse-reason": ""})
    assert answer.status_code == 422
    assert "请写明退回理由，便于下达单位处理。" in text(answer)


def test_what_is_not_allowed_is_403_with_the_reason(world, sign_in):
    task = world.task()
    answer = sign_in("league_officer").post(url("acknowledge", task), {})
    assert answer.status_code == 403
    assert "只有承办组织“湖滨社区团支部”的任职人员可以签收。" in text(answer)


def test_strangers_see_nothing(world, sign_in):
    task = world.task()
    for person in ("stranger", "park_league_secretary", "audit_admin"):
        client = sign_in(person)
        assert client.get(url("assignment", task)).status_code == 404
        assert client.post(url("acknowledge", task)).status_code == 404
    assert sign_in("lake_secretary").get(url("assignment", task)).status_code == 200


def test_acts_are_posts_only_and_need_a_sign_in(world, client):
    task = world.task()
    assert client.get(url("acknowledge", task)).status_code == 405
    answer = client.post(url("acknowledge", task))
    assert answer.status_code == 303
    assert answer["Location"].startswith(reverse("org:sign_in"))


def test_sent_twice_is_done_once(world, sign_in):
    task = world.task()
    client = sign_in("league_officer")
    for _ in range(2):
        client.post(url("remind", task), {"sent_key": "k1"})
    told = Notice.objects.unrestricted("test").filter(text__startswith="请办理任务")
    assert told.count() == 1


def test_list_shows_what_waits_and_narrows(world, sign_in):
    cast = world.cast
    office = world.actor("office")
    other = a_measure(world.plan, "league", title="清明祭扫")
    dispatched(office, world.measure, cast.lake_league, cast.park_league)
    dispatched(office, other, cast.lake_league)
    client = sign_in("lake_league_secretary")
    shown = text(client.get("/assignments/"))
    assert ("开展主题团日活动" in shown, "清明祭扫" in shown, "共 2 条" in shown) == (
        True,
        True,
        True,
    )
    assert "共 1 条" in text(client.get(f"/assignments/?measure={other.code}"))
    client = sign_in("league_officer")
    assert "还没有任务" not in text(client.get("/assignments/?view=open"))
    assert "共 3 条" in text(client.get("/assignments/?view=open"))
    assert "共 1 条" in text(client.get(f"/assignments/?organization={cast.park_league.code}"))
    assert "没有等您办理的任务" in text(client.get("/assignments/"))
    assert "没有符合条件的内容" in text(client.get("/assignments/?overdue=1"))


def test_list_exports_what_is_shown(world, sign_in):
    world.task()
    answer = sign_in("league_officer").get("/assignments/?view=open&export=xlsx")
    assert answer.status_code == 200
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    assert "湖滨社区团支部" in text(
        sign_in("league_officer").get("/assignments/?view=open&print=1")
    )


def test_list_and_page_take_the_same_queries_for_one_and_three_rows(world, sign_in):
    cast = world.cast
    client = sign_in("office")

    def count(path):
        client.get(path)
        with CaptureQueriesContext(
            connection,
        ) as found:
            shown = text(client.get(path))
        return len(found), shown

    first = world.task(by="office")
    one, shown = count("/assignments/?view=open")
    assert "共 1 条" in shown
    dispatched(world.actor("office"), world.measure, cast.park_league, cast.factory_league)
    three, shown = count("/assignments/?view=open")
    assert "共 3 条" in shown
    assert one == three
    few, _ = count(url("assignment", first))
    actions.acknowledge_assignment(actor=world.actor("lake_league_secretary"), assignment=first)
    more, _ = count(url("assignment", first))
    assert abs(few - more) <= 1  # the holder's name


def test_bulk_says_what_was_done_and_skipped(world, sign_in):
    cast = world.cast
    rows = dispatched(world.actor("office"), world.measure, cast.lake_league, cast.park_league)
    values = {
        "row": [str(row.code) for row in rows] + ["x", str(uuid.uuid4())],
        "next": "/assignments/",
    }
    client = sign_in("lake_secretary")
    shown = text(client.post(reverse("work:bulk_acknowledge"), values))
    assert "已签收 0 项，略过 1 项。" in shown
    shown = text(sign_in("office").post(reverse("work:bulk_remind"), values))
    assert "已提醒 2 项。" in shown
    for verb in ("accept", "close"):
        shown = text(client.post(reverse(f"work:bulk_{verb}"), values))
        assert "略过 2 项" in shown
    assert "没有选中任务" in text(client.post(reverse("work:bulk_accept"), {}))
    evil = text(client.post(reverse("work:bulk_accept"), values | {"next": "//evil.example/"}))
    assert "evil.example" not in evil


def test_names_with_html_are_shown_as_text(world, sign_in):
    measure = a_measure(world.plan, "league", title="<b>粗</b>", text="<script>1</script>")
    task = dispatched(world.actor("office"), measure, world.cast.lake_league)[0]
    client = sign_in("office")
    for path in ("/assignments/?view=open", url("assignment", task), url("measure", measure)):
        shown = text(client.get(path))
        assert "<b>粗" not in shown
        assert "<script>1" not in shown
        assert "&lt;b&gt;粗" in shown


def test_task_of_another_state_shows_no_forms(world, sign_in):
    task = world.task()
    Assignment.objects.unrestricted("test").filter(pk=task.pk).update(state="recalled", said="有误")
    shown = text(sign_in("lake_league_secretary").get(url("assignment", task)))
    assert "只有党建办或共青团线条干部可以重新下达。" in shown
    assert "已结束" in shown


def test_empty_lists_say_what_comes_here_and_blame_only_real_filters(cast, sign_in):
    client = sign_in("office")
    assert "没有等您办理的任务" in text(client.get("/assignments/"))
    assert "还没有任务" in text(client.get("/assignments/?view=all"))
    assert "没有符合条件的内容" in text(client.get("/assignments/?view=all&overdue=1"))
