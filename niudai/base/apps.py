"""Django registration of the room."""

from django.apps import AppConfig


class BaseConfig(AppConfig):
    """The room base (基座)."""

    name = "niudai.base"
    verbose_name = "基座"
