"""Bulk acts do what they can and say truthfully what they left alone."""

from niudai.base.calendar import today
from niudai.work import actions
from niudai.work.actions import Skipped
from tests.factories.work import dispatched


def three(world):
    cast = world.cast
    return dispatched(
        world.actor("office"), world.measure, cast.lake_league, cast.park_league, cast.league
    )


def test_bulk_acknowledge_skips_what_belongs_to_others(world):
    tasks = three(world)
    result = actions.bulk_acknowledge(actor=world.actor("lake_league_secretary"), assignments=tasks)
    assert result.done == 1
    assert result.skipped == [
        Skipped(
            "公园社区团支部 · 开展主题团日活动", "只有承办组织“公园社区团支部”的任职人员可以签收。"
        ),
        Skipped("团工委 · 开展主题团日活动", "只有承办组织“团工委”的任职人员可以签收。"),
    ]
    assert [world.again(task).state for task in tasks] == [
        "acknowledged",
        "dispatched",
        "dispatched",
    ]


def test_bulk_accept_close_and_remind(world):
    lake, park, _ = tasks = three(world)
    for task, body in ((lake, "lake_league_secretary"), (park, "park_league_secretary")):
        actor = world.actor(body)
        actions.acknowledge_assignment(actor=actor, assignment=task)
        actions.report_assignment(actor=actor, assignment=task, done_on=today())
    office = world.actor("office")
    accepted = actions.bulk_accept(actor=office, assignments=tasks)
    assert accepted.done == 2
    assert [one.reason for one in accepted.skipped] == [
        "当前状态为“已下达”，不能变为“已核验”，请刷新后再看。"
    ]
    assert actions.bulk_close(actor=office, assignments=tasks).done == 2
    reminded = actions.bulk_remind(actor=office, assignments=tasks)
    assert reminded.done == 1
    assert [one.reason for one in reminded.skipped] == ["当前为“办结”，不需要承办组织办理。"] * 2
