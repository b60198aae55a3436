"""Reads about plans: who sees which, the tree with its bodies, the decomposition table."""

import datetime
from decimal import Decimal

import pytest

from niudai.base.errors import Unseen
from niudai.org.models import Post
from niudai.work.queries import plans as queries
from tests.factories.work import a_measure, a_plan


def test_drafts_are_seen_by_the_office_and_issued_plans_by_everybody_here(cast):
    draft, issued = a_plan(cast.party, state="draft"), a_plan(cast.party)
    seen = {}
    for name, person in cast.people().items():
        seen[name] = set(queries.plans(cast.actor(person)))
    here = {name for name, plans in seen.items() if issued in plans}
    assert {name for name, plans in seen.items() if draft in plans} == {"office"}
    admins = {"system_admin", "security_admin", "audit_admin"}
    assert here == set(cast.people()) - admins - {"stranger"}
    with pytest.raises(Unseen):
        queries.plan(cast.actor(cast.union_officer), draft.code)
    assert queries.plan(cast.actor(cast.union_officer), issued.code) == issued


def test_plans_count_measures_and_goals(cast):
    plan = a_plan(cast.party)
    for kind in ("heading", "measure", "goal", "note"):
        a_measure(plan, "league", kind=kind)
    assert queries.plans(cast.actor(cast.office)).get().measure_count == 2


def test_item_is_seen_as_its_plan(cast):
    item = a_measure(a_plan(cast.party, state="draft"), "league")
    assert queries.item(cast.actor(cast.office), item.code) == item
    with pytest.raises(Unseen):
        queries.item(cast.actor(cast.league_officer), item.code)
    with pytest.raises(Unseen):
        queries.item(cast.actor(cast.stranger), item.code)


def test_items_of_gives_only_those_of_the_plan(cast):
    plan, other = a_plan(cast.party), a_plan(cast.party)
    first, second, third = a_measure(plan), a_measure(plan), a_measure(other)
    codes = [third.code, second.code, first.code]
    assert queries.items_of(cast.actor(cast.office), plan, codes) == [first, second]


def test_tree_items_carry_lead_and_assisting_in_two_or_three_queries(
    cast, django_assert_num_queries
):
    plan = a_plan(cast.party)
    for _ in range(3):
        a_measure(plan, lead=cast.league).assisting.add(cast.women, cast.union)
    with django_assert_num_queries(3):
        items = queries.tree_items(plan)
        assert {item.lead for item in items} == {cast.league}
        assert {body.pk for body in items[2].assisting_bodies} == {cast.union.pk, cast.women.pk}


def test_decomposition_gives_one_row_per_measure_in_the_officers_columns(cast):
    plan = a_plan(cast.party)
    part = a_measure(plan, kind="heading", title="重点任务")
    number_only = a_measure(plan, kind="heading", title="共2条", parent=part)
    measure = a_measure(
        plan,
        "league",
        "women",
        parent=number_only,
        text="办好集市。",
        lead=cast.league,
        leader_name="郑晓",
        unit_classes=("private",),
        due_on=datetime.date(2026, 6, 30),
        target_value=Decimal("2000"),
        target_unit="人次",
        programmes=("青年文明号",),
    )
    measure.assisting.add(cast.women)
    a_measure(plan, title="走访", text="", cadence="quarter", other_owners=("街道党建办",))
    rows = queries.decomposition(queries.tree_items(plan))
    assert len(queries.TABLE_COLUMNS) == len(rows[0].cells()) == 11
    assert rows[0].cells() == [
        1, "重点任务", "办好集市。", "共青团、妇联", "团工委", "妇联", "郑晓", "非公企业",
        datetime.date(2026, 6, 30), "不少于2,000人次", "青年文明号",
    ]  # fmt: skip
    assert rows[1].cells() == [2, "走访", "走访", "", "街道党建办", "", "", "", "每季度", "", ""]


def test_plan_readers_are_officers_in_office_today(cast):
    plan = a_plan(cast.party)
    officers = [cast.office, cast.union_officer, cast.league_officer, cast.women_officer]
    assert sorted(queries.plan_readers(plan)) == [person.pk for person in officers]
    Post.objects.filter(account=cast.women_officer).update(ended_on=datetime.date(2026, 1, 1))
    assert cast.women_officer.pk not in queries.plan_readers(plan)


def test_lead_names_are_those_near_the_head(cast):
    names = queries.lead_names(cast.actor(cast.office), cast.jurisdiction)
    assert names[:4] == ["幸福街道团工委", "幸福街道党工委", "幸福街道总工会", "幸福街道妇联"]
    assert "湖滨社区党总支" in names
    assert "湖滨精密机械厂党支部" not in names
