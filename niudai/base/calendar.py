"""Today and working days (stand-in until the services helper's version lands)."""

import datetime

from django.utils import timezone


def today() -> datetime.date:
    """The date in the office's time zone."""
    return timezone.localdate()
