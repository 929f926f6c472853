"""URLs of core: health and the support desk."""

from django.urls import URLPattern, path

from core.views import calendar, health, jobs, outbox

urlpatterns: list[URLPattern] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("nghiep-vu/thu-di/", outbox.OutboxListView.as_view(), name="outbox"),
    path("nghiep-vu/thu-di/<uuid:public_id>/", outbox.OutboxMessageView.as_view(), name="outbox_message"),
    path("nghiep-vu/thu-di/<uuid:public_id>/gui-lai/", outbox.ResendView.as_view(), name="outbox_resend"),
    path("nghiep-vu/tac-vu/<uuid:public_id>/", jobs.JobView.as_view(), name="job"),
    path("nghiep-vu/tac-vu/<uuid:public_id>/ket-qua/", jobs.JobResultView.as_view(), name="job_result"),
    path("nghiep-vu/ngay-nghi/", calendar.CalendarYearView.as_view(), name="calendar"),
    path("nghiep-vu/ngay-nghi/them/", calendar.EnterDayView.as_view(), name="calendar_enter"),
    path("nghiep-vu/ngay-nghi/<uuid:public_id>/", calendar.ChangeDayView.as_view(), name="calendar_change"),
    path("nghiep-vu/ngay-nghi/<uuid:public_id>/xoa/", calendar.RemoveDayView.as_view(), name="calendar_remove"),
    path("nghiep-vu/ngay-nghi/nam/<int:year>/xac-nhan/", calendar.ConfirmYearView.as_view(), name="calendar_confirm"),
    path(
        "nghiep-vu/ngay-nghi/nam/<int:year>/bo-xac-nhan/",
        calendar.WithdrawYearView.as_view(),
        name="calendar_withdraw",
    ),
]
