"""The review screen: source and tree side by side, every edit one small post answered with the screen as it is now."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niudai.base.errors import Refused, Unseen
from niudai.base.web.addresses import page_before, sends_part
from niudai.base.web.forms import once
from niudai.base.web.guards import signed_in
from niudai.base.web.pages import page
from niudai.org.choices import Line
from niudai.sync.queries import content_rows
from niudai.work.actions import drafts as actions
from niudai.work.choices import ItemKind, PlanState
from niudai.work.forms.drafts import (
    AddForm,
    ItemForm,
    MoveForm,
    SelectionForm,
    SplitForm,
    item_values,
)
from niudai.work.forms.plans import TitleForm
from niudai.work.models import Plan, PlanItem
from niudai.work.queries import drafts as queries
from niudai.work.queries import plans as plan_queries
from niudai.work.rules import plans as rules
from niudai.work.views.plans import review_address, sent

_CUTS = re.compile(r"(?<=[。；;！？，,：:])")


@require_safe
@signed_in
def review(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """The review screen of a draft; a plan that is none any more leads to its page."""
    plan = plan_queries.plan(request.actor, code)
    rules.may_edit(request.actor, plan).require()
    if plan.state != PlanState.DRAFT:
        return redirect("work:plan", code=code)
    return _screen(request, plan)


def _screen(request: HttpRequest, plan: Plan, *, said: str = "", focus: Any = "") -> HttpResponse:
    """The whole screen, or for htmx its working part; `focus` is the item to go on with."""
    context = {
        "plan": plan,
        "title": "核对方案",
        "review": queries.review(plan, _show(request)),
        "selection": SelectionForm(actor=request.actor, row_choices=row_choices(plan)),
        "names": plan_queries.lead_names(request.actor, plan.jurisdiction),
        "may_issue": rules.may_issue(request.actor, plan),
        "said": said,
        "focus": focus,
    }
    return page(request, "work/review.html", context, partial="draft")


def _show(request: HttpRequest) -> str:
    """How the officer goes through the items; an edit answers with the list it was made in."""
    if request.method == "POST":
        return QueryDict(urlsplit(page_before(request)).query).get("show", "")
    return request.GET.get("show", "")


def _done(
    request: HttpRequest, plan: Plan, *, said: str = "", item: PlanItem | None = None
) -> HttpResponse:
    """After an edit: the screen's working part for htmx, else back to the item on the whole screen."""
    if sends_part(request):
        return _screen(request, plan, said=said, focus=item.code if item else "")
    return redirect(review_address(plan, _show(request)) + (f"#item-{item.code}" if item else ""))


def row_choices(plan: Plan) -> list[tuple[str, str]]:
    """The content rows of the frameworks in force, each with its line, for choosing."""
    rows = content_rows(plan.jurisdiction)
    return [(code, f"{Line(line).label}·{name}") for code, name, _, line in rows]


def seen_revision(request: HttpRequest) -> int:
    """The revision the editor saw; Refused when the form carries none."""
    text = request.POST.get("revision", "")
    if not text.isdecimal() or len(text) > 9:
        raise Refused("页面缺少版本信息，请刷新后再试。")
    return int(text)


def _draft_item(request: HttpRequest, code: uuid.UUID) -> PlanItem:
    item = plan_queries.item(request.actor, code)
    rules.may_edit(request.actor, item.plan).require()
    return item


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@once
def item(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """The form of one item: inside the tree for htmx, a page of its own without; saving it checks it."""
    found = _draft_item(request, code)
    choices = _with_own(row_choices(found.plan), found)
    form = ItemForm(
        sent(request), initial=item_values(found), actor=request.actor, row_choices=choices
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_item(
                actor=request.actor,
                item=found,
                revision=form.cleaned_data["revision"],
                change=form.change(confirmed=True),
            )
            return _done(request, found.plan, said="已保存。", item=found)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
    context = {"item": found, "plan": found.plan, "form": form, "title": "修改条目"}
    context["names"] = [] if sends_part(request) else _names(request, found.plan)
    return _in_place(request, "work/review_item.html", context, form, f"#edit-{found.code}")


def _with_own(choices: list[tuple[str, str]], item: PlanItem) -> list[tuple[str, str]]:
    """The choices with the item's own rows, should a framework have lost one since."""
    known = {code for code, _ in choices}
    return choices + [(code, code) for code in item.rows if code not in known]


def _names(request: HttpRequest, plan: Plan) -> list[str]:
    return plan_queries.lead_names(request.actor, plan.jurisdiction)


def _in_place(
    request: HttpRequest, template: str, context: dict[str, Any], form: Any, target: str
) -> HttpResponse:
    """A form's page, or only the form, put back where it stands when htmx sent it and it is wrong."""
    wrong = bool(form.errors)
    response = page(request, template, context, partial="form", status=422 if wrong else 200)
    if wrong and sends_part(request):
        response.headers["HX-Retarget"] = target
        response.headers["HX-Reswap"] = "innerHTML"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@once
def add(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """Add an item by hand; ?parent= ?line= ?kind= prefill the form."""
    plan = plan_queries.plan(request.actor, code)
    rules.may_edit(request.actor, plan).require()
    parent = _parent(request, plan, (request.POST or request.GET).get("parent", ""))
    lines = parent.lines if parent else ()
    if request.GET.get("line") in Line.values:
        lines = (request.GET["line"],)
    initial = {
        "kind": request.GET.get("kind", ItemKind.MEASURE),
        "parent": parent.code if parent else "",
        "lines": lines,
        "revision": plan.revision,
    }
    form = AddForm(
        sent(request), initial=initial, actor=request.actor, row_choices=row_choices(plan)
    )
    if request.method == "POST" and form.is_valid():
        try:
            added = actions.add_item(
                actor=request.actor,
                plan=plan,
                revision=form.cleaned_data["revision"],
                parent=parent,
                change=form.change(),
            )
            return _done(request, plan, said=f"已添加“{added.title}”。", item=added)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
    context = {"plan": plan, "parent": parent, "form": form, "title": "添加条目"}
    context["names"] = [] if sends_part(request) else _names(request, plan)
    target = f"#edit-{parent.code}" if parent else "#edit-top"
    return _in_place(request, "work/review_add.html", context, form, target)


def _parent(request: HttpRequest, plan: Plan, text: str) -> PlanItem | None:
    if not text:
        return None
    try:
        found = plan_queries.item(request.actor, uuid.UUID(text))
    except ValueError:
        raise Unseen() from None
    if found.plan_id != plan.pk:
        raise Unseen()
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@once
def split(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """Choose where to cut an item's text: every clause end is a button."""
    found = _draft_item(request, code)
    form = SplitForm(sent(request))
    if request.method == "POST" and form.is_valid():
        second = actions.split_item(
            actor=request.actor,
            item=found,
            revision=form.cleaned_data["revision"],
            at=form.cleaned_data["at"],
        )
        return _done(request, found.plan, said="已拆成两条。", item=second)
    context = {"item": found, "plan": found.plan, "form": form, "title": "拆分条目"}
    context["pieces"] = _pieces(found.text)
    return _in_place(request, "work/review_split.html", context, form, f"#edit-{found.code}")


def _pieces(text: str) -> list[tuple[str, int]]:
    """The clauses of a text, each with the character where the next one begins; 0 behind the last."""
    pieces, at = [], 0
    clauses = [part for part in _CUTS.split(text) if part]
    for part in clauses:
        at += len(part)
        pieces.append((part, at if text[at:].strip() else 0))
    return pieces


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@once
def move(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """Put an item under another heading, as its last."""
    found = _draft_item(request, code)
    form = MoveForm(sent(request))
    if request.method == "POST" and form.is_valid():
        parent = _parent(request, found.plan, request.POST.get("parent", ""))
        actions.move_item(
            actor=request.actor,
            item=found,
            revision=form.cleaned_data["revision"],
            parent=parent,
            position=10_000,
        )
        return _done(request, found.plan, said="已移动。", item=found)
    context = {"item": found, "plan": found.plan, "form": form, "title": "移动条目"}
    context["headings"] = queries.headings_of(found.plan)
    return _in_place(request, "work/review_move.html", context, form, f"#edit-{found.code}")


def _item_act(act: Callable[[HttpRequest, PlanItem, int], tuple[str, PlanItem | None]]) -> Any:
    """A view that carries out one act on one item and shows the screen again."""

    @require_POST
    @signed_in
    @once
    def view(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
        found = _draft_item(request, code)
        said, after = act(request, found, seen_revision(request))
        return _done(request, found.plan, said=said, item=after)

    return view


def _confirm(request: HttpRequest, item: PlanItem, revision: int) -> tuple[str, PlanItem | None]:
    actions.confirm_items(actor=request.actor, plan=item.plan, items=[item], revision=revision)
    return f"已接受“{item.title}”。", item


def _merge(request: HttpRequest, item: PlanItem, revision: int) -> tuple[str, PlanItem | None]:
    first = actions.merge_items(actor=request.actor, item=item, revision=revision)
    return "已合并到上一条。", first


def _delete(request: HttpRequest, item: PlanItem, revision: int) -> tuple[str, PlanItem | None]:
    parent = item.parent
    count = actions.delete_item(actor=request.actor, item=item, revision=revision)
    return f"已删除{count}条，可以撤销。", parent


def _shift(step: int) -> Callable[[HttpRequest, PlanItem, int], tuple[str, PlanItem | None]]:
    def act(request: HttpRequest, item: PlanItem, revision: int) -> tuple[str, PlanItem | None]:
        place = queries.place_among_siblings(item) + step
        if place < 0:
            raise Refused("这一条已经在最前面。")
        actions.move_item(
            actor=request.actor, item=item, revision=revision, parent=item.parent, position=place
        )
        return "已移动。", item

    return act


confirm = _item_act(_confirm)
merge = _item_act(_merge)
delete = _item_act(_delete)
move_up = _item_act(_shift(-1))
move_down = _item_act(_shift(1))


@require_POST
@signed_in
@once
def selection(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """Accept the selected items, or give them the same line, class, row, deadline or lead."""
    plan = plan_queries.plan(request.actor, code)
    rules.may_edit(request.actor, plan).require()
    revision = seen_revision(request)
    chosen = plan_queries.items_of(request.actor, plan, _codes(request))
    if request.POST.get("do") == "confirm":
        count = actions.confirm_items(
            actor=request.actor, plan=plan, items=chosen, revision=revision
        )
        return _done(request, plan, said=f"已接受{count}条。")
    form = SelectionForm(request.POST, actor=request.actor, row_choices=row_choices(plan))
    if not form.is_valid():
        raise Refused("".join(str(text) for texts in form.errors.values() for text in texts))
    count = actions.change_items(
        actor=request.actor, plan=plan, items=chosen, revision=revision, change=form.change()
    )
    return _done(request, plan, said=f"已修改{count}条。")


def _codes(request: HttpRequest) -> list[uuid.UUID]:
    try:
        return [uuid.UUID(text) for text in request.POST.getlist("item")]
    except ValueError:
        raise Unseen() from None


@require_POST
@signed_in
@once
def undo(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """Take the last edit back."""
    plan = plan_queries.plan(request.actor, code)
    what = actions.undo(actor=request.actor, plan=plan, revision=seen_revision(request))
    return _done(request, plan, said=f"已撤销：{what}。")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@once
def title(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """The draft's own title."""
    plan = plan_queries.plan(request.actor, code)
    rules.may_edit(request.actor, plan).require()
    initial = {"title": plan.title, "revision": plan.revision}
    form = TitleForm(sent(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        actions.change_plan(
            actor=request.actor, plan=plan, revision=data["revision"], title=data["title"]
        )
        return _done(request, plan, said="标题已保存。")
    context = {"plan": plan, "form": form, "title": "修改标题"}
    return _in_place(request, "work/review_title.html", context, form, "#edit-title")
