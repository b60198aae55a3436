"""Who is acting: an account with its posts, as plain values that live for one request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Line = Literal["party", "union", "league", "women"]
Role = Literal["party_office", "line_officer", "community_secretary", "grassroots_secretary"]
AdminRole = Literal["", "system_admin", "security_admin", "audit_admin"]


@dataclass(frozen=True, slots=True)
class Scope:
    """One post of the actor: a role at an organization, and the subtree it reaches.

    `whole` is true when the organization heads its jurisdiction, so that the jurisdiction alone
    already says which rows are meant. `path` is the organization's path in its own line's tree.
    """

    role: Role
    line: Line
    organization_id: int
    organization_name: str
    jurisdiction: int
    path: str
    whole: bool
    post_title: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """An account, its open posts and its administrator role; `account_id` 0 is the system itself."""

    account_id: int
    name: str
    scopes: tuple[Scope, ...] = ()
    admin_role: AdminRole = ""
    ip: str = ""
    jurisdiction: int = 0  # of the account; audit lines without another object go to this chain

    def roles(self) -> frozenset[str]:
        """The role codes of all posts."""
        return frozenset(scope.role for scope in self.scopes)

    def organization_ids(self) -> frozenset[int]:
        """Organizations at which the actor holds a post (not their subtrees)."""
        return frozenset(scope.organization_id for scope in self.scopes)

    @property
    def main(self) -> Scope | None:
        """The first post, the widest role first; None for administrators."""
        return self.scopes[0] if self.scopes else None


def system(reason: str, jurisdiction: int = 0) -> Actor:
    """The actor of jobs and set-up; `reason` is shown as its name in the audit log."""
    return Actor(account_id=0, name=f"系统（{reason}）", jurisdiction=jurisdiction)
