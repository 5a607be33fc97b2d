from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from bulletin import richtext, store
from bulletin.models import Edition, Masthead
from bulletin.refusal import Refused
from editorial.drafting import logos
from editorial.models import AuditEntry, Issue, Membership, User
from editorial.publishing import looks, press, preview
from editorial.review.facts import gather
from tests import builders
from tests.cast import Cast
from tests.desk.asking import said, text_of
from tests.rendering import reading_pdf

SignIn = Callable[[User], Client]


def drawn(kind: str = "PNG", mode: str = "RGB", size: tuple[int, int] = (120, 40)) -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, size, (31, 58, 95, 0)[: len(mode)]).save(buffer, kind)
    return buffer.getvalue()


def claiming(width: int, height: int) -> bytes:
    """A PNG whose header is whole and whose picture is not there."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return logos.PNG + struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))


def values(masthead: Masthead, **changes: Any) -> dict[str, Any]:
    names = ("title", "language", "time_zone", "publisher", "contact", "notice", "design", "accent")
    kept = {name: getattr(masthead, name) for name in names}
    return {**kept, "days_between_issues": masthead.days_between_issues, **changes}


def file(content: bytes, name: str = "logo.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def address(masthead: Masthead, name: str = "change") -> str:
    return reverse(f"desk:bulletin_masthead_{name}", args=[masthead.pk])


def save(client: Client, masthead: Masthead, **changes: Any) -> Any:
    return client.post(address(masthead), values(masthead, **changes))


def images_of(pdf: bytes) -> int:
    return pdf.count(b"/Subtype /Image")


@pytest.fixture
def client(cast: Cast, signed_in: SignIn) -> Client:
    return signed_in(cast.chief)


def test_design_colour_and_what_is_enclosed_are_kept_and_left_in_the_trail(masthead: Masthead, client: Client) -> None:
    save(client, masthead, design="digest", accent=" #0B5C4A ", embeds_snapshot="on", embeds_sources="on")
    masthead.refresh_from_db()
    assert (masthead.design, masthead.accent) == ("digest", "#0b5c4a")
    assert masthead.embeds_snapshot
    assert masthead.embeds_sources
    assert AuditEntry.objects.filter(verb="edit", refused=False, object=str(masthead)).exists()


def test_a_pale_colour_and_an_unknown_design_are_refused_in_sentences(masthead: Masthead, client: Client) -> None:
    page = text_of(save(client, masthead, accent="#ffe0a0", design="scroll"))
    assert "too pale to be read" in page
    assert "scroll is not one of the available choices" in page
    masthead.refresh_from_db()
    assert masthead.accent == ""


def test_a_red_is_refused_because_it_says_that_a_document_is_official(client: Client, masthead: Masthead) -> None:
    assert "Red heads are for official documents" in text_of(save(client, masthead, accent="#9c2b2b"))
    masthead.refresh_from_db()
    assert masthead.accent == ""


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_logo_is_kept_shown_printed_released_and_taken_off(
    cast: Cast, masthead: Masthead, client: Client, kind: str
) -> None:
    content = drawn(kind)
    save(client, masthead, logo=file(content))
    masthead.refresh_from_db()
    assert store.drafts().get(masthead.logo_digest) == content
    assert "data:image/" in text_of(client.get(address(masthead)))

    edition = press.release(builders.signed_issue(cast, masthead), by=cast.chief)
    assert store.released().get(masthead.logo_digest) == content
    assert images_of(store.released().get(edition.pdf_digest)) >= 1
    assert "data:image/" in store.released().get(edition.html_digest).decode()

    save(client, masthead, remove_logo="on")
    masthead.refresh_from_db()
    assert masthead.logo_digest == ""
    assert "data:image/" not in text_of(client.get(address(masthead)))


def test_a_logo_with_transparent_parts_is_taken(masthead: Masthead, client: Client) -> None:
    save(client, masthead, logo=file(drawn(mode="RGBA")))
    masthead.refresh_from_db()
    assert masthead.logo_digest


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", logos.UNKNOWN),
        (b"GIF89a" + bytes(20), logos.UNKNOWN),
        (b"%PDF-1.7", logos.UNKNOWN),
        (logos.PNG + bytes(logos.LARGEST), logos.TOO_LARGE),
        (logos.PNG + b"nothing that is a picture", logos.DAMAGED),
        (drawn()[:60], logos.DAMAGED),
        (drawn("JPEG")[:150], logos.DAMAGED),
        (logos.JPEG, logos.DAMAGED),
        (claiming(4001, 10), logos.TOO_MANY_PIXELS),
        (claiming(30_000, 30_000), logos.TOO_MANY_PIXELS),
        (drawn("JPEG", "CMYK"), logos.FOR_PRESSES),
    ],
)
def test_what_cannot_be_a_logo_is_refused_in_one_sentence(
    masthead: Masthead, client: Client, content: bytes, sentence: Any
) -> None:
    page = text_of(save(client, masthead, logo=file(content)))
    assert str(sentence) in page
    masthead.refresh_from_db()
    assert masthead.logo_digest == ""
    assert list(store.drafts().digests()) == []


def test_a_change_of_looks_is_a_change_of_every_open_issue(cast: Cast, masthead: Masthead, client: Client) -> None:
    issue = builders.signed_issue(cast, masthead)
    signed, kept = gather(issue.pk), issue.revisions.count()
    assert signed.live_sign_offs()
    save(client, masthead, logo=file(drawn()))
    assert gather(issue.pk).assembled.digest != signed.assembled.digest
    assert issue.revisions.count() == kept + 1
    with pytest.raises(Refused):
        press.release(issue, by=cast.chief)


def test_an_issue_without_the_logo_that_it_names_is_refused(cast: Cast, masthead: Masthead, client: Client) -> None:
    save(client, masthead, logo=file(drawn()))
    masthead.refresh_from_db()
    issue = builders.signed_issue(cast, masthead)
    store.drafts().path(masthead.logo_digest).unlink()
    with pytest.raises(Refused):
        press.release(issue, by=cast.chief)
    assert not Edition.objects.exists()
    assert "cannot be read from the drafts store" in text_of(client.get(address(masthead)))


@pytest.mark.parametrize("design", Masthead.Design.values)
@pytest.mark.parametrize("language", Masthead.Language.values)
def test_the_sample_shows_a_design_in_both_languages(
    cast: Cast, masthead: Masthead, design: str, language: str
) -> None:
    masthead.design, masthead.language, masthead.accent = design, language, "#0b5c4a"
    made = looks.shown(masthead, by=cast.chief)
    text = "".join("".join(reading_pdf.text_of(made.pdf)).split())
    assert "预览稿PREVIEW" in text
    assert masthead.title in text
    assert 2 <= made.pages <= 8


def test_the_sample_is_clean_and_of_the_schema(masthead: Masthead) -> None:
    for language in Masthead.Language.values:
        masthead.language = language
        sample = looks.sample(masthead)
        assert all(richtext.is_clean(entry.body_html or "") for entry in sample.entries())
        assert {entry.kind for entry in sample.entries()} == {"notice", "article"}


def test_a_look_takes_what_the_form_says_and_saves_nothing(masthead: Masthead, client: Client) -> None:
    plain = client.post(address(masthead, "looks"), {"design": "classic"})
    response = client.post(address(masthead, "looks"), {"design": "digest", "accent": "#0b5c4a", "logo": file(drawn())})
    assert response["Content-Type"] == "application/pdf"
    assert "no-store" in response["Cache-Control"]
    assert images_of(response.content) > images_of(plain.content)
    assert response.content != plain.content
    masthead.refresh_from_db()
    assert (masthead.design, masthead.accent, masthead.logo_digest) == ("classic", "", "")


def test_a_look_without_the_logo_that_is_to_go(masthead: Masthead, client: Client) -> None:
    save(client, masthead, logo=file(drawn()))
    shown = client.post(address(masthead, "looks"), {"design": "classic"})
    without = client.post(address(masthead, "looks"), {"design": "classic", "remove_logo": "on"})
    assert images_of(without.content) < images_of(shown.content)


def test_a_look_that_is_refused_says_why_on_the_page_of_the_masthead(masthead: Masthead, client: Client) -> None:
    response = client.post(address(masthead, "looks"), {"design": "classic", "accent": "red"})
    assert response["Location"] == address(masthead)
    assert "Write the colour as # and six digits" in said(response)[0]


def test_nobody_but_who_keeps_the_register_looks_and_nobody_at_another_masthead(
    cast: Cast, masthead: Masthead, other_masthead: Masthead, signed_in: SignIn
) -> None:
    assert signed_in(cast.editor).post(address(masthead, "looks"), {"design": "classic"}).status_code == 403
    assert signed_in(cast.chief).post(address(other_masthead, "looks"), {"design": "classic"}).status_code == 404
    with pytest.raises(Refused):
        looks.shown(masthead, by=cast.editor)


def test_who_may_only_look_sees_the_settings_and_no_controls(
    cast: Cast, masthead: Masthead, client: Client, signed_in: SignIn
) -> None:
    save(client, masthead, logo=file(drawn()))
    page = text_of(signed_in(cast.auditor).get(address(masthead)))
    assert "data:image/png" in page
    assert 'name="logo"' not in page
    assert "See how it looks" not in page


def test_a_new_masthead_is_founded_with_its_looks(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    Membership.objects.filter(user=cast.chief).update(masthead=None)
    page = signed_in(cast.chief)
    fields = values(masthead, title="知识产权月报", code="monthly", design="digest", logo=file(drawn()))
    page.post(reverse("desk:bulletin_masthead_add"), fields)
    founded = Masthead.objects.get(code="monthly")
    assert founded.design == "digest"
    assert store.drafts().get(founded.logo_digest) == drawn()


def test_a_preview_has_the_logo_before_anything_is_released(cast: Cast, masthead: Masthead, client: Client) -> None:
    save(client, masthead, logo=file(drawn()))
    issue: Issue = builders.open_issue(Masthead.objects.get(), by=cast.writer)
    assert images_of(preview.preview(issue, by=cast.chief).pdf) >= 1
