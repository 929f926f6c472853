"""URLs of articles, announcements and support contacts. Public addresses stay valid for ever: the number decides."""

from __future__ import annotations

from django.urls import URLPattern, path

from portal.content.kinds import ArticleKind
from portal.views import articles_public as public
from portal.views import feeds, offices, pictures, support
from portal.views.articles_office import acts, editing, listing, showing
from portal.views.notes_office import announcements, contacts, policies

app_name = "content"
OFFICE = "nghiep-vu/noi-dung/"
ROOTS = {
    ArticleKind.NEWS: "tin-tuc/",
    ArticleKind.DIRECTIVE: "chi-dao-dieu-hanh/",
    ArticleKind.GUIDANCE: "huong-dan-nghiep-vu/",
}


def _of(kind: ArticleKind) -> list[URLPattern]:
    """Public pages of one kind of article."""
    root = ROOTS[kind]
    one = f"{root}<slug:slug>-<int:number>/"
    return [
        path(root, public.ArticleListView.as_view(kind=kind), name=f"{kind}_list"),
        path(f"{root}atom.xml", feeds.ArticleFeed.as_view(kind=kind, heading=kind.label), name=f"{kind}_feed"),
        path(one, public.ArticleView.as_view(kind=kind), name=f"{kind}_detail"),
        path(f"{one}tep/<uuid:file>/", public.ArticleFileView.as_view(kind=kind), name=f"{kind}_file"),
    ]


_ONE = f"{OFFICE}<uuid:public_id>/"
_ACTS = {
    "trinh/": (acts.SubmitView, "submit"),
    "rut-ve/": (acts.TakeBackView, "take_back"),
    "tra-lai/": (acts.ReturnView, "return"),
    "dang/": (acts.PublishView, "publish"),
    "bo-hen-gio/": (acts.UnscheduleView, "unschedule"),
    "go/": (acts.WithdrawView, "withdraw"),
    "bo-nhap/": (acts.DiscardView, "discard"),
}

urlpatterns = [
    *(pattern for kind in ROOTS for pattern in _of(kind)),
    path("so-tu-phap/", offices.StpListView.as_view(), name="stp_list"),
    path("so-tu-phap/<slug:code>/", offices.StpView.as_view(), name="stp"),
    path("so-tu-phap/<slug:code>/tep/<uuid:file>/", offices.StpFileView.as_view(), name="stp_file"),
    path("ho-tro/", support.SupportView.as_view(), name="support"),
    path("noi-dung/anh/<uuid:public_id>/", pictures.PictureView.as_view(), name="image"),
    path("noi-dung/anh/<uuid:public_id>/nho/", pictures.PictureView.as_view(is_small=True), name="thumb"),
    path("thong-bao-ngan/<uuid:public_id>/an/", support.DismissView.as_view(), name="dismiss"),
    path(OFFICE, listing.OfficeListView.as_view(), name="office_list"),
    path(f"{OFFICE}moi/", listing.NewView.as_view(), name="office_new"),
    path(f"{OFFICE}anh/", pictures.OfficePicturesView.as_view(), name="office_pictures"),
    path(f"{OFFICE}duyet-hai-nguoi/", policies.PolicyListView.as_view(), name="policies"),
    path(f"{OFFICE}duyet-hai-nguoi/<uuid:public_id>/", policies.PolicyView.as_view(), name="policy"),
    path(f"{OFFICE}thong-bao-ngan/", announcements.ListView.as_view(), name="announcements"),
    path(f"{OFFICE}thong-bao-ngan/moi/", announcements.NewView.as_view(), name="announcement_new"),
    path(f"{OFFICE}thong-bao-ngan/<uuid:public_id>/", announcements.ChangeView.as_view(), name="announcement"),
    path(f"{OFFICE}thong-bao-ngan/<uuid:public_id>/thoi/", announcements.EndView.as_view(), name="announcement_end"),
    path(f"{OFFICE}dau-moi/", contacts.ListView.as_view(), name="contacts"),
    path(f"{OFFICE}dau-moi/moi/", contacts.NewView.as_view(), name="contact_new"),
    path(f"{OFFICE}dau-moi/<uuid:public_id>/", contacts.ChangeView.as_view(), name="contact"),
    path(f"{OFFICE}dau-moi/<uuid:public_id>/bo/", contacts.RemoveView.as_view(), name="contact_remove"),
    path(_ONE, showing.DetailView.as_view(), name="office_detail"),
    path(f"{_ONE}soan/", editing.EditView.as_view(), name="office_edit"),
    path(f"{_ONE}xem-truoc/", showing.PreviewView.as_view(), name="office_preview"),
    path(f"{_ONE}so-sanh/", showing.CompareView.as_view(), name="office_compare"),
    path(f"{_ONE}ban-<int:number>/", showing.PreviewView.as_view(), name="office_version"),
    path(f"{_ONE}ban-<int:number>/khoi-phuc/", acts.RestoreView.as_view(), name="office_restore"),
    path(f"{_ONE}tep/<uuid:file>/", showing.FileView.as_view(), name="office_file"),
    *(path(f"{_ONE}{route}", view.as_view(), name=f"office_{name}") for route, (view, name) in _ACTS.items()),
]
