"""A plan's life: what import takes and refuses, what issuing leaves behind."""

import datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from niudai.base.calendar import today
from niudai.base.errors import NotAllowed, Refused, Stale
from niudai.base.models import Attachment, AuditEntry, Notice
from niudai.ledger.models import Entry
from niudai.work.actions import plans as actions
from niudai.work.models import Plan, PlanItem

REAL = Path(__file__).resolve().parents[4] / "shared/plans/dev/000.txt"
TEXT = """关于做好群团工作的方案

一、工作目标
到2026年底，服务职工不少于2000人次。
二、重点任务
（一）党建带团建
1.围绕建功立业。一是街道团工委每季度办一次“周末服务岗”，2026年6月底前完成不少于5场次；二是社区团支部做好志愿服务。
2.街道团工委要以“青春有为”为主题开展主题团日。
（二）党建带妇建
1.社区妇联近期走访家庭。
三、组织保障
1.街道工会要加强督查。

幸福街道党工委
2026年1月12日
"""


def items(plan):
    return list(PlanItem.objects.unrestricted("test").filter(plan=plan).order_by("position"))


def outline(plan):
    """(depth by parents, kind, number, title) of every item, in order."""
    depth = {}
    found = []
    for item in items(plan):
        depth[item.pk] = depth.get(item.parent_id, -1) + 1
        found.append((depth[item.pk], item.kind, item.number_text, item.title))
    return found


def upload(data, name="方案.txt"):
    return SimpleUploadedFile(name, data, "text/plain")


def imported(cast, **given):
    return actions.import_plan(actor=cast.actor(cast.office), **{"text": TEXT, **given})


def issued(cast, plan, **given):
    given = {"doc_number": "幸街〔2026〕3号", "issued_on": datetime.date(2026, 1, 20), **given}
    return actions.issue_plan(actor=cast.actor(cast.office), plan=plan, **given)


def test_import_reads_a_pasted_plan_into_a_tree(cast):
    plan = imported(cast)
    assert (plan.state, plan.title, plan.revision) == ("draft", "关于做好群团工作的方案", 0)
    assert (plan.issuer, plan.jurisdiction) == (cast.party, cast.jurisdiction)
    assert [line[:3] for line in outline(plan)] == [
        (0, "heading", "一、"),
        (1, "goal", ""),
        (0, "heading", "二、"),
        (1, "heading", "（一）"),
        (2, "heading", "1."),
        (3, "measure", "一是"),
        (3, "measure", "二是"),
        (2, "measure", "2."),
        (1, "heading", "（二）"),
        (2, "measure", "1."),
        (0, "heading", "三、"),
        (1, "measure", "1."),
    ]
    audit = AuditEntry.objects.unrestricted("test").get(verb="work.import_plan")
    assert (audit.object_code, audit.account_name) == (str(plan.code), "周敏")


def test_import_keeps_every_span_equal_to_its_text(cast):
    plan = imported(cast)
    measures = [item for item in items(plan) if item.kind != "heading"]
    assert [plan.text[item.char_start : item.char_end] for item in measures] == [
        item.text for item in measures
    ]


def test_import_suggests_only_what_the_text_says(cast):
    plan = imported(cast)
    first = next(item for item in items(plan) if item.number_text == "一是")
    assert first.lines == ("league",)
    assert first.due_on == datetime.date(2026, 6, 30)
    assert (first.target_value, first.target_unit, first.cadence) == (5, "场次", "quarter")
    assert first.programmes == ("周末服务岗",)
    assert first.why["due_on"] == "原文写“2026年6月底前”"
    assert first.confirmed is False
    visit = next(item for item in items(plan) if "走访" in item.text)
    assert (visit.due_on, visit.target_value, visit.lead, visit.leader_name) == (
        None,
        None,
        None,
        "",
    )
    assert plan.themes == {"league": "青春有为"}


def test_import_keeps_an_uploaded_file(cast):
    plan = imported(cast, text="", uploaded=upload(TEXT.encode("gb18030"), "一号方案.txt"))
    assert (plan.source_name, plan.text.splitlines()[0]) == (
        "一号方案.txt",
        "关于做好群团工作的方案",
    )
    assert Attachment.objects.unrestricted("test").get().name == "一号方案.txt"


def test_import_takes_a_title_over_the_one_found(cast):
    assert imported(cast, title=" 新标题 ").title == "新标题"


def test_import_of_a_plan_without_numbering_gives_flat_measures(cast):
    plan = imported(cast, text="工作安排\n工会要走访困难职工。\n团支部要开展主题团日。\n")
    assert {line[0] for line in outline(plan)} == {0}
    assert plan.warnings[0].startswith("没有找到编号")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"text": ""}, "file"),
        ({"text": " \n\t"}, "file"),
        ({"text": "", "uploaded": b""}, "file"),
        ({"text": "", "uploaded": b"\x89PNG\r\n\x1a\n" + b"\x00" * 64}, "file"),
        ({"text": "", "uploaded": b"\x80\x81 \xff\xff" * 9}, "file"),
        ({"text": "一、任务", "uploaded": "一、任务".encode()}, "text"),
    ],
)
def test_import_refuses_what_is_no_plan_text(cast, given, field):
    if "uploaded" in given:
        given = {**given, "uploaded": upload(given["uploaded"])}
    with pytest.raises(Refused) as refused:
        imported(cast, **given)
    assert refused.value.field == field
    assert not Plan.objects.unrestricted("test").exists()
    assert not Attachment.objects.unrestricted("test").exists()


def test_import_refuses_a_file_over_the_limit(cast, settings):
    settings.UPLOAD_LIMIT = 1_000_000
    with pytest.raises(Refused, match="超过 1 MB"):
        imported(cast, text="", uploaded=upload("一、任务。".encode() * 80_000))


def test_import_refuses_a_text_with_too_many_items(cast):
    with pytest.raises(Refused, match="2,000条"):
        imported(cast, text="\n".join(f"工会要做好第{n}件事。" for n in range(2100)))


def test_import_keeps_markup_as_text(cast):
    plan = imported(cast, text="一、任务\n1.工会要用好<script>alert(1)</script>=SUM(1)平台。\n")
    assert "<script>alert(1)</script>" in items(plan)[1].text


@pytest.mark.parametrize("person", ["union_officer", "lake_secretary", "system_admin"])
def test_import_is_for_the_party_office(cast, person):
    with pytest.raises(NotAllowed, match="党建办"):
        actions.import_plan(actor=cast.actor(getattr(cast, person)), text=TEXT)


def test_issue_opens_the_plan_and_records_the_deploy_of_its_issuer(cast):
    plan = issued(cast, imported(cast))
    assert (plan.state, plan.doc_number) == ("issued", "幸街〔2026〕3号")
    entry = Entry.objects.unrestricted("test").get()
    assert (entry.organization, entry.kind, entry.occurred_on) == (
        cast.party,
        "deploy",
        datetime.date(2026, 1, 20),
    )
    assert entry.concerns == ("union", "league", "women")
    assert (entry.plan_code, entry.key) == (plan.code, f"plan:{plan.code}:deploy")
    told = set(Notice.objects.unrestricted("test").values_list("account_id", flat=True))
    officers = (cast.union_officer, cast.league_officer, cast.women_officer)
    assert told == {person.pk for person in officers}
    audit = AuditEntry.objects.unrestricted("test").get(verb="work.issue_plan")
    assert audit.detail.count('"unchecked": 6') == 1


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"doc_number": "  "}, "doc_number"),
        ({"doc_number": "号" * 61}, "doc_number"),
        ({"issued_on": None}, "issued_on"),
        ({"issued_on": today() + datetime.timedelta(days=1)}, "issued_on"),
    ],
)
def test_issue_needs_number_and_a_day_not_in_the_future(cast, given, field):
    plan = imported(cast)
    with pytest.raises(Refused) as refused:
        issued(cast, plan, **given)
    assert refused.value.field == field
    assert not Entry.objects.unrestricted("test").exists()


def test_issue_refuses_a_plan_without_measures(cast):
    plan = imported(cast)
    PlanItem.objects.unrestricted("test").filter(plan=plan, kind__in=["measure", "goal"]).delete()
    with pytest.raises(Refused, match="还没有举措"):
        issued(cast, plan)


def test_issue_twice_tells_the_second_that_somebody_was_faster(cast):
    plan = imported(cast)
    other = Plan.objects.unrestricted("test").get(pk=plan.pk)
    issued(cast, plan)
    with pytest.raises(Stale):
        issued(cast, other)
    assert Entry.objects.unrestricted("test").count() == 1


def test_issue_is_for_the_party_office(cast):
    plan = imported(cast)
    with pytest.raises(NotAllowed):
        actions.issue_plan(
            actor=cast.actor(cast.league_officer), plan=plan, doc_number="1", issued_on=today()
        )
    with pytest.raises(NotAllowed):
        actions.issue_plan(
            actor=cast.actor(cast.stranger), plan=plan, doc_number="1", issued_on=today()
        )


@pytest.mark.parametrize("act", ["discard_plan", "close_plan"])
def test_state_acts_are_for_the_party_office(cast, act):
    plan = imported(cast)
    with pytest.raises(NotAllowed):
        getattr(actions, act)(actor=cast.actor(cast.union_officer), plan=plan)


def test_draft_goes_away_and_comes_back(cast):
    plan = imported(cast)
    office = cast.actor(cast.office)
    actions.discard_plan(actor=office, plan=plan)
    assert plan.state == "discarded"
    actions.restore_plan(actor=office, plan=plan)
    assert plan.state == "draft"


def test_issued_plan_is_closed_and_opened_again(cast):
    plan = issued(cast, imported(cast))
    office = cast.actor(cast.office)
    with pytest.raises(Refused):
        actions.discard_plan(actor=office, plan=plan)
    actions.close_plan(actor=office, plan=plan)
    assert plan.state == "closed"
    actions.reopen_plan(actor=office, plan=plan)
    assert plan.state == "issued"


@pytest.mark.skipif(not REAL.exists(), reason="the shared plans are not beside this checkout")
def test_import_of_the_real_plan_finds_its_run_in_items_and_its_gap(cast):
    plan = imported(cast, text="", uploaded=upload(REAL.read_bytes(), "000.txt"))
    found = items(plan)
    assert sum(item.number_text.endswith("是") for item in found) == 22
    assert plan.warnings == ["第二部分没有党建带工建内容，请核对是否需要手工补充。"]
    assert {one["name"] for one in plan.frameworks} >= {"四带", "六带", "六同步"}
    assert list(plan.themes) == ["union"]
