"""Pages of plans: list, import, one plan, issue, the decomposition table."""

import datetime
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from niudai.base.calendar import today
from niudai.base.models import Job
from niudai.base.spreadsheets import read_table
from niudai.work.models import Plan, PlanItem
from tests.factories.work import a_measure, a_plan, dispatched, in_days
from tests.plantext.paper import needs_scan, picture

pytestmark = pytest.mark.page
TEXT = "群团工作方案\n一、任务\n1.街道团工委要办好集市<b>。\n2026年1月12日\n"


def text(response):
    return response.content.decode()


def plan_url(name, plan):
    return reverse(f"work:{name}", args=[plan.code])


def the_draft():
    return Plan.objects.unrestricted("test").get(state="draft")


def test_list_shows_plans_and_how_to_begin(world, sign_in):
    shown = text(sign_in("office").get("/plans/"))
    assert "群团工作方案" in shown
    assert "导入方案" in shown
    shown = text(sign_in("league_officer").get("/plans/?q=没有这个"))
    assert "没有符合条件的内容" in shown
    assert "导入方案" not in shown


def test_list_hides_discarded_plans_until_asked(world, sign_in):
    a_plan(world.cast.party, state="discarded", title="作废的方案")
    assert "作废的方案" not in text(sign_in("office").get("/plans/"))
    assert "作废的方案" in text(sign_in("office").get("/plans/?state=discarded"))


def test_list_takes_the_same_number_of_queries_for_1_and_3_plans(world, sign_in):
    client = sign_in("office")
    client.get("/plans/")
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get("/plans/")
    for title in ("方案甲", "方案乙"):
        a_measure(a_plan(world.cast.party, title=title), "league")
    with CaptureQueriesContext(connection) as three:
        shown = text(client.get("/plans/"))
    assert "方案甲" in shown
    assert len(one) == len(three)


def test_import_of_a_pasted_text_leads_to_the_review(world, sign_in):
    answer = sign_in("office").post("/plans/import/", {"text": TEXT})
    draft = the_draft()
    assert (answer.status_code, answer.url) == (302, plan_url("review", draft) + "?show=doubts")
    shown = text(sign_in("office").get(answer.url))
    assert "集市&lt;b&gt;" in shown
    assert "<b>。" not in shown


def test_import_of_a_file_keeps_it_for_download(world, sign_in):
    client = sign_in("office")
    given = SimpleUploadedFile("一号.txt", TEXT.encode("gb18030"))
    client.post("/plans/import/", {"file": given, "title": "另一个标题"})
    draft = the_draft()
    assert draft.title == "另一个标题"
    answer = client.get(plan_url("plan_source", draft))
    assert b"".join(answer.streaming_content) == TEXT.encode("gb18030")
    assert "attachment" in answer["Content-Disposition"]
    assert sign_in("league_officer").get(plan_url("plan_source", draft)).status_code == 404
    pasted = plan_url("plan_source", world.plan)
    assert sign_in("office").get(pasted).status_code == 404


@needs_scan
def test_import_of_a_scan_leads_to_the_page_of_its_job(world, sign_in):
    client = sign_in("office")
    given = SimpleUploadedFile("方案.png", picture(TEXT))
    answer = client.post("/plans/import/", {"file": given})
    job = Job.objects.unrestricted("test").get()
    assert (answer.status_code, answer.url) == (302, f"/jobs/{job.code}/")
    shown = text(client.get(answer.url))
    assert "识别扫描件：方案.png" in shown
    assert "可以离开本页" in shown


def test_a_page_that_was_imported_is_saved_and_runs_nothing(world, sign_in):
    client = sign_in("office")
    source = f"<html><script>alert(1)</script><p>{'<p>'.join(TEXT.splitlines())}".encode()
    client.post("/plans/import/", {"file": SimpleUploadedFile("公告.html", source)})
    answer = client.get(plan_url("plan_source", the_draft()))
    assert b"".join(answer.streaming_content) == source
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "请选择方案文件，或粘贴方案全文。"),
        ({"file": SimpleUploadedFile("空.txt", b"")}, "文件是空的"),
        ({"file": SimpleUploadedFile("图.txt", b"\x89PNG\r\n\x1a\n00000000")}, "PNG"),
        ({"file": SimpleUploadedFile("一.txt", b"\xb9\xa4"), "text": "一、任务"}, "只选一种"),
    ],
)
def test_import_says_at_the_field_what_is_wrong_and_keeps_the_text(world, sign_in, given, said):
    answer = sign_in("office").post("/plans/import/", {"title": "标题还在", **given})
    assert answer.status_code == 422
    assert said in text(answer)
    assert "标题还在" in text(answer)
    assert not Plan.objects.unrestricted("test").filter(state="draft").exists()


def test_import_page_is_for_the_party_office(world, sign_in):
    assert sign_in("office").get("/plans/import/").status_code == 200
    assert sign_in("women_officer").get("/plans/import/").status_code == 403


def test_plan_page_shows_its_measures_with_their_progress(world, sign_in):
    dispatched(world.actor("office"), world.measure, world.cast.lake_league, world.cast.park_league)
    shown = text(sign_in("office").get(plan_url("plan", world.plan)))
    assert "应完成 2 项，已完成 0 项，按时 0 项" in shown
    assert "补充下达" in shown
    assert "整案下达" in shown
    own = text(sign_in("lake_league_secretary").get(plan_url("plan", world.plan)))
    assert "应完成 1 项" in own
    assert "下达</a>" not in own


def test_plan_page_offers_dispatch_to_the_line_officer_of_the_measure(world, sign_in):
    dispatch = reverse("work:dispatch", args=[world.measure.code])
    assert dispatch in text(sign_in("league_officer").get(plan_url("plan", world.plan)))
    assert dispatch not in text(sign_in("union_officer").get(plan_url("plan", world.plan)))


def test_plan_page_takes_the_same_number_of_queries_for_1_and_3_measures(world, sign_in):
    client = sign_in("office")
    client.get(plan_url("plan", world.plan))
    with CaptureQueriesContext(connection) as one:
        client.get(plan_url("plan", world.plan))
    for title in ("第二条", "第三条"):
        a_measure(world.plan, "women", title=title, lead=world.cast.women)
    with CaptureQueriesContext(connection) as three:
        assert "第三条" in text(client.get(plan_url("plan", world.plan)))
    assert len(one) == len(three) <= 15


def test_plans_of_elsewhere_are_not_there(world, sign_in):
    for name in ("plan", "review", "plan_issue", "plan_table", "plan_print"):
        assert sign_in("stranger").get(plan_url(name, world.plan)).status_code == 404


def test_issue_page_warns_and_issues(world, sign_in):
    plan = a_plan(world.cast.party, state="draft")
    a_measure(plan, "league")
    a_measure(plan)
    client = sign_in("office")
    assert "2 条未核对，1 条无责任方，2 条无时限" in text(client.get(plan_url("plan_issue", plan)))
    values = {"doc_number": "幸街〔2026〕9号", "issued_on": str(today())}
    answer = client.post(plan_url("plan_issue", plan), values)
    assert (answer.status_code, answer.url) == (302, plan_url("plan", plan))
    plan.refresh_from_db()
    assert (plan.state, plan.doc_number) == ("issued", "幸街〔2026〕9号")
    assert client.get(plan_url("plan_issue", plan)).status_code == 302
    assert client.post(plan_url("plan_issue", plan), values).status_code == 409


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"doc_number": ""}, "请填写文号"),
        ({"issued_on": "2026-02-30"}, "这个日期不存在"),
        ({"issued_on": str(in_days(1))}, "印发日期不能晚于今天"),
    ],
)
def test_issue_page_refuses_at_the_field(world, sign_in, given, said):
    plan = a_plan(world.cast.party, state="draft")
    a_measure(plan, "league")
    values = {"doc_number": "9号", "issued_on": "2026-03-05", **given}
    answer = sign_in("office").post(plan_url("plan_issue", plan), values)
    assert answer.status_code == 422
    assert said in text(answer)
    plan.refresh_from_db()
    assert plan.state == "draft"


def test_plan_moves_between_its_states_by_buttons(world, sign_in):
    client = sign_in("office")
    draft = a_plan(world.cast.party, state="draft")
    for name, plan, state in (
        ("plan_discard", draft, "discarded"),
        ("plan_restore", draft, "draft"),
        ("plan_close", world.plan, "closed"),
        ("plan_reopen", world.plan, "issued"),
    ):
        assert client.post(plan_url(name, plan)).status_code == 302
        plan.refresh_from_db()
        assert plan.state == state
        assert client.post(plan_url(name, plan)).status_code == 409
        assert client.get(plan_url(name, plan)).status_code == 405
    refused = sign_in("league_officer").post(plan_url("plan_close", world.plan))
    assert refused.status_code == 403


def test_table_file_and_print_view_hold_the_same_rows(world, sign_in):
    PlanItem.objects.unrestricted("test").update(text="=HYPERLINK(1)", title="=1+1")
    client = sign_in("office")
    answer = client.get(plan_url("plan_table", world.plan))
    sheet = read_table(b"".join(answer.streaming_content))
    assert sheet.headers[:4] == ["序号", "工作任务", "具体措施", "条线"]
    assert sheet.rows[0][2:4] == ["=HYPERLINK(1)", "共青团"]
    assert sheet.rows[0][8] == str(in_days(30))
    shown = text(client.get(plan_url("plan_print", world.plan)))
    assert "=HYPERLINK(1)" in shown
    assert str(in_days(30)) in shown


def test_measure_is_settled_before_its_dispatch(world, sign_in):
    client = sign_in("office")
    url = reverse("work:measure_set", args=[world.measure.code])
    assert world.measure.title in text(client.get(url))
    values = {
        "revision": 0,
        "cadence": "once",
        "lead": "团工委",
        "leader_name": "郑晓",
        "due_on": "",
    }
    wrong = client.post(url, {**values, "lead": "没有的组织", "due_on": "2026-02-30"})
    assert wrong.status_code == 422
    assert "没有找到组织“没有的组织”" in text(wrong)
    assert "这个日期不存在" in text(wrong)
    assert client.post(url, values).status_code == 302
    world.measure.refresh_from_db()
    assert (world.measure.lead, world.measure.leader_name, world.measure.due_on) == (
        world.cast.league,
        "郑晓",
        None,
    )
    assert client.post(url, values).status_code == 409
    assert sign_in("league_officer").get(url).status_code == 403


def test_issued_on_in_the_list_is_a_date(world, sign_in):
    Plan.objects.unrestricted("test").update(issued_on=datetime.date(2026, 1, 5))
    assert "2026-01-05" in text(sign_in("office").get("/plans/"))
    excel = sign_in("office").get("/plans/?export=xlsx")
    sheet = read_table(io.BytesIO(b"".join(excel.streaming_content)).read())
    assert sheet.rows[0][:3] == ["群团工作方案", "已印发", "幸街工委〔2026〕1号"]
