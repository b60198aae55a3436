"""Reads of the organization room."""

from __future__ import annotations

from django.db.models import Q

from niudai.base.actors import Actor, Scope
from niudai.base.calendar import today
from niudai.org.choices import WIDEST_FIRST
from niudai.org.models import Account, Post


def actor_for(account: Account, ip: str = "") -> Actor:
    """The actor an account is today: its open posts, widest role first. One query."""
    scopes = [] if account.admin_role else [scope_of(post) for post in open_posts(account)]
    scopes.sort(key=lambda scope: WIDEST_FIRST.index(scope.role))  # type: ignore[arg-type]
    return Actor(
        account_id=account.pk,
        name=account.name,
        scopes=tuple(scopes),
        admin_role=account.admin_role,  # type: ignore[arg-type]
        ip=ip,
        jurisdiction=account.jurisdiction,
    )


def open_posts(account: Account) -> list[Post]:
    """The account's posts with a system role that hold today, with their organizations."""
    posts = Post.objects.filter(account=account, started_on__lte=today()).exclude(role="")
    posts = posts.filter(Q(ended_on=None) | Q(ended_on__gt=today()))
    return list(posts.select_related("organization"))


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
