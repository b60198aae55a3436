"""The preview: exactly which organizations, why each, what they already have."""

import pytest

from niudai.base.errors import Unseen
from niudai.org.models import Post
from niudai.work import actions, queries
from tests.factories.work import a_measure, a_plan, in_days


def shown(rows):
    return [(row.organization.short_name, row.chosen) for row in rows]


def test_preview_of_a_class_names_line_and_class(world):
    measure = a_measure(world.plan, "union", "league", unit_classes=("private",))
    rows = queries.dispatch_preview(world.actor("office"), measure)
    assert shown(rows) == [("湖滨精密机械厂团支部", True)]
    assert rows[0].why == "非公企业·共青团，条线和单位类别相符"


def test_preview_keeps_to_the_actors_reach(world):
    measure = a_measure(world.plan, "union", "league")
    rows = queries.dispatch_preview(world.actor("union_officer"), measure)
    assert shown(rows) == [("总工会", False), ("湖滨社区联合工会", True)]
    everybody = queries.dispatch_preview(world.actor("office"), measure)
    assert len(everybody) == 6


def test_preview_tells_what_they_already_have(world):
    lake, park = world.task(), world.task(world.cast.park_league)
    actions.recall_assignment(actor=world.actor("office"), assignment=park, reason="有误")
    preview = queries.dispatch_preview(world.actor("office"), world.measure)
    rows = {row.organization.pk: row for row in preview}
    first = rows[lake.organization_id]
    assert (first.already, first.skip, first.chosen) == ("已下达", "已有本期任务：已下达", False)
    second = rows[park.organization_id]
    assert second.skip == "本期任务已撤回，可在任务页重新下达"


def test_preview_adds_drops_and_warns(world):
    cast = world.cast
    Post.objects.filter(organization=cast.park_league).update(ended_on=in_days(-1))
    rows = queries.dispatch_preview(
        world.actor("office"),
        world.measure,
        add=[cast.lake_women.pk, cast.league.pk],
        drop=[cast.lake_league.pk],
    )
    assert shown(rows) == [
        ("团工委", True),
        ("湖滨社区团支部", False),
        ("湖滨精密机械厂团支部", True),
        ("公园社区团支部", True),
        ("湖滨社区妇联", True),
    ]
    found = {row.organization.short_name: (row.why, row.warning) for row in rows}
    assert found["湖滨社区妇联"] == ("手工添加", "")
    assert found["公园社区团支部"] == ("共青团，条线相符", "还没有可登录的负责人，任务暂时无人签收")


def test_preview_of_subtrees(world):
    cast = world.cast
    office = world.actor("office")
    by_party = queries.dispatch_preview(office, world.measure, lines=(), subtree=cast.lake_party)
    assert {row.organization.short_name for row in by_party} == {
        *("湖滨社区党总支", "湖滨精密机械厂党支部", "湖滨社区联合工会", "湖滨社区团支部"),
        *("湖滨精密机械厂团支部", "湖滨社区妇联"),
    }
    by_line = queries.dispatch_preview(office, world.measure, subtree=cast.lake_league)
    assert shown(by_line) == [("湖滨社区团支部", True), ("湖滨精密机械厂团支部", True)]


def test_preview_takes_three_queries(world, django_assert_num_queries):
    office = world.actor("office")
    for lines in (("women",), ("party", "union", "league", "women")):
        with django_assert_num_queries(3):
            queries.dispatch_preview(office, world.measure, lines=lines)


def test_measure_is_seen_with_its_plan_and_headings_are_not_measures(world):
    draft = a_measure(a_plan(world.cast.party, state="draft"), "league")
    heading = a_measure(world.plan, "league", kind="heading")
    assert queries.measure(world.actor("office"), draft.code) == draft
    for name, item in (("league_officer", draft), ("office", heading), ("stranger", world.measure)):
        with pytest.raises(Unseen):
            queries.measure(world.actor(name), item.code)


def test_deadline_to_suggest(world):
    once = world.measure
    assert queries.default_due_on(once, "") == once.due_on
    monthly = a_measure(world.plan, "league", cadence="month", due_on=None)
    assert str(queries.default_due_on(monthly, "2026-02")) == "2026-02-28"
    monthly.due_on = in_days(0).replace(year=2026, month=2, day=10)
    assert str(queries.default_due_on(monthly, "2026-02")) == "2026-02-10"
