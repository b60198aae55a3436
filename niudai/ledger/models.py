"""The ledger (台账): one append-only entry per fact."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from niudai.base.actors import Actor
from niudai.base.fields import CodeSetField, JurisdictionField
from niudai.base.visibility import GatedModel
from niudai.ledger.choices import Kind
from niudai.org.choices import Line
from niudai.org.models import Organization, in_scope


class Entry(GatedModel):
    """One fact (台账条目): on this day this organization did this.

    Never changed but for the four `void…` columns, which are set once. A correction is a new entry
    whose `corrects` names the voided one. `persons` counts people (人), `person_times` attendances
    (人次): two numbers, never added. `concerns` holds the lines the fact is about, `rows` the content
    rows as `<framework>/<row>`. `occasion` is shared by the entries of lines that took part in one event.
    Plan, measure and source are plain values, because they live in rooms above. `key` makes a retried
    act record nothing twice.
    """

    LARGE = True

    jurisdiction = JurisdictionField()
    code = models.UUIDField(default=uuid.uuid4, editable=False)
    occurred_on = models.DateField("日期")
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        related_name="entries",
        verbose_name="组织",
        db_index=False,
    )
    line = models.CharField("条线", max_length=8, choices=Line)
    kind = models.CharField("类别", max_length=10, choices=Kind)
    title = models.CharField("事项", max_length=120)
    note = models.TextField("说明", max_length=2000, blank=True)
    rows = CodeSetField("内容", max_length=300)
    concerns = CodeSetField("涉及条线", max_length=60)
    persons = models.PositiveIntegerField("人数", null=True, blank=True)
    person_times = models.PositiveIntegerField("人次", null=True, blank=True)
    occasion = models.UUIDField("同一活动", null=True, blank=True)
    occasion_title = models.CharField(max_length=120, blank=True)
    plan_code = models.UUIDField(null=True, blank=True)
    plan_title = models.CharField(max_length=200, blank=True)
    measure_code = models.UUIDField(null=True, blank=True)
    measure_title = models.CharField("举措", max_length=200, blank=True)
    source_label = models.CharField(max_length=40, blank=True)
    source_code = models.CharField(max_length=64, blank=True)
    source_text = models.CharField("来源", max_length=120, blank=True)
    key = models.CharField(max_length=120, null=True, blank=True)  # noqa: DJ001 — NULL is “no key”, never equal
    corrects = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrected_by",
        db_index=False,
    )
    recorded_at = models.DateTimeField("记录时间")
    recorded_by_id = models.BigIntegerField(default=0)
    recorded_by = models.CharField("记录人", max_length=80)
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)
    voided_by_id = models.BigIntegerField(default=0)
    voided_by = models.CharField("作废人", max_length=80, blank=True)
    void_reason = models.CharField("作废原因", max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "code"], name="entry_code_once"),
            models.UniqueConstraint(
                fields=["jurisdiction", "organization", "key"], name="entry_key_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="entry_kind_listed"),
            models.CheckConstraint(condition=Q(line__in=Line.values), name="entry_line_listed"),
            models.CheckConstraint(
                condition=Q(voided_at=None, void_reason="")
                | (Q(voided_at__isnull=False) & ~Q(void_reason="")),
                name="entry_void_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(persons=None)
                | Q(person_times=None)
                | Q(person_times__gte=F("persons")),
                name="entry_times_not_below_persons",
                violation_error_message="人次不能少于人数。",
            ),
        ]
        indexes = [
            models.Index(fields=["jurisdiction", "-occurred_on", "-id"], name="entry_newest"),
            models.Index(  # the matcher reads one organization's facts of one kind
                fields=["jurisdiction", "organization", "kind", "occurred_on"],
                name="entry_of_organization",
            ),
            models.Index(
                fields=["jurisdiction", "line", "-occurred_on", "-id"], name="entry_of_line"
            ),
            models.Index(
                fields=["jurisdiction", "occasion"],
                name="entry_of_occasion",
                condition=Q(occasion__isnull=False),
            ),
            models.Index(
                fields=["jurisdiction", "measure_code"],
                name="entry_of_measure",
                condition=Q(measure_code__isnull=False),
            ),
            models.Index(
                fields=["jurisdiction", "corrects"],
                name="entry_correcting",
                condition=Q(corrects__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """The facts of the organizations within the actor's posts."""
        return in_scope(actor)
