"""HTML and formulas in names are shown as text and stay text in Excel."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from django.test import Client

from niudai.base.spreadsheets import read_table
from niudai.org.models import Organization
from tests.factories.ledger import fact
from tests.factories.work import a_measure, a_plan, dispatched, in_days

pytestmark = [pytest.mark.page, pytest.mark.django_db]
HTML = "<script>alert(1)</script><b>粗</b>"
FORMULAS = ("=1+1", "+SUM(A1)", "-2+3", "@SUM(A1)", '=HYPERLINK("http://127.0.0.1/","点")')


@pytest.fixture
def named(cast):
    """HTML in the names of an organization, a plan, a measure and a fact; the paths that show them."""
    rows = Organization.objects.unrestricted("test").filter(pk=cast.lake_league.pk)
    rows.update(name=HTML, short_name=HTML[:40])
    lake = rows.get()
    plan = a_plan(cast.party, title=HTML)
    measure = a_measure(plan, "league", title=HTML, text=HTML, due_on=in_days(9))
    task = dispatched(cast.actor(cast.office), measure, lake)[0]
    entry = fact(lake, "activity", str(in_days(0)), title=HTML, note=HTML)
    return [
        "/",
        "/search/?q=粗",
        "/organizations/",
        "/organizations/tree/",
        f"/organizations/{lake.code}/",
        "/plans/",
        f"/plans/{plan.code}/",
        f"/plans/{plan.code}/table/",
        f"/plans/{plan.code}/print/",
        f"/measures/{measure.code}/",
        f"/measures/{measure.code}/dispatch/",
        "/assignments/?view=open",
        f"/assignments/{task.code}/",
        "/ledger/",
        "/ledger/?print=1",
        f"/ledger/{entry.code}/",
        "/sync/",
        f"/sync/pairs/{lake.code}/",
        "/notices/",
    ]


@pytest.mark.parametrize("person", ["office", "lake_league_secretary"])
def test_html_in_names_is_shown_as_text(named, as_, person):
    client, shown = as_(person), 0
    for path in named:
        answer = client.get(path)
        text = b"".join(answer) if answer.streaming else answer.content
        assert b"<script>alert" not in text, path
        assert b"<b>\xe7\xb2\x97" not in text, path
        shown += text.count("&lt;b&gt;粗".encode())
    assert shown >= 8


def excel(client: Client, path: str) -> bytes:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return b"".join(answer) if answer.streaming else answer.content


def test_formulas_in_names_stay_text_in_every_export(cast, as_):
    plan = a_plan(cast.party)
    for title in FORMULAS:
        measure = a_measure(plan, "league", title=title, due_on=in_days(9))
        dispatched(cast.actor(cast.office), measure, cast.lake_league)
        fact(cast.lake_league, "activity", str(in_days(0)), title=title)
    client = as_("office")
    for path, column in (
        ("/ledger/?export=xlsx", "事项"),
        ("/assignments/?view=open&export=xlsx", "事项"),
    ):
        data = excel(client, path)
        sheet = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
        assert not re.search(r"<f[ >]", sheet), path
        table = read_table(data)
        names = {str(row[table.headers.index(column)]) for row in table.rows}
        assert set(FORMULAS) <= names, path
