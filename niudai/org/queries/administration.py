"""Reads of accounts, for their owner and for the security administrator."""

from __future__ import annotations

from django.contrib.sessions.models import Session
from django.db.models import Count, Q, QuerySet

from niudai.base.actors import Actor
from niudai.base.calendar import now, today
from niudai.base.errors import Unseen
from niudai.org.choices import AdminRole
from niudai.org.models import Account, Post, SignIn, Token
from niudai.org.queries.actors import held_today


def accounts(actor: Actor) -> QuerySet[Account]:
    """The accounts of the security administrator's jurisdiction, with `post_count`; none for others."""
    rows = Account.objects.all()
    if actor.admin_role != AdminRole.SECURITY:
        return rows.none()
    held = Q(posts__ended_on=None) | Q(posts__ended_on__gt=today())
    return rows.filter(jurisdiction=actor.jurisdiction).annotate(
        post_count=Count("posts", filter=held)
    )


def account(actor: Actor, username: str) -> Account:
    """One account the actor administers; Unseen when there is none."""
    found = accounts(actor).filter(username=username).first()
    if found is None:
        raise Unseen
    return found


def own_account(actor: Actor) -> Account:
    """The actor's own account."""
    return Account.objects.get(pk=actor.account_id)


def successors(actor: Actor, post: Post) -> QuerySet[Account]:
    """Accounts a post may be handed to: active, of its jurisdiction, no administrator's."""
    rows = Account.objects.filter(jurisdiction=post.jurisdiction, is_active=True, admin_role="")
    return rows.exclude(pk__in=[actor.account_id, post.account_id or 0]).order_by("name")


def posts_of(account: Account) -> list[Post]:
    """The posts an account holds, with their organizations."""
    posts = Post.objects.filter(Q(ended_on=None) | Q(ended_on__gt=today()), account=account)
    return list(posts.select_related("organization", "account").order_by("started_on", "pk"))


def grantable_posts(actor: Actor) -> QuerySet[Post]:
    """Held posts of the security administrator's jurisdiction that have no account yet."""
    rows = Post.objects.filter(held_today(), account=None)
    if actor.admin_role != AdminRole.SECURITY:
        return rows.none()
    rows = rows.filter(jurisdiction=actor.jurisdiction, organization__closed_on=None)
    return rows.select_related("organization").order_by("organization__sort_key", "pk")


def granted_post(actor: Actor, pk: int) -> Post:
    """One post with an account in the security administrator's jurisdiction; else Unseen."""
    rows = Post.objects.exclude(account=None).filter(pk=pk, jurisdiction=actor.jurisdiction)
    found = rows.select_related("organization", "account").first()
    if found is None or actor.admin_role != AdminRole.SECURITY:
        raise Unseen
    return found


def tokens(account: Account) -> list[Token]:
    """The tokens of an account that are not revoked, the newest first."""
    return list(account.tokens.filter(revoked_at=None).order_by("-pk"))


def token(actor: Actor, pk: int) -> Token:
    """One of one's own tokens; Unseen when it is another's."""
    rows = Token.objects.filter(account_id=actor.account_id, pk=pk, revoked_at=None)
    found = rows.select_related("account").first()
    if found is None:
        raise Unseen
    return found


def sign_ins(account: Account) -> list[SignIn]:
    """The browsers in which an account is signed in now, the newest first."""
    alive = Session.objects.filter(expire_date__gt=now()).values("session_key")
    rows = SignIn.objects.filter(account=account, session_key__in=alive)
    return list(rows.order_by("-at"))


def sign_in(actor: Actor, pk: int) -> SignIn:
    """One of one's own sign-ins; Unseen when it is another's."""
    found = SignIn.objects.filter(account_id=actor.account_id, pk=pk).first()
    if found is None:
        raise Unseen
    return found
