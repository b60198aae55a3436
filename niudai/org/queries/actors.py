"""Who acts: the actor behind an account or a token, and who holds which rights where."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from niudai.base.actors import Actor, Scope
from niudai.base.calendar import now, today
from niudai.base.crypto import sm3
from niudai.org.choices import WIDEST_FIRST
from niudai.org.models import Account, Post, Token


def actor_for(account: Account, ip: str = "") -> Actor:
    """The actor an account is today: its open posts at open organizations, widest role first.

    One query, none for an administrator.
    """
    scopes = [] if account.admin_role else [scope_of(post) for post in open_posts(account)]
    scopes.sort(key=lambda scope: WIDEST_FIRST.index(scope.role))
    return Actor(
        account_id=account.pk,
        name=account.name,
        scopes=tuple(scopes),
        admin_role=account.admin_role,  # type: ignore[arg-type]
        ip=ip,
        jurisdiction=account.jurisdiction,
    )


def actor_for_token(text: str, ip: str = "") -> Actor | None:
    """The actor a bearer token stands for, in two queries; None when it does not hold (any more)."""
    tokens = Token.objects.filter(digest=token_digest(text), revoked_at=None)
    token = tokens.select_related("account").first()
    if token is None or token.expires_at <= now() or not token.account.is_active:
        return None
    if token.account.must_change_password:
        return None
    return actor_for(token.account, ip)


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


def open_posts(account: Account) -> list[Post]:
    """The account's posts that give it rights today, with their organizations."""
    posts = Post.objects.filter(with_rights(), account=account)
    return list(posts.select_related("organization").order_by("started_on", "pk"))


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
