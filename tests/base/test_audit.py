"""The audit chain: what a line holds, and that every change, gap or cut is found."""

import json

import pytest

from niudai.base import audit
from niudai.base.actors import Actor, system
from niudai.base.models import AuditChain, AuditEntry, Job
from tests.base.other_process import database_for, run, start
from tests.base.rollback import rolled_back

ACTOR = Actor(7, "张三", ip="127.0.0.9", jurisdiction=1)


def entries(jurisdiction: int = 1):
    return AuditEntry.objects.unrestricted("test").filter(jurisdiction=jurisdiction).order_by("seq")


def written(count: int) -> list[AuditEntry]:
    return [audit.record(ACTOR, "test.write", text=f"第 {n} 条") for n in range(count)]


@pytest.mark.django_db
def test_line_holds_who_what_and_where():
    job = Job.objects.create(jurisdiction=1, kind="x", title="作业")
    audit.record(ACTOR, "base.stop_job", job, text="导出", detail={"b": 2, "a": "一"})
    line = entries().get()
    assert (line.jurisdiction, line.seq, line.account_id) == (1, 1, 7)
    assert (line.account_name, line.ip, line.verb) == ("张三", "127.0.0.9", "base.stop_job")
    assert (line.object_label, line.object_code) == ("base.job", str(job.code))
    assert (line.object_text, line.detail) == ("导出", '{"a": "一", "b": 2}')
    assert len(line.digest) == 64


@pytest.mark.django_db
def test_line_goes_to_the_chain_of_its_object():
    job = Job.objects.create(jurisdiction=5, kind="x", title="作业")
    audit.record(ACTOR, "test.a", job)
    audit.record(ACTOR, "test.b")
    audit.record(ACTOR, "test.c", job, jurisdiction=9)
    assert [line.jurisdiction for line in entries(5)] == [5]
    assert [line.verb for line in entries(1)] == ["test.b"]
    assert [line.verb for line in entries(9)] == ["test.c"]


@pytest.mark.django_db
def test_line_of_the_system_names_the_reason():
    audit.record(system("首次启动", 1), "test.write")
    assert entries().get().account_name == "系统（首次启动）"


@pytest.mark.django_db
def test_whole_chain_is_true():
    written(5)
    assert list(audit.verify(1)) == [5]
    assert AuditChain.objects.get(jurisdiction=1).seq == 5


@pytest.mark.django_db
def test_empty_chain_is_true():
    assert list(audit.verify(1)) == [0]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("account_name", "李四"),
        ("account_id", 8),
        ("ip", "127.0.0.1"),
        ("verb", "test.read"),
        ("object_text", "第 x 条"),
        ("object_code", "other"),
        ("object_label", "base.job"),
        ("detail", "{}"),
        ("digest", "0" * 64),
    ],
)
def test_changed_line_is_found(column, value):
    written(4)
    entries().filter(seq=2).update(**{column: value})
    assert list(audit.verify(1)) == [audit.Broken(1, 2, "这一条或它之前的内容被改动过")]


@pytest.mark.django_db
def test_changed_time_is_found():
    lines = written(3)
    entries().filter(seq=3).update(at=lines[0].at)
    assert list(audit.verify(1)) == [audit.Broken(1, 3, "这一条或它之前的内容被改动过")]


@pytest.mark.django_db
def test_missing_line_is_found():
    written(4)
    entries().filter(seq=2).delete()
    assert list(audit.verify(1)) == [audit.Broken(1, 2, "缺少这一条记录")]


@pytest.mark.django_db
@pytest.mark.parametrize("left", [0, 3])
def test_cut_tail_is_found(left):
    written(4)
    entries().filter(seq__gt=left).delete()
    assert list(audit.verify(1)) == [audit.Broken(1, left + 1, "链尾的记录被删除过")]


@pytest.mark.django_db
def test_line_in_place_of_another_is_found():
    written(3)
    entries().filter(seq=3).delete()
    AuditChain.objects.update(seq=2)
    audit.record(ACTOR, "test.write", text="顶替")
    assert audit.Broken(1, 3, "这一条或它之前的内容被改动过") in list(audit.verify(1))


@pytest.mark.django_db
def test_chain_needs_its_key(settings):
    written(2)
    settings.AUDIT_KEY = "another"
    assert list(audit.verify(1)) == [audit.Broken(1, 1, "这一条或它之前的内容被改动过")]


@pytest.mark.django_db(transaction=True)
def test_line_falls_with_its_act():
    written(1)
    with rolled_back():
        written(1)
    written(1)
    assert [line.seq for line in entries()] == [1, 2]
    assert list(audit.verify(1)) == [2]


@pytest.mark.django_db(transaction=True)
def test_two_writers_make_one_chain(tmp_path):
    environment = database_for(tmp_path)
    writers = [start(environment, "write", account, "40") for account in "12"]
    for writer in writers:
        _, errors = writer.communicate(timeout=60)
        assert writer.returncode == 0, errors
    seen = json.loads(run(environment, "look"))
    assert (seen["lines"], seen["chain"]) == (80, ["80"])
