"""Who the actor of a request is."""

import pytest

from niudai.org.models import Account

pytestmark = pytest.mark.page


def test_nobody_is_sent_to_sign_in(client, db):
    response = client.get("/organizations/")
    assert (response.status_code, response["Location"]) == (
        303,
        "/sign-in/?next=%2Forganizations%2F",
    )


def test_deactivated_account_is_signed_out_at_once(cast, as_person):
    client = as_person("office")
    assert client.get("/account/").status_code == 200
    Account.objects.filter(pk=cast.office.pk).update(is_active=False)
    assert client.get("/account/").status_code == 303


def test_first_password_page_and_sign_out_stay_open(cast, as_person):
    Account.objects.filter(pk=cast.office.pk).update(must_change_password=True)
    client = as_person("office")
    assert client.get("/account/password/").status_code == 200
    assert client.post("/sign-out/").status_code == 302
