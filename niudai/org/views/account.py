"""My account: what I hold, where I am signed in, which tokens I have issued."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from niudai.base.errors import Refused
from niudai.base.web.guards import signed_in
from niudai.base.web.pages import page
from niudai.org import actions, queries
from niudai.org.forms import TokenForm
from niudai.org.views.forms import posted


@require_GET
@signed_in
def own(request: HttpRequest) -> HttpResponse:
    """One's own account."""
    account = queries.own_account(request.actor)
    context = {
        "title": "我的账号",
        "account": account,
        "posts": queries.posts_of(account),
        "sign_ins": queries.sign_ins(account),
        "this_session": request.session.session_key,
        "tokens": queries.tokens(account),
    }
    return page(request, "org/account.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def issue_token(request: HttpRequest) -> HttpResponse:
    """Issue a token and show it, this once."""
    account = queries.own_account(request.actor)
    form = TokenForm(posted(request))
    context = {"title": "签发接口令牌", "form": form}
    if form.is_valid():
        try:
            text = actions.issue_token(actor=request.actor, account=account, **form.cleaned_data)
        except Refused as error:
            form.add_error(error.field or None, error.message)
        else:
            return page(request, "org/token_issued.html", {**context, "text": text})
    return page(request, "org/token.html", context, status=422 if form.is_bound else 200)


@require_POST
@signed_in
def revoke_token(request: HttpRequest, pk: int) -> HttpResponse:
    """Revoke one of one's own tokens."""
    actions.revoke_token(actor=request.actor, token=queries.token(request.actor, pk))
    messages.success(request, "令牌已撤销，使用它的程序不能再访问。")
    return redirect("org:account")


@require_POST
@signed_in
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign out in another browser."""
    actions.end_session(actor=request.actor, sign_in=queries.sign_in(request.actor, pk))
    messages.success(request, "已在那台设备上退出登录。")
    return redirect("org:account")
