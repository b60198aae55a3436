"""Accounts: the pages of the security administrator."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from niudai.base.errors import Refused
from niudai.base.web.forms import once
from niudai.base.web.guards import signed_in
from niudai.base.web.pages import page
from niudai.base.web.tables import table_page
from niudai.org import actions, queries, rules
from niudai.org.forms import AccountForm, AdminRoleForm, GrantForm
from niudai.org.models import Account
from niudai.org.tables import AccountTable
from niudai.org.views.forms import form_page, posted

form_methods = require_http_methods(["GET", "POST"])


@require_GET
@signed_in
def listing(request: HttpRequest) -> HttpResponse:
    """The accounts of the jurisdiction, and how many posts wait for one."""
    rules.may_manage_accounts(request.actor).require()
    context = {"waiting": queries.grantable_posts(request.actor).count()}
    return table_page(
        request, AccountTable, queries.accounts(request.actor), "org/accounts.html", context
    )


@never_cache
@form_methods
@signed_in
def add(request: HttpRequest) -> HttpResponse:
    """Create an account; its first password is shown this once."""
    rules.may_manage_accounts(request.actor).require()
    form = AccountForm(posted(request))
    if form.is_valid():
        try:
            account, password = actions.add_account(actor=request.actor, **form.cleaned_data)
        except Refused as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
        else:
            return _show_password(request, account, password, "账号已建立")
    context = {"form": form, "title": "建立账号", "button": "建立", "back": reverse("org:accounts")}
    return page(request, "org/form.html", context, status=422 if form.is_bound else 200)


@require_GET
@signed_in
def detail(request: HttpRequest, username: str) -> HttpResponse:
    """One account: its posts, its administrator role, whether it may sign in."""
    rules.may_manage_accounts(request.actor).require()
    account = queries.account(request.actor, username)
    context = {
        "title": account.name,
        "account": account,
        "posts": queries.posts_of(account),
        "may": rules.may_change_account(request.actor, account),
        "waiting": queries.grantable_posts(request.actor).exists(),
    }
    return page(request, "org/account_one.html", context)


@never_cache
@require_POST
@signed_in
def reset_password(request: HttpRequest, username: str) -> HttpResponse:
    """Give an account a new first password, shown this once."""
    rules.may_manage_accounts(request.actor).require()
    account = queries.account(request.actor, username)
    password = actions.reset_password(actor=request.actor, account=account)
    return _show_password(request, account, password, "密码已重置")


@require_POST
@signed_in
def deactivate(request: HttpRequest, username: str) -> HttpResponse:
    """Stop an account."""
    return _switch(request, username, actions.deactivate, "账号已停用，登录和令牌同时失效。")


@require_POST
@signed_in
def activate(request: HttpRequest, username: str) -> HttpResponse:
    """Let a stopped account sign in again."""
    return _switch(request, username, actions.activate, "账号已启用。")


@form_methods
@signed_in
@once
def admin_role(request: HttpRequest, username: str) -> HttpResponse:
    """Make an account one of the three administrators, or none."""
    actor = request.actor
    rules.may_manage_accounts(actor).require()
    account = queries.account(actor, username)
    rules.may_change_account(actor, account).require()
    form = AdminRoleForm(posted(request), initial={"admin_role": account.admin_role})

    def act(data: dict[str, Any]) -> str:
        actions.set_admin_role(actor=actor, account=account, admin_role=data["admin_role"])
        return reverse("org:account_one", args=[username])

    return form_page(
        request,
        form,
        act,
        title="设置管理员角色",
        button="保存",
        back=reverse("org:account_one", args=[username]),
        done="管理员角色已保存。",
        intro=f"{account.name}（{account.username}）",
    )


@form_methods
@signed_in
@once
def grant(request: HttpRequest, username: str) -> HttpResponse:
    """Give an account the rights of a post."""
    actor = request.actor
    rules.may_manage_accounts(actor).require()
    account = queries.account(actor, username)
    rules.may_change_account(actor, account).require()
    form = GrantForm(queries.grantable_posts(actor), posted(request))

    def act(data: dict[str, Any]) -> str:
        actions.grant_post(actor=actor, account=account, **data)
        return reverse("org:account_one", args=[username])

    return form_page(
        request,
        form,
        act,
        title="开通职务权限",
        button="开通",
        back=reverse("org:account_one", args=[username]),
        done="权限已开通，本人下次打开页面即生效。",
        intro=f"{account.name}（{account.username}）；职务由党建办或线条干部先登记，再在这里开通。",
    )


@require_POST
@signed_in
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the rights of a post back."""
    rules.may_manage_accounts(request.actor).require()
    post = queries.granted_post(request.actor, pk)
    username = post.account.username if post.account else ""
    actions.withdraw_post(actor=request.actor, post=post)
    messages.success(request, "职务权限已收回。")
    return redirect("org:account_one", username)


def _switch(
    request: HttpRequest, username: str, act: Callable[..., None], done: str
) -> HttpResponse:
    rules.may_manage_accounts(request.actor).require()
    account = queries.account(request.actor, username)
    act(actor=request.actor, account=account)
    messages.success(request, done)
    return redirect("org:account_one", username)


def _show_password(
    request: HttpRequest, account: Account, password: str, title: str
) -> HttpResponse:
    context = {"title": title, "account": account, "password": password}
    return page(request, "org/password_shown.html", context)
