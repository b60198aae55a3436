"""The errors' own words, and what is said when two acts held each other up in the database."""

from __future__ import annotations

import os
import threading

import pytest
from django.db import OperationalError, connection, transaction

from niudai.base.errors import NotAllowed, Refused, Stale, Unseen, busy
from niudai.base.models import AuditChain


@pytest.mark.parametrize(
    ("error", "status"),
    [(Unseen(), 404), (NotAllowed("无权"), 403), (Stale(), 409), (Refused("不行"), 422)],
)
def test_each_error_has_its_status_and_a_sentence(error, status):
    assert error.status == status
    assert str(error) == error.message != ""


def test_other_faults_are_not_called_busy():
    assert busy(ValueError("x")) is None
    assert busy(OperationalError("no such table: x")) is None
    assert busy(None) is None


def test_sqlite_giving_up_is_busy():
    found = busy(OperationalError("database is locked"))
    assert isinstance(found, Stale)
    assert "再提交一次" in found.message


@pytest.mark.skipif(not os.environ.get("DATABASE_URL"), reason="only PostgreSQL ends deadlocks")
@pytest.mark.django_db(transaction=True)
def test_one_of_two_that_wait_for_each_other_is_told_to_try_again():
    AuditChain.objects.bulk_create([AuditChain(jurisdiction=number) for number in (1, 2)])
    both = threading.Barrier(2)
    told = []

    def take(first: int, second: int) -> None:
        try:
            with transaction.atomic():
                AuditChain.objects.filter(jurisdiction=first).update(seq=1)
                both.wait(10)
                AuditChain.objects.filter(jurisdiction=second).update(seq=1)
        except OperationalError as error:
            told.append(busy(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=pair) for pair in ((1, 2), (2, 1))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (found,) = told
    assert isinstance(found, Stale)
