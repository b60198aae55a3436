"""Pages of the base: who gets which answer, what they show, and that rows cost no queries."""

from datetime import date

import pytest
from django.urls import reverse

from niudai.base import actions, audit, calendar, notices
from niudai.base.calendar import now
from niudai.base.models import CalendarDay, CalendarYear, Job, Notice

pytestmark = [pytest.mark.django_db, pytest.mark.page]
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture(autouse=True)
def seeded(db):
    """The working calendar as after first start."""
    calendar.forget()
    actions.seed_calendar()
    yield
    calendar.forget()


@pytest.fixture
def sign_in(client):
    """Signs an account in and gives its client."""

    def signed(account):
        client.force_login(account, backend=BACKEND)
        return client

    return signed


def job_of(account, **values) -> Job:
    return Job.objects.create(
        **{
            "jurisdiction": account.jurisdiction,
            "kind": "x",
            "title": "导出台账",
            "account_id": account.pk,
            **values,
        }
    )


def at(name: str, *args) -> str:
    return reverse(f"base:{name}", args=args)


def test_health_answers_everybody_with_one_query(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        answer = client.get("/health/")
    assert (answer.status_code, answer.content) == (200, b"ok")
    assert answer["Content-Type"] == "text/plain"


@pytest.mark.parametrize("name", ["jobs", "notices", "calendar", "audit"])
def test_pages_are_for_the_signed_in(client, name):
    answer = client.get(at(name))
    assert answer.status_code == 303
    assert answer["Location"].endswith(f"?next=%2F{name}%2F")


def test_job_page_shows_progress_to_its_owner_only(cast, sign_in):
    job = job_of(cast.office, state="running", done=3, total=9, message="正在写入")
    page = sign_in(cast.office).get(at("job", job.code)).content.decode()
    assert "已处理 3 / 9。正在写入" in page
    assert 'hx-trigger="every 2s"' in page
    for person in (cast.union_officer, cast.stranger, cast.audit_admin):
        assert sign_in(person).get(at("job", job.code)).status_code == 404


def test_job_partial_is_sent_to_htmx(cast, sign_in):
    job = job_of(cast.office)
    answer = sign_in(cast.office).get(at("job", job.code), headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert page.strip().startswith('<div class="card" id="job"')
    assert "<html" not in page
    assert "HX-Request" in answer["Vary"]


def test_ended_job_is_not_asked_about_again(cast, sign_in):
    job = job_of(cast.office, state="done", finished_at=now(), result_url="/ledger/")
    page = sign_in(cast.office).get(at("job", job.code)).content.decode()
    assert "hx-trigger" not in page
    assert 'href="/ledger/">查看结果' in page
    assert "停止</button>" not in page


def test_faults_of_a_verification_are_shown(cast, sign_in):
    result = {"checked": 1, "faults": ["辖区 1 第 2 条：缺少这一条记录"]}
    job = job_of(cast.audit_admin, state="done", finished_at=now(), result=result)
    page = sign_in(cast.audit_admin).get(at("job", job.code)).content.decode()
    assert "<p>辖区 1 第 2 条：缺少这一条记录</p>" in page


def test_job_is_stopped_by_post_only(cast, sign_in):
    job = job_of(cast.office)
    assert sign_in(cast.office).get(at("job_stop", job.code)).status_code == 405
    assert sign_in(cast.union_officer).post(at("job_stop", job.code)).status_code == 404
    answer = sign_in(cast.office).post(at("job_stop", job.code))
    assert (answer.status_code, answer["Location"]) == (302, at("job", job.code))
    assert Job.objects.unrestricted("test").get().state == "stopped"
    assert sign_in(cast.office).post(at("job_stop", job.code)).status_code == 403


def test_failed_job_is_retried(cast, sign_in):
    job = job_of(cast.office, state="failed", finished_at=now())
    answer = sign_in(cast.office).post(at("job_retry", job.code))
    assert answer["Location"] == at("job", job.code)
    assert Job.objects.unrestricted("test").get().state == "waiting"


def queries_of(client, url, capture) -> int:
    client.get(url)
    with capture() as found:
        assert client.get(url).status_code == 200
    return len(found)


@pytest.fixture
def capture():
    """Counts the queries of its block."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    return lambda: CaptureQueriesContext(connection)


@pytest.mark.parametrize(
    ("name", "person", "add"),
    [
        ("jobs", "office", lambda cast, n: job_of(cast.office)),
        (
            "notices",
            "office",
            lambda cast, n: notices.notify(
                [cast.office.pk], jurisdiction=cast.jurisdiction, key=str(n), text="通知"
            ),
        ),
        ("audit", "audit_admin", lambda cast, n: audit.record(cast.actor(cast.office), "test.x")),
    ],
)
def test_rows_cost_no_queries(cast, sign_in, capture, name, person, add):
    client = sign_in(getattr(cast, person))
    add(cast, 0)
    one = queries_of(client, at(name), capture)
    add(cast, 1)
    add(cast, 2)
    assert queries_of(client, at(name), capture) == one


def test_notices_are_listed_and_opened(cast, sign_in):
    for key, url in (("a", "/jobs/"), ("b", "")):
        notices.notify(
            [cast.office.pk], jurisdiction=cast.jurisdiction, key=key, text=f"第{key}条", url=url
        )
    client = sign_in(cast.office)
    page = client.get(at("notices")).content.decode()
    assert page.index("第b条") < page.index("第a条")
    leading, silent = Notice.objects.unrestricted("test").order_by("id")
    assert client.post(at("notice_open", leading.pk))["Location"] == "/jobs/"
    assert client.post(at("notice_open", silent.pk))["Location"] == at("notices")
    assert notices.unread_count(cast.actor(cast.office)) == 0
    assert "全部标为已读" not in client.get(at("notices")).content.decode()


def test_notice_of_somebody_else_is_not_found(cast, sign_in):
    notices.notify([cast.office.pk], jurisdiction=cast.jurisdiction, key="a", text="一")
    mine = Notice.objects.unrestricted("test").get()
    assert sign_in(cast.union_officer).post(at("notice_open", mine.pk)).status_code == 404
    assert "还没有通知" in sign_in(cast.union_officer).get(at("notices")).content.decode()


def test_all_notices_are_read_at_once(cast, sign_in):
    for key in "abc":
        notices.notify([cast.office.pk], jurisdiction=cast.jurisdiction, key=key, text="一")
    assert sign_in(cast.office).post(at("notices_read"))["Location"] == at("notices")
    assert notices.unread_count(cast.actor(cast.office)) == 0


def test_notices_come_in_pages(cast, sign_in):
    for number in range(31):
        notices.notify(
            [cast.office.pk], jurisdiction=cast.jurisdiction, key=str(number), text=f"第{number}条"
        )
    client = sign_in(cast.office)
    assert "第0条" not in client.get(at("notices")).content.decode()
    assert "第0条" in client.get(at("notices"), {"page": 2}).content.decode()


def test_calendar_is_shown_to_all_and_edited_by_the_system_admin(cast, sign_in):
    page = sign_in(cast.office).get(at("calendar_year", 2027)).content.decode()
    assert "国务院2027年放假安排未发布，暂按周末推算。" in page
    assert "工作日历由系统管理员维护。" in page
    assert "保存这一天" not in page
    page = sign_in(cast.system_admin).get(at("calendar_year", 2027)).content.decode()
    assert "保存这一天" in page
    assert sign_in(cast.office).get(at("calendar_year", 2031)).status_code == 404


def test_calendar_opens_at_the_current_year(cast, sign_in, time_machine):
    time_machine.move_to("2026-03-05T10:00:00+08:00")
    client = sign_in(cast.office)
    assert client.get(at("calendar"))["Location"] == at("calendar_year", 2026)
    assert client.get(at("calendar"), {"year": "2025"})["Location"] == at("calendar_year", 2025)


DAY = {"day": "2027-02-08", "working": "0", "name": "春节"}


def test_day_is_saved_and_cleared(cast, sign_in):
    assert sign_in(cast.office).post(at("calendar_set_day"), DAY).status_code == 403
    client = sign_in(cast.system_admin)
    answer = client.post(at("calendar_set_day"), DAY)
    assert answer["Location"] == at("calendar_year", 2027)
    row = CalendarDay.objects.get(day=date(2027, 2, 8))
    assert (row.working, row.name) == (False, "春节")
    assert sign_in(cast.office).post(at("calendar_clear_day"), DAY).status_code == 403
    client = sign_in(cast.system_admin)
    assert client.post(at("calendar_clear_day"), DAY)["Location"] == at("calendar_year", 2027)
    assert not CalendarDay.objects.filter(day=row.day).exists()
    assert client.post(at("calendar_clear_day"), DAY).status_code == 404
    assert client.post(at("calendar_clear_day"), {"day": "x"}).status_code == 422


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"day": "2027-02-30"}, "输入一个有效的日期。"),
        ({"name": ""}, "这个字段是必填项。"),
        ({"day": "2031-02-08"}, "请先添加2031年。"),
    ],
)
def test_wrong_day_comes_back_with_its_error(cast, sign_in, changes, message):
    answer = sign_in(cast.system_admin).post(at("calendar_set_day"), {**DAY, **changes})
    assert answer.status_code == 422
    assert message in answer.content.decode()


def test_year_is_published(cast, sign_in):
    form = {"year": "2027", "published": "on", "source": ""}
    client = sign_in(cast.system_admin)
    answer = client.post(at("calendar_set_year"), form)
    assert answer.status_code == 422
    assert "请填写放假安排的文件名称或文号。" in answer.content.decode()
    answer = client.post(at("calendar_set_year"), {**form, "source": "放假安排通知"})
    assert answer["Location"] == at("calendar_year", 2027)
    assert CalendarYear.objects.get(year=2027).published is True
    assert client.post(at("calendar_set_year"), {**form, "year": "x"}).status_code == 422
    assert sign_in(cast.office).post(at("calendar_set_year"), form).status_code == 403


def test_audit_is_for_the_audit_admin(cast, sign_in):
    audit.record(cast.actor(cast.office), "base.stop_job", text="<b>导出</b>")
    page = sign_in(cast.audit_admin).get(at("audit")).content.decode()
    assert "停止作业" in page
    assert "&lt;b&gt;导出&lt;/b&gt;" in page
    for person in (cast.office, cast.system_admin, cast.security_admin):
        assert sign_in(person).get(at("audit")).status_code == 403
        assert sign_in(person).post(at("audit_verify")).status_code == 403


def test_audit_is_filtered(cast, sign_in):
    audit.record(cast.actor(cast.office), "base.stop_job", text="甲事")
    audit.record(cast.actor(cast.union_officer), "base.retry_job", text="乙事")
    client = sign_in(cast.audit_admin)

    def shown(**filters) -> set[str]:
        page = client.get(at("audit"), filters).content.decode()
        return {word for word in ("甲事", "乙事") if word in page}

    assert shown() == {"甲事", "乙事"}
    assert shown(q="吴刚") == {"乙事"}
    assert shown(q="甲") == {"甲事"}
    assert shown(verb="base.stop_job") == {"甲事"}
    assert shown(at_to="2001-01-01") == set()
    assert shown(at_from="2001-01-01") == {"甲事", "乙事"}


def test_verification_leads_to_its_job(cast, sign_in):
    answer = sign_in(cast.audit_admin).post(at("audit_verify"))
    job = Job.objects.unrestricted("test").get()
    assert answer["Location"] == at("job", job.code)
    assert job.kind == "base.verify_audit"
