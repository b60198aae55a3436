"""Django registration of the room."""

from django.apps import AppConfig


class SyncConfig(AppConfig):
    """The room sync (同步)."""

    name = "niudai.sync"
    verbose_name = "同步"
