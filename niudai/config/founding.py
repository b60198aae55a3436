"""The beginning of a real subdistrict: its division, its Party working committee, and who may go on from there."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from niudai.base.actors import system
from niudai.base.calendar import today
from niudai.base.errors import Refused
from niudai.org import actions as org
from niudai.org.choices import AdminRole, Role
from niudai.org.models import Division


@dataclass(frozen=True, slots=True)
class FirstAccount:
    """One of the first sign-ins, with the password that must be changed at once."""

    username: str
    password: str
    post: str


@transaction.atomic
def found(*, name: str, code: str) -> list[FirstAccount]:
    """Found the subdistrict `name` (街道全称) with its division code; returns the first four sign-ins.

    They are the Party office and the three administrators: enough to enter everything else on the
    pages. Raises Refused when the code is no 9 digits, or name or code are taken.
    """
    if not (code.isascii() and code.isdigit() and len(code) == 9):
        raise Refused("街道的统计用区划代码应为9位数字，请核对。", field="code")
    if Division.objects.filter(code=code).exists():
        raise Refused(f"区划代码{code}已经登记过，请核对。", field="code")
    setup, day = system("建立街道"), today()
    street = org.add_division(actor=setup, code=code, name=name, level="subdistrict", opened_on=day)
    setup = system("建立街道", street.pk)
    committee = org.add_organization(
        actor=setup,
        line="party",
        form="working_committee",
        name=f"{name}党工委",
        short_name="街道党工委",
        division=street,
        unit_class="community",
        opened_on=day,
    )
    office, password = org.add_account(
        actor=setup, username=f"dangjian-{code}", name="党建办", jurisdiction=street.pk
    )
    org.appoint(
        actor=setup,
        organization=committee,
        title="党建办主任",
        holder="党建办",
        started_on=day,
        account=office,
        role=Role.PARTY_OFFICE,
    )
    first = [FirstAccount(office.username, password, f"{committee.short_name}党建办主任")]
    for role, start in (
        (AdminRole.SYSTEM, "xitong"),
        (AdminRole.SECURITY, "anquan"),
        (AdminRole.AUDIT, "shenji"),
    ):
        account, password = org.add_account(
            actor=setup, username=f"{start}-{code}", name=role.label, jurisdiction=street.pk
        )
        org.set_admin_role(actor=setup, account=account, admin_role=role)
        first.append(FirstAccount(account.username, password, role.label))
    return first
