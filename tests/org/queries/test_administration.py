"""Accounts for their owner and for the security administrator."""

import datetime

import pytest

from niudai.base.calendar import today
from niudai.base.errors import Unseen
from niudai.org import actions, queries
from niudai.org.models import Post, SignIn


def test_accounts_only_for_the_security_administrator(cast):
    found = queries.accounts(cast.actor(cast.security_admin))
    assert {row.username: row.post_count for row in found} == {
        "office": 1,
        "union": 1,
        "league": 1,
        "women": 1,
        "lake": 1,
        "lake-league": 1,
        "lake-women": 1,
        "park-league": 1,
        "factory-league": 1,
        "system": 0,
        "security": 0,
        "audit": 0,
    }
    for person in (cast.office, cast.system_admin, cast.audit_admin):
        assert not queries.accounts(cast.actor(person)).exists()


def test_account_of_another_jurisdiction_is_unseen(cast):
    security = cast.actor(cast.security_admin)
    assert queries.account(security, "office") == cast.office
    for actor, username in [
        (security, "stranger"),
        (security, "nobody"),
        (cast.actor(cast.office), "office"),
    ]:
        with pytest.raises(Unseen):
            queries.account(actor, username)
    assert queries.own_account(cast.actor(cast.office)) == cast.office


def test_successors_are_free_people_of_the_jurisdiction(cast):
    post = Post.objects.get(account=cast.lake_league_secretary)
    found = queries.successors(cast.actor(cast.league_officer), post)
    assert {person.username for person in found} == {
        "office",
        "union",
        "women",
        "lake",
        "lake-women",
        "park-league",
        "factory-league",
    }


def test_grantable_posts_wait_for_an_account(cast):
    security = cast.actor(cast.security_admin)
    post = actions.appoint(
        actor=cast.actor(cast.office),
        organization=cast.lake_union,
        title="主席",
        holder="某人",
        started_on=today(),
    )
    assert list(queries.grantable_posts(security)) == [post]
    assert not queries.grantable_posts(cast.actor(cast.office)).exists()
    actions.end_post(actor=cast.actor(cast.office), post=post, ended_on=today())
    assert not queries.grantable_posts(security).exists()


def test_granted_post_of_the_own_jurisdiction(cast):
    security = cast.actor(cast.security_admin)
    post = Post.objects.get(account=cast.office)
    assert queries.granted_post(security, post.pk) == post
    assert queries.posts_of(cast.office) == [post]
    foreign = Post.objects.get(account=cast.stranger)
    for actor, pk in [(security, foreign.pk), (cast.actor(cast.office), post.pk)]:
        with pytest.raises(Unseen):
            queries.granted_post(actor, pk)


def test_tokens_and_sign_ins_are_ones_own(cast, client):
    office, stranger = cast.actor(cast.office), cast.actor(cast.stranger)
    actions.issue_token(actor=office, account=cast.office, name="报表")
    [token] = queries.tokens(cast.office)
    assert queries.token(office, token.pk) == token
    with pytest.raises(Unseen):
        queries.token(stranger, token.pk)
    client.force_login(cast.office)
    actions.begin_session(
        actor=office, account=cast.office, session_key=client.session.session_key, browser="手机"
    )
    [sign_in] = queries.sign_ins(cast.office)
    assert queries.sign_in(office, sign_in.pk) == sign_in
    with pytest.raises(Unseen):
        queries.sign_in(stranger, sign_in.pk)


def test_sign_ins_forget_sessions_that_have_ended(cast):
    SignIn.objects.create(
        account=cast.office,
        session_key="gone",
        at=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC),
    )
    assert queries.sign_ins(cast.office) == []
