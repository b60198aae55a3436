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
