"""Pages of the registry: list, tree, one organization, and its forms."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from niudai.base.calendar import today
from niudai.org.models import CoveredUnit, Leadership, Organization, Post
from tests.cast import organization

pytestmark = pytest.mark.page
TODAY = today()


def stored(row):
    return Organization.objects.unrestricted("test").get(pk=row.pk)


def page_of(row, tail=""):
    return f"/organizations/{row.code}/{tail}"


def text_of(response):
    return response.content.decode()


def test_list_shows_what_is_in_sight(cast, as_person):
    text = text_of(as_person("lake_secretary").get("/organizations/"))
    assert "湖滨社区团支部" in text
    assert "公园社区团支部" not in text
    assert "共 6 条" in text


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("line=league", 4),
        ("form=branch", 4),
        ("class=private", 2),
        ("division=370102001002", 2),
        ("leader=none", 1),
        ("leader=has", 11),
        ("state=closed", 1),
        ("state=open", 11),
        ("q=hbsq", 4),
        ("q=机械厂", 2),
        ("q=<script>", 0),
    ],
)
def test_list_filters(cast, as_person, query, count):
    rows = Organization.objects.unrestricted("test")
    rows.filter(pk=cast.factory_league.pk).update(closed_on=TODAY)
    Leadership.objects.filter(mass=cast.lake_women).update(ended_on=TODAY)
    text = text_of(as_person("office").get(f"/organizations/?{query}"))
    if count:
        assert f"共 {count} 条" in text
    else:
        assert "<td" not in text
        assert "<script>" not in text.split("</head>")[1]


def test_list_queries_do_not_grow(cast, as_person):
    client = as_person("office")
    client.get("/organizations/?q=新设")

    def measure():
        with CaptureQueriesContext(
            connection,
        ) as found:
            text = text_of(client.get("/organizations/?q=新设"))
        return len(found), text.count("/organizations/1-")

    counts = []
    for number in range(3):
        organization(
            "league",
            "branch",
            f"新设第{number}支部",
            cast.lake,
            cast.jurisdiction,
            parent=cast.lake_league,
            party=cast.lake_party,
            unit=cast.lake_factory,
        )
        counts.append(measure()[0])
    assert counts[0] == counts[1] == counts[2]
    assert "新设第2支部" in text_of(client.get("/organizations/?q=新设"))


def test_list_goes_to_excel_and_print(cast, as_person):
    client = as_person("office")
    excel = client.get("/organizations/?export=xlsx")
    assert excel.status_code == 200
    assert b"".join(excel.streaming_content)[:2] == b"PK"
    assert "湖滨社区团支部" in text_of(client.get("/organizations/?print=1"))


def test_tree_of_a_line_and_by_division(cast, as_person):
    client = as_person("office")
    text = text_of(client.get("/organizations/tree/?by=league"))
    assert text.index("团工委") < text.index("湖滨社区团支部") < text.index("机械厂团支部")
    assert '<li class="org-d2">' in text
    assert "党总支" not in text.split("<main")[1]
    divided = text_of(client.get("/organizations/tree/?by=division"))
    assert divided.index("<strong>湖滨社区</strong>") < divided.index("<strong>公园社区</strong>")
    assert text_of(client.get("/organizations/tree/?by=moon")).count("党总支") >= 2


def test_tree_of_a_secretary_begins_with_their_own(cast, as_person):
    text = text_of(as_person("lake_secretary").get("/organizations/tree/"))
    assert f'<li class="org-d0"><a href="{page_of(cast.lake_party)}">' in text
    assert f'<li class="org-d1"><a href="{page_of(cast.factory_party)}">' in text


def test_page_shows_the_neighbourhood(cast, as_person):
    text = text_of(as_person("office").get(page_of(cast.lake_league)))
    for words in ("湖滨社区党总支", "团工委", "湖滨社区联合工会", "陈晨", "自2020年1月1日"):
        assert words in text
    assert page_of(cast.lake_party) in text
    assert "修改信息" in text


def test_page_links_only_what_is_in_sight(cast, as_person):
    text = text_of(as_person("lake_league_secretary").get(page_of(cast.lake_league)))
    assert "湖滨社区党总支" in text
    assert page_of(cast.lake_party) not in text
    assert "修改信息" not in text


def test_page_has_slots_for_higher_rooms(cast, as_person):
    text = text_of(as_person("office").get(page_of(cast.lake_league)))
    assert f'href="/assignments/?organization={cast.lake_league.code}"' in text
    assert f'hx-get="/ledger/?organization={cast.lake_league.code}"' in text


def test_page_out_of_sight_is_404(cast, as_person):
    client = as_person("office")
    assert client.get(page_of(cast.other_league)).status_code == 404
    assert client.get("/organizations/no-such/").status_code == 404


def test_page_queries_do_not_grow(cast, as_person):
    client = as_person("office")
    client.get(page_of(cast.lake_league))
    counts = []
    for number in range(3):
        organization(
            "league",
            "branch",
            f"新设第{number}支部",
            cast.lake,
            cast.jurisdiction,
            parent=cast.lake_league,
            party=cast.lake_party,
        )
        Post.objects.create(
            jurisdiction=cast.jurisdiction,
            organization=cast.lake_league,
            title="委员",
            holder=f"委员{number}",
            started_on=TODAY,
        )
        with CaptureQueriesContext(connection) as found:
            client.get(page_of(cast.lake_league))
        counts.append(len(found))
    assert counts[0] == counts[1] == counts[2]


def test_page_shows_names_as_text(cast, as_person):
    Organization.objects.unrestricted("test").filter(pk=cast.lake_league.pk).update(
        name="<b>支部</b>=1+1", short_name="<i>支</i>"
    )
    text = text_of(as_person("office").get(page_of(cast.lake_league)))
    assert "<b>支部</b>" not in text
    assert "&lt;b&gt;支部&lt;/b&gt;=1+1" in text


def facts(**changes):
    return {
        "name": "幸福街道楼宇团支部",
        "short_name": "",
        "form": "branch",
        "unit_class": "private",
        "division": "370102001001",
        "unit": "",
        "opened_on": "2026-01-05",
        "leader": "",
        **changes,
    }


def test_add_by_the_office_with_leader(cast, as_person):
    client = as_person("office")
    url = page_of(cast.lake_league, "new/")
    assert "带建党组织" in text_of(client.get(url))
    response = client.post(url, facts(leader=cast.lake_party.code))
    assert response["Location"] == "/organizations/370102001L0001/"
    added = Organization.objects.unrestricted("test").get(code="370102001L0001")
    assert (added.parent, added.short_name) == (cast.lake_league, "楼宇团支部")
    assert Leadership.objects.get(mass=added).party == cast.lake_party


def test_add_by_a_line_officer_has_no_leader_field(cast, as_person):
    client = as_person("league_officer")
    url = page_of(cast.lake_league, "new/")
    assert 'name="leader"' not in text_of(client.get(url))
    assert client.post(url, facts(leader=cast.lake_party.code)).status_code == 302
    assert Leadership.objects.filter(mass__name="幸福街道楼宇团支部").count() == 0


def test_add_shows_what_is_wrong_and_keeps_what_was_typed(cast, as_person):
    url = page_of(cast.lake_league, "new/")
    response = as_person("office").post(url, facts(name="湖滨社区团支部", opened_on="2026-02-30"))
    text = text_of(response)
    assert response.status_code == 422
    assert "日期不存在" in text
    assert 'value="湖滨社区团支部"' in text
    again = as_person("office").post(url, facts(name="湖滨社区团支部"))
    assert again.status_code == 422
    assert "已有同名组织" in text_of(again)


def test_add_twice_with_one_key_adds_once(cast, as_person):
    client = as_person("office")
    url = page_of(cast.lake_league, "new/")
    first = client.post(url, facts(sent_key="k1"))
    second = client.post(url, facts(sent_key="k1"))
    assert second["Location"] == first["Location"]
    assert Organization.objects.unrestricted("test").filter(name="幸福街道楼宇团支部").count() == 1


def test_change_and_move_and_close(cast, as_person):
    client = as_person("league_officer")
    response = client.post(
        page_of(cast.factory_league, "change/"),
        facts(name="湖滨机械厂团总支", form="general_branch", unit=str(cast.lake_factory.pk)),
    )
    assert response.status_code == 302
    assert stored(cast.factory_league).form == "general_branch"
    client.post(page_of(cast.factory_league, "move/"), {"parent": cast.park_league.code})
    assert stored(cast.factory_league).parent == cast.park_league
    client.post(page_of(cast.factory_league, "close/"), {"closed_on": TODAY.isoformat()})
    assert stored(cast.factory_league).closed_on == TODAY
    text = text_of(client.get(page_of(cast.factory_league)))
    assert "已撤销" in text
    assert "修改信息" not in text
    assert client.get(page_of(cast.factory_league, "change/")).status_code == 403


@pytest.mark.parametrize("tail", ["new/", "change/", "move/", "close/", "units/new/"])
def test_forms_are_for_the_keepers(cast, as_person, tail):
    url = page_of(cast.factory_league, tail)
    assert as_person("league_officer").get(url).status_code == 200
    assert as_person("lake_secretary").get(url).status_code == 403
    assert as_person("women_officer").get(url).status_code == 404


def test_leader_is_set_and_ended_by_the_office(cast, as_person):
    assert as_person("league_officer").get(page_of(cast.lake_league, "leader/")).status_code == 403
    client = as_person("office")
    assert client.get(page_of(cast.lake_league, "leader/")).status_code == 200
    assert client.get(page_of(cast.lake_party, "leader/")).status_code == 403
    client.post(
        page_of(cast.lake_league, "leader/"),
        {"party": cast.park_party.code, "started_on": "2026-01-05"},
    )
    pair = Leadership.objects.get(mass=cast.lake_league, ended_on=None)
    assert (pair.party, pair.started_on) == (cast.park_party, datetime.date(2026, 1, 5))
    assert client.get(page_of(cast.lake_league, "leader/end/")).status_code == 200
    client.post(page_of(cast.lake_league, "leader/end/"), {"ended_on": TODAY.isoformat()})
    assert not Leadership.objects.filter(mass=cast.lake_league, ended_on=None).exists()
    text = text_of(client.get(page_of(cast.lake_league)))
    assert "未建立" in text
    refused = client.post(page_of(cast.lake_league, "leader/end/"), {"ended_on": TODAY.isoformat()})
    assert refused.status_code == 422


def test_cover_and_end_it(cast, as_person):
    client = as_person("office")
    client.post(
        page_of(cast.lake_league, "units/new/"),
        {"unit": cast.lake_factory.pk, "started_on": "2026-01-05"},
    )
    covered = CoveredUnit.objects.get()
    url = page_of(cast.lake_league, f"units/{covered.pk}/end/")
    assert client.get(url).status_code == 200
    assert client.get(page_of(cast.park_league, f"units/{covered.pk}/end/")).status_code == 404
    client.post(url, {"ended_on": TODAY.isoformat()})
    assert CoveredUnit.objects.get().ended_on == TODAY


def test_terms_due_page(cast, as_person):
    client = as_person("office")
    assert "半年内没有需要换届的组织" in text_of(client.get("/organizations/terms/"))
    client.post(
        page_of(cast.lake_league, "terms/new/"),
        {
            "number": "3",
            "started_on": "2023-01-05",
            "due_on": (TODAY - datetime.timedelta(days=2)).isoformat(),
        },
    )
    text = text_of(client.get("/organizations/terms/"))
    assert "湖滨社区团支部" in text
    assert "逾期2天" in text
