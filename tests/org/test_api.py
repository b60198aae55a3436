"""The organization room in the JSON API."""

import pytest

from niudai.base.calendar import today
from niudai.org import actions
from niudai.org.models import Organization

pytestmark = pytest.mark.api


@pytest.fixture
def ask(cast, client):
    """`ask("office", "me")`: status and JSON of a GET under that person's token."""
    tokens = {}

    def get(name, path):
        person = getattr(cast, name)
        if name not in tokens:
            tokens[name] = actions.issue_token(
                actor=cast.actor(person), account=person, name="测试"
            )
        response = client.get(
            f"/api/v1/{path}", headers={"Authorization": f"Bearer {tokens[name]}"}
        )
        return response.status_code, response.json()

    return get


def test_me_says_who_and_where(ask, cast):
    assert ask("league_officer", "me") == (
        200,
        {
            "name": "郑晓",
            "admin_role": "",
            "posts": [
                {
                    "organization": cast.league.code,
                    "organization_name": "团工委",
                    "line": "league",
                    "role": "line_officer",
                    "title": "副书记",
                }
            ],
        },
    )
    assert ask("audit_admin", "me")[1]["admin_role"] == "audit_admin"


def test_me_needs_a_token_not_a_session(cast, client):
    client.force_login(cast.office)
    assert client.get("/api/v1/me").status_code == 401
    wrong = client.get("/api/v1/me", headers={"Authorization": "Bearer nd_wrong"})
    assert wrong.status_code == 401
    assert wrong["Content-Type"].startswith("application/problem+json")


def test_organizations_list_in_pages(cast, ask):
    status, first = ask("office", "organizations?limit=8")
    assert status == 200
    assert len(first["items"]) == 8
    _, second = ask("office", f"organizations?limit=8&cursor={first['next']}")
    assert (len(second["items"]), second["next"]) == (4, None)
    codes = [row["code"] for row in first["items"] + second["items"]]
    assert codes == sorted(set(codes))


def test_organizations_list_narrowed_and_in_sight(cast, ask):
    def names(who, query):
        return [row["name"] for row in ask(who, f"organizations?{query}")[1]["items"]]

    assert names("office", "line=women") == ["幸福街道妇联", "湖滨社区妇联"]
    assert names("office", "class=private&line=league") == ["湖滨精密机械厂团支部"]
    assert names("office", "q=gysq") == ["公园社区团支部", "公园社区党总支"]
    assert names("lake_league_secretary", "") == ["湖滨社区团支部"]
    assert names("stranger", "line=league") == ["平安街道团工委"]
    Organization.objects.unrestricted("test").filter(pk=cast.lake_women.pk).update(
        closed_on=today()
    )
    assert names("office", "line=women") == ["幸福街道妇联"]
    assert names("office", "line=women&open=false") == ["幸福街道妇联", "湖滨社区妇联"]


@pytest.mark.parametrize("query", ["line=moon", "limit=0", "limit=1000", "cursor=%21%21"])
def test_organizations_list_refuses(ask, query):
    status, body = ask("office", f"organizations?{query}")
    assert status == 422
    assert body["detail"]


def test_organizations_list_matches_its_schema(cast, ask):
    [row] = ask("lake_league_secretary", "organizations")[1]["items"]
    assert row == {
        "code": cast.lake_league.code,
        "name": "湖滨社区团支部",
        "short_name": "湖滨社区团支部",
        "line": "league",
        "form": "branch",
        "unit_class": "community",
        "division": "370102001001",
        "division_name": "湖滨社区",
        "unit_name": "",
        "parent": cast.league.code,
        "opened_on": "2020-01-01",
        "closed_on": None,
    }


def test_organizations_list_queries_do_not_grow(cast, ask, django_assert_num_queries):
    ask("office", "me")
    ask("stranger", "me")
    for who in ("office", "stranger"):
        with django_assert_num_queries(3):
            ask(who, "organizations")


def test_organizations_get_with_its_neighbourhood(cast, ask):
    status, body = ask("office", f"organizations/{cast.lake_league.code}")
    assert status == 200
    assert body["leader"] == {
        "code": cast.lake_party.code,
        "name": "湖滨社区党总支",
        "line": "party",
    }
    assert (body["led_since"], body["children_count"], body["members"]) == ("2020-01-01", 1, 0)
    own = ask("lake_league_secretary", f"organizations/{cast.lake_league.code}")[1]
    assert own["leader"]["code"] == ""


def test_organizations_get_out_of_sight_is_404(cast, ask):
    status, body = ask("office", f"organizations/{cast.other_league.code}")
    assert (status, body["status"]) == (404, 404)
