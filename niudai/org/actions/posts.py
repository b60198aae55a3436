"""Terms (届次) and posts (任职): who holds which post, since when, and with which system rights."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from niudai.base import audit
from niudai.base.actors import Actor
from niudai.base.calendar import today
from niudai.base.errors import Refused
from niudai.org import rules
from niudai.org.actions.saving import not_after_today, save_checked
from niudai.org.choices import Role
from niudai.org.models import Account, Organization, Post, Term


@transaction.atomic
def open_term(
    *,
    actor: Actor,
    organization: Organization,
    number: int,
    started_on: date,
    due_on: date,
) -> Term:
    """Begin term `number` of the leading body; the current one ends on that day. Audited."""
    rules.may_appoint(actor, organization).require()
    not_after_today(started_on, "started_on", "本届起始日期")
    if started_on < organization.opened_on:
        raise Refused("本届起始日期不能早于组织成立日期，请改正。", field="started_on")
    if due_on <= started_on:
        raise Refused("届满日期须晚于本届起始日期，请改正。", field="due_on")
    mine = Term.objects.filter(jurisdiction=organization.jurisdiction, organization=organization)
    if mine.filter(number=number).exists():
        raise Refused(f"第{number}届已经登记，请核对届次。", field="number")
    if mine.filter(ended_on=None, started_on__gte=started_on).exists():
        raise Refused("本届起始日期须晚于上一届的起始日期，请改正。", field="started_on")
    mine.filter(ended_on=None).update(ended_on=started_on)
    term = Term(
        jurisdiction=organization.jurisdiction,
        organization=organization,
        number=number,
        started_on=started_on,
        due_on=due_on,
    )
    save_checked(term, blame="number")
    detail = {"number": number, "started_on": str(started_on), "due_on": str(due_on)}
    audit.record(actor, "org.open_term", organization, detail=detail)
    return term


@transaction.atomic
def appoint(
    *,
    actor: Actor,
    organization: Organization,
    title: str,
    holder: str,
    started_on: date,
    gender: str = "",
    term: Term | None = None,
    account: Account | None = None,
    role: str = "",
) -> Post:
    """Write down that `holder` holds a post from `started_on` on. Audited.

    With `account` and `role` also `grant_post`, under its own rule: the office appoints, the
    security administrator grants; set-up may do both.
    """
    rules.may_appoint(actor, organization).require()
    _check_start(organization, started_on)
    if term is not None and term.organization_id != organization.pk:
        raise Refused("届次不属于这个组织，请重新选择。", field="term")
    post = Post(
        jurisdiction=organization.jurisdiction,
        organization=organization,
        term=term,
        title=title.strip(),
        holder=holder.strip(),
        gender=gender,
        started_on=started_on,
    )
    save_checked(post, blame="title")
    audit.record(actor, "org.appoint", post)
    if account is not None or role:
        grant_post(actor=actor, post=post, account=account, role=role)
    return post


@transaction.atomic
def end_post(*, actor: Actor, post: Post, ended_on: date) -> None:
    """End a post, and with it the system rights it gives; `ended_on` is its first day without.

    Audited.
    """
    rules.may_appoint(actor, post.organization).require()
    not_after_today(ended_on, "ended_on", "免职日期")
    _end(post, ended_on)
    audit.record(actor, "org.end_post", post, detail={"ended_on": ended_on.isoformat()})


@transaction.atomic
def hand_over_post(
    *,
    actor: Actor,
    post: Post,
    holder: str,
    account: Account | None,
    on: date,
    gender: str = "",
) -> Post:
    """End `post` on day `on` and open the same for a successor, who gets the same system rights.

    Without `account` the successor has no rights until the security administrator grants them.
    Nobody hands a post to themselves. Audited; open work stays with the organization, so the
    successor finds it there.
    """
    rules.may_hand_over(actor, post).require()
    not_after_today(on, "on", "交接日期")
    if account is not None:
        if account.pk == actor.account_id:
            raise Refused("不能把职务交接给自己，请由上级办理。", field="account")
        if account.pk == post.account_id:
            raise Refused("继任者与现任是同一个账号，请重新选择。", field="account")
        _check_account(account, post)
    _end(post, on, field="on")
    successor = Post(
        jurisdiction=post.jurisdiction,
        organization=post.organization,
        term=post.term,
        title=post.title,
        holder=holder.strip(),
        gender=gender,
        account=account,
        role=post.role if account is not None else "",
        started_on=on,
    )
    save_checked(successor, blame="holder")
    detail = {"from": post.holder, "to": successor.holder, "role": successor.role}
    audit.record(actor, "org.hand_over_post", successor, detail=detail)
    return successor


@transaction.atomic
def grant_post(*, actor: Actor, post: Post, account: Account | None, role: str) -> None:
    """Give an open post its account and role, so that the holder may act in the system. Audited."""
    rules.may_grant(actor, post).require()
    if account is None or not role:
        raise Refused("开通权限须同时选择账号和系统角色。", field="account" if role else "role")
    if account.pk == actor.account_id:
        raise Refused(rules.NOT_ONESELF, field="account")
    if not rules.is_held(post):
        raise Refused("该职务已经免去，不能再开通权限。", field="post")
    if role not in rules.roles_for(post.organization):
        word = dict(Role.choices).get(role, role)
        raise Refused(f"{post.organization.name}的职务不能是“{word}”，请重新选择。", field="role")
    _check_account(account, post)
    before = post.account
    post.account, post.role = account, role
    save_checked(post, blame="account")
    detail = {
        "account": account.username,
        "role": role,
        "before": before.username if before else "",
    }
    audit.record(actor, "org.grant_post", post, detail=detail)


@transaction.atomic
def withdraw_post(*, actor: Actor, post: Post) -> None:
    """Take account and role from a post; the holder stays written down. Audited."""
    rules.may_grant(actor, post).require()
    if post.account is None:
        raise Refused("该职务没有开通权限，不需要收回。")
    detail = {"account": post.account.username, "role": post.role}
    post.account, post.role = None, ""
    save_checked(post)
    audit.record(actor, "org.withdraw_post", post, detail=detail)


def _check_start(organization: Organization, day: date) -> None:
    not_after_today(day, "started_on", "任职日期")
    if day < organization.opened_on:
        raise Refused("任职日期不能早于组织成立日期，请改正。", field="started_on")


def _check_account(account: Account, post: Post) -> None:
    if not account.is_active:
        raise Refused(f"账号“{account.username}”已停用，请先启用。", field="account")
    if account.jurisdiction != post.jurisdiction:
        raise Refused("只能选择本辖区的账号，请重新选择。", field="account")
    if account.admin_role:
        raise Refused(
            f"“{account.name}”是{account.get_admin_role_display()}，不能兼任业务职务。",
            field="account",
        )


def _end(post: Post, day: date, field: str = "ended_on") -> None:
    if post.ended_on is not None and post.ended_on <= today():
        raise Refused("该职务已经免去，请刷新后再看。")
    if day < post.started_on:
        raise Refused("日期不能早于任职日期，请改正。", field=field)
    post.ended_on = day
    save_checked(post, blame=field)
