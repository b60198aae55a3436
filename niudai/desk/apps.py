"""Django registration of the room."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The room desk (工作台)."""

    name = "niudai.desk"
    verbose_name = "工作台"
