"""Every address of the product asked by everybody, with GET and POST, as the rows beside this file say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.matrix import base, ledger, org, sync, work
from tests.matrix.persons import ADMINS, ANONYMOUS, READ_ONLY, SIGNED_IN, Row, everyone
from tests.matrix.world import SECRETS, World

pytestmark = [pytest.mark.page, pytest.mark.django_db]
ROWS = {row.url: row for room in (base, org, ledger, sync, work) for row in room.ROWS}
BACKEND = "django.contrib.auth.backends.ModelBackend"
OPEN_TO_ALL = ("base:health", "api_docs")
KEPT_FILES = (
    "work:plan_source",
    "work:plan_version_source",
)  # what somebody uploaded: it runs nothing
READS_LOGS = {("base:audit", "audit_admin"), ("desk:home", "audit_admin")}  # that is the task


@pytest.fixture(scope="module")
def sessions(world: World) -> dict[str, str]:
    """The session key of each person's browser, by name; nobody's is empty."""
    found = dict.fromkeys(ANONYMOUS, "")
    for name in SIGNED_IN:
        client = Client()
        client.force_login(world.person(name), backend=BACKEND)
        found[name] = client.session.session_key or ""
    return found


def ask(session: str, method: str, url: str, body: dict[str, Any]) -> tuple[int, str]:
    """Status and text of the answer to one request of that session, whose effects are undone."""
    browser = Client(raise_request_exception=False)
    if session:
        browser.cookies["sessionid"] = session
    with transaction.atomic():
        answer: Any = browser.post(url, body) if method == "post" else browser.get(url)
        text = answer.getvalue() if answer.streaming else answer.content
        transaction.set_rollback(True)
    return answer.status_code, text.decode(errors="replace")


def address(world: World, row: Row) -> str:
    """Where the row's page stands in this world."""
    return reverse(row.url, kwargs=world.parts[row.of]) + (f"?{row.query}" if row.query else "")


@pytest.mark.parametrize("row", ROWS.values(), ids=lambda row: row.url)
def test_address_answers_each_person_as_written(world, sessions, row: Row):
    url, wrong = address(world, row), []
    for method, answers in (("get", row.get), ("post", row.post)):
        for person, expected in everyone(answers).items():
            status, _ = ask(sessions[person], method, url, row.body)
            if status != expected:
                wrong.append(f"{method} as {person}: {status}, not {expected}")
    assert not wrong, "\n".join(wrong)


def test_every_address_has_a_row():
    names = {name for name in addresses(get_resolver()) if not name.startswith("api:")}
    assert names == set(ROWS)


@pytest.mark.parametrize("person", [*sorted(ADMINS), "stranger"])
def test_no_page_tells_outsiders_about_the_work_of_others(world, sessions, person):
    """The three administrators hold no business data; another subdistrict holds nothing of ours."""
    told = []
    for row in ROWS.values():
        _, text = ask(sessions[person], "get", address(world, row), {})
        words = [word for word in SECRETS if word in text]
        if words and (row.url, person) not in READS_LOGS:
            told.append(f"{row.url}: {words}")
    assert told == []


def test_pages_of_the_work_do_tell_those_who_do_it(world, sessions):
    """The words looked for above stand on the pages of the body itself."""
    body = sessions["lake_league_secretary"]
    text = "".join(
        ask(body, "get", address(world, row), {})[1]
        for row in ROWS.values()
        if 200 in row.get and "lake_league_secretary" in row.get[200]
    )
    _, drafts = ask(sessions["office"], "get", reverse("work:plans"), {})
    assert [word for word in SECRETS if word not in text + drafts] == []


def test_another_subdistricts_objects_are_not_found():
    """Only what is nobody's business data has an answer for the stranger; accounts are refused unread."""
    told = {
        row.url: sorted(
            {everyone(row.get)["stranger"], everyone(row.post)["stranger"]} - {404, 405}
        )
        for row in ROWS.values()
        if row.of
    }
    shared = {url: statuses for url, statuses in told.items() if statuses}
    assert shared == {
        "base:calendar_year": [200],
        "sync:framework": [200],
        "sync:change_framework": [200, 422],  # into a copy of one's own
        "org:account_one": [403],
        "org:account_reset": [403],
        "org:account_deactivate": [403],
        "org:account_activate": [403],
        "org:account_role": [403],
        "org:account_grant": [403],
        "org:post_withdraw": [403],
    }


def test_no_post_is_accepted_without_the_token_of_its_form(world, sessions):
    browser, open_doors = Client(enforce_csrf_checks=True, raise_request_exception=False), []
    browser.cookies["sessionid"] = sessions["office"]
    for row in ROWS.values():
        if row.post == READ_ONLY:
            continue
        with transaction.atomic():
            status = browser.post(address(world, row), row.body).status_code
            transaction.set_rollback(True)
        if status != 403:
            open_doors.append(f"{row.url}: {status}")
    assert open_doors == []


def test_every_page_carries_the_headers_that_protect_it(world, sessions):
    browser, missing = Client(raise_request_exception=False), []
    browser.cookies["sessionid"] = sessions["office"]
    wanted = {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cache-Control": "private",
    }
    for row in ROWS.values():
        if "office" not in row.get.get(200, ()) or row.url in OPEN_TO_ALL:
            continue
        with transaction.atomic():
            answer: Any = browser.get(address(world, row))
            headers = answer.headers
            if answer.streaming:
                answer.getvalue()  # closes the file
            transaction.set_rollback(True)
        policy = "sandbox" if row.url in KEPT_FILES else "script-src 'self'"
        all_wanted = {**wanted, "Content-Security-Policy": policy}
        lacking = [name for name, value in all_wanted.items() if value not in headers.get(name, "")]
        if lacking:
            missing.append(f"{row.url}: {lacking}")
    assert not missing, "\n".join(missing)


def addresses(resolver: URLResolver, space: str = "") -> Iterator[str]:
    """The names of all addresses below a resolver, with their name spaces."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}"
        else:
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from addresses(pattern, f"{space}{inner}")
