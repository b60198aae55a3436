"""What an edit may say: every wrong value refused at its own field."""

import datetime
from decimal import Decimal

import pytest

from niudai.base.errors import Refused
from niudai.work.actions.changes import ItemChange


@pytest.mark.unit
@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("kind", "chapter"),
        ("title", "  "),
        ("title", "长" * 201),
        ("text", "长" * 20_001),
        ("number_text", "一" * 21),
        ("lines", ("party", "sports")),
        ("unit_classes", ("moon",)),
        ("rows", ("no row",)),
        ("rows", tuple(f"league6/{n:020}" for n in range(12))),
        ("programmes", tuple(f"{n:040}" for n in range(8))),
        ("other_owners", ("长" * 300,)),
        ("leader_name", "长" * 41),
        ("due_on", datetime.date(1999, 12, 31)),
        ("cadence", "weekly"),
        ("target_value", Decimal("-1")),
        ("target_value", Decimal("NaN")),
        ("target_value", Decimal(10**10)),
        ("target_unit", "长" * 21),
        ("evidence", "长" * 201),
    ],
)
def test_change_refuses_a_wrong_value_at_its_field(field, wrong):
    with pytest.raises(Refused) as refused:
        ItemChange(**{field: wrong}).checked(1)
    assert refused.value.field == field


@pytest.mark.unit
def test_change_gives_the_values_as_the_table_keeps_them():
    change = ItemChange(
        title=" 事项 ",
        text="一行\r\n两行 ",
        lines=["league", "league"],
        programmes=["甲|乙", "甲|乙", " "],
        target_value=Decimal("2.345"),
        due_on=None,
    )
    assert change.checked(1) == {
        "title": "事项",
        "text": "一行\n两行 ",
        "lines": ("league",),
        "programmes": ("甲／乙",),
        "target_value": Decimal("2.34"),
        "due_on": None,
    }


def test_change_refuses_an_organization_of_another_jurisdiction(cast):
    for given in ({"lead": cast.other_party}, {"assisting": [cast.league, cast.other_league]}):
        with pytest.raises(Refused, match="不在本辖区") as refused:
            ItemChange(**given).checked(cast.jurisdiction)
        assert refused.value.field == next(iter(given))
    assert ItemChange(lead=None, assisting=[cast.league, cast.league]).checked(
        cast.jurisdiction
    ) == {"lead": None, "assisting": [cast.league.pk]}
