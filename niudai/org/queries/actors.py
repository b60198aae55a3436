"""Who acts: the actor behind an account or a token, and who holds which rights where."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Q

from niudai.base.actors import Actor, Scope
from niudai.base.calendar import now, today
from niudai.base.crypto import sm3
from niudai.org.choices import WIDEST_FIRST
from niudai.org.models import Account, Post

# Written out because every page and every API request begins with one of these two statements:
# putting them together through the ORM took a third of the time of a list.
_RIGHTS = """
SELECT p.role, p.title, o.id, o.short_name, o.line, o.jurisdiction, o.path, o.heads_jurisdiction
FROM org_post p JOIN org_organization o ON o.id = p.organization_id
WHERE p.account_id = %s AND p.role <> ''
  AND p.started_on <= %s AND (p.ended_on IS NULL OR p.ended_on > %s)
  AND o.opened_on <= %s AND (o.closed_on IS NULL OR o.closed_on > %s)
ORDER BY p.started_on, p.id
"""
_BEARER = """
SELECT a.id, a.name, a.admin_role, a.jurisdiction
FROM org_token t JOIN org_account a ON a.id = t.account_id
WHERE t.digest = %s AND t.revoked_at IS NULL AND t.expires_at > %s
  AND a.is_active AND NOT a.must_change_password
"""


def actor_for(account: Account, ip: str = "") -> Actor:
    """The actor an account is today: its open posts at open organizations, widest role first.

    One query, none for an administrator.
    """
    return _actor(account.pk, account.name, account.admin_role, account.jurisdiction, ip)


def actor_for_token(text: str, ip: str = "") -> Actor | None:
    """The actor a bearer token stands for, in two queries; None when it does not hold (any more)."""
    moment = connection.ops.adapt_datetimefield_value(now())
    with connection.cursor() as cursor:
        cursor.execute(_BEARER, [token_digest(text), moment])
        found = cursor.fetchone()
    if found is None:
        return None
    pk, name, admin_role, jurisdiction = found
    return _actor(pk, name, admin_role, jurisdiction, ip)


def _actor(pk: int, name: str, admin_role: str, jurisdiction: int, ip: str) -> Actor:
    return Actor(
        account_id=pk,
        name=name,
        scopes=() if admin_role else _scopes(pk),
        admin_role=admin_role,  # type: ignore[arg-type]
        ip=ip,
        jurisdiction=jurisdiction,
    )


def _scopes(account_id: int) -> tuple[Scope, ...]:
    """What the account's posts of today reach (the condition of `with_rights`), widest role first."""
    day = connection.ops.adapt_datefield_value(today())
    with connection.cursor() as cursor:
        cursor.execute(_RIGHTS, [account_id, day, day, day, day])
        scopes = [_scope(*row) for row in cursor.fetchall()]
    return tuple(sorted(scopes, key=lambda scope: WIDEST_FIRST.index(scope.role)))


def _scope(role: Any, title: str, pk: int, name: str, line: Any, *place: Any) -> Scope:
    jurisdiction, path, heads = place
    return Scope(role, line, pk, name, jurisdiction, path, bool(heads), title)


def token_digest(text: str) -> str:
    """What is kept of a token: a plain SM3 digest is enough, since the token itself is random."""
    return sm3(text.encode())


def held_today() -> Q:
    """Posts that hold today."""
    day = today()
    return Q(started_on__lte=day) & (Q(ended_on=None) | Q(ended_on__gt=day))


def with_rights() -> Q:
    """Posts that hold today, carry a system role, and stand at an organization that exists today."""
    day = today()
    opened = Q(organization__opened_on__lte=day)
    not_closed = Q(organization__closed_on=None) | Q(organization__closed_on__gt=day)
    return held_today() & opened & not_closed & ~Q(role="")


def scope_of(post: Post) -> Scope:
    """What one post reaches."""
    organization = post.organization
    return Scope(
        role=post.role,  # type: ignore[arg-type]
        line=organization.line,  # type: ignore[arg-type]
        organization_id=organization.pk,
        organization_name=organization.short_name,
        jurisdiction=organization.jurisdiction,
        path=organization.path,
        whole=organization.heads_jurisdiction,
        post_title=post.title,
    )


def secretaries(organization_ids: Iterable[int]) -> dict[int, list[int]]:
    """Whom to notify: {organization id: account ids with a post of rights there}, in one query.

    Organizations nobody can act for, or that do not exist today, are left out.
    """
    posts = Post.objects.filter(
        with_rights(), organization__in=set(organization_ids), account__is_active=True
    )
    found: dict[int, list[int]] = {}
    pairs = posts.order_by("started_on", "pk").values_list("organization_id", "account_id")
    for organization_id, account_id in pairs:
        accounts = found.setdefault(organization_id, [])
        if account_id not in accounts:
            accounts.append(account_id)
    return found


def names_by_account(account_ids: Iterable[int]) -> dict[int, str]:
    """{account id: name of the person}; ids of the system and of nobody are left out."""
    wanted = {pk for pk in account_ids if pk}
    return dict(Account.objects.filter(pk__in=wanted).values_list("pk", "name"))
