"""Browsers of the cast."""

import pytest
from django.test import Client

from tests.cast import Cast


@pytest.fixture
def as_person(cast: Cast, client: Client):
    """`as_person("office")`: a client in which that person of the cast is signed in."""

    def sign_in(name: str) -> Client:
        client.force_login(getattr(cast, name))
        return client

    return sign_in
