"""Pages of units and divisions."""

import pytest

from niudai.base.calendar import today
from niudai.org.models import Division, Unit

pytestmark = pytest.mark.page


def test_units_are_listed_and_filtered(cast, as_person):
    client = as_person("lake_league_secretary")
    assert "湖滨精密机械厂" in client.get("/units/").content.decode()
    text = client.get("/units/?uncovered=1").content.decode()
    assert "没有符合条件" in text
    assert "登记单位" not in client.get("/units/").content.decode()


def test_unit_is_entered_and_corrected(cast, as_person):
    client = as_person("office")
    facts = {
        "division": cast.lake.code,
        "name": "湖滨超市",
        "kind": "enterprise",
        "unit_class": "private",
        "staff": "12",
    }
    assert client.post("/units/new/", facts)["Location"] == "/units/"
    unit = Unit.objects.get(name="湖滨超市")
    assert (unit.staff, unit.division) == (12, cast.lake)
    page = f"/units/{unit.pk}/"
    client.post(page, {**facts, "name": "湖滨大超市", "staff": ""})
    unit.refresh_from_db()
    assert (unit.name, unit.staff) == ("湖滨大超市", None)
    client.post(f"{page}close/", {"closed_on": today().isoformat()})
    unit.refresh_from_db()
    assert unit.closed_on == today()


def test_unit_page_is_read_by_all_of_the_jurisdiction(cast, as_person):
    page = f"/units/{cast.lake_factory.pk}/"
    text = as_person("lake_secretary").get(page).content.decode()
    assert "湖滨精密机械厂团支部" in text
    assert "更正" not in text
    assert as_person("lake_secretary").post(page, {"name": "改名"}).status_code == 403
    assert as_person("stranger").get(page).status_code == 404


def test_unit_with_organizations_is_not_closed(cast, as_person):
    response = as_person("office").post(
        f"/units/{cast.lake_factory.pk}/close/", {"closed_on": today().isoformat()}
    )
    assert response.status_code == 422
    assert "还有未撤销的组织" in response.content.decode()


def test_divisions_are_listed_with_counts(cast, as_person):
    text = as_person("office").get("/divisions/").content.decode()
    assert text.index("幸福街道") < text.index("湖滨社区") < text.index("公园社区")
    assert "平安街道" not in text
    assert f"/organizations/?division={cast.lake.code}" in text


def test_division_is_added_by_the_keepers(cast, as_person):
    facts = {
        "parent": cast.street.code,
        "name": "莲花村",
        "code": "370102001201",
        "level": "village",
    }
    assert as_person("lake_secretary").post("/divisions/new/", facts).status_code == 403
    assert as_person("office").post("/divisions/new/", facts)["Location"] == "/divisions/"
    assert Division.objects.get(name="莲花村").parent == cast.street
    again = as_person("office").post("/divisions/new/", {**facts, "code": "三"})
    assert again.status_code == 422
