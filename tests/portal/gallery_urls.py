"""The portal's URLs and the long form of the journeys of typing."""

from django.urls import include, path

from tests.portal import gallery

handler403 = "portal.views.errors.permission_denied"
handler404 = "portal.views.errors.page_not_found"
handler500 = "portal.views.errors.server_error"

urlpatterns = [
    path("bo-thanh-phan/bieu-mau-dai/", gallery.long_form),
    path("", include("portal.urls")),
]
