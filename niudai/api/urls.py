"""Addresses of the API and of its docs page."""

from django.urls import path

from niudai.api.app import api
from niudai.api.views import docs

urlpatterns = [path("docs/", docs, name="api_docs"), path("", api.urls)]
