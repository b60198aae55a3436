"""Django registration of the room."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The room ledger (台账)."""

    name = "niudai.ledger"
    verbose_name = "台账"
