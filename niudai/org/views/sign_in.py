"""Signing in and out, and the first password."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from niudai.base.web import held
from niudai.base.web.addresses import safe_next
from niudai.base.web.guards import signed_in
from niudai.base.web.pages import page
from niudai.org import actions, queries
from niudai.org.forms import PasswordForm, SignInForm
from niudai.org.models import Account
from niudai.org.views.forms import form_page, posted

WRONG = "账号或密码不正确，请重新输入；连续输错会暂时锁定。"
BROWSERS = (
    ("MicroMessenger", "微信"),
    ("Edg", "Edge 浏览器"),
    ("Firefox", "火狐浏览器"),
    ("Chrome", "Chrome 浏览器"),
    ("Safari", "Safari 浏览器"),
)


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in and go on to where one was going, or to the form that was held."""
    following = request.POST.get("next") or request.GET.get("next", "")
    if request.method == "GET" and request.actor is not None:
        return redirect(_after(request, following))
    form = SignInForm(posted(request))
    if request.method == "POST" and form.is_valid():
        account = authenticate(request, **form.cleaned_data)
        if isinstance(account, Account):
            _begin(request, account)
            return redirect(_after(request, following))
        form.add_error(None, WRONG)
    context = {
        "form": form,
        "next": following,
        "title": "登录",
    }
    return page(request, "org/sign_in.html", context, status=422 if form.is_bound else 200)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session."""
    logout(request)
    return redirect(settings.LOGIN_URL)


@sensitive_post_parameters("old", "new", "again")
@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; the first one must be changed before anything else."""
    account = queries.own_account(request.actor)
    first = account.must_change_password

    def act(data: dict[str, Any]) -> str:
        before = request.session.session_key or ""
        actions.change_password(
            actor=request.actor,
            account=account,
            old=data["old"],
            new=data["new"],
            session_key=before,
        )
        update_session_auth_hash(request, account)
        actions.rename_session(before=before, after=request.session.session_key or "")
        return _after(request, "") if first else resolve_url("org:account")

    return form_page(
        request,
        PasswordForm(posted(request)),
        act,
        title="设置新密码" if first else "修改密码",
        button="保存新密码",
        back="" if first else resolve_url("org:account"),
        done="新密码已生效，其他设备上的登录已退出。",
        intro="首次登录须先设置自己的密码。" if first else "",
        template="org/password.html" if first else "org/form.html",
    )


def _begin(request: HttpRequest, account: Account) -> None:
    login(request, account)
    actor = queries.actor_for(account, ip=request.META.get("REMOTE_ADDR", ""))
    if request.session.session_key is None:
        request.session.save()
    actions.begin_session(
        actor=actor,
        account=account,
        session_key=request.session.session_key or "",
        browser=_browser(request),
    )


def _after(request: HttpRequest, following: str) -> str:
    home = resolve_url(settings.LOGIN_REDIRECT_URL)
    return held.after_sign_in(request) or safe_next(request, following, home)


def _browser(request: HttpRequest) -> str:
    agent = request.headers.get("User-Agent", "")
    name = next((words for sign, words in BROWSERS if sign in agent), "浏览器")
    return f"{name}（手机）" if "Mobile" in agent else name
