"""Members (成员): entering many at once; the full registry has its own room later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.db import transaction

from niudai.base import audit
from niudai.base.actors import Actor
from niudai.base.calendar import today
from niudai.base.errors import Refused
from niudai.base.search_keys import initials
from niudai.org import rules
from niudai.org.choices import Gender
from niudai.org.models import Member, Organization

BATCH = 1_000


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One membership to enter: name, gender (a `choices.Gender` value), day of joining, birth year."""

    name: str
    gender: str
    joined_on: date
    birth_year: int | None = None


@transaction.atomic
def create_members(*, actor: Actor, organization: Organization, rows: Iterable[MemberRow]) -> int:
    """Enter many memberships of one organization and answer how many (人). One audit line.

    Refused as a whole, with the number of the first bad row, when a name is empty or too long, a
    gender unknown, or a day has not come yet.
    """
    rules.may_change_organization(actor, organization).require()
    count = 0
    members = _members(organization, rows)
    while batch := list(islice(members, BATCH)):
        Member.objects.unrestricted("entering members").bulk_create(batch)
        count += len(batch)
    audit.record(actor, "org.create_members", organization, detail={"count": count})
    return count


def _members(organization: Organization, rows: Iterable[MemberRow]) -> Iterator[Member]:
    for number, row in enumerate(rows, start=1):
        name = row.name.strip()
        if not 1 <= len(name) <= 40:
            raise Refused(f"第{number}行：姓名须为1至40个字。", field="name")
        if row.gender not in Gender.values:
            raise Refused(f"第{number}行：性别须为男或女。", field="gender")
        if row.joined_on > today():
            raise Refused(f"第{number}行：加入日期不能晚于今天。", field="joined_on")
        yield Member(
            jurisdiction=organization.jurisdiction,
            organization=organization,
            line=organization.line,
            name=name,
            initials=initials(name, person=True)[:40],
            gender=row.gender,
            birth_year=row.birth_year,
            joined_on=row.joined_on,
        )
