"""A revision beside its plan, the marks on the plan's page, and earlier versions, as reads."""

import datetime

import pytest

from niudai.base.errors import Unseen
from niudai.work.actions.revising import unpair_item
from niudai.work.actions.revisions import issue_revision
from niudai.work.models import Assignment, PlanItem
from niudai.work.queries import revisions as queries
from tests.factories.work import in_days
from tests.work.revised import NEW, OLD, Revision


@pytest.fixture
def revision(cast):
    return Revision(cast)


def compared(revision):
    return queries.comparison(revision.actor, revision.fresh(revision.draft))


def issue(revision):
    issue_revision(
        actor=revision.actor,
        draft=revision.fresh(revision.draft),
        doc_number="9号",
        issued_on=datetime.date(2026, 5, 15),
    )


def test_comparison_lists_each_item_once_in_the_order_of_the_revision(revision):
    revision.read()
    found = compared(revision)
    sides = [(line.kind, (line.new or line.old).item.title[:8]) for line in found.lines]
    assert sides == [
        ("unchanged", "社区团支部走访困"),
        ("dropped", "社区妇联办好家长"),
        ("changed", "街道团工委202"),
        ("new", "街道团工委开办青"),
        ("unchanged", "街道总工会加强督"),
    ]
    assert found.counts == {"changed": 1, "new": 1, "dropped": 1, "unchanged": 2}
    assert [word for _, word, lines in found.groups if lines] == ["有改动", "新增", "取消", "未变"]


def test_values_say_what_the_documents_and_the_officers_say(revision):
    revision.settle("集市", due_on=datetime.date(2026, 7, 15))
    revision.read()
    (market,) = compared(revision).of("changed")
    assert [
        (one.label, one.current, one.draft, one.document, one.revision) for one in market.values
    ] == [
        ("完成时限", "2026-07-15", "2026-09-30", "2026-06-30", "2026-09-30"),
        ("目标值", "5", "8", None, None),
    ]
    assert not market.doubtful


def test_values_in_words(revision):
    cast = revision.cast
    revision.read(OLD)
    item = revision.item(revision.draft, "走访")
    rows = PlanItem.objects.unrestricted("test")
    rows.filter(pk=item.revises_id).update(rows="|x/w|")
    rows.filter(pk=item.pk).update(
        lines="|union|",
        unit_classes="|private|",
        rows="|x/y|",
        programmes="|青年文明号|",
        lead=cast.union,
        leader_name="周敏",
        cadence="month",
        kind="goal",
        title="走访青年",
    )
    revision.help(item, cast.women)
    (line,) = compared(revision).of("changed")
    assert [(one.label, one.current, one.draft) for one in line.values] == [
        ("事项", "社区团支部走访困难青年，建立联系台账", "走访青年"),
        ("性质", "举措", "目标"),
        ("频次", "一次性", "每月"),
        ("条线", "共青团", "工会"),
        ("单位类别", "街道社区", "非公企业"),
        ("带的内容", "x/w", "x/y"),
        ("品牌项目", "无", "青年文明号"),
        ("牵头组织", "无", "总工会"),
        ("配合组织", "无", "妇联"),
        ("责任领导", "无", "周敏"),
    ]


def test_consequences_by_kind_and_state(revision):
    cast = revision.cast
    tasks = [
        revision.task("家长课堂", place, due_on=in_days(30))
        for place in (cast.lake_women, cast.women)
    ]
    rows = Assignment.objects.unrestricted("test")
    rows.filter(pk=tasks[1].pk).update(
        state="reported", done_on=in_days(0), reported_at="2026-05-01T00:00Z"
    )
    done = revision.task("走访", cast.lake_league, due_on=in_days(30))
    rows.filter(pk=done.pk).update(
        state="closed",
        done_on=in_days(0),
        reported_at="2026-05-01T00:00Z",
        accepted_at="2026-05-01T00:00Z",
    )
    revision.read()
    found = compared(revision)
    assert found.of("dropped")[0].consequence == "1项任务在办，印发后撤回；1项已报完成，仍可核验。"
    assert found.of("unchanged")[0].consequence == "1项已完成，保留不变。"
    assert found.of("new")[0].consequence == ""
    assert found.tasks("dropped") == queries.TaskCounts(open=2, done=0, recallable=1)


def test_unpaired_item_is_new_and_its_partner_dropped(revision):
    revision.read()
    item = revision.item(revision.draft, "集市")
    unpair_item(actor=revision.actor, item=item, revision=0)
    assert compared(revision).counts == {"changed": 0, "new": 2, "dropped": 2, "unchanged": 2}


def test_comparison_of_a_plan_that_revises_none_is_unseen(revision):
    with pytest.raises(Unseen):
        queries.comparison(revision.actor, revision.plan)


def test_marks_and_versions_after_the_issue(revision):
    assert queries.marks(revision.plan) == {}
    revision.read(NEW)
    issue(revision)
    marks = queries.marks(revision.plan)
    named = {revision.item(revision.plan, words).pk: words for words in ("集市", "夜校", "走访")}
    assert {named[pk]: mark for pk, mark in marks.items()} == {"集市": "changed", "夜校": "new"}
    (version,) = queries.versions(revision.plan)
    assert (version.number, version.doc_number) == (1, "幸街〔2026〕3号")
    whole = queries.version(revision.plan, 1)
    assert [item.title for item in queries.version_items(whole)][:2] == [
        "主要任务",
        "街道团工委2026年6月底前办好青年集市，不少于5场次",
    ]
    assert queries.version_comparison(revision.plan, whole).counts == {
        "changed": 1,
        "new": 1,
        "dropped": 1,
        "unchanged": 2,
    }
    with pytest.raises(Unseen):
        queries.version(revision.plan, 2)


def test_open_revision_is_found(revision):
    assert queries.open_revision(revision.plan) is None
    draft = revision.read()
    assert queries.open_revision(revision.plan) == draft


def test_clauses_take_the_words_of_the_document(revision):
    item = revision.item(revision.plan, "走访")
    PlanItem.objects.unrestricted("test").filter(pk=item.pk).update(text="别的话", title="别的")
    found = queries.clauses_of(revision.items(revision.plan), revision.plan.text)
    assert found[item.pk].text == "2.社区团支部走访困难青年，建立联系台账。"
    assert found[item.pk].path == ("主要任务",)


def test_notes_warn_where_tasks_are_on_their_way(revision):
    revision.task("集市", revision.cast.lake_league, due_on=in_days(30))
    revision.read(NEW.replace("街道团工委2026年9月底前", "街道总工会2026年3月底前"))
    (market,) = compared(revision).of("changed")
    assert market.notes == (
        "序号由“1.”改为“2.”",
        "新的时限已过，请核对",
        "条线或单位类别有改动，已下达的任务不撤回，需要时请在任务页处理",
    )


def test_measure_made_a_note_takes_its_tasks_back(revision):
    revision.task("走访", revision.cast.lake_league, due_on=in_days(30))
    revision.read()
    item = revision.item(revision.draft, "走访")
    PlanItem.objects.unrestricted("test").filter(pk=item.pk).update(kind="note")
    (line,) = [line for line in compared(revision).of("changed") if line.new.item == item]
    assert line.consequence == "1项任务在办，印发后撤回。"
    issue(revision)
    tasks = Assignment.objects.unrestricted("test").filter(measure__plan=revision.plan)
    assert list(tasks.values_list("state", flat=True)) == ["recalled"]
