"""Who gets what at every address of the base, the web kit, the desk and the API's docs page."""

from tests.matrix.persons import (
    AUDIT,
    BODY,
    EVERYBODY,
    OFFICE,
    PAGE,
    READ_ONLY,
    SIGNED_IN,
    SYSTEM,
    Row,
    act,
    page,
)

DAY = {"day": "2026-10-12", "working": "0", "name": "测试日"}
YEAR = {"year": "2028", "published": "on", "source": "测试"}
BODY_ONLY = {"form": "f", "values": {}}

ROWS = [
    page("desk:home", PAGE),
    page("desk:search", PAGE, query="q=hbsqtzb"),
    Row("base:health", {200: EVERYBODY}, READ_ONLY),
    page("base:jobs", PAGE),
    page("base:job", {200: OFFICE}, of="job"),
    act("base:job_stop", OFFICE, of="job"),
    act("base:job_retry", OFFICE, of="failed_job"),
    page("base:notices", PAGE),
    act("base:notices_read", SIGNED_IN),
    act("base:notice_open", BODY, of="notice"),
    page("base:calendar", {302: SIGNED_IN}),
    page("base:calendar_year", PAGE, of="year"),
    act("base:calendar_set_year", SYSTEM, see=SIGNED_IN, ok=422),
    act("base:calendar_set_day", SYSTEM, see=SIGNED_IN, **DAY),
    act("base:calendar_clear_day", SYSTEM, see=SIGNED_IN, ok=422),
    page("base:audit", {200: AUDIT, 403: SIGNED_IN - AUDIT}),
    act("base:audit_verify", AUDIT, see=SIGNED_IN),
    Row("base:held", {302: SIGNED_IN}, {302: SIGNED_IN}),
    Row("base:drafts", PAGE, {400: SIGNED_IN}, query="form=f"),
    Row("base:look", READ_ONLY, {302: EVERYBODY}),
    act("base:saved_view_save", SIGNED_IN),
    act("base:saved_view_delete", OFFICE, of="view"),
    act("base:saved_view_share", OFFICE, of="view"),
    Row("base:problem", {404: EVERYBODY}, {404: EVERYBODY}, of="status"),
    Row("api_docs", {200: EVERYBODY}, {405: EVERYBODY}),
]
