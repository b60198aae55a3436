"""Who gets what at every URL of the organization room.

The objects: 湖滨社区团支部 with a post, a covered unit and a leader; an account `spare` without rights;
a token and a session of the Party office. Posts carry no values, so whoever may act gets 422 from a
form, 302 from a plain act.
"""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends.db import SessionStore

from niudai.base.calendar import now, today
from niudai.org import actions
from niudai.org.models import Account, CoveredUnit, Post, SignIn, Token
from tests.cast import Cast, account

PERSONS = (
    "office", "union_officer", "league_officer", "women_officer", "lake_secretary",
    "lake_league_secretary", "lake_women_secretary", "park_league_secretary",
    "factory_league_secretary", "stranger", "system_admin", "security_admin", "audit_admin",
)  # fmt: skip
ADMINS = ("system_admin", "security_admin", "audit_admin")
SEES = ("office", "league_officer", "lake_secretary", "lake_league_secretary")
KEEPERS = ("office", "league_officer")
STREET = ("office", "union_officer", "league_officer", "women_officer")
HERE = tuple(name for name in PERSONS if name != "stranger")
SECURITY = ("security_admin",)
SIGN_IN = 303


def answers(
    *allowed: str, ok: int = 200, seen: tuple[str, ...] = (), unseen: int = 404
) -> dict[str, int]:
    """`ok` for the allowed, 403 for others who see the object, `unseen` for the rest, sign-in for nobody."""
    found = dict.fromkeys(PERSONS, unseen) | dict.fromkeys(seen, 403) | dict.fromkeys(allowed, ok)
    return found | {"anonymous": SIGN_IN}


def everybody(status: int, anonymous: int) -> dict[str, int]:
    """The same for all who are signed in."""
    return dict.fromkeys(PERSONS, status) | {"anonymous": anonymous}


def none(cast: Cast, world: dict[str, Any]) -> dict[str, Any]:
    """A URL without parts."""
    return {}


def lake(cast: Cast, world: dict[str, Any]) -> dict[str, Any]:
    """湖滨社区团支部."""
    return {"code": cast.lake_league.code}


def lake_post(cast: Cast, world: dict[str, Any]) -> dict[str, Any]:
    """The post of its secretary."""
    return {**lake(cast, world), "pk": Post.objects.get(account=cast.lake_league_secretary).pk}


def lake_cover(cast: Cast, world: dict[str, Any]) -> dict[str, Any]:
    """A unit it covers."""
    covered = CoveredUnit.objects.filter(organization=cast.lake_league, ended_on=None).first()
    covered = covered or actions.cover_unit(
        actor=cast.actor(cast.office),
        organization=cast.lake_league,
        unit=cast.lake_factory,
        started_on=today(),
    )
    return {**lake(cast, world), "pk": covered.pk}


def factory(cast: Cast, world: dict[str, Any]) -> dict[str, Any]:
    """The unit 湖滨精密机械厂."""
    return {"pk": cast.lake_factory.pk}


def spare(cast: Cast, world: dict[str, Any]) -> dict[str, Any]:
    """An account without rights."""
    if not Account.objects.filter(username="spare").exists():
        account("spare", "备用", cast.jurisdiction)
    return {"username": "spare"}


def granted(cast: Cast, world: dict[str, Any]) -> dict[str, Any]:
    """A post with an account, nobody's of the cast."""
    spare(cast, world)
    post, _ = Post.objects.get_or_create(
        jurisdiction=cast.jurisdiction,
        organization=cast.lake_union,
        title="主席",
        holder="备用",
        started_on=today(),
        defaults={"role": "grassroots_secretary"},
    )
    Post.objects.filter(pk=post.pk).update(
        account=Account.objects.get(username="spare"), role="grassroots_secretary"
    )
    return {"pk": post.pk}


def office_token(cast: Cast, world: dict[str, Any]) -> dict[str, Any]:
    """A token of the Party office that holds."""
    actions.issue_token(actor=cast.actor(cast.office), account=cast.office, name="报表")
    return {"pk": Token.objects.latest("pk").pk}


def office_session(cast: Cast, world: dict[str, Any]) -> dict[str, Any]:
    """A session of the Party office in another browser."""
    store = SessionStore()
    store.create()
    row = SignIn.objects.create(
        account=cast.office, session_key=store.session_key or "", at=now(), browser="手机"
    )
    return {"pk": row.pk}


def reading(kwargs: Any, answer: dict[str, int]) -> dict[str, Any]:
    """A page that is only read."""
    return {"kwargs": kwargs, "get": answer, "post": everybody(405, 405)}


def form(kwargs: Any, *allowed: str, seen: tuple[str, ...] = SEES) -> dict[str, Any]:
    """A form: 200 to those who may, 422 when they send it empty."""
    return {
        "kwargs": kwargs,
        "get": answers(*allowed, seen=seen),
        "post": answers(*allowed, ok=422, seen=seen),
    }


def act(kwargs: Any, answer: dict[str, int]) -> dict[str, Any]:
    """A plain act by POST."""
    return {"kwargs": kwargs, "get": everybody(405, 405), "post": answer}


MATRIX = {
    "org:sign_in": {
        "kwargs": none,
        "get": everybody(302, 200),
        "post": everybody(422, 422),
    },
    "org:sign_out": act(none, everybody(302, 302)),
    "org:account": reading(none, everybody(200, SIGN_IN)),
    "org:password": {
        "kwargs": none,
        "get": everybody(200, SIGN_IN),
        "post": everybody(422, SIGN_IN),
    },
    "org:token_issue": {
        "kwargs": none,
        "get": everybody(200, SIGN_IN),
        "post": everybody(422, SIGN_IN),
    },
    "org:token_revoke": act(office_token, answers("office", ok=302)),
    "org:session_end": act(office_session, answers("office", ok=302)),
    "org:organizations": reading(none, everybody(200, SIGN_IN)),
    "org:tree": reading(none, everybody(200, SIGN_IN)),
    "org:terms": reading(none, everybody(200, SIGN_IN)),
    "org:organization": reading(lake, answers(*SEES)),
    "org:organization_add": form(lake, *KEEPERS),
    "org:organization_change": form(lake, *KEEPERS),
    "org:organization_move": form(lake, *KEEPERS),
    "org:organization_close": form(lake, *KEEPERS),
    "org:leader_set": form(lake, "office"),
    "org:leader_end": form(lake, "office"),
    "org:cover": form(lake, *KEEPERS),
    "org:cover_end": form(lake_cover, *KEEPERS),
    "org:term_open": form(lake, *KEEPERS),
    "org:appoint": form(lake, *KEEPERS),
    "org:post_end": form(lake_post, *KEEPERS),
    "org:post_hand_over": form(lake_post, *KEEPERS),
    "org:units": reading(none, everybody(200, SIGN_IN)),
    "org:unit_add": form(none, *STREET, "stranger", seen=PERSONS),
    "org:unit": {
        "kwargs": factory,
        "get": answers(*HERE),
        "post": answers(*STREET, ok=422, seen=HERE),
    },
    "org:unit_close": form(factory, *STREET, seen=HERE),
    "org:divisions": reading(none, everybody(200, SIGN_IN)),
    "org:division_add": form(none, *STREET, "stranger", seen=PERSONS),
    "org:accounts": reading(none, answers(*SECURITY, seen=PERSONS)),
    "org:account_add": form(none, *SECURITY, seen=PERSONS),
    "org:account_one": reading(spare, answers(*SECURITY, seen=PERSONS)),
    "org:account_reset": act(spare, answers(*SECURITY, seen=PERSONS)),
    "org:account_deactivate": act(spare, answers(*SECURITY, ok=302, seen=PERSONS)),
    "org:account_activate": act(spare, answers(*SECURITY, ok=302, seen=PERSONS)),
    "org:account_role": {
        "kwargs": spare,
        "get": answers(*SECURITY, seen=PERSONS),
        "post": answers(*SECURITY, ok=302, seen=PERSONS),  # no role is a role one may set
    },
    "org:account_grant": form(spare, *SECURITY, seen=PERSONS),
    "org:post_withdraw": act(granted, answers(*SECURITY, ok=302, seen=PERSONS)),
}
