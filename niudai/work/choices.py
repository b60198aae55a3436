"""States and words of the work room: plans, measures, assignments, extensions."""

from django.db.models import TextChoices

from niudai.base.flow import flow


class PlanState(TextChoices):
    """Where a plan stands (方案状态)."""

    DRAFT = "draft", "核对中"
    ISSUED = "issued", "已印发"
    CLOSED = "closed", "已办结"
    DISCARDED = "discarded", "已废弃"
    MERGED = "merged", "已并入"  # a revision draft that has become a plan's next version


PLAN_FLOW = flow(
    PlanState,
    {
        PlanState.DRAFT: {PlanState.ISSUED, PlanState.DISCARDED, PlanState.MERGED},
        PlanState.ISSUED: {PlanState.CLOSED},
        PlanState.CLOSED: {PlanState.ISSUED},
        PlanState.DISCARDED: {PlanState.DRAFT},
        PlanState.MERGED: set(),
    },
)


class ItemKind(TextChoices):
    """What one node of a plan's tree is (条目性质)."""

    HEADING = "heading", "标题"
    MEASURE = "measure", "举措"
    GOAL = "goal", "目标"
    NOTE = "note", "说明"


DISPATCHABLE = (ItemKind.MEASURE, ItemKind.GOAL)


class Cadence(TextChoices):
    """How often a measure is to be done (频次)."""

    ONCE = "once", "一次性"
    MONTH = "month", "每月"
    QUARTER = "quarter", "每季度"
    HALF = "half", "每半年"
    YEAR = "year", "每年"


class AssignmentState(TextChoices):
    """Where an assignment stands (任务状态)."""

    DISPATCHED = "dispatched", "已下达"
    REFUSED = "refused", "已退回"
    ACKNOWLEDGED = "acknowledged", "已签收"
    IN_PROGRESS = "in_progress", "进行中"
    REPORTED = "reported", "已报完成"
    SENT_BACK = "sent_back", "退回补正"
    ACCEPTED = "accepted", "已核验"
    CLOSED = "closed", "办结"
    RECALLED = "recalled", "已撤回"


ASSIGNMENT_FLOW = flow(
    AssignmentState,
    {
        AssignmentState.DISPATCHED: {
            AssignmentState.ACKNOWLEDGED,
            AssignmentState.REFUSED,
            AssignmentState.RECALLED,
        },
        AssignmentState.REFUSED: {AssignmentState.DISPATCHED, AssignmentState.RECALLED},
        AssignmentState.ACKNOWLEDGED: {
            AssignmentState.IN_PROGRESS,
            AssignmentState.REPORTED,
            AssignmentState.RECALLED,
        },
        AssignmentState.IN_PROGRESS: {AssignmentState.REPORTED, AssignmentState.RECALLED},
        AssignmentState.REPORTED: {AssignmentState.ACCEPTED, AssignmentState.SENT_BACK},
        AssignmentState.SENT_BACK: {AssignmentState.REPORTED, AssignmentState.RECALLED},
        AssignmentState.ACCEPTED: {AssignmentState.CLOSED},
        AssignmentState.CLOSED: set(),
        AssignmentState.RECALLED: {AssignmentState.DISPATCHED},  # recalled by mistake
    },
)
# what the office may still take back
RECALLABLE = tuple(
    state
    for state in AssignmentState.values
    if ASSIGNMENT_FLOW.allows(state, AssignmentState.RECALLED)
)
# what the grassroots body has to do something about
WITH_BODY = (
    AssignmentState.DISPATCHED,
    AssignmentState.ACKNOWLEDGED,
    AssignmentState.IN_PROGRESS,
    AssignmentState.SENT_BACK,
)
# what the dispatching side has to do something about
WITH_OFFICE = (AssignmentState.REFUSED, AssignmentState.REPORTED, AssignmentState.ACCEPTED)
OPEN = (*WITH_BODY, AssignmentState.REFUSED, AssignmentState.REPORTED)
DONE = (AssignmentState.ACCEPTED, AssignmentState.CLOSED)


class ExtensionState(TextChoices):
    """Where a request for more time stands (延期申请)."""

    ASKED = "asked", "待审批"
    GRANTED = "granted", "已同意"
    DENIED = "denied", "未同意"


EXTENSION_FLOW = flow(
    ExtensionState,
    {
        ExtensionState.ASKED: {ExtensionState.GRANTED, ExtensionState.DENIED},
        ExtensionState.GRANTED: set(),
        ExtensionState.DENIED: set(),
    },
)


class EventKind(TextChoices):
    """One line in an assignment's timeline (经过)."""

    DISPATCHED = "dispatched", "下达"
    ACKNOWLEDGED = "acknowledged", "签收"
    REFUSED = "refused", "退回"
    REDISPATCHED = "redispatched", "重新下达"
    STARTED = "started", "开始办理"
    REPORTED = "reported", "报完成"
    SENT_BACK = "sent_back", "退回补正"
    ACCEPTED = "accepted", "核验"
    CLOSED = "closed", "办结"
    RECALLED = "recalled", "撤回"
    EXTENSION_ASKED = "extension_asked", "申请延期"
    EXTENSION_GRANTED = "extension_granted", "同意延期"
    EXTENSION_DENIED = "extension_denied", "未同意延期"
    HANDED_OVER = "handed_over", "工作交接"
    REMINDED = "reminded", "提醒"
    REVISED = "revised", "方案修订"


# Words of the room's audit lines; each step of a task is "work.<EventKind>".
AUDIT_VERBS = {
    "work.import_plan": "导入方案",
    "work.edit_draft": "修改方案草稿",
    "work.undo_draft": "撤销草稿修改",
    "work.issue_plan": "印发方案",
    "work.issue_revision": "印发修订稿",
    "work.carry_revision": "修订后调整任务",
    "work.discard_plan": "废弃方案草稿",
    "work.restore_plan": "恢复方案草稿",
    "work.close_plan": "办结方案",
    "work.reopen_plan": "重新打开方案",
    "work.set_measure": "修改举措分工",
    "work.dispatch": "下达任务",
    "work.dispatch_plan": "整案下达",
    **{f"work.{kind.value}": str(kind.label) for kind in EventKind},
}
