"""A revision draft: who goes on as whom, whose values stand, pairing by hand and undo."""

import datetime
import io
from decimal import Decimal

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from niudai.base.errors import NotAllowed, Refused, Stale, Unseen
from niudai.base.models import AuditEntry
from niudai.work.actions import drafts, plans
from niudai.work.actions import revising as actions
from niudai.work.actions.changes import ItemChange
from niudai.work.actions.revisions import issue_revision
from niudai.work.models import Plan, PlanItem
from niudai.work.queries.revisions import comparison
from tests.factories.work import a_measure, a_plan, in_days
from tests.plans import texts
from tests.work.revised import NEW, OLD, Revision


@pytest.fixture
def revision(cast):
    return Revision(cast)


def edit(revision, verb, item, **given):
    """One act on a draft, with the revision as it is now."""
    return verb(
        actor=revision.actor, item=item, revision=revision.fresh(item.plan).revision, **given
    )


def test_revision_pairs_what_goes_on_and_leaves_the_rest(revision):
    draft = revision.read()
    assert (draft.state, draft.revises, draft.issuer) == (
        "draft",
        revision.plan,
        revision.cast.party,
    )
    assert revision.pairs() == [
        ("社区团支部走访困难青年，建立联系台账", "社区团支部走访困难青年，建立联系台账"),
        (
            "街道团工委2026年9月底前办好青年集市，不少于8场次",
            "街道团工委2026年6月底前办好青年集市，不少于5场次",
        ),
        ("街道团工委开办青年夜校", ""),
        ("街道总工会加强督促检查", "街道总工会加强督促检查"),
    ]
    headings = [item for item in revision.items(draft) if item.kind == "heading"]
    assert [item.revises.title for item in headings] == ["主要任务", "组织保障"]


def test_officers_values_stay_where_the_documents_agree(revision):
    cast = revision.cast
    revision.settle(
        "走访",
        due_on=datetime.date(2026, 7, 1),
        lead=cast.league,
        assisting=[cast.women],
        leader_name="周敏",
        target_value=Decimal(30),
        target_unit="户",
        evidence="名册",
    )
    revision.read()
    item = revision.item(revision.draft, "走访")
    assert (item.due_on, item.lead, item.leader_name) == (
        datetime.date(2026, 7, 1),
        cast.league,
        "周敏",
    )
    assert (item.target_value, item.target_unit, item.evidence) == (30, "户", "名册")
    assert revision.helpers(item) == [cast.women.pk]
    assert item.revised == {}


def test_new_document_is_proposed_where_the_documents_differ(revision):
    revision.settle("集市", due_on=datetime.date(2026, 7, 15), leader_name="周敏")
    revision.read()
    item = revision.item(revision.draft, "集市")
    assert (item.due_on, item.target_value) == (datetime.date(2026, 9, 30), 8)
    assert item.revised["due_on"] == ["2026-06-30", "2026-09-30"]
    assert item.revised["target_value"] == ["5.00", "8.00"]
    assert (item.leader_name, item.confirmed) == ("周敏", False)


def test_checked_items_stay_checked_only_when_nothing_changed(cast):
    revision = Revision(cast)
    rows = PlanItem.objects.unrestricted("test").filter(plan=revision.plan)
    rows.update(confirmed=True)
    revision.read()
    assert [
        item.confirmed for item in revision.items(revision.draft) if item.kind != "heading"
    ] == [
        True,
        False,
        False,
        True,
    ]


def test_words_set_by_hand_stay_with_the_same_document(cast):
    revision = Revision(cast)
    rows = PlanItem.objects.unrestricted("test").filter(plan=revision.plan)
    item = revision.item(revision.plan, "走访")
    rows.filter(pk=item.pk).update(
        title="走访青年", text="走访困难青年。", lines="|league|women|", why={}
    )
    revision.read()
    found = revision.item(revision.draft, "走访")
    assert (found.title, found.text, found.lines) == (
        "走访青年",
        "走访困难青年。",
        ("league", "women"),
    )
    assert found.revises == item
    assert "lines" not in found.why


def test_what_was_added_by_hand_comes_along_under_its_heading(cast):
    revision = Revision(cast)
    rows = PlanItem.objects.unrestricted("test")
    heading = revision.item(revision.plan, "主要任务")
    added = rows.create(
        jurisdiction=cast.jurisdiction,
        plan=revision.plan,
        parent=heading,
        position=90,
        kind="measure",
        title="党建带工建",
        text="推动建会入会。",
        lines=("union",),
        confirmed=True,
    )
    revision.help(added, cast.lake_union)
    revision.read()
    found = revision.item(revision.draft, "推动建会入会")
    assert (found.revises, found.parent.title, found.confirmed) == (added, "主要任务", True)
    assert revision.helpers(found) == [cast.lake_union.pk]
    assert [item.title for item in revision.items(revision.draft)][4:6] == [
        "党建带工建",
        "组织保障",
    ]


def test_the_same_document_again_changes_nothing(cast):
    revision = Revision(cast)
    revision.settle("集市", due_on=datetime.date(2026, 7, 15))
    revision.read(OLD)
    old, new = revision.items(revision.plan), revision.items(revision.draft)
    assert [item.revises for item in new] == old
    names = ("kind", "title", "text", "lines", "due_on", "target_value", "cadence", "why")
    assert [[getattr(item, name) for name in names] for item in new] == [
        [getattr(item, name) for name in names] for item in old
    ]


def test_themes_and_title_follow_the_same_rule(cast):
    text = OLD.replace("走访困难", "以“青春有为”为主题走访困难")
    revision = Revision(cast, text)
    Plan.objects.unrestricted("test").filter(pk=revision.plan.pk).update(
        title="群团方案", themes={"league": "青春有约", "women": "巾帼建功"}
    )
    assert revision.read(text).themes == {"league": "青春有约", "women": "巾帼建功"}
    assert revision.draft.title == "群团方案"
    plans.discard_plan(actor=revision.actor, plan=revision.draft)
    assert revision.read(text.replace("青春有为", "青春有我")).themes["league"] == "青春有我"


def test_unpair_and_pair_again_with_undo(revision):
    revision.settle("走访", leader_name="周敏", due_on=datetime.date(2026, 7, 1))
    revision.read()
    item = revision.item(revision.draft, "走访")
    edit(revision, actions.unpair_item, item)
    alone = revision.item(revision.draft, "走访")
    assert (alone.revises, alone.leader_name, alone.due_on) == (None, "", None)
    edit(revision, actions.pair_items, alone, earlier=item.revises)
    again = revision.item(revision.draft, "走访")
    assert (again.revises, again.leader_name) == (item.revises, "周敏")
    assert again.due_on == datetime.date(2026, 7, 1)
    for _ in range(2):
        draft = revision.fresh(revision.draft)
        said = drafts.undo(actor=revision.actor, plan=draft, revision=draft.revision)
    assert said.startswith("取消对应")
    back = revision.item(revision.draft, "走访")
    assert (back.revises, back.leader_name) == (item.revises, "周敏")
    assert AuditEntry.objects.unrestricted("test").filter(verb="work.edit_draft").count() == 2


def test_pairing_two_that_the_words_do_not_join(revision):
    revision.read()
    school, class_ = revision.item(revision.draft, "夜校"), revision.item(revision.plan, "家长课堂")
    edit(revision, actions.pair_items, school, earlier=class_)
    found = revision.item(revision.draft, "夜校")
    assert found.revises == class_
    assert found.revised["lines"] == [["women"], ["league"]]
    assert found.lines == ("league",)


def test_pair_refuses_what_cannot_go_on(revision):
    revision.read()
    school, market = revision.item(revision.draft, "夜校"), revision.item(revision.plan, "集市")
    with pytest.raises(Refused, match="已与修订稿的另一条对应"):
        edit(revision, actions.pair_items, school, earlier=market)
    with pytest.raises(Refused, match="请先点“不是同一条”"):
        edit(revision, actions.pair_items, revision.item(revision.draft, "集市"), earlier=market)
    heading = revision.item(revision.plan, "组织保障")
    with pytest.raises(Refused, match="标题只能与标题对应"):
        edit(revision, actions.pair_items, school, earlier=heading)
    with pytest.raises(Unseen):
        edit(revision, actions.pair_items, school, earlier=school)
    with pytest.raises(Refused, match="没有与原方案的条目对应"):
        edit(revision, actions.unpair_item, school)
    with pytest.raises(Refused, match="不是修订稿"):
        edit(revision, actions.unpair_item, market)


def test_pair_takes_part_in_the_gates_of_every_edit(revision):
    revision.read()
    school, class_ = revision.item(revision.draft, "夜校"), revision.item(revision.plan, "家长课堂")
    cast = revision.cast
    with pytest.raises(NotAllowed):
        actions.pair_items(
            actor=cast.actor(cast.league_officer), item=school, earlier=class_, revision=0
        )
    with pytest.raises(Stale):
        actions.pair_items(actor=revision.actor, item=school, earlier=class_, revision=7)


def test_one_open_revision_at_a_time_and_only_of_an_issued_plan(revision):
    revision.read()
    with pytest.raises(Refused, match="已有一份修订稿在核对"):
        revision.read()
    plans.discard_plan(actor=revision.actor, plan=revision.draft)
    revision.read()
    plans.discard_plan(actor=revision.actor, plan=revision.draft)
    plans.close_plan(actor=revision.actor, plan=revision.fresh(revision.plan))
    with pytest.raises(Refused, match="只有已印发的方案可以修订"):
        revision.read()


def test_measures_of_the_plan_are_settled_in_the_open_revision(revision):
    revision.read()
    with pytest.raises(Refused, match="请在修订稿里修改"):
        revision.settle("走访", leader_name="周敏")


def test_joined_items_keep_the_partner_of_the_first(revision):
    revision.read(NEW.replace("3.街道团工委开办青年夜校。", "3.社区妇联办好家长课堂，做好宣传。"))
    second = revision.item(revision.draft, "家长课堂")
    class_ = second.revises
    first = edit(revision, drafts.merge_items, second)
    assert first.revises.title.startswith("街道团工委2026年6月底前")
    draft = revision.fresh(revision.draft)
    drafts.undo(actor=revision.actor, plan=draft, revision=draft.revision)
    assert revision.item(revision.draft, "家长课堂").revises == class_


def test_revision_reads_a_value_written_by_hand_as_the_officers_own(revision):
    item = revision.item(revision.plan, "走访")
    PlanItem.objects.unrestricted("test").filter(pk=item.pk).update(unit_classes="|private|")
    revision.read(NEW.replace("走访困难青年", "走访困难青年和新就业青年"))
    found = revision.item(revision.draft, "走访")
    assert found.unit_classes == ("private",)
    assert found.text.startswith("1.社区团支部走访困难青年和新就业青年")


def test_change_of_an_item_leaves_its_partner(revision):
    revision.read()
    item = revision.item(revision.draft, "走访")
    edit(revision, drafts.change_item, item, change=ItemChange(title="走访"))
    assert revision.item(revision.draft, "走访").revises == item.revises


def test_heading_made_a_measure_goes_on_as_a_measure(cast):
    revision = Revision(cast)
    heading = revision.item(revision.plan, "组织保障")
    PlanItem.objects.unrestricted("test").filter(pk=heading.pk).update(kind="note")
    revision.read()
    found = revision.item(revision.draft, "组织保障")
    assert (found.revises, found.kind) == (heading, "note")


@pytest.mark.parametrize("text", texts())
def test_a_whole_document_against_itself_changes_nothing(cast, text):
    revision = Revision(cast, text)
    revision.read(text)
    old, new = revision.items(revision.plan), revision.items(revision.draft)
    assert [item.revises_id for item in new] == [item.pk for item in old]
    assert [item.revised for item in new] == [{} for _ in old]
    counts = comparison(revision.actor, revision.fresh(revision.draft)).counts
    assert [kind for kind, count in counts.items() if count] == ["unchanged"]


def word_file(*lines):
    """A Word file whose headings only a style shows."""
    document = docx.Document()
    for line in lines:
        style = "Heading 1" if line.startswith("#") else None
        document.add_paragraph(line.lstrip("#"), style=style)
    kept = io.BytesIO()
    document.save(kept)
    return SimpleUploadedFile("方案.docx", kept.getvalue())


def test_word_file_is_read_again_with_its_styles(cast):
    lines = (
        "#幸福街道工作方案",
        "#主要任务",
        "街道团工委要办好青年集市。",
        "#组织保障",
        "各支部要报送总结。",
    )
    actor = cast.actor(cast.office)
    plan = plans.import_plan(actor=actor, uploaded=word_file(*lines))
    plans.issue_plan(actor=actor, plan=plan, doc_number="1号", issued_on=datetime.date(2026, 1, 5))
    PlanItem.objects.unrestricted("test").filter(plan=plan, kind="measure").update(
        due_on=datetime.date(2026, 7, 1)
    )
    draft = plans.import_plan(actor=actor, uploaded=word_file(*lines), revises=plan)
    items = PlanItem.objects.unrestricted("test").filter(plan=draft).order_by("position")
    assert [item.revises.title for item in items] == [item.title for item in items]
    measures = items.filter(kind="measure")
    assert {item.due_on for item in measures} == {datetime.date(2026, 7, 1)}


def test_measure_dropped_earlier_is_no_partner(revision):
    revision.task("家长课堂", revision.cast.lake_women, due_on=in_days(30))
    revision.read()
    issue_revision(
        actor=revision.actor,
        draft=revision.fresh(revision.draft),
        doc_number="9号",
        issued_on=datetime.date(2026, 5, 15),
    )
    revision.read(NEW.replace("开办青年夜校", "举办读书沙龙"))
    salon, class_ = revision.item(revision.draft, "沙龙"), revision.item(revision.plan, "家长课堂")
    with pytest.raises(Refused, match="早已不再要求"):
        edit(revision, actions.pair_items, salon, earlier=class_)
    assert class_ not in {item.revises for item in revision.items(revision.draft)}


def test_theme_taken_out_by_an_officer_stays_out(cast):
    text = OLD.replace("走访困难", "以“青春有为”为主题走访困难")
    revision = Revision(cast, text)
    Plan.objects.unrestricted("test").filter(pk=revision.plan.pk).update(themes={})
    assert revision.read(text).themes == {}


def test_plan_made_by_hand_has_no_document_to_agree_with(cast):
    plan = a_plan(cast.party)
    Plan.objects.unrestricted("test").filter(pk=plan.pk).update(text="")
    kept = a_measure(plan, "league", title="办好集市", text="街道团工委办好青年集市。")
    actor = cast.actor(cast.office)
    plan.refresh_from_db()
    text = "方案\n一、任务\n1.街道团工委办好青年集市。\n2.社区妇联走访家庭。\n"
    draft = plans.import_plan(actor=actor, text=text, revises=plan)
    items = PlanItem.objects.unrestricted("test").filter(plan=draft, kind="measure")
    assert [item.revises for item in items.order_by("position")] == [kept, None]


def test_file_that_is_gone_leaves_the_text_to_read(cast):
    actor = cast.actor(cast.office)
    given = SimpleUploadedFile("方案.txt", OLD.encode())
    plan = plans.import_plan(actor=actor, uploaded=given)
    plans.issue_plan(actor=actor, plan=plan, doc_number="1号", issued_on=datetime.date(2026, 1, 5))
    plan.source.file.storage.delete(plan.source.file.name)
    draft = plans.import_plan(actor=actor, text=OLD, revises=plan)
    items = PlanItem.objects.unrestricted("test").filter(plan=draft)
    assert not items.filter(revises=None).exists()
