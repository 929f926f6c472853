"""Root URLs. Paths are Vietnamese without diacritics; public ones stay stable for ever."""

from django.urls import include, path

urlpatterns = [
    path("", include("core.urls")),
]
