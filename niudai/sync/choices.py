"""Words of a matrix cell."""

from django.db.models import TextChoices


class Word(TextChoices):
    """What a cell says; the text with its numbers comes from `tallies.cell`."""

    IN_STEP = "in_step", "同步"
    LATE = "late", "迟"
    MISSING = "missing", "缺"
    PENDING = "pending", "待跟进"
    NO_PARTY = "no_party", "党组织未开展"
    NOT_DUE = "not_due", "未到期"


TONES = {
    Word.IN_STEP: "ok",
    Word.LATE: "late",
    Word.MISSING: "missing",
    Word.PENDING: "wait",
    Word.NO_PARTY: "none",
    Word.NOT_DUE: "none",
}
"""The web kit's tone of each word: two that blame nobody stay quiet."""

SHAPES = {**TONES, Word.NOT_DUE: "info"}
"""The web kit's shape of each word; no two share one."""

MEANINGS = (
    (Word.IN_STEP, "同步", "到期的事项，群团组织都在允许天数内同步开展。"),
    (Word.LATE, "迟n天", "都有回应，但有超过允许天数的；n是这些迟到天数的中位数。"),
    (Word.MISSING, "缺k/n", "到期的n件中有k件，群团组织没有回应。"),
    (Word.PENDING, "待跟进", "党组织已开展，群团组织还在允许天数内。"),
    (Word.NO_PARTY, "党组织未开展", "期间已过，党组织没有涉及该条线的事项，不算群团组织的缺项。"),
    (Word.NOT_DUE, "未到期", "期间还没过完，党组织暂无涉及该条线的事项。"),
)
"""Each word with an example of it and what it means, in the order of the page's foot."""

PERS = (("month", "月"), ("quarter", "季度"), ("half", "半年"), ("year", "年"))
"""For how long a step's required count holds; the keys are kinds of periods."""
PER_WORDS = dict(PERS)

AUDIT_VERBS = {
    "sync.add_framework": "新建带建框架",
    "sync.change_framework": "修改带建框架",
    "sync.rebuild": "重新计算同步统计",
}
"""Words of the room's audit lines."""
