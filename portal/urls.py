"""Root URLs. Paths are Vietnamese without diacritics; public ones stay stable for ever."""

from django.urls import URLPattern, URLResolver, include, path

from portal.discovery import sitemaps
from portal.views import accessibility, agencies, contact, errors, guides, home, robots, search

handler403 = errors.permission_denied
handler404 = errors.page_not_found
handler500 = errors.server_error

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.HomeView.as_view(), name="home"),
    path("nghiep-vu/", home.RoleHomeView.as_view(), name="role_home"),
    path("nghiep-vu/tim/", search.OfficeSearchView.as_view(), name="office_find"),
    path("tim/", search.SearchView.as_view(), name="search"),
    path("tim/goi-y/", search.SuggestView.as_view(), name="search_suggest"),
    path("co-quan-to-chuc/<uuid:public_id>/", agencies.AgencyView.as_view(), name="agency_page"),
    path("nghiep-vu/gioi-thieu/da-xem/", home.TourSeenView.as_view(), name="tour_seen"),
    path("favicon.ico", home.favicon, name="favicon"),
    path("robots.txt", robots.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemaps"),
    path("sitemap-<slug:section>.xml", sitemaps.section, name="sitemap"),
    path("kha-nang-tiep-can/", accessibility.AccessibilityView.as_view(), name="accessibility"),
    path("huong-dan/", guides.GuidesView.as_view(), name="guides"),
    path("huong-dan/<slug:system>/<slug:slug>/", guides.GuideView.as_view(), name="guide"),
    path("_design/", include("portal.design.urls")),
    path("", include("portal.urls_legal")),
    path("", include("portal.urls_questions")),
    path("huong-dan-tra-cuu/", guides.SearchGuideView.as_view(), name="search_guide"),
    path("lien-he/", contact.ContactView.as_view(), name="contact"),
    path("", include("core.urls")),
    path("", include("accounts.urls")),
    path("", include("auctions.urls")),
    path("", include("portal.urls_content")),
]
