"""URLs of core: health and the support desk."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
