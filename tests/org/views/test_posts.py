"""Forms for terms and posts."""

import datetime

import pytest

from niudai.base.calendar import today
from niudai.org.models import Post, Term
from tests.cast import account

pytestmark = pytest.mark.page
TODAY = today()


def url_of(row, tail):
    return f"/organizations/{row.code}/{tail}"


def test_term_number_is_suggested(cast, as_person):
    client = as_person("office")
    url = url_of(cast.lake_league, "terms/new/")
    client.post(url, {"number": "3", "started_on": "2023-01-05", "due_on": "2026-01-05"})
    assert Term.objects.get().number == 3
    assert 'value="4"' in client.get(url).content.decode()


def test_appoint_belongs_to_the_current_term(cast, as_person):
    client = as_person("league_officer")
    client.post(
        url_of(cast.lake_league, "terms/new/"),
        {"number": "1", "started_on": "2023-01-05", "due_on": "2026-01-05"},
    )
    response = client.post(
        url_of(cast.lake_league, "posts/new/"),
        {"title": "委员", "holder": "周小", "gender": "female", "started_on": "2023-02-01"},
    )
    assert response.status_code == 302
    post = Post.objects.get(holder="周小")
    assert (post.term, post.gender, post.started_on) == (
        Term.objects.get(),
        "female",
        datetime.date(2023, 2, 1),
    )


def test_post_is_ended(cast, as_person):
    post = Post.objects.get(account=cast.lake_league_secretary)
    url = url_of(cast.lake_league, f"posts/{post.pk}/end/")
    client = as_person("office")
    assert client.get(url_of(cast.park_league, f"posts/{post.pk}/end/")).status_code == 404
    assert "系统权限同日收回" in client.get(url).content.decode()
    client.post(url, {"ended_on": TODAY.isoformat()})
    assert Post.objects.get(pk=post.pk).ended_on == TODAY


def test_post_is_handed_over(cast, as_person):
    account("next", "接任者", cast.jurisdiction)
    post = Post.objects.get(account=cast.lake_league_secretary)
    url = url_of(cast.lake_league, f"posts/{post.pk}/hand-over/")
    client = as_person("league_officer")
    text = client.get(url).content.decode()
    assert "接任者（next）" in text
    assert "安全员" not in text
    response = client.post(
        url, {"holder": "接任者", "gender": "", "account": "next", "on": TODAY.isoformat()}
    )
    assert response.status_code == 302
    successor = Post.objects.get(holder="接任者")
    assert (successor.role, successor.account.username) == ("grassroots_secretary", "next")
    assert client.get(url).status_code == 403  # it is no longer held


def test_hand_over_refuses_an_administrators_account(cast, as_person):
    post = Post.objects.get(account=cast.lake_league_secretary)
    response = as_person("office").post(
        url_of(cast.lake_league, f"posts/{post.pk}/hand-over/"),
        {"holder": "审计员", "account": "audit", "on": TODAY.isoformat()},
    )
    assert response.status_code == 422
    assert "请重新选择" in response.content.decode()


@pytest.mark.parametrize("tail", ["terms/new/", "posts/new/"])
def test_forms_are_for_the_keepers(cast, as_person, tail):
    url = url_of(cast.lake_league, tail)
    assert as_person("office").get(url).status_code == 200
    assert as_person("lake_league_secretary").get(url).status_code == 403
    assert as_person("stranger").get(url).status_code == 404
