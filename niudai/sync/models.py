"""Tables of the sync room: frameworks as versioned data, and the summaries of matched facts."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from niudai.base.fields import JurisdictionField
from niudai.ledger.choices import Kind
from niudai.org.choices import Line
from niudai.org.models import Leadership
from niudai.sync.choices import PERS


class Framework(models.Model):
    """A named framework of a mass line (带建框架), such as 六带六同步; `key` prefixes its content-row codes.

    `jurisdiction` 0 ships with the product; others are added by a Party office for its own jurisdiction.
    """

    jurisdiction = JurisdictionField(default=0)
    key = models.SlugField("代号", max_length=20)
    name = models.CharField("名称", max_length=40)
    line = models.CharField("条线", max_length=8, choices=Line)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "key"], name="framework_key_once"),
            models.CheckConstraint(condition=~Q(line=Line.PARTY), name="framework_of_a_mass_line"),
        ]

    def __str__(self) -> str:
        return self.name


class FrameworkVersion(models.Model):
    """One version of a framework; the one with the latest `effective_on` not after today is current.

    `source` names the document it comes from.
    """

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("版本")
    effective_on = models.DateField("启用日期")
    source = models.CharField("依据", max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "number"], name="framework_version_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.framework} 第{self.number}版"


class ContentRow(models.Model):
    """One thing that is led (带的内容); its code on a ledger entry is `<framework key>/<key>`."""

    version = models.ForeignKey(FrameworkVersion, models.CASCADE, related_name="rows")
    key = models.SlugField(max_length=20)
    name = models.CharField("内容", max_length=40)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="content_row_key_once")
        ]

    def __str__(self) -> str:
        return self.name


class Step(models.Model):
    """One thing that is done in step (同的环节) and the ledger kind that proves it.

    `tolerance` in days (default 7): how far apart two facts may be and still be in step.
    `required` per period of `required_per`: how often the Party side must act; None asks nothing.
    """

    version = models.ForeignKey(FrameworkVersion, models.CASCADE, related_name="steps")
    key = models.SlugField(max_length=20)
    name = models.CharField("环节", max_length=40)
    kind = models.CharField("证明类别", max_length=10, choices=Kind)
    tolerance = models.PositiveSmallIntegerField("允许相差天数", default=7)
    required = models.PositiveSmallIntegerField("每期应有次数", null=True, blank=True)
    required_per = models.CharField(
        max_length=8,
        choices=PERS,
        default="year",
    )
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="step_key_once"),
            models.CheckConstraint(condition=Q(tolerance__lte=60), name="step_tolerance_sane"),
        ]

    def __str__(self) -> str:
        return self.name


class SummaryColumns(models.Model):
    """What a summary row holds: a Tally (see tallies.py) of one step, content row and period.

    `row` is "" for the total over all facts, else a content-row key; `period` a Period key
    ("2026-03", "2026Q1", "2026H1", "2026"). `lags` and `dues` are the JSON of the Tally.
    """

    jurisdiction = JurisdictionField()
    version = models.ForeignKey(FrameworkVersion, models.CASCADE, related_name="+", db_index=False)
    step = models.ForeignKey(Step, models.CASCADE, related_name="+", db_index=False)
    row = models.CharField(max_length=20, blank=True, default="")
    period = models.CharField(max_length=8)
    in_step = models.PositiveIntegerField(default=0)
    late = models.PositiveIntegerField(default=0)
    alone = models.PositiveIntegerField(default=0)
    unanswered = models.PositiveIntegerField(default=0)
    lags = models.JSONField(default=dict)
    dues = models.JSONField(default=dict)

    class Meta:
        abstract = True


class PairSummary(SummaryColumns):
    """The tally of one pair (带建关系)."""

    LARGE = True

    pair = models.ForeignKey(Leadership, models.PROTECT, related_name="summaries", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["jurisdiction", "pair", "version", "period", "row", "step"],
                name="pair_summary_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["jurisdiction", "version", "period", "row"], name="pair_summary_of_period"
            )
        ]


class AreaSummary(SummaryColumns):
    """The tally of a whole jurisdiction: the sum of its pairs' rows, kept in the same transaction."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["jurisdiction", "version", "step", "row", "period"],
                name="area_summary_once",
            )
        ]
        indexes = [models.Index(fields=["version", "period", "row"], name="area_summary_of_period")]


class PairState(models.Model):
    """What the summaries of one pair were computed for: its dates and the framework versions.

    A pair whose dates or current versions differ from this row (or that has none) is stale: reads
    compute it from its facts, and the next write or the periodic job brings its summaries up to date.
    """

    jurisdiction = JurisdictionField()
    pair = models.OneToOneField(Leadership, models.PROTECT, related_name="state")
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    versions = models.CharField(max_length=200)  # ids in order, "1,4"


class SummaryClock(models.Model):
    """One row per jurisdiction; updating it first makes recomputations of one jurisdiction wait for each other."""

    jurisdiction = JurisdictionField(unique=True)
    ticks = models.BigIntegerField(default=0)
