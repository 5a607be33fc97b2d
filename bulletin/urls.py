"""Every address of the process; the desk's exist only where the desk is installed."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = []
if settings.DESK:
    urlpatterns += [path("desk/", include("editorial.urls"))]
urlpatterns += [
    path("", include("bulletin.delivery.urls")),
    path("", include("bulletin.archive.urls")),
]
handler400 = "bulletin.archive.errors.bad_request"
handler403 = "bulletin.archive.errors.forbidden"
handler404 = "bulletin.archive.errors.not_found"
handler500 = "bulletin.archive.errors.failed"
