"""Django registration of the room."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The room api (接口)."""

    name = "niudai.api"
    verbose_name = "接口"
