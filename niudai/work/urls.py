"""Addresses of the work room: plans (plan_urls.py), then dispatch and assignments."""

from __future__ import annotations

from django.urls import URLPattern, path

from niudai.work.plan_urls import plan_urls
from niudai.work.views import assignments, dispatch, extensions

app_name = "work"

assignment_urls: list[URLPattern] = [
    path("assignments/", assignments.listing, name="assignments"),
    path(
        "assignments/bulk/acknowledge/", assignments.bulk, {"act": "签收"}, name="bulk_acknowledge"
    ),
    path("assignments/bulk/accept/", assignments.bulk, {"act": "核验"}, name="bulk_accept"),
    path("assignments/bulk/close/", assignments.bulk, {"act": "办结"}, name="bulk_close"),
    path("assignments/bulk/remind/", assignments.bulk, {"act": "提醒"}, name="bulk_remind"),
    path("assignments/<uuid:code>/", assignments.detail, name="assignment"),
    path("assignments/<uuid:code>/acknowledge/", assignments.acknowledge, name="acknowledge"),
    path("assignments/<uuid:code>/refuse/", assignments.refuse, name="refuse"),
    path("assignments/<uuid:code>/start/", assignments.start, name="start"),
    path("assignments/<uuid:code>/report/", assignments.report, name="report"),
    path("assignments/<uuid:code>/accept/", assignments.accept, name="accept"),
    path("assignments/<uuid:code>/send-back/", assignments.send_back, name="send_back"),
    path("assignments/<uuid:code>/close/", assignments.close, name="close"),
    path("assignments/<uuid:code>/recall/", assignments.recall, name="recall"),
    path("assignments/<uuid:code>/redispatch/", assignments.redispatch, name="redispatch"),
    path("assignments/<uuid:code>/remind/", assignments.remind, name="remind"),
    path("assignments/<uuid:code>/extension/", extensions.ask, name="ask_extension"),
    path("extensions/<uuid:code>/grant/", extensions.grant, name="grant_extension"),
    path("extensions/<uuid:code>/deny/", extensions.deny, name="deny_extension"),
    path("measures/<uuid:code>/", dispatch.measure, name="measure"),
    path("measures/<uuid:code>/dispatch/", dispatch.dispatch, name="dispatch"),
    path("plans/<uuid:code>/dispatch/", dispatch.dispatch_plan, name="dispatch_plan"),
]

urlpatterns = [*plan_urls, *assignment_urls]
