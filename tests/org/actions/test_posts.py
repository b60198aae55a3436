"""Terms and posts: writing down, ending, handing over, granting."""

import datetime

import pytest

from niudai.base.actors import system
from niudai.base.calendar import today
from niudai.base.errors import NotAllowed, Refused
from niudai.base.models import AuditEntry
from niudai.org import actions
from niudai.org.models import Post, Term
from tests.cast import account

TODAY = today()
DAY = datetime.timedelta(days=1)
LONG_AGO = TODAY - 900 * DAY


def verbs():
    rows = AuditEntry.objects.unrestricted("test").order_by("pk")
    return list(rows.values_list("verb", flat=True))


def post_of(person):
    return Post.objects.select_related("organization", "account").get(account=person)


def test_open_term_ends_the_one_before(cast):
    office = cast.actor(cast.office)
    first = actions.open_term(
        actor=office, organization=cast.lake_league, number=1, started_on=LONG_AGO, due_on=TODAY
    )
    second = actions.open_term(
        actor=office,
        organization=cast.lake_league,
        number=2,
        started_on=TODAY - DAY,
        due_on=TODAY + 900 * DAY,
    )
    first.refresh_from_db()
    assert (first.ended_on, second.ended_on) == (TODAY - DAY, None)
    assert verbs() == ["org.open_term", "org.open_term"]


@pytest.mark.parametrize(
    ("number", "started_on", "due_on", "field"),
    [
        (1, TODAY, TODAY + DAY, "number"),
        (2, TODAY + DAY, TODAY + 9 * DAY, "started_on"),
        (2, LONG_AGO, TODAY, "started_on"),
        (2, datetime.date(2019, 1, 1), TODAY, "started_on"),
        (2, TODAY, TODAY, "due_on"),
    ],
)
def test_open_term_refuses(cast, number, started_on, due_on, field):
    office = cast.actor(cast.office)
    actions.open_term(
        actor=office, organization=cast.lake_league, number=1, started_on=LONG_AGO, due_on=TODAY
    )
    with pytest.raises(Refused) as refused:
        actions.open_term(
            actor=office,
            organization=cast.lake_league,
            number=number,
            started_on=started_on,
            due_on=due_on,
        )
    assert refused.value.field == field
    assert Term.objects.get().ended_on is None


def test_appoint_writes_a_post_without_rights(cast):
    post = actions.appoint(
        actor=cast.actor(cast.league_officer),
        organization=cast.lake_league,
        title="组织委员",
        holder=" 周小 ",
        started_on=TODAY,
    )
    assert (post.holder, post.role, post.account) == ("周小", "", None)
    assert verbs() == ["org.appoint"]
    with pytest.raises(NotAllowed):
        actions.appoint(
            actor=cast.actor(cast.lake_league_secretary),
            organization=cast.lake_league,
            title="副书记",
            holder="某人",
            started_on=TODAY,
        )


def test_appoint_with_rights_needs_both_gates(cast):
    person = account("new-one", "新人", cast.jurisdiction)
    facts = {
        "organization": cast.lake_league,
        "title": "副书记",
        "holder": "新人",
        "started_on": TODAY,
        "account": person,
        "role": "grassroots_secretary",
    }
    with pytest.raises(NotAllowed, match="安全管理员"):
        actions.appoint(actor=cast.actor(cast.office), **facts)
    with pytest.raises(NotAllowed):
        actions.appoint(actor=cast.actor(cast.security_admin), **facts)
    assert not Post.objects.filter(holder="新人").exists()
    actions.appoint(actor=system("建库"), **facts)
    assert [scope.organization_id for scope in cast.actor(person).scopes] == [cast.lake_league.pk]


@pytest.mark.parametrize("day", [TODAY + DAY, datetime.date(2019, 1, 1)])
def test_appoint_refuses_days_that_do_not_fit(cast, day):
    with pytest.raises(Refused) as refused:
        actions.appoint(
            actor=cast.actor(cast.office),
            organization=cast.lake_league,
            title="委员",
            holder="某人",
            started_on=day,
        )
    assert refused.value.field == "started_on"


def test_appoint_refuses_another_organizations_term(cast):
    office = cast.actor(cast.office)
    term = actions.open_term(
        actor=office, organization=cast.park_league, number=1, started_on=LONG_AGO, due_on=TODAY
    )
    with pytest.raises(Refused, match="届次不属于"):
        actions.appoint(
            actor=office,
            organization=cast.lake_league,
            title="委员",
            holder="某人",
            started_on=TODAY,
            term=term,
        )


def test_end_post_takes_the_rights_away(cast):
    post = post_of(cast.lake_league_secretary)
    actions.end_post(actor=cast.actor(cast.office), post=post, ended_on=TODAY)
    assert cast.actor(cast.lake_league_secretary).scopes == ()
    with pytest.raises(Refused, match="已经免去"):
        actions.end_post(actor=cast.actor(cast.office), post=post, ended_on=TODAY)
    assert verbs() == ["org.end_post"]


def test_end_post_not_before_it_began_nor_after_today(cast):
    post = post_of(cast.lake_league_secretary)
    for day in (datetime.date(2019, 12, 31), TODAY + DAY):
        with pytest.raises(Refused) as refused:
            actions.end_post(actor=cast.actor(cast.office), post=post, ended_on=day)
        assert refused.value.field == "ended_on"
    assert cast.actor(cast.lake_league_secretary).scopes


def test_hand_over_post_passes_the_rights_on(cast):
    successor = account("next", "接任者", cast.jurisdiction)
    new = actions.hand_over_post(
        actor=cast.actor(cast.league_officer),
        post=post_of(cast.lake_league_secretary),
        holder="接任者",
        account=successor,
        on=TODAY,
    )
    assert (new.title, new.role, new.started_on) == ("书记", "grassroots_secretary", TODAY)
    assert cast.actor(cast.lake_league_secretary).scopes == ()
    assert [scope.organization_id for scope in cast.actor(successor).scopes] == [
        cast.lake_league.pk
    ]
    assert verbs() == ["org.hand_over_post"]


def test_hand_over_post_without_account_waits_for_the_security_administrator(cast):
    new = actions.hand_over_post(
        actor=cast.actor(cast.office),
        post=post_of(cast.lake_league_secretary),
        holder="接任者",
        account=None,
        on=TODAY,
    )
    assert (new.account, new.role) == (None, "")


def test_hand_over_post_refuses_wrong_successors(cast):
    post = post_of(cast.lake_league_secretary)
    officer = cast.actor(cast.league_officer)
    cast.park_league_secretary.is_active = False
    for person, sentence in [
        (cast.league_officer, "不能把职务交接给自己"),
        (cast.lake_league_secretary, "同一个账号"),
        (cast.stranger, "本辖区"),
        (cast.system_admin, "不能兼任"),
        (cast.park_league_secretary, "已停用"),
    ]:
        with pytest.raises(Refused, match=sentence):
            actions.hand_over_post(
                actor=officer, post=post, holder="某人", account=person, on=TODAY
            )
    with pytest.raises(Refused, match="早于任职日期"):
        actions.hand_over_post(
            actor=officer, post=post, holder="某人", account=None, on=datetime.date(2019, 1, 1)
        )
    assert cast.actor(cast.lake_league_secretary).scopes
    assert verbs() == []


def test_grant_post_and_withdraw_it(cast):
    security = cast.actor(cast.security_admin)
    person = account("deputy", "副书记", cast.jurisdiction)
    post = actions.appoint(
        actor=cast.actor(cast.office),
        organization=cast.lake_union,
        title="主席",
        holder="副书记",
        started_on=TODAY,
    )
    actions.grant_post(actor=security, post=post, account=person, role="grassroots_secretary")
    assert cast.actor(person).organization_ids() == {cast.lake_union.pk}
    actions.withdraw_post(actor=security, post=post)
    assert cast.actor(person).scopes == ()
    with pytest.raises(Refused, match="没有开通权限"):
        actions.withdraw_post(actor=security, post=post)
    assert verbs() == ["org.appoint", "org.grant_post", "org.withdraw_post"]


def test_grant_post_refuses(cast):
    security = cast.actor(cast.security_admin)
    post = post_of(cast.lake_league_secretary)
    for person, role, sentence in [
        (cast.office, "party_office", "不能是“党建办”"),
        (cast.office, "", "须同时选择"),
        (None, "grassroots_secretary", "须同时选择"),
        (cast.audit_admin, "grassroots_secretary", "不能兼任业务职务"),
        (cast.security_admin, "grassroots_secretary", "不能给自己"),
        (cast.stranger, "grassroots_secretary", "本辖区"),
    ]:
        with pytest.raises(Refused, match=sentence):
            actions.grant_post(actor=security, post=post, account=person, role=role)
    post.ended_on = TODAY
    with pytest.raises(Refused, match="已经免去"):
        actions.grant_post(
            actor=security, post=post, account=cast.office, role="grassroots_secretary"
        )
    with pytest.raises(NotAllowed):
        actions.grant_post(
            actor=cast.actor(cast.office),
            post=post,
            account=cast.office,
            role="grassroots_secretary",
        )
