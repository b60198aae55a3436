"""A transaction that takes everything back."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction


@contextmanager
def rolled_back() -> Iterator[None]:
    """What the block writes is undone at its end, as after an accident later in the transaction."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
