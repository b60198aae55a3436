"""The life of a task, step by step: state, timeline, audit, ledger, notices."""

import datetime
from decimal import Decimal

import pytest

from niudai.base.calendar import today
from niudai.base.errors import NotAllowed, Refused, Stale
from niudai.base.models import AuditEntry, Notice
from niudai.ledger import actions as ledger
from niudai.ledger.models import Entry
from niudai.work import actions, queries
from niudai.work.models import ReportFact
from tests.factories.ledger import fact
from tests.factories.work import a_measure, dispatched, in_days


def facts_of(task):
    rows = Entry.objects.unrestricted("test").filter(source_code=str(task.code))
    found = rows.order_by("pk").values_list(
        "kind", "occurred_on", "concerns", "rows", "measure_code"
    )
    return list(found)


def events_of(task):
    return [(row.kind, row.account_name, row.text) for row in queries.timeline(task)]


def notices_of(account):
    rows = Notice.objects.unrestricted("test").filter(account_id=account.pk).order_by("pk")
    return list(rows.values_list("text", flat=True))


def last_audit():
    entry = AuditEntry.objects.unrestricted("test").filter(verb__startswith="work.").last()
    return entry.verb, entry.account_name


def acknowledged(world, organization=None, body="lake_league_secretary"):
    task = world.task(organization)
    actions.acknowledge_assignment(actor=world.actor(body), assignment=task)
    return task


def reported(world, **report):
    task = acknowledged(world)
    report.setdefault("done_on", today())
    actions.report_assignment(actor=world.actor("lake_league_secretary"), assignment=task, **report)
    return task


def test_acknowledge_signs_records_a_deploy_and_tells_the_office(world):
    task = acknowledged(world)
    fresh = world.again(task)
    assert fresh.state == "acknowledged"
    assert fresh.holder_id == world.cast.lake_league_secretary.pk
    assert fresh.acknowledged_at is not None
    expected = ("deploy", today(), ("league",), ("league6/thought",), world.measure.code)
    assert facts_of(task) == [expected]
    assert events_of(task) == [
        ("dispatched", "郑晓", "共青团，条线相符"),
        ("acknowledged", "陈晨", ""),
    ]
    assert last_audit() == ("work.acknowledged", "陈晨")
    assert notices_of(world.cast.league_officer) == ["“开展主题团日活动”今天有组织签收。"]
    assert notices_of(world.cast.office) == []


def test_acknowledge_with_a_target_records_a_goal(world):
    measure = a_measure(world.plan, "league", target_value=4, target_unit="场次")
    task = dispatched(world.actor("office"), measure, world.cast.lake_league)[0]
    actions.acknowledge_assignment(
        actor=world.actor("lake_league_secretary"), assignment=task, agreed_target=Decimal("5.00")
    )
    assert [row[0] for row in facts_of(task)] == ["deploy", "goal"]
    goal = Entry.objects.unrestricted("test").get(kind="goal")
    assert goal.note == "约定目标：5场次"
    assert world.again(task).agreed_target == Decimal(5)


def test_party_body_deploys_for_the_lines_of_the_measure(world):
    task = dispatched(world.actor("office"), world.measure, world.cast.lake_party)[0]
    actions.acknowledge_assignment(actor=world.actor("lake_secretary"), assignment=task)
    assert facts_of(task)[0][2] == ("party", "league")


def test_acknowledge_twice_is_stale_and_records_nothing_twice(world):
    task = acknowledged(world)
    with pytest.raises(Stale):
        actions.acknowledge_assignment(actor=world.actor("lake_league_secretary"), assignment=task)
    assert len(facts_of(task)) == 1


def test_acknowledge_by_another_body_is_not_allowed(world):
    task = world.task()
    with pytest.raises(NotAllowed):
        actions.acknowledge_assignment(actor=world.actor("park_league_secretary"), assignment=task)
    assert world.again(task).state == "dispatched"
    actions.acknowledge_assignment(actor=world.actor("lake_league_secretary"), assignment=task)


def test_signatures_of_one_day_are_one_notice(world):
    for place, body in (
        (world.cast.lake_league, "lake_league_secretary"),
        (world.cast.park_league, "park_league_secretary"),
    ):
        acknowledged(world, place, body)
    assert notices_of(world.cast.league_officer) == ["“开展主题团日活动”今天有组织签收。"]


def test_refuse_needs_a_reason_and_tells_the_office(world):
    task = world.task()
    body = world.actor("lake_league_secretary")
    with pytest.raises(Refused, match="请写明退回理由"):
        actions.refuse_assignment(actor=body, assignment=task, reason="  ")
    actions.refuse_assignment(actor=body, assignment=task, reason="不属于本社区")
    assert (world.again(task).state, world.again(task).said) == ("refused", "不属于本社区")
    assert notices_of(world.cast.league_officer) == [
        "湖滨社区团支部退回了任务“开展主题团日活动”：不属于本社区"
    ]


def test_redispatch_after_a_refusal_moves_the_deadline(world):
    task = world.task()
    actions.refuse_assignment(
        actor=world.actor("lake_league_secretary"), assignment=task, reason="时间太紧"
    )
    office = world.actor("league_officer")
    with pytest.raises(Refused, match="时限已过"):
        actions.redispatch_assignment(actor=office, assignment=task, due_on=in_days(-1))
    actions.redispatch_assignment(actor=office, assignment=task, due_on=in_days(60))
    fresh = world.again(task)
    assert (fresh.state, fresh.due_on, fresh.first_due_on) == (
        "dispatched",
        in_days(60),
        in_days(30),
    )
    assert (
        notices_of(world.cast.lake_league_secretary)[-1]
        == "任务“开展主题团日活动”已重新下达，请签收。"
    )


def test_recalled_task_can_be_dispatched_again_but_not_to_a_closed_body(world):
    task = world.task()
    office = world.actor("league_officer")
    actions.recall_assignment(actor=office, assignment=task, reason="下达有误")
    assert (world.again(task).state, world.again(task).said) == ("recalled", "下达有误")
    world.cast.lake_league.closed_on = today()
    world.cast.lake_league.save()
    with pytest.raises(Refused, match="承办组织已撤销"):
        actions.redispatch_assignment(actor=office, assignment=world.again(task))
    world.cast.lake_league.closed_on = None
    world.cast.lake_league.save()
    actions.redispatch_assignment(actor=office, assignment=world.again(task))
    assert world.again(task).state == "dispatched"


def test_start_then_report_with_facts_of_the_own_ledger(world):
    task = acknowledged(world)
    body = world.actor("lake_league_secretary")
    actions.start_assignment(actor=body, assignment=task)
    assert world.again(task).state == "in_progress"
    proof = fact(world.cast.lake_league, "activity", str(today()), "league")
    actions.report_assignment(
        actor=body, assignment=task, done_on=today(), entry_codes=[proof.code], report="30人参加"
    )
    fresh = world.again(task)
    assert (fresh.state, fresh.done_on, fresh.report) == ("reported", today(), "30人参加")
    cited = ReportFact.objects.unrestricted("test").filter(assignment=task)
    assert list(cited.values_list("entry", flat=True)) == [proof.pk]
    assert (
        notices_of(world.cast.league_officer)[-1]
        == "湖滨社区团支部报完成“开展主题团日活动”，请核验。"
    )


@pytest.mark.parametrize(
    ("days", "message"), [(1, "完成日期不能晚于今天"), (-9999, "这一天承办组织尚未成立或已撤销")]
)
def test_report_checks_the_day(world, days, message):
    task = acknowledged(world)
    with pytest.raises(Refused, match=message) as caught:
        actions.report_assignment(
            actor=world.actor("lake_league_secretary"), assignment=task, done_on=in_days(days)
        )
    assert caught.value.field == "done_on"


def test_report_cites_only_valid_facts_of_the_own_organization(world):
    task = acknowledged(world)
    body = world.actor("lake_league_secretary")
    foreign = fact(world.cast.park_league, "activity", str(today()), "league")
    voided = fact(world.cast.lake_league, "activity", str(today()), "league")
    ledger.void_entry(actor=body, entry=voided, reason="记错了")
    for entry in (foreign, voided):
        with pytest.raises(Refused, match="有的已作废或不属于本组织"):
            actions.report_assignment(
                actor=body, assignment=task, done_on=today(), entry_codes=[entry.code]
            )
    assert world.again(task).state == "acknowledged"


def test_report_of_a_measure_with_evidence_needs_a_fact_or_a_sentence(world):
    measure = a_measure(world.plan, "league", evidence="签到表")
    task = dispatched(world.actor("office"), measure, world.cast.lake_league)[0]
    body = world.actor("lake_league_secretary")
    actions.acknowledge_assignment(actor=body, assignment=task)
    with pytest.raises(Refused, match="本项任务须附材料：签到表"):
        actions.report_assignment(actor=body, assignment=task, done_on=today())
    actions.report_assignment(
        actor=body, assignment=task, done_on=today(), report="签到表存社区档案柜"
    )
    assert world.again(task).state == "reported"


def test_accept_of_a_report_without_facts_records_when_it_was_done(world):
    day = today() - datetime.timedelta(days=3)
    task = reported(world, done_on=day, report="已办")
    actions.accept_assignment(actor=world.actor("league_officer"), assignment=task)
    assert world.again(task).state == "accepted"
    expected = ("implement", day, ("league",), ("league6/thought",), world.measure.code)
    assert facts_of(task)[1:] == [expected]
    assert notices_of(world.cast.lake_league_secretary)[-1] == "“开展主题团日活动”已通过核验。"


def test_accept_of_a_report_with_facts_records_nothing_more(world):
    proof = fact(world.cast.lake_league, "activity", str(today()), "league")
    task = reported(world, entry_codes=[proof.code])
    actions.accept_assignment(actor=world.actor("office"), assignment=task)
    assert [row[0] for row in facts_of(task)] == ["deploy"]


def test_accept_counts_a_voided_fact_as_none(world):
    proof = fact(world.cast.lake_league, "activity", str(today()), "league")
    task = reported(world, entry_codes=[proof.code])
    ledger.void_entry(actor=world.actor("lake_league_secretary"), entry=proof, reason="记错了")
    actions.accept_assignment(actor=world.actor("office"), assignment=task)
    assert [row[0] for row in facts_of(task)] == ["deploy", "implement"]


def test_two_officers_accepting_at_once_one_is_told_and_nothing_is_lost(world):
    task = reported(world)
    first, second = world.again(task), world.again(task)
    actions.accept_assignment(actor=world.actor("league_officer"), assignment=first)
    with pytest.raises(Stale):
        actions.accept_assignment(actor=world.actor("office"), assignment=second)
    assert [row[0] for row in facts_of(task)] == ["deploy", "implement"]
    assert [kind for kind, *_ in events_of(task)].count("accepted") == 1


def test_send_back_and_report_again_replaces_the_cited_facts(world):
    one = fact(world.cast.lake_league, "activity", str(today()), "league")
    two = fact(world.cast.lake_league, "train", str(today()), "league")
    task = reported(world, entry_codes=[one.code])
    actions.send_back_assignment(
        actor=world.actor("league_officer"), assignment=task, reason="请补培训记录"
    )
    assert (world.again(task).state, world.again(task).said) == ("sent_back", "请补培训记录")
    actions.report_assignment(
        actor=world.actor("lake_league_secretary"),
        assignment=task,
        done_on=today(),
        entry_codes=[two.code],
    )
    cited = ReportFact.objects.unrestricted("test").filter(assignment=task)
    assert list(cited.values_list("entry", flat=True)) == [two.pk]
    assert world.again(task).said == ""


def test_close_ends_it(world):
    task = reported(world)
    office = world.actor("office")
    with pytest.raises(Refused, match="当前状态为“已报完成”，不能变为“办结”"):
        actions.close_assignment(actor=office, assignment=task)
    actions.accept_assignment(actor=office, assignment=task)
    actions.close_assignment(actor=office, assignment=task)
    assert world.again(task).state == "closed"
    assert last_audit() == ("work.closed", "周敏")


def test_remind_tells_the_body_once_a_day(world):
    task = world.task()
    office = world.actor("office")
    actions.remind_assignment(actor=office, assignment=task)
    assert notices_of(world.cast.lake_league_secretary)[-1].startswith(
        "请办理任务“开展主题团日活动”（还有"
    )
    with pytest.raises(Refused, match="今天已经提醒过"):
        actions.remind_assignment(actor=office, assignment=task)
    actions.recall_assignment(actor=office, assignment=task, reason="下达有误")
    with pytest.raises(Refused, match="当前为“已撤回”"):
        actions.remind_assignment(actor=office, assignment=task)


def test_hand_over_names_the_successor_once(world):
    task = acknowledged(world)
    stale = world.again(task)
    successor = world.cast.lake_women_secretary
    system = world.actor("office")
    actions.hand_over_assignment(
        actor=system, assignment=task, successor_id=successor.pk, successor=successor.name
    )
    assert world.again(task).holder_id == successor.pk
    assert events_of(task)[-1] == ("handed_over", "周敏", "由赵秀英接办")
    with pytest.raises(Stale):
        actions.hand_over_assignment(
            actor=system, assignment=stale, successor_id=successor.pk, successor=successor.name
        )


def test_negative_target_and_long_texts_are_refused(world):
    task = world.task()
    body = world.actor("lake_league_secretary")
    with pytest.raises(Refused, match="约定目标不能小于0"):
        actions.acknowledge_assignment(actor=body, assignment=task, agreed_target=Decimal(-1))
    with pytest.raises(Refused, match="请控制在400字以内"):
        actions.refuse_assignment(actor=body, assignment=task, reason="长" * 401)
    actions.acknowledge_assignment(actor=body, assignment=task)
    with pytest.raises(Refused, match="完成情况请控制在2000字以内"):
        actions.report_assignment(actor=body, assignment=task, done_on=today(), report="长" * 2001)
    assert world.again(task).state == "acknowledged"
