"""Django registration of the room."""

from django.apps import AppConfig


class OrgConfig(AppConfig):
    """The room org (组织)."""

    name = "niudai.org"
    verbose_name = "组织"
