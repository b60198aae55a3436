"""Pages of the ledger."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from niudai.base.calendar import today
from niudai.base.errors import NotAllowed, Refused
from niudai.base.web.cells import Event, day
from niudai.base.web.forms import once
from niudai.base.web.guards import signed_in
from niudai.base.web.pages import page
from niudai.base.web.tables import table_page
from niudai.ledger import actions, followers, queries, rules
from niudai.ledger.forms import CorrectForm, ReasonForm, RecordForm, initial_of
from niudai.ledger.models import Entry
from niudai.ledger.tables import EntryTable, lines_of, measure_of, state_badge
from niudai.org.models import Organization


@require_safe
@signed_in
def entries(request: HttpRequest) -> HttpResponse:
    """The list; Excel carries every column officers keep unless others were chosen."""
    actor = request.actor
    table = EntryTable(followers.row_choices(actor.jurisdiction))
    rows = queries.entries(actor)
    if not request.GET.get("voided"):
        rows = rows.filter(voided_at=None)
    if request.GET.get("export") and not request.GET.get("columns"):
        request.GET = request.GET.copy()
        request.GET["columns"] = ",".join(column.name for column in table.columns)
    may = bool(queries.own_organizations(actor))
    return table_page(request, table, rows, "ledger/entries.html", {"may_record": may})


@require_safe
@signed_in
def entry(request: HttpRequest, code: UUID) -> HttpResponse:
    """One entry with its history and the other facts of the same occasion."""
    actor = request.actor
    found = queries.entry(actor, code)
    names = {row.code: row.name for row in followers.row_choices(found.jurisdiction)}
    versions = queries.versions_of(actor, found)
    context = {
        "title": found.title,
        "entry": found,
        "badge": state_badge(found),
        "rows": [names.get(row, row) for row in found.rows],
        "lines": lines_of(found),
        "measure": measure_of(found),
        "events": [event for version in versions for event in _events(version)],
        "occasion": queries.of_occasion(actor, found),
        "later": next((version for version in versions if version.corrects_id == found.pk), None),
        "may_change": rules.may_change(actor, found),
    }
    return page(request, "ledger/entry.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@once
def record(request: HttpRequest) -> HttpResponse:
    """Record a fact, alone or with the mass organizations that took part."""
    actor = request.actor
    places = queries.own_organizations(actor)
    if not places:
        raise NotAllowed("您没有在任何组织任职，不能登记台账；请由有任职的同志登记。")
    place = _chosen(request, places)
    form = RecordForm(
        _posted(request),
        initial={"occurred_on": today(), **_from_address(request)},
        place=place,
        row_choices=followers.row_choices(place.jurisdiction),
        partners=queries.partners(actor, place, today()),
    )
    if request.method == "POST" and form.is_valid():
        try:
            if partners := form.took_part():
                found = actions.record_occasion(
                    actor=actor, host=form.new_entry(), partners=partners
                )
            else:
                found = actions.record_entries(actor=actor, entries=[form.new_entry()])
        except Refused as error:
            form.refuse(error)
        else:
            many = f"，共{len(found)}条，算同一次活动" if len(found) > 1 else ""
            messages.success(request, f"已登记{many}。同步矩阵和统计已随之更新。")
            return redirect("ledger:entry", found[0].code)
    context = {"title": "登记台账", "form": form, "place": place, "places": places}
    return page(request, "ledger/record.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@once
def correct(request: HttpRequest, code: UUID) -> HttpResponse:
    """Replace a wrong entry by a right one."""
    actor = request.actor
    found = _changeable(request, code)
    form = CorrectForm(
        _posted(request),
        initial=initial_of(found),
        place=found.organization,
        row_choices=followers.row_choices(found.jurisdiction),
    )
    if request.method == "POST" and form.is_valid():
        try:
            new = actions.correct_entry(
                actor=actor,
                entry=found,
                to=form.corrected(found),
                reason=form.cleaned_data["reason"],
            )
        except Refused as error:
            form.refuse(error)
        else:
            messages.success(request, "已更正，原记录保留并注明作废。")
            return redirect("ledger:entry", new.code)
    context = {"title": "更正台账", "form": form, "entry": found}
    return page(request, "ledger/correct.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@once
def void(request: HttpRequest, code: UUID) -> HttpResponse:
    """Declare an entry void."""
    found = _changeable(request, code)
    form = ReasonForm(_posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.void_entry(actor=request.actor, entry=found, reason=form.cleaned_data["reason"])
        except Refused as error:
            form.refuse(error)
        else:
            messages.success(request, "已作废，这条不再计入任何统计。")
            return redirect("ledger:entry", found.code)
    context = {"title": "作废台账", "form": form, "entry": found}
    return page(request, "ledger/void.html", context, status=422 if form.errors else 200)


def _changeable(request: HttpRequest, code: UUID) -> Entry:
    """The entry, if the actor may change it and it still holds."""
    found = queries.entry(request.actor, code)
    rules.may_change(request.actor, found).require()
    if found.voided_at and request.method != "POST":
        raise Refused("这条台账已经作废，不能再更正或作废。")
    return found


def _chosen(request: HttpRequest, places: list[Organization]) -> Organization:
    code = request.GET.get("organization", "")
    return next((place for place in places if place.code == code), places[0])


def _from_address(request: HttpRequest) -> dict[str, str]:
    """What a link from another page fills in beforehand."""
    return {name: request.GET[name][:120] for name in ("kind", "title") if request.GET.get(name)}


def _events(entry: Entry) -> list[Event]:
    verb = "更正后重新登记" if entry.corrects_id else "登记"
    text = f"{verb}：{entry.title}（{day(entry.occurred_on)}）"
    found = [Event(entry.recorded_at, text, entry.recorded_by)]
    if entry.voided_at:
        found.append(
            Event(entry.voided_at, "作废", entry.voided_by, entry.void_reason, tone="missing")
        )
    return found


def _posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, even if it is empty; None for a page that is only opened."""
    return request.POST if request.method == "POST" else None
