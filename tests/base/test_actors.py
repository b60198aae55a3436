"""Actors as plain values."""

import pytest

from niudai.base.actors import Actor, Scope, system

pytestmark = pytest.mark.unit


def scope(role: str, organization_id: int) -> Scope:
    return Scope(role, "party", organization_id, "湖滨社区党总支", 1, "0001", whole=False)


def test_actor_gathers_its_posts():
    posts = (scope("community_secretary", 5), scope("grassroots_secretary", 6))
    actor = Actor(7, "李建国", posts, jurisdiction=1)
    assert actor.roles() == {"community_secretary", "grassroots_secretary"}
    assert actor.organization_ids() == {5, 6}
    assert actor.main is posts[0]


def test_administrator_has_no_post():
    actor = Actor(8, "审计员", admin_role="audit_admin")
    assert (actor.roles(), actor.organization_ids(), actor.main) == (set(), set(), None)


def test_system_names_its_reason():
    actor = system("首次启动", 3)
    assert (actor.account_id, actor.name, actor.jurisdiction) == (0, "系统（首次启动）", 3)
