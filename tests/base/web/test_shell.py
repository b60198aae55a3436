"""The frame: menu with the current entry, missing rooms left out, unread notices counted once."""

from __future__ import annotations

from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from niudai.base.models import Notice
from niudai.base.web.shell import MenuEntry


def test_shell_marks_the_current_entry_and_leaves_out_missing_rooms(li: Client) -> None:
    shell = li.get("/rows/").context["shell"]
    assert [(link.title, link.current) for link in shell.menu] == [
        ("工作台", False),
        ("任务", True),
        ("台账", False),
        ("表单", False),
    ]
    assert [link.title for link in shell.phone] == ["工作台", "任务", "台账"]


def test_shell_counts_unread_notices_with_one_query(
    li: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(3):
        Notice.objects.create(
            jurisdiction=1, account_id=1, key=str(number), text="到期", created_at=timezone.now()
        )
    with django_assert_num_queries(1):
        text = li.get("/").content.decode()
    assert "通知，3 条未读" in text


def test_shell_without_actor_asks_no_query(
    anonymous: Client, db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert anonymous.get("/sign-in/").status_code == 200


def test_shell_shows_at_most_eight_entries(li: Client, settings: Settings) -> None:
    settings.NIUDAI_MENU = "tests.base.web.test_shell.long_menu"
    assert [link.title for link in li.get("/").context["shell"].menu] == list("01234567")


def long_menu(actor: object) -> list[MenuEntry]:
    """Nine entries."""
    return [MenuEntry(str(number), "home", "home") for number in range(9)]
