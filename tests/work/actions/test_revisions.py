"""Issuing a revision: rows and codes that stay, the version kept, and what everybody hears."""

import datetime

import pytest
import time_machine

from niudai.base.errors import NotAllowed, Refused, Stale
from niudai.base.models import AuditEntry, Notice
from niudai.ledger.models import Entry
from niudai.work.actions import drafts, plans
from niudai.work.actions import revisions as actions
from niudai.work.actions.dispatch import dispatch_measure, dispatch_plan
from niudai.work.actions.items import Tree
from niudai.work.models import PlanItem, PlanVersion
from tests.work.revised import NEW, OLD, Revision

DAY = datetime.date(2026, 5, 15)


@pytest.fixture
def revision(cast):
    """A day between the plan and its revision."""
    with time_machine.travel("2026-05-20 10:00+08:00", tick=False):
        yield Revision(cast)


def issue(revision, **given):
    given = {"doc_number": "幸街〔2026〕9号", "issued_on": DAY, **given}
    return actions.issue_revision(
        actor=revision.actor, draft=revision.fresh(revision.draft), **given
    )


def outline(revision):
    items = revision.items(revision.plan)
    return [(item.number_text, item.title, item.parent and item.parent.title) for item in items]


def test_items_that_go_on_keep_row_and_code(revision):
    old = {item.title: item for item in revision.items(revision.plan)}
    revision.read()
    school = revision.item(revision.draft, "夜校")
    issue(revision)
    items = revision.items(revision.plan)
    visit, market = items[1], items[2]
    assert (visit.pk, visit.code, visit.number_text) == (
        old["社区团支部走访困难青年，建立联系台账"].pk,
        old["社区团支部走访困难青年，建立联系台账"].code,
        "1.",
    )
    assert market.pk == old["街道团工委2026年6月底前办好青年集市，不少于5场次"].pk
    assert (market.title, market.due_on) == (
        "街道团工委2026年9月底前办好青年集市，不少于8场次",
        datetime.date(2026, 9, 30),
    )
    assert items[3].code == school.code
    assert outline(revision) == [
        ("一、", "主要任务", None),
        ("1.", "社区团支部走访困难青年，建立联系台账", "主要任务"),
        ("2.", "街道团工委2026年9月底前办好青年集市，不少于8场次", "主要任务"),
        ("3.", "街道团工委开办青年夜校", "主要任务"),
        ("二、", "组织保障", None),
        ("1.", "街道总工会加强督促检查", "组织保障"),
    ]
    assert [item.position for item in items] == list(range(6))
    assert {(item.revises, str(item.revised)) for item in items} == {(None, "{}")}


def test_plan_moves_on_and_the_draft_is_merged(revision):
    revision.read()
    issue(revision, doc_number=" 幸街〔2026〕9号 ")
    plan, draft = revision.fresh(revision.plan), revision.fresh(revision.draft)
    assert (plan.state, plan.doc_number, plan.issued_on, plan.text) == (
        "issued",
        "幸街〔2026〕9号",
        DAY,
        NEW,
    )
    assert (draft.state, draft.revises) == ("merged", plan)
    assert revision.items(draft) == []
    for item in revision.items(plan):
        if item.kind != "heading":
            assert plan.text[item.char_start : item.char_end] == item.text


def test_version_before_is_kept_whole(revision):
    before = [Tree(revision.plan).values(item) for item in Tree(revision.plan).items]
    revision.read()
    issue(revision)
    version = PlanVersion.objects.unrestricted("test").get(plan=revision.plan)
    assert (version.number, version.doc_number, version.issued_on, version.text) == (
        1,
        "幸街〔2026〕3号",
        datetime.date(2026, 1, 20),
        OLD,
    )
    assert version.replaced_by == revision.actor.name
    assert [{k: v for k, v in row.items() if k != "pk"} for row in version.tree] == before


def test_dropped_measure_goes_unless_it_has_tasks(revision):
    cast = revision.cast
    task = revision.task("家长课堂", cast.lake_women)
    revision.read(NEW.replace("2.街道团工委2026年9月底前办好青年集市，不少于8场次。\n", ""))
    market = revision.item(revision.plan, "集市")
    issue(revision)
    kept = revision.item(revision.plan, "家长课堂")
    assert (kept.pk, kept.dropped_on, kept.parent, kept.position) == (task.measure_id, DAY, None, 5)
    assert not PlanItem.objects.unrestricted("test").filter(pk=market.pk).exists()
    with pytest.raises(Refused, match="不再要求"):
        dispatch_measure(actor=revision.actor, measure=kept, organization_ids=[cast.park_league.pk])
    with pytest.raises(Refused, match="不再要求"):
        revision.settle("家长课堂", leader_name="周敏")
    whole = dispatch_plan(actor=revision.actor, plan=revision.fresh(revision.plan))
    assert "家长课堂" not in {one.name for one in whole.skipped}


def test_dropped_heading_does_not_take_the_rest_along(revision):
    revision.read(NEW.replace("二、组织保障\n1.", "4."))
    issue(revision)
    assert outline(revision)[-1] == ("4.", "街道总工会加强督促检查", "主要任务")
    assert len(outline(revision)) == 5


def test_second_revision_of_the_same_plan(revision):
    task = revision.task("走访", revision.cast.lake_league)
    revision.read()
    issue(revision)
    revision.read(OLD)
    issue(revision, doc_number="幸街〔2026〕12号")
    rows = PlanVersion.objects.unrestricted("test").filter(plan=revision.plan)
    assert list(rows.values_list("number", "doc_number")) == [
        (1, "幸街〔2026〕3号"),
        (2, "幸街〔2026〕9号"),
    ]
    assert revision.item(revision.plan, "走访").pk == task.measure_id
    assert [title for _, title, _ in outline(revision)][1:4] == [
        "街道团工委2026年6月底前办好青年集市，不少于5场次",
        "社区团支部走访困难青年，建立联系台账",
        "社区妇联办好家长课堂，做好宣传",
    ]


def test_issue_tells_the_ledger_the_audit_and_the_officers(revision):
    revision.read()
    issue(revision)
    entries = Entry.objects.unrestricted("test").filter(kind="deploy").order_by("pk")
    assert [(entry.occurred_on, entry.title) for entry in entries] == [
        (datetime.date(2026, 1, 20), "印发《幸福街道群团工作方案》"),
        (DAY, "印发修订的《幸福街道群团工作方案》"),
    ]
    line = AuditEntry.objects.unrestricted("test").get(verb="work.issue_revision")
    assert (line.object_code, '"version": 2' in line.detail) == (str(revision.plan.code), True)
    told = Notice.objects.unrestricted("test").filter(text__contains="修订稿已印发")
    assert revision.cast.league_officer.pk in {notice.account_id for notice in told}
    assert revision.cast.office.pk not in {notice.account_id for notice in told}


def test_issue_refuses_what_cannot_be(revision):
    revision.read()
    for given, field in (
        ({"doc_number": " "}, "doc_number"),
        ({"issued_on": None}, "issued_on"),
        ({"issued_on": datetime.date(2026, 5, 21)}, "issued_on"),
        ({"issued_on": datetime.date(2026, 1, 19)}, "issued_on"),
    ):
        with pytest.raises(Refused) as refused:
            issue(revision, **given)
        assert refused.value.field == field
    with pytest.raises(Refused, match="印发修订稿"):
        plans.issue_plan(actor=revision.actor, plan=revision.draft, doc_number="1号", issued_on=DAY)
    with pytest.raises(Refused, match="不是修订稿"):
        actions.issue_revision(
            actor=revision.actor, draft=revision.plan, doc_number="1号", issued_on=DAY
        )
    plans.close_plan(actor=revision.actor, plan=revision.fresh(revision.plan))
    with pytest.raises(Refused, match="请先重新打开原方案"):
        issue(revision)
    assert revision.fresh(revision.draft).state == "draft"


def test_issue_without_measures_is_refused(revision):
    revision.read()
    for item in revision.items(revision.draft):
        if item.parent_id is None:
            draft = revision.fresh(revision.draft)
            drafts.delete_item(actor=revision.actor, item=item, revision=draft.revision)
    with pytest.raises(Refused, match="还没有举措"):
        issue(revision)


def test_only_the_office_issues_and_the_second_officer_is_late(revision):
    cast = revision.cast
    revision.read()
    with pytest.raises(NotAllowed):
        actions.issue_revision(
            actor=cast.actor(cast.league_officer),
            draft=revision.draft,
            doc_number="1号",
            issued_on=DAY,
        )
    late = revision.fresh(revision.draft)
    issue(revision)
    with pytest.raises(Stale):
        actions.issue_revision(actor=revision.actor, draft=late, doc_number="1号", issued_on=DAY)
    assert PlanVersion.objects.unrestricted("test").count() == 1


def test_discarded_revision_comes_back_only_while_nothing_else_happened(revision):
    revision.read()
    first = revision.draft
    plans.discard_plan(actor=revision.actor, plan=first)
    plans.restore_plan(actor=revision.actor, plan=first)
    plans.discard_plan(actor=revision.actor, plan=first)
    revision.read()
    with pytest.raises(Refused, match="已有一份修订稿"):
        plans.restore_plan(actor=revision.actor, plan=revision.fresh(first))
    issue(revision)
    with pytest.raises(Refused, match="已经修订过"):
        plans.restore_plan(actor=revision.actor, plan=revision.fresh(first))


def test_many_items_take_a_fixed_number_of_statements(cast, django_assert_max_num_queries):
    def text(count, changed):
        lines = [f"{n}.街道团工委办好第{n}场青年活动{changed}。" for n in range(1, count)]
        return "\n".join(["幸福街道工作方案", "一、任务", *lines, "2026年1月12日", ""])

    revision = Revision(cast, text(150, ""))
    revision.read(text(180, "，做好宣传"))
    with django_assert_max_num_queries(120):
        actions.issue_revision(
            actor=revision.actor,
            draft=revision.fresh(revision.draft),
            doc_number="9号",
            issued_on=DAY,
        )
    assert len(revision.items(revision.plan)) == 180
