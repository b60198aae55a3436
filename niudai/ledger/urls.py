"""Addresses of the ledger, below /ledger/."""

from django.urls import path

from niudai.ledger import views

app_name = "ledger"
urlpatterns = [
    path("", views.entries, name="entries"),
    path("record/", views.record, name="record"),
    path("<uuid:code>/", views.entry, name="entry"),
    path("<uuid:code>/correct/", views.correct, name="correct"),
    path("<uuid:code>/void/", views.void, name="void"),
]
