"""Django registration of the room."""

from django.apps import AppConfig


class WorkConfig(AppConfig):
    """The room work (工作)."""

    name = "niudai.work"
    verbose_name = "工作"
