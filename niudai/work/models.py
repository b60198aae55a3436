"""Tables of the work room: plan → items (headings and measures) → assignments with their timeline."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from niudai.base.actors import Actor
from niudai.base.fields import CodeSetField, JurisdictionField
from niudai.base.models import Attachment
from niudai.base.visibility import GatedModel
from niudai.ledger.models import Entry
from niudai.org.choices import Line
from niudai.org.models import Organization, in_scope
from niudai.work.choices import (
    ASSIGNMENT_FLOW,
    EXTENSION_FLOW,
    PLAN_FLOW,
    AssignmentState,
    Cadence,
    EventKind,
    ExtensionState,
    ItemKind,
    PlanState,
)


class Plan(GatedModel):
    """One plan document turned into work (方案). `text` is the source as read; items point into it by character.

    `revises` makes a draft the revision (修订稿) of an issued plan; issuing it carries the issued plan
    forward to its next version and leaves the draft `merged`.
    """

    FLOW = PLAN_FLOW

    jurisdiction = JurisdictionField()
    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField("标题", max_length=200)
    issuer = models.ForeignKey(
        Organization, models.PROTECT, related_name="plans", verbose_name="印发组织"
    )
    doc_number = models.CharField("文号", max_length=60, blank=True)
    issued_on = models.DateField("印发日期", null=True, blank=True)
    state = models.CharField("状态", max_length=10, choices=PlanState, default=PlanState.DRAFT)
    text = models.TextField(blank=True)
    # plans are few and stand on every node, files are spread: no database can keep this key
    source = models.ForeignKey(
        Attachment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    source_name = models.CharField("来源文件", max_length=200, blank=True)
    warnings = models.JSONField(default=list)  # Chinese sentences of the reader
    frameworks = models.JSONField(default=list)  # frameworks named in the text: name, members, line
    themes = models.JSONField(default=dict)  # line → theme, shown on every task of that line
    programmes = CodeSetField(max_length=2000)
    revises = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="revisions"
    )
    # counts draft edits; two editors collide on it
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by_id = models.BigIntegerField()
    created_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=("issued", "closed"))
                | (Q(issued_on__isnull=False) & ~Q(doc_number="")),
                name="plan_issued_has_number_and_date",
            ),
            models.CheckConstraint(
                condition=Q(state__in=PlanState.values), name="plan_state_listed"
            ),
            models.UniqueConstraint(
                fields=["revises"],
                condition=Q(state="draft"),
                name="plan_one_open_revision",
                violation_error_message="这份方案已有一份修订稿在核对。",
            ),
        ]
        indexes = [models.Index(fields=["jurisdiction", "-created_at"], name="plan_newest")]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Drafts: the Party office's own jurisdiction; issued plans: everybody with a post there."""
        condition = Q(pk__in=[])
        for scope in actor.scopes:
            if scope.role == "party_office":
                condition |= Q(jurisdiction=scope.jurisdiction)
            else:
                condition |= Q(jurisdiction=scope.jurisdiction, state__in=("issued", "closed"))
        return condition


class PlanItem(GatedModel):
    """One node of a plan's tree (方案条目): a heading, a measure (举措), a goal or a note.

    `parent` and `position` make the tree; `char_start`/`char_end` (end exclusive) point into the
    plan's text, None for what was added by hand. `why` says for each suggested value which rule and
    words led to it; `confirmed` that an officer has looked at it. `evidence` is what a report must
    bring besides facts, by default nothing.
    In a revision draft `revises` is the item of the issued plan that goes on as this one, at most one
    each way, and `revised` says for each value the two documents give differently [before, now].
    `dropped_on` marks a measure that the plan no longer asks for since a revision, kept for its tasks.
    """

    jurisdiction = JurisdictionField()
    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="items")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children"
    )
    position = models.PositiveIntegerField()  # order among all items of the plan
    kind = models.CharField("性质", max_length=8, choices=ItemKind)
    number_text = models.CharField("序号", max_length=20, blank=True)
    title = models.CharField("事项", max_length=200)
    text = models.TextField("内容", blank=True)
    char_start = models.PositiveIntegerField(null=True, blank=True)
    char_end = models.PositiveIntegerField(null=True, blank=True)
    lines = CodeSetField("条线", max_length=60)
    unit_classes = CodeSetField("单位类别", max_length=120)
    rows = CodeSetField("带的内容", max_length=300)
    programmes = CodeSetField("品牌项目", max_length=300)
    other_owners = CodeSetField("其他单位", max_length=300)
    lead = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="牵头组织",
    )
    assisting = models.ManyToManyField(
        Organization, blank=True, related_name="+", verbose_name="配合组织"
    )
    leader_name = models.CharField("责任领导", max_length=40, blank=True)
    due_on = models.DateField("完成时限", null=True, blank=True)
    cadence = models.CharField("频次", max_length=8, choices=Cadence, default=Cadence.ONCE)
    target_value = models.DecimalField(
        "目标值", max_digits=12, decimal_places=2, null=True, blank=True
    )
    target_unit = models.CharField("目标单位", max_length=20, blank=True)
    evidence = models.CharField("须附材料", max_length=200, blank=True)
    why = models.JSONField(default=dict)
    confidence = models.FloatField(default=1.0)
    confirmed = models.BooleanField("已核对", default=False)
    revises = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="revised_by"
    )
    revised = models.JSONField(default=dict)
    dropped_on = models.DateField("不再要求自", null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(char_start=None) | Q(char_end__gt=F("char_start")),
                name="plan_item_span_ordered",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ItemKind.values), name="plan_item_kind_listed"
            ),
        ]
        indexes = [models.Index(fields=["plan", "position"], name="plan_item_in_order")]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """As its plan."""
        plans = Plan.objects.visible_to(actor)
        return Q(plan__in=plans)


class PlanVersion(GatedModel):
    """An issued plan as it was before a revision took its place (版本); appended, never changed.

    `number` counts from 1; the plan itself is the version after the last one here. `tree` holds the
    items in reading order, each with the fields of an undo step and its parent's place among them.
    """

    jurisdiction = JurisdictionField()
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField("版本")
    title = models.CharField("标题", max_length=200)
    doc_number = models.CharField("文号", max_length=60)
    issued_on = models.DateField("印发日期")
    text = models.TextField(blank=True)
    tree = models.JSONField()
    source = models.ForeignKey(  # as Plan.source
        Attachment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    source_name = models.CharField("来源文件", max_length=200, blank=True)
    replaced_at = models.DateTimeField("修订时间")
    replaced_by = models.CharField(max_length=80)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="plan_version_once")]

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """As its plan."""
        return Q(plan__in=Plan.objects.visible_to(actor))


class DraftStep(GatedModel):
    """The tree of a draft plan before one edit (撤销步), so that the edit can be undone."""

    jurisdiction = JurisdictionField()
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="steps")
    revision = models.PositiveIntegerField()
    what = models.CharField(max_length=60)  # the edit in words, “合并两条”
    tree = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "revision"], name="draft_step_once")]

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """As its plan."""
        return Q(plan__in=Plan.objects.visible_to(actor))


class Assignment(GatedModel):
    """One measure given to one organization for one period (任务).

    `period` is "" for a one-time measure, else a Period key. The title is kept on the row, so that
    lists need no join with the plan. `due_on` moves only by a granted extension or a new dispatch after
    a refusal, `first_due_on` never.
    `done_on` is the day the body says the work was done; `reported_at` the moment it said so.
    """

    LARGE = True
    FLOW = ASSIGNMENT_FLOW

    # here and below: foreign keys without an index of their own, because every read names the
    # jurisdiction and an index that begins with it serves; each index costs at dispatch
    jurisdiction = JurisdictionField()
    code = models.UUIDField(default=uuid.uuid4, editable=False)
    measure = models.ForeignKey(
        PlanItem, models.PROTECT, related_name="assignments", db_index=False
    )
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        related_name="assignments",
        verbose_name="承办组织",
        db_index=False,
    )
    line = models.CharField("条线", max_length=8, choices=Line)
    title = models.CharField("事项", max_length=200)
    period = models.CharField("周期", max_length=8, blank=True, default="")
    state = models.CharField(
        "状态", max_length=12, choices=AssignmentState, default=AssignmentState.DISPATCHED
    )
    due_on = models.DateField("时限", null=True, blank=True)
    first_due_on = models.DateField(null=True, blank=True)
    dispatched_at = models.DateTimeField("下达时间")
    dispatched_by_id = models.BigIntegerField()
    dispatched_by = models.CharField(max_length=80)
    why = models.CharField("下达依据", max_length=120, blank=True)
    holder_id = models.BigIntegerField(default=0)  # account that signed for it; 0 before
    acknowledged_at = models.DateTimeField("签收时间", null=True, blank=True)
    agreed_target = models.DecimalField(
        "约定目标", max_digits=12, decimal_places=2, null=True, blank=True
    )
    done_on = models.DateField("完成日期", null=True, blank=True)
    reported_at = models.DateTimeField("报送时间", null=True, blank=True)
    report = models.TextField("完成情况", max_length=2000, blank=True)
    accepted_at = models.DateTimeField("核验时间", null=True, blank=True)
    closed_at = models.DateTimeField("办结时间", null=True, blank=True)
    said = models.CharField(
        max_length=400, blank=True
    )  # the latest reason: refused, sent back, recalled

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "code"], name="assignment_code_once"),
            models.UniqueConstraint(
                fields=["jurisdiction", "organization", "measure", "period"],
                name="assignment_once_per_period",
            ),
            models.CheckConstraint(
                condition=Q(state__in=AssignmentState.values), name="assignment_state_listed"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("reported", "accepted", "closed"))
                | (Q(reported_at__isnull=False) & Q(done_on__isnull=False)),
                name="assignment_reported_has_dates",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("accepted", "closed")) | Q(accepted_at__isnull=False),
                name="assignment_accepted_has_time",
            ),
        ]
        indexes = [
            models.Index(fields=["jurisdiction", "due_on", "id"], name="assignment_by_due"),
            # the API pages through the newest first
            models.Index(fields=["jurisdiction", "-id"], name="assignment_newest"),
            models.Index(fields=["jurisdiction", "state", "due_on"], name="assignment_by_state"),
            models.Index(  # the API lists the newest first, and the newest are all just dispatched
                fields=["jurisdiction", "state", "id"], name="assignment_newest_of_state"
            ),
            models.Index(
                fields=["jurisdiction", "organization", "state", "due_on"],
                name="assignment_of_organization",
            ),
            models.Index(
                fields=["jurisdiction", "line", "state", "due_on"], name="assignment_of_line"
            ),
            models.Index(  # with the dates, so that progress is counted without fetching a row
                fields=["jurisdiction", "measure", "state", "due_on", "done_on"],
                name="assignment_of_measure",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """The assignments of the organizations within the actor's posts."""
        return in_scope(actor)


class AssignmentEvent(GatedModel):
    """One line of an assignment's timeline (经过); appended, never changed."""

    LARGE = True

    jurisdiction = JurisdictionField()
    assignment = models.ForeignKey(
        Assignment, models.CASCADE, related_name="events", db_index=False
    )
    at = models.DateTimeField()
    kind = models.CharField(max_length=20, choices=EventKind)
    account_id = models.BigIntegerField(default=0)
    account_name = models.CharField(max_length=80)
    text = models.CharField(max_length=400, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["jurisdiction", "assignment", "at"], name="event_of_assignment")
        ]

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """As its assignment."""
        return Q(assignment__in=Assignment.objects.visible_to(actor))


class ReportFact(GatedModel):
    """A ledger entry that an assignment's report cites (佐证事实)."""

    LARGE = True

    jurisdiction = JurisdictionField()
    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="facts", db_index=False)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["jurisdiction", "assignment", "entry"], name="report_fact_once"
            )
        ]

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """As its assignment."""
        return Q(assignment__in=Assignment.objects.visible_to(actor))


class Extension(GatedModel):
    """One request for more time (延期申请), with reason, and who decided."""

    LARGE = True
    FLOW = EXTENSION_FLOW

    jurisdiction = JurisdictionField()
    code = models.UUIDField(default=uuid.uuid4, editable=False)
    assignment = models.ForeignKey(
        Assignment, models.CASCADE, related_name="extensions", db_index=False
    )
    state = models.CharField(max_length=8, choices=ExtensionState, default=ExtensionState.ASKED)
    due_on = models.DateField("申请延至")
    reason = models.CharField("延期理由", max_length=400)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=80)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=80, blank=True)
    answer = models.CharField("审批意见", max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "code"], name="extension_code_once"),
            models.UniqueConstraint(
                fields=["jurisdiction", "assignment"],
                condition=Q(state="asked"),
                name="extension_one_open",
                violation_error_message="已有一条延期申请待审批。",
            ),
        ]

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """As its assignment."""
        return Q(assignment__in=Assignment.objects.visible_to(actor))
