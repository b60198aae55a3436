"""Addresses of the base; the web kit's own ones are in web/urls.py."""

from django.urls import path

from niudai.base import views
from niudai.base.web.urls import urlpatterns as web_urlpatterns

app_name = "base"

urlpatterns = [
    path("health/", views.health, name="health"),
    path("jobs/", views.job_list, name="jobs"),
    path("jobs/<uuid:code>/", views.job, name="job"),
    path("jobs/<uuid:code>/stop/", views.stop_job, name="job_stop"),
    path("jobs/<uuid:code>/retry/", views.retry_job, name="job_retry"),
    path("notices/", views.notice_list, name="notices"),
    path("notices/read/", views.read_notices, name="notices_read"),
    path("notices/<int:notice_id>/open/", views.open_notice, name="notice_open"),
    path("calendar/", views.calendar_now, name="calendar"),
    path("calendar/years/", views.set_year, name="calendar_set_year"),
    path("calendar/days/", views.set_day, name="calendar_set_day"),
    path("calendar/days/clear/", views.clear_day, name="calendar_clear_day"),
    path("calendar/<int:year>/", views.calendar_year, name="calendar_year"),
    path("audit/", views.audit_list, name="audit"),
    path("audit/verify/", views.verify_audit, name="audit_verify"),
    *web_urlpatterns,
]
