"""The docs page: offline, in Chinese, open to everybody."""

from __future__ import annotations

import pytest
from django.test import Client

from niudai.api.app import api

pytestmark = pytest.mark.django_db


def test_docs_list_every_operation_and_load_nothing_from_elsewhere():
    page = Client().get("/api/v1/docs/").content.decode()
    for methods in api.get_openapi_schema()["paths"].values():
        for operation in methods.values():
            assert operation["operationId"] in page
    assert "http://" not in page
    assert "https://" not in page
