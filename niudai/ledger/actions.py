"""Writes of the ledger: record, correct, void; nothing else ever changes an entry."""

from __future__ import annotations

import datetime
import re
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from django.db import IntegrityError, transaction

from niudai.base import audit
from niudai.base.actors import Actor
from niudai.base.calendar import now, today
from niudai.base.errors import Refused, Stale
from niudai.base.fields import codes
from niudai.ledger import followers, rules
from niudai.ledger.choices import Kind
from niudai.ledger.models import Entry
from niudai.org.choices import Line
from niudai.org.models import Organization

_ROW: Final = re.compile(r"[a-z0-9_-]+/[a-z0-9_-]+")
_BATCH: Final = 1000


@dataclass(frozen=True, slots=True)
class MeasureRef:
    """The plan and measure a fact belongs to, as plain values; codes are the rooms' public ones."""

    plan_code: uuid.UUID
    plan_title: str
    measure_code: uuid.UUID | None = None
    measure_title: str = ""


@dataclass(frozen=True, slots=True)
class SourceRef:
    """The act of a room above that brought the fact about: kind of object, its code, words for people."""

    label: str
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class NewEntry:
    """What one entry is to say; see `Entry` for the fields.

    `persons` (人) and `person_times` (人次) are None when nobody was counted. `rows` are codes
    `<framework>/<row>`, `concerns` line codes. `key` makes a repeated act record nothing twice.
    """

    organization: Organization
    kind: str
    occurred_on: datetime.date
    title: str
    concerns: Sequence[str] = ()
    rows: Sequence[str] = ()
    persons: int | None = None
    person_times: int | None = None
    occasion: uuid.UUID | None = None
    occasion_title: str = ""
    measure: MeasureRef | None = None
    source: SourceRef | None = None
    note: str = ""
    key: str | None = None


def record_entry(
    *,
    actor: Actor,
    organization: Organization,
    kind: str,
    occurred_on: datetime.date,
    title: str,
    concerns: Sequence[str] = (),
    rows: Sequence[str] = (),
    persons: int | None = None,
    person_times: int | None = None,
    occasion: uuid.UUID | None = None,
    occasion_title: str = "",
    measure: MeasureRef | None = None,
    source: SourceRef | None = None,
    note: str = "",
    key: str | None = None,
) -> Entry:
    """Record one fact; with a `key` already used by the organization, the entry of that first time.

    Without `source` the actor must hold a post at the organization; with it, the act that brought
    the fact about has been allowed by its own room and the organization must be within the actor's
    reach. A mass organization's entry always concerns its own line.
    Raises NotAllowed; Refused (with field) for a future day, a day outside the organization's life,
    an unknown kind, line or row code, an empty title, fewer person-times than persons.
    Effects in order: the entry, audit "ledger.record", the followers.
    """
    new = NewEntry(
        organization=organization,
        kind=kind,
        occurred_on=occurred_on,
        title=title,
        concerns=concerns,
        rows=rows,
        persons=persons,
        person_times=person_times,
        occasion=occasion,
        occasion_title=occasion_title,
        measure=measure,
        source=source,
        note=note,
        key=key,
    )
    return record_entries(actor=actor, entries=[new])[0]


@transaction.atomic
def record_entries(
    *, actor: Actor, entries: Sequence[NewEntry], joint: bool = False, follow: bool = True
) -> list[Entry]:
    """Record several facts of one jurisdiction at once, in the order given; see `record_entry`.

    `joint`: facts of one occasion, which a Party organization may also record for the mass
    organizations it leads. One audit line for all. `follow=False` leaves the followers out: only
    for bulk loads that call `sync.actions.rebuild` afterwards.
    """
    may = rules.may_record_jointly if joint else rules.may_record
    for new in entries:
        (rules.may_record_from_act if new.source else may)(actor, new.organization).require()
    drafts = [_checked(actor, new) for new in entries]
    if len({draft.jurisdiction for draft in drafts}) > 1:
        raise ValueError("one call records facts of one jurisdiction")
    known = _keyed(drafts)
    fresh = [draft for draft in drafts if _key(draft) not in known]
    if not fresh:
        return [known[_key(draft)] for draft in drafts]
    try:
        with transaction.atomic():
            Entry.objects.bulk_create(fresh, batch_size=_BATCH)
    except IntegrityError:
        known = _keyed(drafts)  # the same act was carried out a moment ago, by another request
        if not known:
            raise
        return record_entries(actor=actor, entries=entries, joint=joint, follow=follow)
    _audit_recorded(actor, fresh)
    if follow:
        followers.tell(fresh)
    return [known.get(_key(draft), draft) for draft in drafts]


def record_occasion(
    *, actor: Actor, host: NewEntry, partners: Sequence[Organization]
) -> list[Entry]:
    """Record a joint occasion: the host's fact, and one of each mass organization that took part.

    All share one occasion; the host's entry concerns the partners' lines too. Each partner carries
    the content rows of its own line; people are counted once, with the host. Raises as
    `record_entries`. Effects in order: the entries, one audit line, the followers.
    """
    line_of = {row.code: row.line for row in followers.row_choices(host.organization.jurisdiction)}
    lines = codes((*host.concerns, *(place.line for place in partners)))
    host = replace(host, concerns=lines, occasion=uuid.uuid4(), occasion_title=host.title)
    entries = [host]
    for place in partners:
        part = replace(
            host,
            organization=place,
            concerns=(place.line,),
            rows=[row for row in host.rows if line_of.get(row) == place.line],
            persons=None,
            person_times=None,
            key=f"{host.key}:{place.code}" if host.key else None,
        )
        entries.append(part)
    return record_entries(actor=actor, entries=entries, joint=True)


@transaction.atomic
def correct_entry(*, actor: Actor, entry: Entry, to: NewEntry, reason: str) -> Entry:
    """Void `entry` and record `to` in its place; start from `as_new(entry)` and replace what was wrong.

    The organization stays: a fact of another organization is voided here and recorded there.
    Raises NotAllowed; Refused for a missing reason, another organization, or what `record_entry`
    refuses; Stale when somebody voided the entry first.
    Effects in order: the old entry is voided, the new one names it in `corrects`, audit
    "ledger.correct", the followers are told of both.
    """
    rules.may_change(actor, entry).require()
    if to.organization.pk != entry.organization_id:
        raise Refused("更正不能改换组织，请作废后由该组织另行登记。", field="organization")
    new = _checked(actor, to)
    new.key = None
    new.corrects = entry
    _void(actor, entry, reason)
    new.save(force_insert=True)
    audit.record(
        actor, "ledger.correct", new, detail={"corrects": str(entry.code), "reason": reason}
    )
    followers.tell([entry, new])
    return new


@transaction.atomic
def void_entry(*, actor: Actor, entry: Entry, reason: str) -> None:
    """Declare that `entry` does not hold; it stays in the ledger, struck out, with the reason.

    Raises NotAllowed; Refused for a missing reason; Stale when it was voided before.
    Effects in order: the void columns, audit "ledger.void", the followers.
    """
    rules.may_change(actor, entry).require()
    _void(actor, entry, reason)
    audit.record(actor, "ledger.void", entry, detail={"reason": reason})
    followers.tell([entry])


def as_new(entry: Entry) -> NewEntry:
    """What an entry says, to be corrected with `dataclasses.replace`; its key stays behind."""
    measure = source = None
    if entry.plan_code:
        measure = MeasureRef(
            entry.plan_code, entry.plan_title, entry.measure_code, entry.measure_title
        )
    if entry.source_label:
        source = SourceRef(entry.source_label, entry.source_code, entry.source_text)
    return NewEntry(
        organization=entry.organization,
        kind=entry.kind,
        occurred_on=entry.occurred_on,
        title=entry.title,
        concerns=entry.concerns,
        rows=entry.rows,
        persons=entry.persons,
        person_times=entry.person_times,
        occasion=entry.occasion,
        occasion_title=entry.occasion_title,
        measure=measure,
        source=source,
        note=entry.note,
    )


def _void(actor: Actor, entry: Entry, reason: str) -> None:
    """Set the void columns if nobody did before."""
    reason = reason.strip()
    if not reason:
        raise Refused("请写明原因，便于以后查考。", field="reason")
    if len(reason) > 200:
        raise Refused("原因请控制在200字以内。", field="reason")
    values = {
        "voided_at": now(),
        "voided_by_id": actor.account_id,
        "voided_by": actor.name[:80],
        "void_reason": reason,
    }
    rows = Entry.objects.unrestricted("the rule has allowed it").filter(
        jurisdiction=entry.jurisdiction, pk=entry.pk, voided_at=None
    )
    if rows.update(**values) != 1:
        raise Stale("这条台账已被作废或更正，请刷新后再看。")
    for name, value in values.items():
        setattr(entry, name, value)


def _checked(actor: Actor, new: NewEntry) -> Entry:
    """The unsaved entry of `new`, or Refused."""
    place, title = new.organization, new.title.strip()
    _check_day(place, new.occurred_on)
    _check_words(new, title)
    _check_people(new)
    own_line = () if place.line == Line.PARTY else (place.line,)
    measure = asdict(new.measure) if new.measure else {}
    source = (
        {f"source_{name}": value for name, value in asdict(new.source).items()}
        if new.source
        else {}
    )
    return Entry(
        jurisdiction=place.jurisdiction,
        organization=place,
        line=place.line,
        kind=new.kind,
        occurred_on=new.occurred_on,
        title=title,
        note=new.note.strip(),
        rows=codes(new.rows),
        concerns=codes((*own_line, *new.concerns)),
        persons=new.persons,
        person_times=new.person_times,
        occasion=new.occasion,
        occasion_title=new.occasion_title[:120],
        key=new.key or None,
        recorded_at=now(),
        recorded_by_id=actor.account_id,
        recorded_by=actor.name[:80],
        **_cut(measure, plan_title=200, measure_title=200),
        **_cut(source, source_label=40, source_code=64, source_text=120),
    )


def _cut(values: dict[str, Any], **longest: int) -> dict[str, Any]:
    """The values with texts shortened to their columns: they are copies, the original stays whole."""
    return {
        name: value[: longest[name]] if name in longest else value for name, value in values.items()
    }


def _check_day(place: Organization, day: datetime.date) -> None:
    if day > today():
        raise Refused("日期不能晚于今天，请在事情发生后再登记。", field="occurred_on")
    if not place.open_on(day):
        raise Refused(
            f"{place.short_name}在{day}尚未成立或已经撤销，请核对日期。", field="occurred_on"
        )


def _check_words(new: NewEntry, title: str) -> None:
    if new.kind not in Kind.values:
        raise Refused("没有这个类别，请从列表中选择。", field="kind")
    if not title:
        raise Refused("请用一句话写明做了什么。", field="title")
    if len(title) > 120:
        raise Refused("事项请控制在120字以内，详情可写在说明里。", field="title")
    if len(new.note) > 2000:
        raise Refused("说明请控制在2000字以内。", field="note")
    if not set(new.concerns) <= set(Line.values):
        raise Refused("涉及条线不在名单中，请从列表中选择。", field="concerns")
    if not all(_ROW.fullmatch(row) for row in new.rows):
        raise Refused("带的内容不在名单中，请从列表中选择。", field="rows")
    if sum(len(row) + 1 for row in new.rows) >= 300:
        raise Refused("带的内容选得太多，请只选直接相关的几项。", field="rows")


def _check_people(new: NewEntry) -> None:
    for name, number in (("persons", new.persons), ("person_times", new.person_times)):
        if number is not None and not 0 <= number <= 10_000_000:
            raise Refused("人数和人次请填写不小于0的整数。", field=name)
    if new.persons is not None and new.person_times is not None and new.person_times < new.persons:
        raise Refused("人次不能少于人数，请核对。", field="person_times")


def _key(entry: Entry) -> tuple[int, str | None]:
    return entry.organization_id, entry.key


def _keyed(drafts: Iterable[Entry]) -> dict[tuple[int, str | None], Entry]:
    """The entries already recorded under the keys of `drafts`."""
    keyed = [draft for draft in drafts if draft.key]
    if not keyed:
        return {}
    rows = Entry.objects.unrestricted("a key is unique whoever asks").filter(
        jurisdiction=keyed[0].jurisdiction,
        organization__in={draft.organization_id for draft in keyed},
        key__in={draft.key for draft in keyed},
    )
    found = {_key(entry): entry for entry in rows}
    for draft in keyed:
        if entry := found.get(_key(draft)):
            entry.organization = draft.organization
    return found


def _audit_recorded(actor: Actor, fresh: Sequence[Entry]) -> None:
    first = fresh[0]
    if len(fresh) == 1:
        detail = {"kind": first.kind, "occurred_on": first.occurred_on.isoformat()}
        audit.record(actor, "ledger.record", first, detail=detail)
        return
    audit.record(
        actor,
        "ledger.record_many",
        first,
        text=f"{first.title}等{len(fresh)}条",
        detail={"count": len(fresh), "last": str(fresh[-1].code)},
    )
