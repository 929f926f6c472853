"""The portal's URLs and the gallery of components."""

from django.urls import include, path

from tests.portal import gallery

handler403 = "portal.views.errors.permission_denied"
handler404 = "portal.views.errors.page_not_found"
handler500 = "portal.views.errors.server_error"

urlpatterns = [
    path("bo-thanh-phan/", gallery.gallery),
    path("bo-thanh-phan/loi/", gallery.refused),
    path("bo-thanh-phan/xac-nhan/", gallery.confirm),
    path("bo-thanh-phan/bieu-mau-dai/", gallery.long_form),
    path("", include("portal.urls")),
]
