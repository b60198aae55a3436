"""Accounts (账号): sign-ins, passwords, administrator roles, tokens and sessions."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import ValidationError
from django.db import transaction

from niudai.base import audit
from niudai.base.actors import Actor
from niudai.base.calendar import now
from niudai.base.errors import NotAllowed, Refused
from niudai.org import queries, rules
from niudai.org.actions.saving import save_checked
from niudai.org.choices import AdminRole
from niudai.org.models import Account, Post, SignIn, Token

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,39}")
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789"
TOKEN_START = "nd_"  # noqa: S105 — lets a leaked token be recognized
LONGEST_TOKEN_DAYS = 366


@transaction.atomic
def add_account(
    *,
    actor: Actor,
    username: str,
    name: str,
    jurisdiction: int | None = None,
    password: str = "",
) -> tuple[Account, str]:
    """Create an account without any rights and answer it with its first password, shown once.

    Without `password` one is made up; either must be changed at the first sign-in. Only set-up may
    name another `jurisdiction` than its own. Audited without the password.
    """
    rules.may_manage_accounts(actor).require()
    username = username.strip().lower()
    if not USERNAME.fullmatch(username):
        raise Refused(
            "账号由3至40个小写字母、数字、点、横线组成，以字母或数字开头。", field="username"
        )
    if jurisdiction is None or not rules.is_set_up(actor):
        jurisdiction = actor.jurisdiction
    account = Account(username=username, name=name.strip(), jurisdiction=jurisdiction)
    if Account.objects.filter(username=username).exists():
        raise Refused(f"账号“{username}”已被使用，请换一个。", field="username")
    password = password or new_password()
    account.set_password(password)
    save_checked(account, blame="username")
    audit.record(actor, "org.add_account", account, detail={"username": username})
    return account, password


@transaction.atomic
def reset_password(*, actor: Actor, account: Account) -> str:
    """Give the account a new first password, answered once; ends its sessions. Audited."""
    rules.may_change_account(actor, account).require()
    password = new_password()
    account.set_password(password)
    account.must_change_password = True
    account.save(update_fields=["password", "must_change_password"])
    _end_sessions(account)
    audit.record(actor, "org.reset_password", account)
    return password


@transaction.atomic
def change_password(
    *, actor: Actor, account: Account, old: str, new: str, session_key: str = ""
) -> None:
    """Change one's own password; ends one's sessions but the one of `session_key`. Audited.

    Refused with the field: `old` when it is wrong, `new` when it breaks the password rule or is
    the old one.
    """
    if actor.account_id != account.pk:
        raise NotAllowed("只能修改自己的密码。")
    if not account.check_password(old):
        raise Refused("原密码不正确，请重新输入。", field="old")
    if old == new:
        raise Refused("新密码不能与原密码相同，请换一个。", field="new")
    try:
        validate_password(new, account)
    except ValidationError as error:
        raise Refused(error.messages[0], field="new") from error
    account.set_password(new)
    account.must_change_password = False
    account.password_changed_at = now()
    account.save(update_fields=["password", "must_change_password", "password_changed_at"])
    _end_sessions(account, but=session_key)
    audit.record(actor, "org.change_password", account)


@transaction.atomic
def set_admin_role(*, actor: Actor, account: Account, admin_role: str) -> None:
    """Make an account one of the three administrators, or ("") none; never one's own. Audited.

    Refused while the account holds a post with rights: administrators have no business rights.
    """
    rules.may_change_account(actor, account).require()
    if admin_role and admin_role not in AdminRole.values:
        raise Refused("请选择管理员角色。", field="admin_role")
    if admin_role and _holds_rights(account):
        raise Refused(
            "该账号担任着业务职务，不能兼任管理员，请先收回职务权限。", field="admin_role"
        )
    before = account.admin_role
    account.admin_role = admin_role
    account.save(update_fields=["admin_role"])
    _end_sessions(account)
    audit.record(actor, "org.set_admin_role", account, detail={"admin_role": [before, admin_role]})


@transaction.atomic
def deactivate(*, actor: Actor, account: Account) -> None:
    """Stop an account from signing in; its posts stay on paper, its tokens and sessions end. Audited."""
    rules.may_change_account(actor, account).require()
    account.is_active = False
    account.save(update_fields=["is_active"])
    account.tokens.filter(revoked_at=None).update(revoked_at=now())
    _end_sessions(account)
    audit.record(actor, "org.deactivate", account)


@transaction.atomic
def activate(*, actor: Actor, account: Account) -> None:
    """Let a deactivated account sign in again, with its old password. Audited."""
    rules.may_change_account(actor, account).require()
    account.is_active = True
    account.save(update_fields=["is_active"])
    audit.record(actor, "org.activate", account)


@transaction.atomic
def issue_token(*, actor: Actor, account: Account, name: str, days: int = 90) -> str:
    """Issue a bearer token for the API, valid for `days`; answered once, only its digest is kept.

    Audited with name and end, never with the token.
    """
    rules.may_issue_token(actor, account).require()
    if not name.strip():
        raise Refused("请填写令牌的用途。", field="name")
    if not 1 <= days <= LONGEST_TOKEN_DAYS:
        raise Refused(f"有效期为1至{LONGEST_TOKEN_DAYS}天，请改正。", field="days")
    if not account.is_active:
        raise Refused(f"账号“{account.username}”已停用，不能签发令牌。")
    text = TOKEN_START + secrets.token_urlsafe(32)
    token = Token(
        account=account,
        digest=queries.token_digest(text),
        name=name.strip(),
        expires_at=now() + timedelta(days=days),
    )
    save_checked(token, blame="name")
    audit.record(actor, "org.issue_token", account, detail={"name": token.name, "days": days})
    return text


@transaction.atomic
def revoke_token(*, actor: Actor, token: Token) -> None:
    """Make a token worthless at once. Audited."""
    rules.may_revoke_token(actor, token).require()
    if token.revoked_at is not None:
        raise Refused("该令牌已经撤销。")
    token.revoked_at = now()
    token.save(update_fields=["revoked_at"])
    audit.record(actor, "org.revoke_token", token.account, detail={"name": token.name})


@transaction.atomic
def begin_session(*, actor: Actor, account: Account, session_key: str, browser: str) -> None:
    """Note in which browser an account has signed in, so that its owner can end it. Audited."""
    SignIn.objects.update_or_create(
        session_key=session_key,
        defaults={"account": account, "at": now(), "ip": actor.ip, "browser": browser[:60]},
    )
    audit.record(actor, "org.sign_in", account)


def rename_session(*, before: str, after: str) -> None:
    """Django gave a session a new key (after a new password); its sign-in follows. Not audited."""
    SignIn.objects.filter(session_key=before).update(session_key=after)


@transaction.atomic
def end_session(*, actor: Actor, sign_in: SignIn) -> None:
    """End one of one's own sessions in another browser. Audited."""
    if sign_in.account_id != actor.account_id:
        raise NotAllowed("只能退出自己的登录。")
    SessionStore(sign_in.session_key).delete()
    sign_in.delete()
    audit.record(actor, "org.end_session", sign_in.account)


def new_password() -> str:
    """A first password that passes the rule: 12 letters and digits without look-alikes."""
    while True:
        text = "".join(secrets.choice(LETTERS) for _ in range(12))
        kinds = (str.islower, str.isupper, str.isdigit)
        if all(any(is_kind(c) for c in text) for is_kind in kinds):
            return text


def _holds_rights(account: Account) -> bool:
    posts = Post.objects.filter(account=account).exclude(role="")
    return any(rules.is_held(post) for post in posts)


def _end_sessions(account: Account, but: str = "") -> None:
    for sign_in in SignIn.objects.filter(account=account).exclude(session_key=but):
        SessionStore(sign_in.session_key).delete()
        sign_in.delete()
