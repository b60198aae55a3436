"""Who may do what in the organization room; pure, no query.

The registry (divisions, units, organizations, posts, terms) is kept by the Party office for its
jurisdiction and by a line officer for the own line's subtree. Accounts and the rights of posts are
given by the security administrator, never to oneself. An organization that is closed does nothing
and receives nothing.
"""

from __future__ import annotations

from niudai.base.actors import Actor, Scope
from niudai.base.calendar import today
from niudai.base.decisions import YES, Decision, no
from niudai.org.choices import OFFICE_ROLES, AdminRole, Line, Role
from niudai.org.models import Account, Organization, Post, Token

NOT_KEEPER = "只有党建办或本条线的线条干部可以维护这个组织，请与他们联系。"
NOT_OFFICE = "只有本辖区党建办可以办理，请与党建办联系。"
NOT_SECURITY = "只有本辖区的安全管理员可以办理，请与安全管理员联系。"
NOT_ONESELF = "不能给自己办理，请由另一名安全管理员办理。"
CLOSED = "该组织已撤销，不能再办理业务。"


def is_set_up(actor: Actor) -> bool:
    """Whether the system itself acts: set-up, a job, the command line."""
    return actor.account_id == 0


def covers(scope: Scope, organization: Organization) -> bool:
    """Whether the post reaches the organization; the same answer as `models.organizations_in`."""
    if scope.whole:
        own_line = scope.line in (Line.PARTY, organization.line)
        return own_line and organization.jurisdiction == scope.jurisdiction
    if scope.line == Line.PARTY:
        return organization.party_path.startswith(scope.path)
    if scope.role == Role.GRASSROOTS_SECRETARY:
        return organization.pk == scope.organization_id
    return organization.line == scope.line and organization.path.startswith(scope.path)


def reaches(actor: Actor, organization: Organization, *roles: str) -> bool:
    """Whether a post of the actor, with one of `roles` if any are named, reaches the organization."""
    scopes = (scope for scope in actor.scopes if not roles or scope.role in roles)
    return any(covers(scope, organization) for scope in scopes)


def holds_post_at(actor: Actor, organization: Organization) -> bool:
    """Whether the actor holds a post at this very organization, not only above it."""
    return organization.pk in actor.organization_ids()


def is_open(organization: Organization) -> Decision:
    """Whether the organization exists today; what does not exist neither acts nor receives."""
    if organization.closed_on is not None and organization.closed_on <= today():
        return no(CLOSED)
    if organization.opened_on > today():
        return no("该组织尚未成立，成立之日起才能办理业务。")
    return YES


def may_keep_places(actor: Actor, jurisdiction: int) -> Decision:
    """Divisions and units of a jurisdiction: its Party office and its line officers."""
    if is_set_up(actor):
        return YES
    for scope in actor.scopes:
        if scope.role in OFFICE_ROLES and scope.whole and scope.jurisdiction == jurisdiction:
            return YES
    return no("只有本辖区党建办和街道线条干部可以维护区划和单位，请与他们联系。")


def may_add_organization(actor: Actor, line: str, parent: Organization | None) -> Decision:
    """A new organization of `line` below `parent`; None asks for the head of a jurisdiction's line."""
    if is_set_up(actor):
        return YES
    if parent is None:
        office = any(s.role == Role.PARTY_OFFICE and s.whole for s in actor.scopes)
        return YES if office else no(NOT_OFFICE)
    return may_change_organization(actor, parent)


def may_change_organization(actor: Actor, organization: Organization) -> Decision:
    """Its facts, its posts, terms and covered units, its parent, its end."""
    if organization.closed_on is not None and organization.closed_on <= today():
        return no(CLOSED)
    if is_set_up(actor) or reaches(actor, organization, *OFFICE_ROLES):
        return YES
    return no(NOT_KEEPER)


def may_close_organization(actor: Actor, organization: Organization) -> Decision:
    """Close it; the head of a line stays as long as its jurisdiction does."""
    if organization.heads_jurisdiction and not is_set_up(actor):
        return no("街道级组织不能在这里撤销，请由上级办理。")
    return may_change_organization(actor, organization)


def may_lead(actor: Actor, mass: Organization) -> Decision:
    """Say which Party organization leads this mass organization: a matter of the Party office."""
    if mass.line == Line.PARTY:
        return no("党组织没有带建党组织，请选择工会、团组织或妇联。")
    if (open_ := is_open(mass)) is not YES:
        return open_
    if is_set_up(actor) or reaches(actor, mass, Role.PARTY_OFFICE):
        return YES
    return no(NOT_OFFICE)


def may_appoint(actor: Actor, organization: Organization) -> Decision:
    """Write down who holds which post there; system rights are a matter of `may_grant`."""
    return may_change_organization(actor, organization)


def may_hand_over(actor: Actor, post: Post) -> Decision:
    """Pass an open post, with the system rights it has, to a successor."""
    if not is_held(post):
        return no("该职务已经免去，不能再交接。")
    return may_appoint(actor, post.organization)


def may_manage_accounts(actor: Actor) -> Decision:
    """See and create the accounts of the own jurisdiction."""
    if is_set_up(actor) or actor.admin_role == AdminRole.SECURITY:
        return YES
    return no(NOT_SECURITY)


def may_change_account(actor: Actor, account: Account) -> Decision:
    """Reset its password, deactivate it, give it an administrator role; never one's own."""
    if is_set_up(actor):
        return YES
    if actor.admin_role != AdminRole.SECURITY or account.jurisdiction != actor.jurisdiction:
        return no(NOT_SECURITY)
    return no(NOT_ONESELF) if account.pk == actor.account_id else YES


def may_grant(actor: Actor, post: Post) -> Decision:
    """Give or withdraw the system rights of a post."""
    if is_set_up(actor):
        return YES
    if actor.admin_role != AdminRole.SECURITY or post.jurisdiction != actor.jurisdiction:
        return no(NOT_SECURITY)
    return no(NOT_ONESELF) if post.account_id == actor.account_id else YES


def may_issue_token(actor: Actor, account: Account) -> Decision:
    """A token carries all rights of its account, so only its owner makes one."""
    if is_set_up(actor) or actor.account_id == account.pk:
        return YES
    return no("接口令牌只能由本人签发。")


def may_revoke_token(actor: Actor, token: Token) -> Decision:
    """The owner, or the security administrator when something has gone wrong."""
    if token.account_id == actor.account_id:
        return YES
    return may_change_account(actor, token.account)


def is_held(post: Post) -> bool:
    """Whether somebody holds the post today or from a later day on."""
    return post.ended_on is None or post.ended_on > today()


def roles_for(organization: Organization) -> tuple[Role, ...]:
    """The system roles a post at this organization can carry."""
    if organization.line == Line.PARTY:
        if organization.heads_jurisdiction:
            return (Role.PARTY_OFFICE,)
        return (Role.COMMUNITY_SECRETARY, Role.GRASSROOTS_SECRETARY)
    if organization.heads_jurisdiction:
        return (Role.LINE_OFFICER,)
    return (Role.GRASSROOTS_SECRETARY, Role.LINE_OFFICER)
