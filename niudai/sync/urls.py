"""Addresses of the sync room, below /sync/."""

from django.urls import path

from niudai.sync import views

app_name = "sync"
urlpatterns = [
    path("", views.rollup, name="rollup"),
    path("pairs/<str:code>/", views.matrix, name="matrix"),
    path("pairs/<str:code>/facts/", views.cell, name="cell"),
    path("frameworks/", views.frameworks, name="frameworks"),
    path("frameworks/add/", views.add_framework, name="add_framework"),
    path("frameworks/<slug:key>/", views.framework, name="framework"),
    path("frameworks/<slug:key>/change/", views.change_framework, name="change_framework"),
]
