"""Frameworks as data."""

from __future__ import annotations

import datetime

import pytest
import time_machine

from niudai.base.errors import NotAllowed, Refused, Unseen
from niudai.base.models import AuditEntry, Job
from niudai.ledger.followers import row_choices
from niudai.sync import actions, queries
from niudai.sync.actions import NewStep
from niudai.sync.models import Framework, FrameworkVersion

STEPS = [NewStep("目标同步", "goal"), NewStep("活动同步", "activity", 3, 2, "quarter")]


def add(world, **changes):
    """五带五同步 of the League."""
    values = {
        "name": "五带五同步",
        "line": "league",
        "rows": ["思想", "组织"],
        "steps": STEPS,
        "source": "街道文件1号",
        **changes,
    }
    return actions.add_framework(actor=world.actor(world.office), **values)


def test_the_three_that_ship(world):
    actions.seed_frameworks()  # a second time changes nothing
    found = {
        version.name: (
            version.key,
            [row.name for row in version.rows],
            [(step.name, step.kind, step.tolerance) for step in version.steps],
        )
        for version in queries.current_versions(world.jurisdiction)
    }
    assert found == {
        "四带四同时": (
            "union4",
            ["推动科学发展", "促进社会和谐", "服务职工群众", "加强基层组织"],
            [("同时研究", "study", 7), ("同时部署", "deploy", 7), ("同时检查", "inspect", 7), ("同时落实", "implement", 7)],
        ),
        "六带六同步": (
            "league6",
            ["思想", "组织", "班子", "队伍", "作风", "工作"],
            [("目标同步定", "goal", 7), ("任务同步下", "deploy", 7), ("活动同步搞", "activity", 7), ("阵地同步建", "venue", 7), ("经费同步筹", "fund", 7), ("督查同步抓", "inspect", 7)],
        ),
        "四带四同步": (
            "women4",
            ["思想", "组织", "作风", "事业"],
            [("制定目标", "goal", 7), ("明确任务", "deploy", 7), ("落实措施", "implement", 7), ("督促检查", "inspect", 7)],
        ),
    }  # fmt: skip
    assert FrameworkVersion.objects.count() == 3


def test_add_framework_is_the_jurisdictions_own(world):
    framework = add(world)
    assert (framework.key, framework.jurisdiction) == ("wdwtb", world.jurisdiction)
    keys = [version.key for version in queries.current_versions(world.jurisdiction, line="league")]
    assert keys == ["league6", "wdwtb"]
    assert [v.key for v in queries.current_versions(world.elsewhere, line="league")] == ["league6"]
    version = queries.versions_of(world.jurisdiction, "wdwtb")[0]
    assert [(row.key, row.name) for row in version.rows] == [("r1", "思想"), ("r2", "组织")]
    assert [(s.key, s.kind, s.tolerance, s.required, s.required_per) for s in version.steps] == [
        ("s1", "goal", 7, None, "year"),
        ("s2", "activity", 3, 2, "quarter"),
    ]
    verbs = AuditEntry.objects.unrestricted("test").values_list("verb", flat=True)
    assert list(verbs) == ["sync.add_framework"]
    job = Job.objects.unrestricted("test").get()
    assert (job.kind, job.jurisdiction) == ("sync.rebuild", world.jurisdiction)


def test_two_frameworks_with_the_same_initials_get_two_keys(world):
    assert add(world).key == "wdwtb"
    assert add(world, name="五带五同报").key == "wdwtb-2"


def test_rows_of_all_frameworks_are_offered_to_the_ledger(world):
    add(world)
    codes = [row.code for row in row_choices(world.jurisdiction)]
    assert codes[0] == "union4/development"
    assert "wdwtb/r2" in codes
    assert "wdwtb/r2" not in [row.code for row in row_choices(world.elsewhere)]


def test_change_framework_copies_what_ships_so_that_others_keep_theirs(world):
    latest = queries.versions_of(world.jurisdiction, "league6")[0]
    version = actions.change_framework(
        actor=world.actor(world.office),
        key="league6",
        rows=[*(row.name for row in latest.rows[:5]), "文化"],
        steps=[NewStep(step.name, step.kind, 10) for step in latest.steps],
        source="街道文件2号",
    )
    assert (version.number, version.framework.jurisdiction) == (2, world.jurisdiction)
    own = queries.current_versions(world.jurisdiction, line="league")[0]
    assert [row.key for row in own.rows] == [
        "thought", "organization", "leading", "cadres", "style", "r1",
    ]  # fmt: skip
    assert [step.key for step in own.steps] == [step.key for step in latest.steps]
    assert {step.tolerance for step in own.steps} == {10}
    there = queries.current_versions(world.elsewhere, line="league")[0]
    assert (there.number, {step.tolerance for step in there.steps}) == (1, {7})


def test_version_of_a_later_day_waits_for_it(world):
    latest = queries.versions_of(world.jurisdiction, "union4")[0]
    actions.change_framework(
        actor=world.actor(world.office), key="union4", rows=["发展"], source="文件",
        steps=[NewStep(s.name, s.kind) for s in latest.steps],
        effective_on=datetime.date(2026, 5, 1),
    )  # fmt: skip
    assert Job.objects.unrestricted("test").count() == 0

    def number(**day):
        return queries.current_versions(world.jurisdiction, line="union", **day)[0].number

    assert number() == 1
    with time_machine.travel("2026-05-01 08:00+08:00", tick=False):
        assert number() == 2
        assert number(on=datetime.date(2026, 4, 30)) == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "六带六同步"}, "name"),
        ({"line": "party"}, "line"),
        ({"rows": []}, "rows"),
        ({"rows": ["思想", "思想"]}, "rows"),
        ({"rows": ["长" * 41]}, "rows"),
        ({"rows": [str(number) for number in range(13)]}, "rows"),
        ({"steps": []}, "steps"),
        ({"steps": [NewStep("甲", "没有")]}, "steps"),
        ({"steps": [NewStep("甲", "goal", 61)]}, "steps"),
        ({"steps": [NewStep("甲", "goal", 7, 0)]}, "steps"),
        ({"steps": [NewStep("甲", "goal", 7, 1, "week")]}, "steps"),
        ({"source": ""}, "source"),
        ({"effective_on": datetime.date(2026, 4, 19)}, "effective_on"),
    ],
)
def test_add_framework_refuses_what_cannot_be(world, changes, field):
    with pytest.raises(Refused) as refused:
        add(world, **changes)
    assert refused.value.field == field
    assert Framework.objects.count() == 3


def test_frameworks_are_the_party_offices(world):
    with pytest.raises(NotAllowed):
        actions.add_framework(
            actor=world.actor(world.league_officer), name="五带五同步", line="league",
            rows=["思想"], steps=STEPS, source="文件",
        )  # fmt: skip
    with pytest.raises(Unseen):
        actions.change_framework(
            actor=world.actor(world.office), key="nothing", rows=["甲"], steps=STEPS, source="文件"
        )
