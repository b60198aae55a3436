"""A small site made of the web kit alone: its pages are what the tests of the kit ask for and look at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from errno import ENOSPC
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import include, path
from django.utils import timezone
from django.views.decorators.http import require_POST

from niudai.base.actors import Actor, Scope
from niudai.base.choices import JobState
from niudai.base.decisions import YES, no
from niudai.base.errors import NotAllowed, Refused, Stale, Unseen
from niudai.base.models import Draft, Job
from niudai.base.web import problems
from niudai.base.web.cells import Event, badge, date_cell, link, muted, number, progress
from niudai.base.web.forms import once
from niudai.base.web.guards import signed_in
from niudai.base.web.pages import page
from niudai.base.web.shell import MenuEntry
from niudai.base.web.tables import Bulk, Column, Filter, Table, rows_table, table_page

MOMENT = datetime(2026, 3, 5, 10, 32, tzinfo=ZoneInfo("Asia/Shanghai"))
PEOPLE = {
    str(number): Actor(
        account_id=number,
        name=name,
        jurisdiction=jurisdiction,
        scopes=(
            Scope("party_office", "party", number, where, jurisdiction, "0001", True, "党建办主任"),
        ),
    )
    for number, name, jurisdiction, where in (
        (1, "李红", 1, "幸福街道党工委"),
        (2, "王芳", 1, "湖滨社区党总支"),
        (3, "赵强", 2, "平安街道党工委"),
    )
}
ERRORS = {
    "404": Unseen(),
    "403": NotAllowed("只有主送单位可以签收，请联系街道党建办。"),
    "409": Stale(),
    "422": Refused("时限早于印发日期，请改正。"),
    "507": OSError(ENOSPC, "No space left on device"),
    "500": ZeroDivisionError("a fault of ours"),
}


class StandInActor:
    """`request.actor` by the cookie `person`, in place of the room org."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = PEOPLE.get(request.COOKIES.get("person", ""))
        return self.get_response(request)


def menu(actor: Actor) -> list[MenuEntry]:
    """The menu of everybody in the gallery, and one entry of a room that is not there."""
    return [
        MenuEntry("工作台", "home", "home", phone=True),
        MenuEntry("任务", "clipboard-list", "rows", match="/rows/", phone=True),
        MenuEntry("台账", "notebook", "pieces", match="/pieces/", phone=True),
        MenuEntry("表单", "edit", "form", match="/form/"),
        MenuEntry("同步", "refresh", "nowhere:matrix"),
    ]


STATES = (("a", "已签收"), ("b", "迟3天"), ("c", "缺"), ("d", "未到期"))
TONES = {"a": "ok", "b": "late", "c": "missing", "d": "wait"}


class RowTable(Table):
    """Drafts stand in for tasks: `form` is “<state>-<number>-<title>”."""

    id = "gallery.rows"
    title = "任务"
    columns = (
        Column("title", "事项", sort="form", cell=lambda r: link(f"/rows/{r.pk}/", _title(r))),
        Column(
            "state",
            "状态",
            cell=lambda r: badge(_word(r), TONES[r.form[0]]),
            value=lambda r: _word(r),
            width=8,
        ),
        Column(
            "saved",
            "时限",
            sort=("saved_at", "form"),
            cell=lambda r: date_cell(r.saved_at.date()),
            width=9,
        ),
        Column(
            "org",
            "责任组织",
            cell=lambda r: r.values.get("org"),
            value=lambda r: r.values.get("org"),
            width=14,
        ),
        Column(
            "persons",
            "人数",
            cell=lambda r: number(r.values.get("n"), "人"),
            value=lambda r: r.values.get("n"),
            number=True,
            width=8,
        ),
        Column("times", "人次", value=lambda r: r.values.get("m"), number=True, width=8),
        Column("progress", "进度", cell=lambda r: progress(r.values.get("n", 0) % 9, 9), width=12),
        Column("note", "备注", value=lambda r: r.values.get("note")),
        Column("hidden", "内部编号", value=lambda r: r.pk, hidden=True),
    )
    filters = (
        Filter.text("q", "关键词", lambda rows, text: rows.filter(form__contains=text)),
        Filter.select(
            "state", "状态", STATES, lambda rows, value: rows.filter(form__startswith=value)
        ),
        Filter.dates("saved", "时限", "saved_at__date"),
        Filter.check("mine", "只看我的", lambda rows, on: rows.filter(account_id=1)),
    )
    bulks = (
        Bulk("签收", "bulk", icon="check", primary=True),
        Bulk("退回", "bulk", confirm="确定退回所选任务？"),
    )
    order = "-saved"
    per_page = 20
    empty = ("还没有任务", "方案印发并下达后，任务会出现在这里。", "/", "去看方案")

    def row_url(self, row: Draft) -> str:
        return f"/rows/{row.pk}/"

    def row_class(self, row: Draft) -> str:
        return "nd-row-late" if row.form.startswith("b") else ""


def _title(row: Draft) -> str:
    return row.form.split("-", 2)[2]


def _word(row: Draft) -> str:
    return dict(STATES)[row.form[0]]


def make_rows(count: int) -> None:
    """`count` rows with long and short Chinese titles, one of them hostile."""
    titles = (
        "青年志愿服务进社区活动",
        "“三八”维权周法律援助与家庭教育指导服务下基层",
        "困难职工冬季送温暖",
        "<b>=1+1</b>",
    )
    Draft.objects.bulk_create(
        Draft(
            account_id=1 + i % 2,
            form=f"{'abcd'[i % 4]}-{i:04}-{titles[i % 4]}",
            values={
                "org": "湖滨社区团支部",
                "n": i,
                "m": i * 37,
                "note": None if i % 3 else "已电话说明",
            },
            saved_at=MOMENT + timedelta(days=i % 300),
        )
        for i in range(count)
    )


def rows_of(request: HttpRequest) -> QuerySet[Draft]:
    """All rows that look like tasks."""
    return Draft.objects.filter(form__contains="-0")


@signed_in
def rows(request: HttpRequest) -> HttpResponse:
    """The list."""
    return table_page(request, RowTable, rows_of(request))


@signed_in
def row(request: HttpRequest, pk: int) -> HttpResponse:
    """One row."""
    return page(request, "gallery/row.html", {"title": f"任务 {pk}"})


@require_POST
@signed_in
@once
def bulk(request: HttpRequest) -> HttpResponse:
    """Counts how often it was carried out, in the rows themselves."""
    for found in Draft.objects.filter(pk__in=request.POST.getlist("row")):
        found.values = {**found.values, "done": found.values.get("done", 0) + 1}
        found.save()
    return HttpResponseRedirect(request.POST.get("next") or "/rows/")


class ReportForm(forms.Form):
    """Every kind of field."""

    title = forms.CharField(label="事项名称", max_length=20, help_text="写明做什么，不超过20字。")
    note = forms.CharField(
        label="情况说明", widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    due = forms.DateField(label="时限", widget=forms.DateInput(attrs={"type": "date"}))
    line = forms.ChoiceField(
        label="条线", choices=(("union", "工会"), ("league", "共青团"), ("women", "妇联"))
    )
    way = forms.ChoiceField(
        label="方式", choices=(("a", "会议"), ("b", "走访")), widget=forms.RadioSelect
    )
    classes = forms.MultipleChoiceField(
        label="单位类别",
        choices=(("x", "机关"), ("y", "企业")),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    agreed = forms.BooleanField(label="内容已经核对", required=False)
    password = forms.CharField(label="口令", widget=forms.PasswordInput, required=False)


@signed_in
@once
def form(request: HttpRequest) -> HttpResponse:
    """A form with draft, errors and a key."""
    filled = ReportForm(request.POST or None)
    if request.method == "POST" and filled.is_valid():
        return HttpResponseRedirect("/rows/")
    status = 422 if request.method == "POST" else 200
    return page(request, "gallery/form.html", {"form": filled, "title": "新建任务"}, status=status)


@signed_in
def fail(request: HttpRequest, kind: str) -> HttpResponse:
    """Raises one of the errors."""
    raise ERRORS[kind]


@signed_in
def pieces(request: HttpRequest) -> HttpResponse:
    """Every small piece on one page."""
    job = Job(
        title="整体下达",
        state=JobState.RUNNING,
        done=400,
        total=1000,
        started_at=timezone.now() - timedelta(seconds=40),
    )
    context = {
        "title": "零件",
        "yes": YES,
        "no": no("只有主送单位可以签收。"),
        "events": [
            Event(MOMENT, "街道党建办下达", "李红"),
            Event(date(2026, 3, 6), "社区签收", note="本周内完成", url="/rows/", tone="ok"),
        ],
        "job": job,
        "tones": [
            ("同步", "ok"),
            ("迟3天", "late"),
            ("缺", "missing"),
            ("未到期", "wait"),
            ("党组织未开展", "none"),
            ("进行中", "info"),
            ("办结", "done"),
        ],
        "rows": rows_table(RowTable, rows_of(request).order_by("pk")[:3]),
        "day": date(2026, 3, 5),
        "muted": muted("灰字"),
    }
    return page(request, "gallery/pieces.html", context, partial="part")


def sign_in(request: HttpRequest) -> HttpResponse:
    """Where the guard sends people."""
    return page(request, "gallery/sign_in.html", {"title": "登录"})


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """The start page."""
    return page(request, "gallery/row.html", {"title": "工作台"})


desk = ([path("search/", home, name="search")], "desk")
org = ([path("sign-in/", sign_in, name="sign_in")], "org")
urlpatterns = [
    path("", home, name="home"),
    path("rows/", rows, name="rows"),
    path("rows/<int:pk>/", row, name="row"),
    path("bulk/", bulk, name="bulk"),
    path("form/", form, name="form"),
    path("fail/<str:kind>/", fail, name="fail"),
    path("pieces/", pieces, name="pieces"),
    path("", include(org)),
    path("", include(desk)),
    path("", include("niudai.base.urls")),
]
handler400 = problems.bad_request
handler403 = problems.forbidden
handler404 = problems.not_found
handler500 = problems.server_error
