"""Recording, correcting and voiding facts."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import replace

import pytest
from django.db import transaction

from niudai.base.actors import system
from niudai.base.errors import NotAllowed, Refused, Stale
from niudai.base.models import AuditEntry
from niudai.ledger import actions
from niudai.ledger.actions import MeasureRef, NewEntry, SourceRef
from niudai.ledger.models import Entry
from niudai.sync.models import PairSummary
from tests.factories.ledger import fact

TODAY = datetime.date(2026, 4, 20)


def everything():
    return Entry.objects.unrestricted("test").order_by("id")


def verbs():
    return list(
        AuditEntry.objects.unrestricted("test").order_by("id").values_list("verb", flat=True)
    )


def record(world, person=None, **changes):
    """A plain fact of 湖滨社区团支部, recorded by its secretary."""
    values = {
        "organization": world.lake_league,
        "kind": "activity",
        "occurred_on": datetime.date(2026, 4, 18),
        "title": "清明祭扫",
        **changes,
    }
    return actions.record_entry(actor=world.actor(person or world.lake_league_secretary), **values)


def test_record_entry_keeps_what_was_said_and_who_said_it(world):
    measure = MeasureRef(uuid.uuid4(), "方案", uuid.uuid4(), "举措")
    entry = record(
        world, rows=["league6/thought"], persons=12, person_times=20, measure=measure, note="带队"
    )
    entry.refresh_from_db()
    assert (entry.line, entry.jurisdiction) == ("league", world.jurisdiction)
    assert (entry.concerns, entry.rows) == (("league",), ("league6/thought",))
    assert (entry.persons, entry.person_times, entry.note) == (12, 20, "带队")
    assert (entry.plan_title, entry.measure_code) == ("方案", measure.measure_code)
    assert (entry.recorded_by, entry.recorded_by_id) == ("陈晨", world.lake_league_secretary.pk)
    assert entry.recorded_at.date() == TODAY
    assert verbs() == ["ledger.record"]


def test_party_entries_concern_only_what_is_said(world):
    assert fact(world.lake_party, "study", "2026-04-01").concerns == ()
    assert fact(world.lake_party, "study", "2026-04-01", "women").concerns == ("women",)


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"occurred_on": datetime.date(2026, 4, 21)}, "occurred_on", "日期不能晚于今天，请在事情发生后再登记。"),
        ({"occurred_on": datetime.date(2019, 12, 31)}, "occurred_on", "湖滨社区团支部在2019-12-31尚未成立或已经撤销，请核对日期。"),
        ({"kind": "party"}, "kind", "没有这个类别，请从列表中选择。"),
        ({"title": "  "}, "title", "请用一句话写明做了什么。"),
        ({"title": "长" * 121}, "title", "事项请控制在120字以内，详情可写在说明里。"),
        ({"note": "长" * 2001}, "note", "说明请控制在2000字以内。"),
        ({"concerns": ["youth"]}, "concerns", "涉及条线不在名单中，请从列表中选择。"),
        ({"rows": ["思想"]}, "rows", "带的内容不在名单中，请从列表中选择。"),
        ({"rows": [f"league6/{'x' * 40}{n}" for n in range(9)]}, "rows", "带的内容选得太多，请只选直接相关的几项。"),
        ({"persons": 5, "person_times": 4}, "person_times", "人次不能少于人数，请核对。"),
        ({"persons": -1}, "persons", "人数和人次请填写不小于0的整数。"),
    ],
)  # fmt: skip
def test_record_entry_refuses_what_cannot_be(world, changes, field, message):
    with pytest.raises(Refused) as refused:
        record(world, **changes)
    assert (refused.value.field, refused.value.message) == (field, message)
    assert everything().count() == 0
    assert verbs() == []


def test_record_entry_is_refused_to_those_without_a_post_there(world):
    with pytest.raises(NotAllowed):
        record(world, person=world.league_officer)
    assert record(world).organization == world.lake_league


def test_record_entry_of_an_act_needs_reach(world):
    source = SourceRef("work.assignment", "1", "任务")
    assert record(world, person=world.league_officer, source=source).source_text == "任务"
    with pytest.raises(NotAllowed):
        record(world, person=world.stranger, source=source)


def test_record_entry_with_a_used_key_gives_the_first_entry(world):
    first = record(world, key="assignment:1:deploy")
    again = record(world, key="assignment:1:deploy", title="再来一次")
    assert again == first
    assert again.title == "清明祭扫"
    assert everything().count() == 1
    assert verbs() == ["ledger.record"]
    other = fact(world.lake_party, "study", "2026-04-01", key="assignment:1:deploy")
    assert other != first  # a key is the organization's own


def test_record_entries_writes_one_audit_line_and_keeps_the_order(world):
    actor = world.actor(world.lake_league_secretary)
    news = [
        NewEntry(world.lake_league, "activity", TODAY, title, key=title)
        for title in ("甲", "乙", "丙")
    ]
    first = actions.record_entries(actor=actor, entries=news[:2])
    assert [entry.title for entry in first] == ["甲", "乙"]
    both = actions.record_entries(actor=actor, entries=news)
    assert [entry.title for entry in both] == ["甲", "乙", "丙"]
    assert both[:2] == first
    assert everything().count() == 3
    assert verbs() == ["ledger.record_many", "ledger.record"]


def test_record_entries_of_two_jurisdictions_is_our_fault(world):
    source = SourceRef("test", "1", "测试")
    with pytest.raises(ValueError, match="one jurisdiction"):
        actions.record_entries(
            actor=system("测试"),
            entries=[
                NewEntry(place, "study", TODAY, "学习", source=source)
                for place in (world.party, world.other_party)
            ],
        )


def test_two_requests_with_one_key_record_once(world, monkeypatch):
    """The second request looked before the first had committed; the database's promise decides."""
    first = record(world, key="k")
    looks = iter([{}])
    real = actions._keyed
    monkeypatch.setattr(actions, "_keyed", lambda drafts: next(looks, None) or real(drafts))
    assert record(world, key="k") == first
    assert everything().count() == 1


def test_record_occasion_gives_each_its_own_fact(world):
    host = NewEntry(
        world.lake_party, "activity", TODAY, "学雷锋",
        rows=["league6/thought", "women4/career"], persons=30, person_times=30,
    )  # fmt: skip
    found = actions.record_occasion(
        actor=world.actor(world.lake_secretary),
        host=host,
        partners=[world.lake_league, world.lake_women],
    )
    assert [(e.organization, e.concerns, e.rows, e.persons) for e in found] == [
        (world.lake_party, ("league", "women"), ("league6/thought", "women4/career"), 30),
        (world.lake_league, ("league",), ("league6/thought",), None),
        (world.lake_women, ("women",), ("women4/career",), None),
    ]
    assert len({entry.occasion for entry in found}) == 1
    assert {entry.occasion_title for entry in found} == {"学雷锋"}
    assert verbs() == ["ledger.record_many"]
    in_step = PairSummary.objects.filter(period="2026-04", row="", in_step=1)
    assert set(in_step.values_list("pair__line", flat=True)) == {"league"}


def test_record_occasion_only_with_those_one_leads(world):
    host = NewEntry(world.lake_party, "activity", TODAY, "学雷锋")
    with pytest.raises(NotAllowed):
        actions.record_occasion(
            actor=world.actor(world.lake_secretary), host=host, partners=[world.park_league]
        )
    assert everything().count() == 0


def test_correct_entry_voids_the_old_and_names_it(world):
    old = record(world, key="k", persons=3)
    actor = world.actor(world.league_officer)
    new = actions.correct_entry(
        actor=actor, entry=old, to=replace(actions.as_new(old), persons=30), reason="人数写错"
    )
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.void_reason, old.voided_by, old.persons) == ("人数写错", "郑晓", 3)
    assert (new.corrects, new.persons, new.title, new.key) == (old, 30, old.title, None)
    assert verbs() == ["ledger.record", "ledger.correct"]


def test_as_new_keeps_every_reference(world):
    measure = MeasureRef(uuid.uuid4(), "方案", uuid.uuid4(), "举措")
    source = SourceRef("work.assignment", "7", "任务")
    old = record(
        world, measure=measure, source=source, occasion=uuid.uuid4(), occasion_title="同一件事"
    )
    again = actions.as_new(old)
    assert (again.measure, again.source) == (measure, source)
    assert (again.occasion, again.occasion_title) == (old.occasion, "同一件事")


def test_correct_entry_does_not_move_a_fact_to_another_organization(world):
    old = record(world)
    with pytest.raises(Refused) as refused:
        actions.correct_entry(
            actor=world.actor(world.office),
            entry=old,
            to=replace(actions.as_new(old), organization=world.lake_women),
            reason="写错",
        )
    assert refused.value.field == "organization"


def test_void_entry_keeps_the_row_with_the_reason(world):
    entry = record(world)
    actions.void_entry(actor=world.actor(world.lake_league_secretary), entry=entry, reason=" 重复 ")
    entry.refresh_from_db()
    assert (entry.void_reason, entry.voided_by) == ("重复", "陈晨")
    assert verbs() == ["ledger.record", "ledger.void"]


@pytest.mark.parametrize("reason", ["", "  ", "长" * 201])
def test_void_entry_needs_a_short_reason(world, reason):
    entry = record(world)
    with pytest.raises(Refused) as refused:
        actions.void_entry(
            actor=world.actor(world.lake_league_secretary), entry=entry, reason=reason
        )
    assert refused.value.field == "reason"
    entry.refresh_from_db()
    assert entry.voided_at is None


def test_second_void_is_stale(world):
    entry = record(world)
    seen = everything().get()
    actor = world.actor(world.office)
    actions.void_entry(actor=actor, entry=entry, reason="重复")
    with pytest.raises(Stale):
        actions.void_entry(actor=actor, entry=seen, reason="重复")
    with pytest.raises(Stale), transaction.atomic():
        actions.correct_entry(actor=actor, entry=seen, to=actions.as_new(seen), reason="写错")
    assert everything().count() == 1
    assert verbs() == ["ledger.record", "ledger.void"]


def test_void_and_correct_are_refused_to_others(world):
    entry = record(world)
    actor = world.actor(world.park_league_secretary)
    with pytest.raises(NotAllowed):
        actions.void_entry(actor=actor, entry=entry, reason="重复")
    with pytest.raises(NotAllowed):
        actions.correct_entry(actor=actor, entry=entry, to=actions.as_new(entry), reason="错")


def test_long_copies_are_cut_to_their_columns(world):
    measure = MeasureRef(uuid.uuid4(), "方" * 300, uuid.uuid4(), "举" * 300)
    entry = record(world, measure=measure)
    assert (len(entry.plan_title), len(entry.measure_title)) == (200, 200)
