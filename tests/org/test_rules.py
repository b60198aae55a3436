"""Rules of the organization room, person by person."""

import datetime

import pytest

from niudai.base.actors import system
from niudai.base.calendar import today
from niudai.org import rules
from niudai.org.models import Organization, Post, Token

TODAY = today()
DAY = datetime.timedelta(days=1)


def allowed(cast, rule):
    """The names of the cast's people to whom `rule(actor)` says yes."""
    return {name for name, person in cast.people().items() if rule(cast.actor(person))}


def test_covers_agrees_with_the_gate(cast):
    everything = list(Organization.objects.unrestricted("the whole cast"))
    for name, person in cast.people().items():
        actor = cast.actor(person)
        seen = set(Organization.objects.visible_to(actor))
        assert {row for row in everything if rules.reaches(actor, row)} == seen, name


def test_reaches_with_roles_counts_only_these(cast):
    actor = cast.actor(cast.lake_secretary)
    assert rules.reaches(actor, cast.lake_league)
    assert not rules.reaches(actor, cast.lake_league, "party_office")


def test_covers_a_line_officer_below_the_head(cast):
    Post.objects.filter(account=cast.lake_league_secretary).update(role="line_officer")
    actor = cast.actor(cast.lake_league_secretary)
    assert rules.reaches(actor, cast.factory_league)
    assert not rules.reaches(actor, cast.lake_women)
    assert not rules.reaches(actor, cast.park_league)
    assert set(Organization.objects.visible_to(actor)) == {cast.lake_league, cast.factory_league}


def test_holds_post_at_is_not_above_it(cast):
    assert rules.holds_post_at(cast.actor(cast.lake_league_secretary), cast.lake_league)
    assert not rules.holds_post_at(cast.actor(cast.office), cast.lake_league)


@pytest.mark.parametrize(
    ("opened", "closed", "expected"),
    [
        (TODAY, None, ""),
        (TODAY, TODAY + DAY, ""),
        (TODAY - DAY, TODAY, rules.CLOSED),
        (TODAY - 2 * DAY, TODAY - DAY, rules.CLOSED),
        (TODAY + DAY, None, "该组织尚未成立，成立之日起才能办理业务。"),
    ],
)
def test_is_open_by_day(opened, closed, expected):
    organization = Organization(opened_on=opened, closed_on=closed)
    decision = rules.is_open(organization)
    assert (bool(decision), decision.reason) == (not expected, expected)


def test_may_keep_places_for_office_and_street_officers(cast):
    assert allowed(cast, lambda a: rules.may_keep_places(a, cast.jurisdiction)) == {
        "office",
        "union_officer",
        "league_officer",
        "women_officer",
    }
    assert rules.may_keep_places(system("建库"), cast.jurisdiction)


def test_may_change_organization_by_office_and_own_line(cast):
    rule = rules.may_change_organization
    assert allowed(cast, lambda a: rule(a, cast.lake_league)) == {"office", "league_officer"}
    assert allowed(cast, lambda a: rule(a, cast.lake_party)) == {"office"}
    assert allowed(cast, lambda a: rule(a, cast.other_party)) == {"stranger"}
    assert rule(cast.actor(cast.lake_secretary), cast.lake_league).reason == rules.NOT_KEEPER


def test_may_change_organization_not_when_closed(cast):
    cast.lake_league.closed_on = TODAY
    for actor in (cast.actor(cast.office), system("作业")):
        decision = rules.may_change_organization(actor, cast.lake_league)
        assert not decision
        assert decision.reason == rules.CLOSED


def test_may_add_organization_without_parent_is_for_the_office(cast):
    assert allowed(cast, lambda a: rules.may_add_organization(a, "union", None)) == {
        "office",
        "stranger",
    }
    assert allowed(cast, lambda a: rules.may_add_organization(a, "women", cast.women)) == {
        "office",
        "women_officer",
    }
    assert rules.may_add_organization(system("建库"), "party", None)


def test_may_close_organization_spares_the_head(cast):
    office = cast.actor(cast.office)
    assert rules.may_close_organization(office, cast.lake_league)
    assert not rules.may_close_organization(office, cast.league)
    assert rules.may_close_organization(system("并区"), cast.league)


def test_may_lead_is_for_the_office(cast):
    assert allowed(cast, lambda a: rules.may_lead(a, cast.lake_league)) == {"office"}
    assert allowed(cast, lambda a: rules.may_lead(a, cast.lake_party)) == set()
    cast.lake_league.closed_on = TODAY
    assert rules.may_lead(cast.actor(cast.office), cast.lake_league).reason == rules.CLOSED


def test_may_appoint_and_hand_over_by_the_keepers(cast):
    post = Post.objects.select_related("organization").get(account=cast.lake_league_secretary)
    assert allowed(cast, lambda a: rules.may_appoint(a, post.organization)) == {
        "office",
        "league_officer",
    }
    assert allowed(cast, lambda a: rules.may_hand_over(a, post)) == {"office", "league_officer"}
    post.ended_on = TODAY
    assert allowed(cast, lambda a: rules.may_hand_over(a, post)) == set()


def test_may_manage_accounts_only_the_security_administrator(cast):
    assert allowed(cast, rules.may_manage_accounts) == {"security_admin"}
    assert rules.may_manage_accounts(system("建库"))


def test_may_change_account_never_ones_own(cast):
    assert allowed(cast, lambda a: rules.may_change_account(a, cast.office)) == {"security_admin"}
    assert allowed(cast, lambda a: rules.may_change_account(a, cast.security_admin)) == set()
    assert allowed(cast, lambda a: rules.may_change_account(a, cast.stranger)) == set()
    own = rules.may_change_account(cast.actor(cast.security_admin), cast.security_admin)
    assert own.reason == rules.NOT_ONESELF


def test_may_grant_by_the_security_administrator_not_to_oneself(cast):
    post = Post.objects.get(account=cast.lake_league_secretary)
    assert allowed(cast, lambda a: rules.may_grant(a, post)) == {"security_admin"}
    post.account = cast.security_admin
    assert allowed(cast, lambda a: rules.may_grant(a, post)) == set()
    foreign = Post.objects.get(account=cast.stranger)
    assert allowed(cast, lambda a: rules.may_grant(a, foreign)) == set()
    assert rules.may_grant(system("建库"), post)


def test_may_issue_token_only_for_oneself(cast):
    assert allowed(cast, lambda a: rules.may_issue_token(a, cast.office)) == {"office"}
    assert rules.may_issue_token(system("命令行"), cast.office)


def test_may_revoke_token_by_owner_or_security_administrator(cast):
    token = Token(account=cast.office)
    assert allowed(cast, lambda a: rules.may_revoke_token(a, token)) == {
        "office",
        "security_admin",
    }


def test_is_held_until_the_day_it_ends():
    assert rules.is_held(Post(ended_on=None))
    assert rules.is_held(Post(ended_on=TODAY + DAY))
    assert not rules.is_held(Post(ended_on=TODAY))


def test_roles_for_fit_the_organization(cast):
    assert rules.roles_for(cast.party) == ("party_office",)
    assert rules.roles_for(cast.lake_party) == ("community_secretary", "grassroots_secretary")
    assert rules.roles_for(cast.union) == ("line_officer",)
    assert rules.roles_for(cast.lake_union) == ("grassroots_secretary", "line_officer")
