"""Tables of the base: audit chain, jobs, notices, attachments, working days, saved views, drafts.

The base knows no accounts table (it lies above), so people stand here as plain ids and names.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from niudai.base.actors import Actor
from niudai.base.choices import JOB_FLOW, OPEN_JOBS, JobState
from niudai.base.fields import JurisdictionField
from niudai.base.visibility import GatedModel


class AuditChain(models.Model):
    """The head of one jurisdiction's audit chain (审计链头): the last number and digest given."""

    jurisdiction = JurisdictionField(unique=True)
    seq = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)


class AuditEntry(GatedModel):
    """One act that changed or revealed something (审计记录); appended, never changed.

    `digest` = HMAC-SM3(previous digest ‖ this row's values). Object and person are plain values
    so that the line outlives them.
    """

    LARGE = True

    jurisdiction = JurisdictionField()
    seq = models.BigIntegerField()
    at = models.DateTimeField()
    account_id = models.BigIntegerField(default=0)
    account_name = models.CharField(max_length=80)
    ip = models.CharField(max_length=45, blank=True)
    verb = models.CharField(max_length=60)
    object_label = models.CharField(max_length=60, blank=True)
    object_code = models.CharField(max_length=64, blank=True)
    object_text = models.CharField(max_length=200, blank=True)
    detail = models.TextField(blank=True)  # canonical JSON of what changed, personal data masked
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["jurisdiction", "seq"], name="audit_one_line_per_number"
            )
        ]
        indexes = [
            models.Index(fields=["jurisdiction", "at"], name="audit_by_time"),
            models.Index(fields=["jurisdiction", "object_code"], name="audit_by_object"),
        ]

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Only the audit administrator reads the log, of the own jurisdiction and of the system (0)."""
        if actor.admin_role != "audit_admin":
            return Q(pk__in=[])
        return Q(jurisdiction__in=(0, actor.jurisdiction))


class Job(GatedModel):
    """One piece of background work (后台作业) with its progress; `code` is its public name.

    `kind` names a registered job function, `arguments` its JSON-able keyword arguments. `done` of
    `total` steps are finished; `result_url` opens what came out. A dead worker's job goes back to
    waiting and the function is called again, so every job function is idempotent.
    """

    LARGE = True
    FLOW = JOB_FLOW

    jurisdiction = JurisdictionField()
    code = models.UUIDField(default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=120)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=12, choices=JobState, default=JobState.WAITING)
    account_id = models.BigIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=400, blank=True)
    result = models.JSONField(default=dict)
    result_url = models.CharField(max_length=200, blank=True)
    stop_asked = models.BooleanField(default=False)
    tries = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "code"], name="job_code_once"),
            models.CheckConstraint(condition=Q(state__in=JobState.values), name="job_state_listed"),
            models.CheckConstraint(
                condition=Q(state__in=OPEN_JOBS, finished_at=None)
                | ~Q(state__in=OPEN_JOBS) & Q(finished_at__isnull=False),
                name="job_finished_once_ended",
            ),
        ]
        indexes = [
            models.Index(
                fields=["jurisdiction", "account_id", "-created_at"], name="job_by_account"
            ),
            models.Index(  # every worker asks once a second for the oldest of these few
                fields=["jurisdiction", "created_at"],
                name="job_open",
                condition=Q(finished_at=None),
            ),
        ]

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Everybody sees the jobs they started."""
        return Q(jurisdiction=actor.jurisdiction, account_id=actor.account_id)


class Periodic(models.Model):
    """When a periodic function (定时事项) last began; whoever moves `ran_at` first runs it."""

    name = models.CharField(max_length=60, unique=True)
    ran_at = models.DateTimeField()


class Notice(GatedModel):
    """One in-app notice to one account (通知); `key` keeps a retried or repeated cause from doubling it."""

    LARGE = True

    jurisdiction = JurisdictionField()
    account_id = models.BigIntegerField()
    key = models.CharField(max_length=120)
    text = models.CharField(max_length=300)
    url = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["jurisdiction", "account_id", "key"], name="notice_once_per_key"
            )
        ]
        indexes = [
            models.Index(
                fields=["jurisdiction", "account_id", "-created_at"], name="notice_newest"
            ),
            models.Index(  # the bell in the top bar counts these on every page
                fields=["jurisdiction", "account_id"],
                name="notice_unread",
                condition=Q(read_at=None),
            ),
        ]

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Everybody sees their own notices."""
        return Q(jurisdiction=actor.jurisdiction, account_id=actor.account_id)


class Attachment(GatedModel):
    """One stored file (附件) with the digest of its bytes; reached only through the object that holds it."""

    LARGE = True

    jurisdiction = JurisdictionField()
    code = models.UUIDField(default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()  # bytes
    sm3 = models.CharField(max_length=64)
    file = models.FileField(upload_to="attachments/%Y/%m/", max_length=200)
    account_id = models.BigIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "code"], name="attachment_code_once")
        ]

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Directly, only by whoever uploaded it; others come through the holding object's gate."""
        return Q(jurisdiction=actor.jurisdiction, account_id=actor.account_id)


class CalendarYear(models.Model):
    """One year of the working calendar (工作日历); `published` once the State Council's arrangement is in."""

    year = models.PositiveSmallIntegerField(unique=True)
    published = models.BooleanField(default=False)
    source = models.CharField(max_length=200)


class CalendarDay(models.Model):
    """One day that differs from the weekly rule: a holiday on a weekday, or a make-up working day."""

    day = models.DateField(unique=True)
    working = models.BooleanField()
    name = models.CharField(max_length=40)


class SavedView(models.Model):
    """A list's filters, order and columns under a name (常用视图); shared ones show to the whole jurisdiction."""

    jurisdiction = JurisdictionField()
    account_id = models.BigIntegerField()
    table = models.CharField(max_length=60)
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=1000)
    shared = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["jurisdiction", "account_id", "table", "name"],
                name="saved_view_name_once",
                violation_error_message="已有同名视图，请换一个名称。",
            )
        ]


class Draft(models.Model):
    """What an account has typed into a form and not yet sent (草稿); one per account and form."""

    account_id = models.BigIntegerField()
    form = models.CharField(max_length=120)
    values = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account_id", "form"], name="draft_once")]


class SentForm(models.Model):
    """The key of a form that was carried out (已提交), so that a repeated submit does nothing twice."""

    account_id = models.BigIntegerField()
    key = models.CharField(max_length=64)
    url = models.CharField(max_length=300)  # where the first submit led
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account_id", "key"], name="sent_form_once")]
