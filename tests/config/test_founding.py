"""A real subdistrict begins with four sign-ins that can enter everything else."""

from __future__ import annotations

import pytest

from niudai.base.errors import Refused
from niudai.config.founding import found
from niudai.org import rules
from niudai.org.models import Account, Organization
from niudai.org.queries import actor_for

pytestmark = pytest.mark.django_db


def test_found_gives_the_office_and_three_administrators():
    first = found(name="平安街道", code="370102002")
    accounts = {
        account.username: Account.objects.get(username=account.username) for account in first
    }
    assert [account.admin_role for account in accounts.values()] == [
        "",
        "system_admin",
        "security_admin",
        "audit_admin",
    ]
    for told in first:
        assert accounts[told.username].check_password(told.password)
        assert accounts[told.username].must_change_password
    committee = Organization.objects.unrestricted("test").get()
    office = actor_for(accounts["dangjian-370102002"])
    security = actor_for(accounts["anquan-370102002"])
    assert committee.heads_jurisdiction
    assert rules.may_keep_places(office, committee.jurisdiction)
    assert rules.may_add_organization(office, "league", None)
    assert rules.may_manage_accounts(security)


@pytest.mark.parametrize("code", ["37010200", "3701020020", "37010200x", "３７０１０２００２"])
def test_found_refuses_what_is_no_code(code):
    with pytest.raises(Refused, match="9位数字"):
        found(name="平安街道", code=code)


def test_found_refuses_a_code_twice():
    found(name="平安街道", code="370102002")
    with pytest.raises(Refused, match="已经登记过"):
        found(name="安宁街道", code="370102002")
    assert Account.objects.count() == 4
