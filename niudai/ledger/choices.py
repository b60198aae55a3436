"""Words of the ledger: the fourteen kinds of facts, and the origins a fact can have."""

from django.db.models import TextChoices


class Kind(TextChoices):
    """What kind of act a fact records (类别)."""

    STUDY = "study", "研究"
    GOAL = "goal", "目标"
    DEPLOY = "deploy", "部署"
    IMPLEMENT = "implement", "落实"
    ACTIVITY = "activity", "活动"
    VENUE = "venue", "阵地"
    FUND = "fund", "经费"
    INSPECT = "inspect", "检查督查"
    TRAIN = "train", "培训"
    VISIT = "visit", "走访"
    SERVICE = "service", "服务"
    RIGHTS = "rights", "维权"
    PUBLICITY = "publicity", "宣传"
    HONOR = "honor", "表彰"


AUDIT_VERBS = {
    "ledger.record": "登记台账",
    "ledger.record_many": "登记多条台账",
    "ledger.correct": "更正台账",
    "ledger.void": "作废台账",
}
"""Words of the room's audit lines."""
