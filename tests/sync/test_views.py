"""Pages of the sync room: who sees which matrix, and that every figure opens onto its facts."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver
from python_calamine import CalamineWorkbook

from niudai.base.models import Job
from niudai.org.models import Account
from niudai.sync.models import FrameworkVersion
from tests.factories.ledger import fact


@pytest.fixture
def as_(world) -> Callable[[Account], Client]:
    """A browser in which an account is signed in."""

    def signed_in(account: Account) -> Client:
        client = Client()
        client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in


def text(answer) -> str:
    """The page without its tags."""
    return re.sub(r"<[^>]+>", " ", answer.content.decode())


def sheet(answer) -> list[list]:
    """The first sheet of an Excel answer."""
    data = b"".join(answer.streaming_content)
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


@pytest.fixture
def facts(world):
    """One late answer in the first quarter."""
    fact(world.lake_party, "deploy", "2026-01-10", "league", title="部署<i>暑期</i>工作")
    fact(world.lake_league, "deploy", "2026-01-20", title="转发部署")


def test_rollup_shows_organizations_and_words_of_the_scope(as_, world, facts):
    page = text(as_(world.office).get("/sync/", {"line": "league", "period": "2026Q1"}))
    assert "湖滨社区团支部" in page
    assert "公园社区团支部" in page
    assert "迟10天" in page
    assert "各词的意思" in page
    own = text(as_(world.lake_league_secretary).get("/sync/", {"period": "2026Q1"}))
    assert "湖滨社区团支部" in own
    assert "公园社区团支部" not in own
    other = text(as_(world.stranger).get("/sync/", {"line": "league"}))
    assert "湖滨社区团支部" not in other


def test_rollup_can_show_only_what_is_missing_and_one_community(as_, world, facts):
    fact(world.park_party, "deploy", "2026-01-10", "league")
    client = as_(world.league_officer)
    page = text(client.get("/sync/", {"period": "2026Q1", "missing": "1"}))
    assert "公园社区团支部" in page
    assert "湖滨社区团支部" not in page
    page = text(client.get("/sync/", {"period": "2026Q1", "community": world.lake.code}))
    assert "湖滨社区团支部" in page
    assert "公园社区团支部" not in page


def test_rollup_of_one_organization(as_, world):
    client = as_(world.office)
    answer = client.get("/sync/", {"organization": world.lake_league.code})
    assert answer.headers["Location"] == f"/sync/pairs/{world.lake_league.code}/"
    page = text(client.get("/sync/", {"organization": world.lake_party.code, "line": "league"}))
    assert "湖滨精密机械厂团支部" in page
    assert "公园社区团支部" not in page
    assert client.get("/sync/", {"organization": world.other_party.code}).status_code == 404


def test_rollup_without_posts_says_so(as_, world):
    assert "没有可看的同步情况" in text(as_(world.audit_admin).get("/sync/"))


def test_pages_shrug_at_values_nobody_meant(as_, world):
    page = text(
        as_(world.office).get(
            "/sync/", {"period": "2026Q9", "as_of": "2026-02-30", "line": "x", "page": "x"}
        )
    )
    assert "期间“2026Q9”无法识别" in page
    assert "日期“2026-02-30”不存在，已忽略。" in page
    page = text(as_(world.office).get("/sync/", {"as_of": "2027-01-01"}))
    assert "截至日期不能晚于今天，已按今天显示。" in page


def test_rollup_costs_the_same_for_one_row_and_for_three(as_, world, facts):
    client = as_(world.office)
    query = {"line": "league", "period": "2026Q1"}
    one_row = {**query, "organization": world.factory_party.code}
    for each in (query, one_row):
        client.get("/sync/", each)
    with CaptureQueriesContext(connection) as more:
        page = text(client.get("/sync/", query))
    assert "公园社区团支部" in page
    with CaptureQueriesContext(connection) as one:
        assert "公园社区团支部" not in text(client.get("/sync/", one_row))
    assert len(more) <= len(one)


def test_rollup_excel_and_print_hold_the_same_words(as_, world, facts):
    client = as_(world.office)
    query = {"line": "league", "period": "2026Q1"}
    rows = sheet(client.get("/sync/", {**query, "export": "xlsx"}))
    assert rows[0][:4] == ["组织", "带建党组织", "目标同步定", "任务同步下"]
    found = next(row for row in rows if row[0] == "湖滨社区团支部")
    assert found[1:4] == ["湖滨社区党总支", "党组织未开展", "迟10天"]
    paper = text(client.get("/sync/", {**query, "print": "1"}))
    assert "迟10天" in paper
    assert "各词的意思" in paper


def test_matrix_cells_open_their_facts(as_, world, facts):
    client = as_(world.league_officer)
    url = f"/sync/pairs/{world.lake_league.code}/"
    page = client.get(url, {"period": "2026Q1"}).content.decode()
    link = re.search(r'href="([^"]+step=deploy&amp;row=)"[^>]*>迟10天', page)
    opened = client.get(link[1].replace("&amp;", "&")).content.decode()
    assert "部署&lt;i&gt;暑期&lt;/i&gt;工作" in opened
    assert "转发部署" in opened
    assert "2026-01-20" in opened


def test_matrix_is_unseen_from_elsewhere(as_, world):
    url = f"/sync/pairs/{world.lake_league.code}/"
    for person, status in {
        "office": 200, "league_officer": 200, "lake_secretary": 200, "lake_league_secretary": 200,
        "women_officer": 404, "park_league_secretary": 404, "stranger": 404, "audit_admin": 404,
    }.items():  # fmt: skip
        client = as_(getattr(world, person))
        assert client.get(url).status_code == status, person
        facts_url = f"{url}facts/?step=deploy&row="
        assert client.get(facts_url).status_code == status, person
    assert as_(world.office).get("/sync/pairs/nobody/").status_code == 404
    assert as_(world.office).get(f"{url}facts/?step=nothing").status_code == 404
    assert as_(world.office).get(f"{url}?led_since=2019-01-01").status_code == 404


def test_matrix_as_of_a_past_day(as_, world, facts):
    url = f"/sync/pairs/{world.lake_league.code}/"
    page = text(as_(world.office).get(url, {"period": "2026Q1", "as_of": "2026-04-19"}))
    assert "截至2026年4月19日" in page
    assert "迟10天" not in page  # recorded on the 20th


def test_matrix_excel_and_print(as_, world, facts):
    client = as_(world.office)
    url = f"/sync/pairs/{world.lake_league.code}/"
    rows = sheet(client.get(url, {"period": "2026Q1", "export": "xlsx"}))
    assert rows[1][:3] == ["全部事项", "党组织未开展", "迟10天"]
    assert rows[-1][:3] == ["时差中位数（天）", "", 10.0]
    assert "迟10天" in text(client.get(url, {"period": "2026Q1", "print": "1"}))


def test_nobody_can_type_a_cell(as_, world):
    client = as_(world.office)
    for name in ("rollup", "matrix", "cell"):
        pattern = get_resolver().namespace_dict["sync"][1].reverse_dict.getlist(name)[0][0][0]
        url = "/sync/" + pattern[0] % {"code": world.lake_league.code}
        assert client.post(url).status_code == 405
        assert client.put(url).status_code == 405


def framework_form(**changes) -> dict:
    """五带五同步 as typed."""
    data = {
        "name": "五带五同步", "line": "league", "rows": "思想\n组织\n\n作风", "source": "街道文件1号",
        "effective_on": "2026-04-20", "form-TOTAL_FORMS": "6", "form-INITIAL_FORMS": "0",
    }  # fmt: skip
    for number in range(6):
        data |= {
            f"form-{number}-name": ("目标同步", "活动同步", "", "", "", "")[number],
            f"form-{number}-kind": ("goal", "activity", "", "", "", "")[number],
            f"form-{number}-tolerance": "7",
            f"form-{number}-required": "",
            f"form-{number}-required_per": "year",
        }
    return data | changes


def test_framework_is_added_as_data_and_computed_by_a_job(as_, world):
    client = as_(world.office)
    answer = client.post("/sync/frameworks/add/", framework_form())
    assert answer.headers["Location"] == "/sync/frameworks/wdwtb/"
    page = text(client.get("/sync/frameworks/wdwtb/"))
    assert "目标同步" in page
    assert "现行" in page
    job = Job.objects.unrestricted("test").get()
    assert (job.kind, job.arguments) == ("sync.rebuild", {"line": "league"})
    pair = client.get(f"/sync/pairs/{world.lake_league.code}/?framework=wdwtb")
    assert "活动同步" in text(pair)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": "六带六同步"}, "已有名为“六带六同步”的框架"),
        ({"rows": "思想\n思想"}, "带的内容有重复，请核对。"),
        ({"form-0-kind": ""}, "请为“目标同步”选择证明它的台账类别。"),
        ({"form-0-tolerance": "61"}, "61"),
        ({"form-0-name": "", "form-1-name": ""}, "请填写同的环节，每行一项。"),
        ({"effective_on": "2026-04-19"}, "启用日期不能早于今天"),
        ({"source": ""}, "必填项"),
    ],
)
def test_framework_form_says_what_is_wrong(as_, world, changes, message):
    answer = as_(world.office).post("/sync/frameworks/add/", framework_form(**changes))
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert FrameworkVersion.objects.count() == 3


def test_only_the_party_office_changes_frameworks(as_, world):
    for person in ("league_officer", "lake_secretary", "audit_admin"):
        client = as_(getattr(world, person))
        assert client.get("/sync/frameworks/").status_code == 200
        assert client.get("/sync/frameworks/league6/").status_code == 200
        assert client.get("/sync/frameworks/add/").status_code == 403
        assert client.post("/sync/frameworks/add/", framework_form()).status_code == 403
        assert client.get("/sync/frameworks/league6/change/").status_code == 403
    assert as_(world.office).get("/sync/frameworks/nothing/").status_code == 404


def test_new_version_starts_from_the_latest(as_, world):
    client = as_(world.office)
    url = "/sync/frameworks/union4/change/"
    assert "推动科学发展" in client.get(url).content.decode()
    data = framework_form(rows="推动科学发展", source="新文件")
    data["form-INITIAL_FORMS"] = "4"
    assert client.post(url, data).headers["Location"] == "/sync/frameworks/union4/"
    page = text(client.get("/sync/frameworks/union4/"))
    assert "第2版" in page
    assert "已替换" in page
