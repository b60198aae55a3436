"""Pages of the security administrator."""

import re

import pytest

from niudai.base.calendar import today
from niudai.org import actions
from niudai.org.models import Account, Post

pytestmark = pytest.mark.page


def test_accounts_are_listed_for_the_security_administrator_only(cast, as_person):
    text = as_person("security_admin").get("/accounts/").content.decode()
    assert "周敏" in text
    assert "外人" not in text
    for name in ("office", "system_admin", "audit_admin"):
        response = as_person(name).get("/accounts/")
        assert response.status_code == 403
        assert "安全管理员" in response.content.decode()


def test_account_is_created_with_a_password_shown_once(cast, as_person):
    client = as_person("security_admin")
    response = client.post("/new-account/", {"username": "zhang", "name": "张三"})
    password = re.findall(r"<code>(\w+)</code>", response.content.decode())[-1]
    assert Account.objects.get(username="zhang").check_password(password)
    assert password not in client.get("/accounts/zhang/").content.decode()
    again = client.post("/new-account/", {"username": "zhang", "name": "李四"})
    assert again.status_code == 422
    assert "已被使用" in again.content.decode()


def test_account_password_is_reset(cast, as_person):
    response = as_person("security_admin").post("/accounts/office/password/")
    password = re.findall(r"<code>(\w+)</code>", response.content.decode())[-1]
    stored = Account.objects.get(username="office")
    assert stored.check_password(password)
    assert stored.must_change_password


def test_account_is_stopped_and_started(cast, as_person):
    client = as_person("security_admin")
    client.post("/accounts/office/deactivate/")
    assert not Account.objects.get(username="office").is_active
    assert "已停用" in client.get("/accounts/office/").content.decode()
    client.post("/accounts/office/activate/")
    assert Account.objects.get(username="office").is_active


def test_post_is_granted_and_withdrawn(cast, as_person):
    post = actions.appoint(
        actor=cast.actor(cast.office),
        organization=cast.lake_union,
        title="主席",
        holder="新人",
        started_on=today(),
    )
    client = as_person("security_admin")
    client.post("/new-account/", {"username": "xinren", "name": "新人"})
    assert "有 1 个职务已登记" in client.get("/accounts/").content.decode()
    assert "湖滨社区联合工会 · 主席 新人" in client.get("/accounts/xinren/grant/").content.decode()
    refused = client.post("/accounts/xinren/grant/", {"post": post.pk, "role": "party_office"})
    assert refused.status_code == 422
    client.post("/accounts/xinren/grant/", {"post": post.pk, "role": "grassroots_secretary"})
    post.refresh_from_db()
    assert (post.account.username, post.role) == ("xinren", "grassroots_secretary")
    assert client.post(f"/accounts/posts/{post.pk}/withdraw/").status_code == 302
    post.refresh_from_db()
    assert (post.account, post.role) == (None, "")


def test_admin_role_excludes_posts(cast, as_person):
    client = as_person("security_admin")
    refused = client.post("/accounts/office/role/", {"admin_role": "audit_admin"})
    assert refused.status_code == 422
    client.post("/accounts/audit/role/", {"admin_role": ""})
    assert Account.objects.get(username="audit").admin_role == ""


def test_own_account_and_foreign_ones_are_out_of_reach(cast, as_person):
    client = as_person("security_admin")
    text = client.get("/accounts/security/").content.decode()
    assert "不能给自己办理" in text
    assert client.post("/accounts/security/deactivate/").status_code == 403
    assert client.get("/accounts/security/role/").status_code == 403
    assert client.get("/accounts/stranger/").status_code == 404
    post = Post.objects.get(account=cast.stranger)
    assert client.post(f"/accounts/posts/{post.pk}/withdraw/").status_code == 404
