"""Actors from accounts and tokens, and whom to notify."""

import datetime

from niudai.base.calendar import now, today
from niudai.org import actions, queries
from niudai.org.models import Account, Organization, Post, Token

TODAY = today()
DAY = datetime.timedelta(days=1)


def token_of(cast, person):
    return actions.issue_token(actor=cast.actor(person), account=person, name="测试")


def test_actor_for_carries_posts_widest_first(cast, django_assert_num_queries):
    Post.objects.create(
        jurisdiction=cast.jurisdiction,
        organization=cast.park_league,
        title="书记",
        holder="郑晓",
        account=cast.league_officer,
        role="grassroots_secretary",
        started_on=datetime.date(2019, 1, 1),
    )
    with django_assert_num_queries(1):
        actor = queries.actor_for(cast.league_officer, ip="127.0.0.1")
    assert [(s.role, s.organization_name, s.whole) for s in actor.scopes] == [
        ("line_officer", "团工委", True),
        ("grassroots_secretary", "公园社区团支部", False),
    ]
    assert (actor.account_id, actor.name, actor.ip, actor.jurisdiction) == (
        cast.league_officer.pk,
        "郑晓",
        "127.0.0.1",
        cast.jurisdiction,
    )


def test_actor_for_an_administrator_has_no_scopes(cast, django_assert_num_queries):
    with django_assert_num_queries(0):
        actor = queries.actor_for(cast.audit_admin)
    assert (actor.admin_role, actor.scopes) == ("audit_admin", ())


def test_actor_for_counts_only_posts_of_today(cast):
    posts = Post.objects.filter(account=cast.lake_league_secretary)
    for changes, holds in [
        ({"started_on": TODAY, "ended_on": None}, True),
        ({"started_on": TODAY + DAY, "ended_on": None}, False),
        ({"started_on": TODAY - DAY, "ended_on": TODAY}, False),
        ({"started_on": TODAY - DAY, "ended_on": TODAY + DAY}, True),
    ]:
        posts.update(**changes)
        assert bool(queries.actor_for(cast.lake_league_secretary).scopes) is holds, changes
    posts.update(role="")
    assert queries.actor_for(cast.lake_league_secretary).scopes == ()


def test_actor_for_has_no_rights_at_a_closed_organization(cast):
    Organization.objects.unrestricted("test").filter(pk=cast.lake_league.pk).update(closed_on=TODAY)
    assert queries.actor_for(cast.lake_league_secretary).scopes == ()
    assert queries.secretaries([cast.lake_league.pk]) == {}


def test_actor_for_token_in_two_queries(cast, django_assert_num_queries):
    text = token_of(cast, cast.office)
    with django_assert_num_queries(2):
        actor = queries.actor_for_token(text, ip="127.0.0.1")
    assert actor == queries.actor_for(cast.office, ip="127.0.0.1")


def test_actor_for_token_that_does_not_hold(cast):
    text = token_of(cast, cast.office)
    assert queries.actor_for_token("nd_unknown") is None
    assert queries.actor_for_token("") is None
    token = Token.objects.get()
    for changes in ({"expires_at": now()}, {"revoked_at": now(), "expires_at": now() + DAY}):
        Token.objects.filter(pk=token.pk).update(**changes)
        assert queries.actor_for_token(text) is None, changes
    Token.objects.filter(pk=token.pk).update(revoked_at=None)
    assert queries.actor_for_token(text) is not None
    for changes in ({"is_active": False}, {"is_active": True, "must_change_password": True}):
        Account.objects.filter(pk=cast.office.pk).update(**changes)
        assert queries.actor_for_token(text) is None, changes


def test_secretaries_by_organization(cast, django_assert_num_queries):
    actions.appoint(
        actor=cast.actor(cast.office),
        organization=cast.lake_league,
        title="委员",
        holder="无权者",
        started_on=TODAY,
    )
    ids = [cast.lake_league.pk, cast.park_league.pk, cast.lake_union.pk]
    with django_assert_num_queries(1):
        found = queries.secretaries(ids)
    assert found == {
        cast.lake_league.pk: [cast.lake_league_secretary.pk],
        cast.park_league.pk: [cast.park_league_secretary.pk],
    }
    Account.objects.filter(pk=cast.park_league_secretary.pk).update(is_active=False)
    assert list(queries.secretaries(ids)) == [cast.lake_league.pk]


def test_names_by_account_leaves_the_system_out(cast):
    assert queries.names_by_account([cast.office.pk, 0, cast.office.pk, 999_999]) == {
        cast.office.pk: "周敏"
    }
