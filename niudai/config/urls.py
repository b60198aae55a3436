"""All addresses of the product, room by room."""

from django.urls import URLPattern, URLResolver, include, path

# Those with a prefix of their own come first: what does not match it is passed over at once.
urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include("niudai.api.urls")),
    path("ledger/", include("niudai.ledger.urls")),
    path("sync/", include("niudai.sync.urls")),
    path("", include("niudai.desk.urls")),
    path("", include("niudai.base.urls")),
    path("", include("niudai.work.urls")),
    path("", include("niudai.org.urls")),
]
handler400 = "niudai.base.web.problems.bad_request"
handler403 = "niudai.base.web.problems.forbidden"
handler404 = "niudai.base.web.problems.not_found"
handler500 = "niudai.base.web.problems.server_error"
