"""URLs of the page of components and of its samples."""

from django.urls import path

from portal.design import views

urlpatterns = [
    path("", views.DesignView.as_view(), name="design"),
    path("hoi/", views.AskView.as_view(), name="design_ask"),
    path("tai-len/", views.UploadView.as_view(), name="design_upload"),
    path("tep.pdf", views.PdfView.as_view(), name="design_pdf"),
    path("tac-vu/", views.JobStartView.as_view(), name="design_job"),
]
