"""Writes of the organization room, one verb per function."""

from niudai.org.actions.accounts import (
    activate,
    add_account,
    begin_session,
    change_password,
    deactivate,
    end_session,
    issue_token,
    rename_session,
    reset_password,
    revoke_token,
    set_admin_role,
)
from niudai.org.actions.leadership import end_leadership, set_leader
from niudai.org.actions.members import MemberRow, create_members
from niudai.org.actions.organizations import (
    add_organization,
    change_organization,
    close_organization,
    cover_unit,
    end_cover,
    move_organization,
)
from niudai.org.actions.places import add_division, add_unit, change_unit, close_unit
from niudai.org.actions.posts import (
    appoint,
    end_post,
    grant_post,
    hand_over_post,
    open_term,
    withdraw_post,
)

__all__ = [
    "MemberRow",
    "activate",
    "add_account",
    "add_division",
    "add_organization",
    "add_unit",
    "appoint",
    "begin_session",
    "change_organization",
    "change_password",
    "change_unit",
    "close_organization",
    "close_unit",
    "cover_unit",
    "create_members",
    "deactivate",
    "end_cover",
    "end_leadership",
    "end_post",
    "end_session",
    "grant_post",
    "hand_over_post",
    "issue_token",
    "move_organization",
    "open_term",
    "rename_session",
    "reset_password",
    "revoke_token",
    "set_admin_role",
    "set_leader",
    "withdraw_post",
]
