"""Asking for more time and deciding on it, through the task's page."""

import pytest
from django.urls import reverse

from niudai.work import queries
from tests.factories.work import in_days

pytestmark = pytest.mark.page


def asked(world, sign_in):
    task = world.task()
    values = {"ask_extension-due_on": str(in_days(60)), "ask_extension-reason": "场地还在维修"}
    client = sign_in("lake_league_secretary")
    answer = client.post(reverse("work:ask_extension", args=[task.code]), values, follow=True)
    assert "已提交延期申请，等待审批。" in answer.content.decode()
    return task, queries.extensions(task)[0]


def test_granted_on_the_page(world, sign_in):
    task, extension = asked(world, sign_in)
    client = sign_in("league_officer")
    shown = client.get(reverse("work:assignment", args=[task.code])).content.decode()
    assert "场地还在维修" in shown
    client.post(reverse("work:grant_extension", args=[extension.code]), {"grant-answer": "同意"})
    assert world.again(task).due_on == in_days(60)


def test_denied_needs_a_reason(world, sign_in):
    task, extension = asked(world, sign_in)
    client = sign_in("office")
    address = reverse("work:deny_extension", args=[extension.code])
    answer = client.post(address, {"deny-answer": ""})
    assert (answer.status_code, "请写明不同意的理由。" in answer.content.decode()) == (422, True)
    assert client.post(address, {"deny-answer": "年底前完成"}).status_code == 302
    assert world.again(task).due_on == in_days(30)


def test_only_the_office_decides_and_strangers_see_nothing(world, sign_in):
    _, extension = asked(world, sign_in)
    address = reverse("work:grant_extension", args=[extension.code])
    assert sign_in("lake_league_secretary").post(address).status_code == 403
    assert sign_in("stranger").post(address).status_code == 404
