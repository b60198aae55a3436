"""Truth tables of the base's rules."""

import pytest

from niudai.base import rules
from niudai.base.actors import Actor, system
from niudai.base.models import Job

pytestmark = pytest.mark.unit
OWNER, OTHER = Actor(7, "张三", jurisdiction=1), Actor(8, "李四", jurisdiction=1)
ENDED = "这项作业已经结束，不需要停止。"
NOT_FAILED = "只有没有完成的作业可以重试。"


def job(state: str, *, stop_asked: bool = False) -> Job:
    return Job(jurisdiction=1, account_id=7, state=state, stop_asked=stop_asked)


@pytest.mark.parametrize(
    ("actor", "state", "stop_asked", "reason"),
    [
        (OWNER, "waiting", False, ""),
        (OWNER, "running", False, ""),
        (OWNER, "running", True, "已经要求停止，请稍候。"),
        (OWNER, "done", False, ENDED),
        (OWNER, "failed", False, ENDED),
        (OWNER, "stopped", False, ENDED),
        (OTHER, "running", False, "只有发起人可以停止这项作业。"),
    ],
)
def test_owner_stops_an_open_job(actor, state, stop_asked, reason):
    decision = rules.may_stop_job(actor, job(state, stop_asked=stop_asked))
    assert (bool(decision), decision.reason) == (not reason, reason)


@pytest.mark.parametrize(
    ("actor", "state", "reason"),
    [
        (OWNER, "failed", ""),
        (OWNER, "waiting", NOT_FAILED),
        (OWNER, "running", NOT_FAILED),
        (OWNER, "done", NOT_FAILED),
        (OWNER, "stopped", NOT_FAILED),
        (OTHER, "failed", "只有发起人可以重试这项作业。"),
    ],
)
def test_owner_retries_a_failed_job(actor, state, reason):
    decision = rules.may_retry_job(actor, job(state))
    assert (bool(decision), decision.reason) == (not reason, reason)


@pytest.mark.parametrize("admin_role", ["", "system_admin", "security_admin", "audit_admin"])
def test_each_administrator_has_one_duty(admin_role):
    actor = Actor(9, "管理员", admin_role=admin_role)
    assert bool(rules.may_edit_calendar(actor)) is (admin_role == "system_admin")
    assert bool(rules.may_read_audit(actor)) is (admin_role == "audit_admin")


def test_refusals_say_who_may():
    assert rules.may_edit_calendar(OWNER).reason == "工作日历由系统管理员维护。"
    assert rules.may_read_audit(system("定时")).reason == "审计记录只有审计管理员可以查看。"
