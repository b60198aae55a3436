"""Edits of a draft: each in one step, undone in one step, two editors colliding without loss."""

import datetime
from decimal import Decimal

import pytest

from niudai.base.errors import NotAllowed, Refused, Stale
from niudai.base.models import AuditEntry
from niudai.work.actions import drafts as actions
from niudai.work.actions import plans
from niudai.work.actions.changes import ItemChange
from niudai.work.actions.items import Tree
from niudai.work.models import DraftStep, Plan, PlanItem
from tests.factories.work import a_measure, a_plan, dispatched, in_days

TEXT = """关于做好群团工作的方案
一、重点任务
1.街道团工委每季度办一次“周末服务岗”，2026年6月底前完成不少于5场次。要做好宣传。
2.街道工会要加强督查。
3.社区妇联走访家庭。
二、组织保障
1.街道工会要加强保障。
2026年1月12日
"""


class Desk:
    """The Party office at one draft: acts always with the revision it saw last."""

    def __init__(self, cast):
        self.cast = cast
        self.actor = cast.actor(cast.office)
        self.plan = plans.import_plan(actor=self.actor, text=TEXT)

    def fresh(self):
        return Plan.objects.unrestricted("test").get(pk=self.plan.pk)

    def items(self):
        rows = PlanItem.objects.unrestricted("test").select_related("plan")
        return list(rows.filter(plan=self.plan).order_by("position"))

    def item(self, words):
        return next(item for item in self.items() if words in (item.text or item.title))

    def titles(self):
        return [item.title for item in self.items()]

    def tree(self):
        tree = Tree(self.fresh())
        return [(item.pk, item.position, tree.values(item)) for item in tree.items]

    def act(self, verb, item, **given):
        return getattr(actions, verb)(
            actor=self.actor, item=item, revision=self.fresh().revision, **given
        )

    def undo(self):
        plan = self.fresh()
        return actions.undo(actor=self.actor, plan=plan, revision=plan.revision)


@pytest.fixture
def desk(cast):
    return Desk(cast)


def test_change_item_writes_the_fields_and_drops_their_reasons(desk):
    item = desk.item("周末服务岗")
    changed = desk.act(
        "change_item",
        item,
        change=ItemChange(
            lines=("league", "women"),
            due_on=datetime.date(2026, 7, 1),
            lead=desk.cast.league,
            assisting=[desk.cast.lake_league, desk.cast.women],
            target_value=Decimal("8"),
            confirmed=True,
        ),
    )
    found = desk.item("周末服务岗")
    assert (found.lines, found.due_on, found.lead, found.confirmed) == (
        ("league", "women"),
        datetime.date(2026, 7, 1),
        desk.cast.league,
        True,
    )
    assert list(found.assisting.unrestricted("test").order_by("pk")) == [
        desk.cast.women,
        desk.cast.lake_league,
    ]
    assert {"lines", "due_on", "target"} & set(found.why) == set()
    assert "cadence" in found.why
    assert changed.pk == found.pk
    assert desk.fresh().revision == 1
    audit = AuditEntry.objects.unrestricted("test").get(verb="work.edit_draft")
    assert audit.object_code == str(desk.plan.code)


def test_change_that_says_the_same_keeps_the_reason(desk):
    item = desk.item("周末服务岗")
    desk.act("change_item", item, change=ItemChange(lines=item.lines))
    assert "lines" in desk.item("周末服务岗").why


def test_second_editor_collides_and_nothing_is_lost(desk):
    item = desk.item("督查")
    seen = desk.fresh().revision
    actions.change_item(actor=desk.actor, item=item, revision=seen, change=ItemChange(title="先改"))
    with pytest.raises(Stale, match="他人改动"):
        actions.change_item(
            actor=desk.actor, item=item, revision=seen, change=ItemChange(title="后改")
        )
    assert desk.item("督查").title == "先改"
    assert DraftStep.objects.unrestricted("test").count() == 1


def test_merge_joins_two_neighbours(desk):
    first, second = desk.item("督查"), desk.item("走访")
    merged = desk.act("merge_items", second)
    assert merged.pk == first.pk
    assert merged.text == "2.街道工会要加强督查。\n3.社区妇联走访家庭。"
    assert desk.plan.text[merged.char_start : merged.char_end] == merged.text
    assert (merged.lines, merged.confirmed) == (("union", "women"), False)
    assert len(desk.items()) == 5


@pytest.mark.parametrize("words", ["周末服务岗", "加强保障", "组织保障"])
def test_merge_refuses_without_a_neighbour_before(desk, words):
    with pytest.raises(Refused):
        desk.act("merge_items", desk.item(words))
    assert desk.fresh().revision == 0


def test_split_gives_each_part_what_its_words_say(desk):
    item = desk.item("周末服务岗")
    second = desk.act("split_item", item, at=item.text.index("要做好"))
    first = desk.item("周末服务岗")
    assert (first.text[-3:], second.text) == ("场次。", "要做好宣传。")
    assert (second.title, second.lines, second.number_text) == ("要做好宣传", ("league",), "")
    assert (first.due_on, first.target_value, first.cadence) == (
        datetime.date(2026, 6, 30),
        5,
        "quarter",
    )
    assert (second.due_on, second.target_value, second.cadence) == (None, None, "once")
    assert (first.programmes, second.programmes) == (("周末服务岗",), ())
    assert desk.plan.text[second.char_start : second.char_end] == "要做好宣传。"
    assert first.char_end == second.char_start


def test_split_then_merge_gives_the_text_back(desk):
    item = desk.item("周末服务岗")
    second = desk.act("split_item", item, at=10)
    merged = desk.act("merge_items", second)
    assert (merged.text, merged.char_end) == (item.text, item.char_end)


@pytest.mark.parametrize("at", [-1, 0, 10_000])
def test_split_refuses_the_ends(desk, at):
    with pytest.raises(Refused) as refused:
        desk.act("split_item", desk.item("督查"), at=at)
    assert refused.value.field == "at"


def test_split_refuses_a_heading(desk):
    with pytest.raises(Refused):
        desk.act("split_item", desk.item("重点任务"), at=2)


def test_move_up_and_under_another_heading(desk):
    desk.act("move_item", desk.item("走访"), parent=desk.item("重点任务"), position=0)
    assert [title[:4] for title in desk.titles()][:2] == ["重点任务", "社区妇联"]
    desk.act("move_item", desk.item("走访"), parent=desk.item("组织保障"), position=99)
    assert desk.titles()[-1][:4] == "社区妇联"
    assert desk.item("走访").parent_id == desk.item("组织保障").pk


def test_move_takes_what_is_below_along(desk):
    desk.act("move_item", desk.item("组织保障"), parent=None, position=0)
    assert [title[:4] for title in desk.titles()][:3] == ["组织保障", "街道工会", "重点任务"]


def test_move_refuses_below_itself_or_a_measure(desk):
    heading = desk.item("重点任务")
    desk.act("move_item", desk.item("组织保障"), parent=heading, position=0)
    with pytest.raises(Refused) as refused:
        desk.act("move_item", heading, parent=desk.item("组织保障"), position=0)
    assert refused.value.field == "parent"
    with pytest.raises(Refused):
        desk.act("move_item", desk.item("走访"), parent=desk.item("督查"), position=0)


def test_delete_takes_what_is_below_along(desk):
    assert desk.act("delete_item", desk.item("重点任务")) == 4
    assert len(desk.items()) == 2


def test_add_puts_a_checked_item_last_under_its_heading(desk):
    heading = desk.item("重点任务")
    added = actions.add_item(
        actor=desk.actor,
        plan=desk.plan,
        revision=0,
        parent=heading,
        change=ItemChange(kind="heading", title="党建带工建", lines=("union",)),
    )
    actions.add_item(
        actor=desk.actor,
        plan=desk.plan,
        revision=1,
        parent=added,
        change=ItemChange(title="建会", lines=("union",), assisting=[desk.cast.lake_union]),
    )
    rows = desk.items()
    assert [item.title for item in rows[4:6]] == ["党建带工建", "建会"]
    assert (rows[5].kind, rows[5].confirmed, rows[5].char_start) == ("measure", True, None)
    assert rows[5].parent_id == added.pk
    assert [item.position for item in rows] == list(range(8))


def test_change_items_gives_a_selection_the_same_values(desk):
    chosen = [desk.item("督查"), desk.item("走访")]
    change = ItemChange(lines=("party",), due_on=datetime.date(2026, 9, 1))
    done = actions.change_items(
        actor=desk.actor, plan=desk.plan, items=chosen, revision=0, change=change
    )
    assert done == 2
    assert {(item.lines, item.due_on) for item in (desk.item("督查"), desk.item("走访"))} == {
        (("party",), datetime.date(2026, 9, 1))
    }
    assert desk.item("加强保障").lines == ("union",)


def test_change_items_refuses_an_empty_selection_or_change(desk):
    office = {"actor": desk.actor, "plan": desk.plan, "revision": 0}
    with pytest.raises(Refused, match="选择条目"):
        actions.change_items(items=[], change=ItemChange(confirmed=True), **office)
    with pytest.raises(Refused, match="改成什么"):
        actions.change_items(items=desk.items(), change=ItemChange(), **office)


def test_confirm_items_marks_them_checked(desk):
    chosen = [item for item in desk.items() if item.kind == "measure"]
    actions.confirm_items(actor=desk.actor, plan=desk.plan, items=chosen, revision=0)
    assert all(item.confirmed for item in desk.items())


def test_undo_to_the_start_gives_the_same_tree(desk):
    start = desk.tree()
    title = desk.plan.title
    desk.act("change_item", desk.item("督查"), change=ItemChange(assisting=[desk.cast.women]))
    desk.act("merge_items", desk.item("走访"))
    desk.act("split_item", desk.item("周末服务岗"), at=12)
    desk.act("move_item", desk.item("组织保障"), parent=desk.item("重点任务"), position=0)
    plan = desk.fresh()
    actions.add_item(
        actor=desk.actor,
        plan=plan,
        revision=plan.revision,
        parent=desk.item("组织保障"),
        change=ItemChange(title="手工"),
    )
    desk.act("delete_item", desk.item("重点任务"))
    plan = desk.fresh()
    actions.change_plan(
        actor=desk.actor, plan=plan, revision=plan.revision, title="改名", themes={"women": "美"}
    )
    assert desk.titles() == []
    words = [desk.undo() for _ in range(7)]
    assert [word[:2] for word in words] == ["修改", "删除", "添加", "移动", "拆分", "合并", "修改"]
    assert desk.tree() == start
    assert (desk.fresh().title, desk.fresh().themes, desk.fresh().revision) == (title, {}, 14)
    with pytest.raises(Refused, match="没有可以撤销"):
        desk.undo()


def test_undo_collides_like_an_edit(desk):
    desk.act("delete_item", desk.item("督查"))
    with pytest.raises(Stale):
        actions.undo(actor=desk.actor, plan=desk.fresh(), revision=0)
    assert len(desk.items()) == 5


def test_edits_are_for_the_party_office_of_the_jurisdiction(desk):
    item = desk.item("督查")
    for person in (desk.cast.union_officer, desk.cast.stranger, desk.cast.lake_secretary):
        with pytest.raises(NotAllowed):
            actions.delete_item(actor=desk.cast.actor(person), item=item, revision=0)
        with pytest.raises(NotAllowed):
            actions.undo(actor=desk.cast.actor(person), plan=desk.plan, revision=0)
    assert desk.act("delete_item", item) == 1


def test_issued_plan_is_no_longer_edited(desk):
    plans.issue_plan(
        actor=desk.actor, plan=desk.fresh(), doc_number="1号", issued_on=datetime.date(2026, 2, 1)
    )
    with pytest.raises(Refused, match="已印发"):
        desk.act("delete_item", desk.item("督查"))


def test_set_measure_settles_an_issued_measure_until_it_is_dispatched(cast):
    office = cast.actor(cast.office)
    measure = a_measure(a_plan(cast.party), "league", due_on=in_days(30))
    actions.set_measure(
        actor=office,
        item=measure,
        revision=0,
        change=ItemChange(lead=cast.league, leader_name="周敏", due_on=in_days(40)),
    )
    found = PlanItem.objects.unrestricted("test").get(pk=measure.pk)
    assert (found.lead, found.leader_name, found.due_on) == (cast.league, "周敏", in_days(40))
    with pytest.raises(Refused, match="只能改分工"):
        actions.set_measure(actor=office, item=measure, revision=1, change=ItemChange(title="别的"))
    with pytest.raises(NotAllowed):
        actions.set_measure(
            actor=cast.actor(cast.league_officer),
            item=measure,
            revision=1,
            change=ItemChange(leader_name="王"),
        )
    dispatched(office, measure, cast.lake_league)
    with pytest.raises(Refused, match="已经下达"):
        actions.set_measure(
            actor=office, item=measure, revision=1, change=ItemChange(leader_name="王")
        )


@pytest.mark.parametrize("count", [3, 60])
def test_selection_of_any_size_takes_the_same_number_of_queries(
    cast, django_assert_max_num_queries, count
):
    text = "工作方案\n" + "".join(f"{n}.街道工会要做好第{n}件事。\n" for n in range(1, count + 1))
    plan = plans.import_plan(actor=cast.actor(cast.office), text=text)
    chosen = list(PlanItem.objects.unrestricted("test").filter(plan=plan))
    with django_assert_max_num_queries(15):
        actions.confirm_items(actor=cast.actor(cast.office), plan=plan, items=chosen, revision=0)
