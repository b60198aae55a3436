"""Accounts: creating, passwords, the three administrators, tokens, sessions."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from niudai.base.actors import system
from niudai.base.errors import NotAllowed, Refused
from niudai.base.models import AuditEntry
from niudai.org import actions, queries
from niudai.org.models import Account, Post, SignIn, Token
from niudai.org.passwords import ThreeClassesValidator
from tests.cast import PASSWORD


def verbs():
    rows = AuditEntry.objects.unrestricted("test").order_by("pk")
    return list(rows.values_list("verb", flat=True))


def session_of(person):
    store = SessionStore()
    store["who"] = person.pk
    store.create()
    actions.begin_session(
        actor=queries.actor_for(person),
        account=person,
        session_key=store.session_key,
        browser="Chrome 浏览器",
    )
    return store.session_key


def alive(key):
    return Session.objects.filter(session_key=key).exists()


def test_add_account_answers_with_a_first_password(cast):
    person, password = actions.add_account(
        actor=cast.actor(cast.security_admin), username=" Zhang.San ", name="张三"
    )
    stored = Account.objects.get(username="zhang.san")
    assert stored == person
    assert stored.check_password(password)
    assert stored.must_change_password
    assert stored.jurisdiction == cast.jurisdiction
    ThreeClassesValidator().validate(password)
    line = AuditEntry.objects.unrestricted("test").get()
    assert (line.verb, line.detail) == ("org.add_account", '{"username": "zhang.san"}')


@pytest.mark.parametrize(
    ("username", "name", "field"),
    [
        ("ab", "张三", "username"),
        ("张三", "张三", "username"),
        ("-abc", "张三", "username"),
        ("a" * 41, "张三", "username"),
        ("office", "张三", "username"),
        ("zhang", " ", "name"),
    ],
)
def test_add_account_refuses(cast, username, name, field):
    with pytest.raises(Refused) as refused:
        actions.add_account(actor=cast.actor(cast.security_admin), username=username, name=name)
    assert refused.value.field == field


def test_add_account_stays_in_the_own_jurisdiction(cast):
    person, _ = actions.add_account(
        actor=cast.actor(cast.security_admin),
        username="elsewhere",
        name="外人",
        jurisdiction=cast.elsewhere,
    )
    assert person.jurisdiction == cast.jurisdiction
    made, password = actions.add_account(
        actor=system("建库"),
        username="first",
        name="首位",
        jurisdiction=cast.elsewhere,
        password="Chushi-123",
    )
    assert (made.jurisdiction, password) == (cast.elsewhere, "Chushi-123")
    with pytest.raises(NotAllowed):
        actions.add_account(actor=cast.actor(cast.office), username="other", name="某人")


def test_reset_password_ends_every_session(cast):
    key = session_of(cast.office)
    password = actions.reset_password(actor=cast.actor(cast.security_admin), account=cast.office)
    stored = Account.objects.get(pk=cast.office.pk)
    assert stored.check_password(password)
    assert stored.must_change_password
    assert not alive(key)
    with pytest.raises(NotAllowed):
        actions.reset_password(actor=cast.actor(cast.security_admin), account=cast.security_admin)


def test_change_password_keeps_only_this_session(cast):
    here, there = session_of(cast.office), session_of(cast.office)
    actions.change_password(
        actor=cast.actor(cast.office),
        account=cast.office,
        old=PASSWORD,
        new="Xin-Mima-88",
        session_key=here,
    )
    stored = Account.objects.get(pk=cast.office.pk)
    assert stored.check_password("Xin-Mima-88")
    assert stored.password_changed_at is not None
    assert (alive(here), alive(there)) == (True, False)


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("wrong", "Xin-Mima-88", "old"),
        (PASSWORD, PASSWORD, "new"),
        (PASSWORD, "Ab-1", "new"),
        (PASSWORD, "xinmima88888", "new"),
        (PASSWORD, "Password123", "new"),
    ],
)
def test_change_password_refuses(cast, old, new, field):
    with pytest.raises(Refused) as refused:
        actions.change_password(
            actor=cast.actor(cast.office), account=cast.office, old=old, new=new
        )
    assert refused.value.field == field
    assert Account.objects.get(pk=cast.office.pk).check_password(PASSWORD)


def test_change_password_only_ones_own(cast):
    with pytest.raises(NotAllowed):
        actions.change_password(
            actor=cast.actor(cast.security_admin),
            account=cast.office,
            old=PASSWORD,
            new="Xin-Mima-88",
        )


def test_set_admin_role_excludes_posts(cast):
    security = cast.actor(cast.security_admin)
    with pytest.raises(Refused, match="业务职务") as refused:
        actions.set_admin_role(actor=security, account=cast.office, admin_role="audit_admin")
    assert refused.value.field == "admin_role"
    Post.objects.filter(account=cast.office).update(role="", account=None)
    actions.set_admin_role(actor=security, account=cast.office, admin_role="audit_admin")
    actor = cast.actor(Account.objects.get(pk=cast.office.pk))
    assert (actor.admin_role, actor.scopes) == ("audit_admin", ())


def test_set_admin_role_changes_one_for_another_never_adds(cast):
    security = cast.actor(cast.security_admin)
    actions.set_admin_role(actor=security, account=cast.audit_admin, admin_role="system_admin")
    assert Account.objects.get(pk=cast.audit_admin.pk).admin_role == "system_admin"
    actions.set_admin_role(actor=security, account=cast.audit_admin, admin_role="")
    assert Account.objects.get(pk=cast.audit_admin.pk).admin_role == ""
    with pytest.raises(Refused):
        actions.set_admin_role(actor=security, account=cast.audit_admin, admin_role="king")
    with pytest.raises(NotAllowed):
        actions.set_admin_role(actor=security, account=cast.security_admin, admin_role="")
    assert verbs() == ["org.set_admin_role", "org.set_admin_role"]


def test_deactivate_ends_sessions_and_tokens(cast):
    security = cast.actor(cast.security_admin)
    key = session_of(cast.office)
    text = actions.issue_token(actor=cast.actor(cast.office), account=cast.office, name="报表")
    actions.deactivate(actor=security, account=cast.office)
    assert not Account.objects.get(pk=cast.office.pk).is_active
    assert not alive(key)
    assert queries.actor_for_token(text) is None
    actions.activate(actor=security, account=cast.office)
    assert Account.objects.get(pk=cast.office.pk).is_active
    assert queries.actor_for_token(text) is None  # a revoked token stays revoked
    with pytest.raises(NotAllowed):
        actions.deactivate(actor=security, account=cast.security_admin)


def test_issue_token_keeps_only_a_digest(cast):
    text = actions.issue_token(
        actor=cast.actor(cast.office), account=cast.office, name="报表", days=30
    )
    token = Token.objects.get()
    assert text.startswith("nd_")
    assert token.digest == queries.token_digest(text)
    assert text not in str(vars(token))
    assert (token.expires_at - token.created_at).days in {29, 30}
    line = AuditEntry.objects.unrestricted("test").get()
    assert (line.verb, line.detail) == ("org.issue_token", '{"days": 30, "name": "报表"}')


def test_issue_token_refuses(cast):
    office = cast.actor(cast.office)
    for name, days, field in [("", 30, "name"), ("甲", 0, "days"), ("甲", 367, "days")]:
        with pytest.raises(Refused) as refused:
            actions.issue_token(actor=office, account=cast.office, name=name, days=days)
        assert refused.value.field == field
    with pytest.raises(NotAllowed):
        actions.issue_token(actor=office, account=cast.stranger, name="甲")
    cast.office.is_active = False
    with pytest.raises(Refused, match="已停用"):
        actions.issue_token(actor=system("命令行"), account=cast.office, name="甲")


def test_revoke_token_by_owner_or_security_administrator(cast):
    for person in (cast.office, cast.security_admin):
        text = actions.issue_token(actor=cast.actor(cast.office), account=cast.office, name="报表")
        token = Token.objects.order_by("-pk").first()
        with pytest.raises(NotAllowed):
            actions.revoke_token(actor=cast.actor(cast.lake_secretary), token=token)
        actions.revoke_token(actor=cast.actor(person), token=token)
        assert queries.actor_for_token(text) is None
        with pytest.raises(Refused, match="已经撤销"):
            actions.revoke_token(actor=cast.actor(person), token=token)


def test_end_session_only_ones_own(cast):
    key = session_of(cast.office)
    sign_in = SignIn.objects.get(session_key=key)
    with pytest.raises(NotAllowed):
        actions.end_session(actor=cast.actor(cast.stranger), sign_in=sign_in)
    assert alive(key)
    actions.end_session(actor=cast.actor(cast.office), sign_in=sign_in)
    assert not alive(key)
    assert verbs() == ["org.sign_in", "org.end_session"]


def test_rename_session_follows_the_new_key(cast):
    key = session_of(cast.office)
    actions.rename_session(before=key, after="new-key")
    assert SignIn.objects.get().session_key == "new-key"
