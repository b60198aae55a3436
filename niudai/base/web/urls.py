"""Addresses of the web kit; niudai/base/urls.py includes them under the name space “base”."""

from django.urls import path

from niudai.base.web import looks, problems, views

urlpatterns = [
    path("held/", views.held, name="held"),
    path("drafts/", views.drafts, name="drafts"),
    path("look/", looks.switch_look, name="look"),
    path("views/", views.save_view, name="saved_view_save"),
    path("views/<int:pk>/delete/", views.delete_view, name="saved_view_delete"),
    path("views/<int:pk>/share/", views.share_view, name="saved_view_share"),
    path("problems/<int:status>/", problems.preview, name="problem"),
]
