"""Pages of the ledger: who gets in, what they show, what they change."""

from __future__ import annotations

import io
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from niudai.ledger import actions
from niudai.ledger.models import Entry
from tests.factories.ledger import fact

LIST = "/ledger/"
RECORD = "/ledger/record/"


def everything():
    return Entry.objects.unrestricted("test").order_by("id")


def typed(**changes):
    """A filled-in record form."""
    return {"kind": "activity", "title": "清明祭扫", "occurred_on": "2026-04-04", **changes}


def test_list_shows_the_facts_of_the_scope(as_, world):
    fact(world.lake_league, "study", "2026-04-01", title="学习<b>讲话</b>")
    fact(world.park_league, "study", "2026-04-02", title="公园的事")
    page = as_(world.lake_league_secretary).get(LIST).content.decode()
    assert "学习&lt;b&gt;讲话&lt;/b&gt;" in page
    assert "公园的事" not in page
    assert "登记" in page


def test_list_hides_voided_entries_until_asked(as_, world):
    entry = fact(world.lake_league, "study", "2026-04-01", title="错记的事")
    actions.void_entry(actor=world.actor(world.office), entry=entry, reason="重复")
    client = as_(world.office)
    assert "错记的事" not in client.get(LIST).content.decode()
    page = client.get(LIST, {"voided": "1"}).content.decode()
    assert "错记的事" in page
    assert "已作废" in page


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"period": "2026Q1"}, {"甲"}),
        ({"day_from": "2026-04-02", "day_to": "2026-04-30"}, {"丙"}),
        ({"organization": "湖滨社区团"}, {"甲"}),
        ({"line": "party"}, {"乙", "丙"}),
        ({"kind": "study"}, {"甲", "乙"}),
        ({"row": "league6/thought"}, {"甲"}),
        ({"q": "丙"}, {"丙"}),
        ({"measure": "没有"}, set()),
        ({"measure": str(uuid.UUID(int=5))}, set()),
        ({"kind": "没有这种", "day_from": "2026-02-30"}, {"甲", "乙", "丙"}),
    ],
)
def test_list_filters(as_, world, query, titles):
    fact(world.lake_league, "study", "2026-03-01", title="甲", rows=["league6/thought"])
    fact(world.lake_party, "study", "2026-04-01", title="乙")
    fact(world.lake_party, "deploy", "2026-04-02", title="丙")
    page = as_(world.office).get(LIST, query).content.decode()
    assert {title for title in "甲乙丙" if f">{title}</a>" in page} == titles


def test_list_costs_the_same_for_one_row_and_for_three(as_, world):
    client = as_(world.office)
    fact(world.lake_league, "study", "2026-04-01", title="第1件")
    client.get(LIST)
    with CaptureQueriesContext(
        connection,
    ) as one:
        assert "第1件" in client.get(LIST).content.decode()
    fact(world.lake_party, "study", "2026-04-01", title="第2件")
    fact(world.park_league, "study", "2026-04-01", title="第3件")
    with CaptureQueriesContext(connection) as three:
        page = client.get(LIST).content.decode()
    assert all(f"第{number}件" in page for number in (1, 2, 3))
    assert len(three) == len(one)


def test_excel_has_the_columns_officers_keep(as_, world):
    fact(
        world.lake_league, "activity", "2026-04-01",
        title="=1+1", rows=["league6/thought"], persons=3, person_times=4,
    )  # fmt: skip
    answer = as_(world.office).get(LIST, {"export": "xlsx"})
    data = b"".join(answer.streaming_content)
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert sheet[0] == [
        "日期", "组织", "条线", "类别", "事项", "内容", "涉及条线", "人数", "人次",
        "方案/举措", "同一活动", "来源", "记录人", "记录时间", "状态",
    ]  # fmt: skip
    assert sheet[1][1:9] == ["湖滨社区团支部", "共青团", "活动", "=1+1", "思想", "共青团", 3.0, 4.0]
    assert sheet[1][14] == "有效"


def test_entry_page_is_unseen_elsewhere(as_, world):
    entry = fact(world.lake_league, "study", "2026-04-01", title="学习讲话")
    url = f"/ledger/{entry.code}/"
    assert "学习讲话" in as_(world.lake_league_secretary).get(url).content.decode()
    assert as_(world.park_league_secretary).get(url).status_code == 404
    assert as_(world.stranger).get(url).status_code == 404
    assert as_(world.office).get(f"/ledger/{uuid.uuid4()}/").status_code == 404


def test_entry_page_tells_its_history(as_, world):
    entry = fact(world.lake_league, "study", "2026-04-01", title="学习讲话")
    actor = world.actor(world.office)
    new = actions.correct_entry(
        actor=actor, entry=entry, to=actions.as_new(entry), reason="重新登记"
    )
    page = as_(world.office).get(f"/ledger/{entry.code}/").content.decode()
    assert "重新登记" in page
    assert f"/ledger/{new.code}/" in page
    assert "更正后重新登记" in page


def test_record_form_asks_a_mass_organization_for_three_things(as_, world):
    page = as_(world.lake_league_secretary).get(RECORD).content.decode()
    assert 'value="2026-04-20"' in page
    assert 'name="concerns"' not in page
    assert 'name="partners"' not in page
    assert "league6/thought" in page
    assert "women4/career" not in page


def test_record_form_offers_a_party_organization_whom_it_leads(as_, world):
    page = as_(world.lake_secretary).get(RECORD).content.decode()
    assert 'name="concerns"' in page
    assert world.lake_women.code in page
    assert world.park_league.code not in page


def test_record_writes_one_fact_and_leads_to_it(as_, world):
    answer = as_(world.lake_league_secretary).post(RECORD, typed(sent_key="k1"))
    entry = everything().get()
    assert answer.status_code == 302
    assert answer.url == f"/ledger/{entry.code}/"
    assert (entry.organization, entry.title) == (world.lake_league, "清明祭扫")


def test_record_sent_twice_records_once(as_, world):
    client = as_(world.lake_league_secretary)
    first = client.post(RECORD, typed(sent_key="k1"))
    second = client.post(RECORD, typed(sent_key="k1"))
    assert everything().count() == 1
    assert second.headers["Location"] == first.headers["Location"]


def test_record_with_partners_records_one_fact_each(as_, world):
    partners = [world.lake_league.code, world.lake_women.code]
    as_(world.lake_secretary).post(RECORD, typed(partners=partners, persons="20"))
    assert [(e.organization, e.persons) for e in everything()] == [
        (world.lake_party, 20),
        (world.lake_league, None),
        (world.lake_women, None),
    ]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"title": ""}, "这个字段是必填项"),
        ({"occurred_on": "2026-04-21"}, "日期不能晚于今天，请在事情发生后再登记。"),
        ({"occurred_on": "2026-02-30"}, "输入一个有效的日期"),
        ({"persons": "5", "person_times": "4"}, "人次不能少于人数，请核对。"),
        ({"rows": "women4/career"}, "不在可用的选项中"),
    ],
)
def test_record_says_what_is_wrong_and_keeps_the_rest(as_, world, changes, message):
    answer = as_(world.lake_league_secretary).post(RECORD, typed(**changes))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert message in page
    assert "清明祭扫" in page or changes == {"title": ""}
    assert everything().count() == 0


def test_record_is_not_for_those_without_an_organization(as_, world):
    assert as_(world.system_admin).get(RECORD).status_code == 403


def test_correct_starts_from_what_stands_there(as_, world):
    entry = fact(world.lake_league, "activity", "2026-04-04", title="清明祭扫", persons=3)
    client = as_(world.lake_league_secretary)
    url = f"/ledger/{entry.code}/correct/"
    assert 'value="清明祭扫"' in client.get(url).content.decode()
    answer = client.post(url, typed(persons="30", reason="人数写错"))
    new = everything().last()
    assert answer.url == f"/ledger/{new.code}/"
    assert (new.corrects, new.persons) == (entry, 30)
    assert client.post(url, typed(persons="31", reason="再改")).status_code == 409
    assert client.get(url).status_code == 422


def test_correct_and_void_are_refused_with_the_reason(as_, world):
    entry = fact(world.lake_league, "activity", "2026-04-04")
    answer = as_(world.lake_secretary).get(f"/ledger/{entry.code}/correct/")
    assert answer.status_code == 403
    assert "只有本组织、登记人或上级条线干部、党建办可以更正" in answer.content.decode()
    assert as_(world.lake_secretary).post(f"/ledger/{entry.code}/void/").status_code == 403


def test_void_needs_a_reason_and_keeps_the_entry(as_, world):
    entry = fact(world.lake_league, "activity", "2026-04-04")
    client = as_(world.lake_league_secretary)
    url = f"/ledger/{entry.code}/void/"
    assert client.get(url).status_code == 200
    assert client.post(url, {"reason": " "}).status_code == 422
    assert client.post(url, {"reason": "重复登记"}).status_code == 302
    entry.refresh_from_db()
    assert entry.void_reason == "重复登记"
    assert client.post(url, {"reason": "再来"}).status_code == 409
