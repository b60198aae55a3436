"""More time: asked with a reason, granted or denied, the first deadline kept."""

import pytest
import time_machine

from niudai.base.errors import NotAllowed, Refused, Stale
from niudai.work import actions, queries
from tests.factories.work import a_measure, dispatched, in_days


def asked(world, days=60):
    task = world.task()
    return task, actions.ask_extension(
        actor=world.actor("lake_league_secretary"),
        assignment=task,
        due_on=in_days(days),
        reason="场地还在维修",
    )


def test_granted_extension_moves_the_deadline_and_keeps_the_first(world):
    task, extension = asked(world)
    actions.grant_extension(actor=world.actor("league_officer"), extension=extension, answer="同意")
    fresh = world.again(task)
    assert (fresh.due_on, fresh.first_due_on) == (in_days(60), in_days(30))
    kinds = [row.kind for row in queries.timeline(task)]
    assert kinds == ["dispatched", "extension_asked", "extension_granted"]


def test_denied_extension_needs_a_reason_and_leaves_the_deadline(world):
    task, extension = asked(world)
    office = world.actor("office")
    with pytest.raises(Refused, match="请写明不同意的理由"):
        actions.deny_extension(actor=office, extension=extension, answer="")
    actions.deny_extension(actor=office, extension=extension, answer="年底前必须完成")
    assert world.again(task).due_on == in_days(30)
    with pytest.raises(Refused):
        actions.grant_extension(actor=office, extension=extension)


def test_one_open_request_at_a_time(world):
    task, _ = asked(world)
    with pytest.raises(Refused, match="已有一条延期申请待审批"):
        actions.ask_extension(
            actor=world.actor("lake_league_secretary"),
            assignment=task,
            due_on=in_days(90),
            reason="还是来不及",
        )


@pytest.mark.parametrize(
    ("days", "message"), [(30, "新的时限须晚于现在的时限"), (10, "新的时限须晚于")]
)
def test_new_deadline_lies_after_the_old(world, days, message):
    with pytest.raises(Refused, match=message):
        asked(world, days)


def test_task_without_a_deadline_needs_no_extension(world):
    measure = a_measure(world.plan, "league")
    task = dispatched(world.actor("office"), measure, world.cast.lake_league)[0]
    with pytest.raises(Refused, match="没有时限"):
        actions.ask_extension(
            actor=world.actor("lake_league_secretary"),
            assignment=task,
            due_on=in_days(9),
            reason="场地",
        )


def test_body_may_not_grant_its_own_request(world):
    _, extension = asked(world)
    with pytest.raises(NotAllowed):
        actions.grant_extension(actor=world.actor("lake_league_secretary"), extension=extension)


def test_two_officers_deciding_at_once(world):
    _, extension = asked(world)
    same = queries.extension(world.actor("office"), extension.code)
    actions.grant_extension(actor=world.actor("league_officer"), extension=extension)
    with pytest.raises(Stale):
        actions.deny_extension(actor=world.actor("office"), extension=same, answer="不行")


def test_grant_after_recall_is_refused_and_the_request_stays_open(world):
    task, extension = asked(world)
    office = world.actor("office")
    actions.recall_assignment(actor=office, assignment=task, reason="下达有误")
    with pytest.raises(Refused, match="任务已办完或已撤回"):
        actions.grant_extension(actor=office, extension=extension)
    assert queries.extension(office, extension.code).state == "asked"


def test_finished_task_and_passed_day_are_refused(world):
    task = world.task()
    body = world.actor("lake_league_secretary")
    with time_machine.travel(in_days(90)), pytest.raises(Refused, match="新的时限已过"):
        actions.ask_extension(actor=body, assignment=task, due_on=in_days(-30), reason="场地")
    actions.recall_assignment(actor=world.actor("office"), assignment=task, reason="有误")
    with pytest.raises(Refused, match="当前为“已撤回”，不需要延期"):
        actions.ask_extension(actor=body, assignment=task, due_on=in_days(60), reason="场地")
