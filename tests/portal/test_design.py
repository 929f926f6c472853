"""The page of components: complete, true to what it shows, only for staff; and its colours have their contrast."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from core.models import Job
from portal.design import catalogue, tokens
from tests.access.accounts import small_pdf
from tests.accounts.factories import AgencyFactory, user_at
from tests.conftest import QueuedTasks
from tests.project import PROJECT

COMPONENTS = catalogue.components()


@pytest.fixture
def staff(client: Client, db: None) -> Client:
    client.force_login(user_at(AgencyFactory(ministry=True), Role.MINISTRY_ADMIN))
    return client


def test_every_component_is_there_with_purpose_example_and_states() -> None:
    files = {path.stem for path in (PROJECT / "templates" / "cotton").glob("*.html")}
    assert {each.name for each in COMPONENTS} == files
    assert [each.name for each in COMPONENTS if not (each.purpose and each.example.startswith(f"<c-{each.name}"))] == []
    assert [each.name for each in COMPONENTS if not each.states] == []


def test_no_samples_are_left_of_components_that_are_gone() -> None:
    samples = {path.stem for path in (PROJECT / "templates" / "portal" / "design").glob("*.html")}
    assert sorted(samples - {each.name for each in COMPONENTS}) == []


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda each: each.name)
def test_samples_show_the_component_they_stand_under(component: catalogue.Component) -> None:
    own = [state for state in component.states if f"<c-{component.name}" in state.source]
    assert own, "no sample uses it"


def test_the_page_shows_each_sample_with_its_code(staff: Client) -> None:
    page = staff.get(reverse("design")).content.decode()
    for component in COMPONENTS:
        assert f'<h2 id="c-{component.name}">' in page
        for state in component.states:
            assert state.source in unescape(page)
    ids = re.findall(r'\sid="([^"]+)"', re.sub(r"(?s)<pre.*?</pre>", "", page))
    assert sorted({each for each in ids if ids.count(each) > 1}) == []


def test_what_samples_send_changes_nothing(staff: Client) -> None:
    for name, data in (("design", {"act": "lock"}), ("design_ask", {"reason": "thử"})):
        response = staff.post(reverse(name), data, follow=True)
        assert response.redirect_chain[0][0] == "/_design/"
        assert "không có gì bị thay đổi" in response.content.decode()


def test_a_sample_upload_is_checked_and_thrown_away(staff: Client) -> None:
    good = SimpleUploadedFile("cong-van.pdf", small_pdf(), "application/pdf")
    page = staff.post(reverse("design_upload"), {"letter": good}, follow=True).content.decode()
    assert "Đã nhận tệp cong-van.pdf" in page
    bad = SimpleUploadedFile("cong-van.pdf", b"MZ not a letter", "application/pdf")
    refused = staff.post(reverse("design_upload"), {"letter": bad})
    assert refused.status_code == 422
    assert "data-errors" in refused.content.decode()


def test_the_sample_job_is_queued_for_whoever_asks(staff: Client, queued_tasks: QueuedTasks) -> None:
    response = staff.post(reverse("design_job"))
    job = Job.objects.get()
    assert response["Location"] == job.get_absolute_url()
    assert queued_tasks() == [("core.run_job", job.pk)]


def test_only_staff_opens_it_unless_debugging(client: Client, db: None, settings: LazySettings) -> None:
    assert client.get(reverse("design"))["Location"].startswith("/dang-nhap/?next=")
    client.force_login(user_at(AgencyFactory(stp=True), Role.STP_ADMIN))
    assert client.get(reverse("design")).status_code == 403
    settings.DEBUG = True
    client.logout()
    assert client.get(reverse("design")).status_code == 200


@pytest.mark.parametrize("pair", tokens.PAIRS, ids=lambda pair: f"{pair.colour} on {pair.ground}")
def test_colours_have_the_contrast_they_need(pair: tokens.Pair) -> None:
    assert tokens.measured(pair) >= pair.least


def test_contrast_is_computed_as_wcag_does() -> None:
    assert tokens.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert tokens.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)


def test_the_documentation_names_the_colours_as_they_are() -> None:
    table = (PROJECT / "docs" / "design.md").read_text()
    rows = re.findall(r"^\| `--([a-z0-9-]+)` \| (#[0-9a-f]{6}) \| ([0-9.–]+)", table, re.MULTILINE)
    assert len(rows) >= 15
    named = {name: (value, None if least == "–" else float(least)) for name, value, least in rows}
    colours = tokens.colours()
    assert {name: colours[name] for name in named} == {name: value for name, (value, _) in named.items()}
    for name, (value, least) in named.items():
        assert least is None or round(tokens.contrast(value, "#ffffff"), 1) == least, name
