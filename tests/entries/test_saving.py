from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bulletin import snapshot as shape
from bulletin.models import Masthead
from editorial import assembly
from editorial.drafting import entries
from editorial.models import AuditEntry, Entry, Issue, Revision, Section, User
from editorial.review import workflow
from tests import builders
from tests.cast import Cast
from tests.entries.pages import address, controls, opened, saved
from tests.richtext.bodies import SHAPES

SignIn = Callable[[User], Client]

FULL = builders.notice(
    40,
    language="en",
    title="  关于“引号”与<尖括号>的通告 ",
    standfirst="第一行\n第二行",
    editor_note="编者按",
    source_name="示例网",
    accessed_on="2026-02-12",
    published_on="2026-02-11",
    authorities=("国家药监局", "国家知识产权局"),
    topics=("药品", "专利"),
    effective=(
        shape.EffectiveDate(on="2026-03-01", text="自2026年3月1日起施行", basis="stated"),
        shape.EffectiveDate(rule="after-publication", text="发布6个月后", basis="computed"),
    ),
    consultation=shape.Consultation(
        opens_on="2026-02-10",
        closes_on="2026-03-10",
        working_days=20,
        computed_working_days=17,
        previous_closes_on="2026-03-01",
        email="a@example.org",
        text="2月10日至3月10日 ",
        basis="stated",
    ),
    cites=(shape.Citation(number="国药监〔2020〕1号", title="办法", document_type="办法", relation="amends"),),
    attachments=(
        shape.Attachment(title="附件1"),
        shape.Attachment(title="附件2", url="https://www.example.org/a b.pdf"),
        shape.Attachment(title="附件3", digest="ab" * 32, type="application/pdf", size=12),
    ),
    sources=(shape.Source(url="https://www.example.org/", digest="cd" * 32, fetched_at="2026-02-12T00:00:00Z"),),
    source_url="http://www.example.org/old page?x=1#y",
    body_html="".join(SHAPES.values()),
)


ALL_CHANGED = {
    "title": "新题",
    "document_type": "公告",
    "number_typed": "国药监药注 [2026] 12号",
    "authorities": "甲\n乙",
    "signed_by": "丙",
    "topics": "",
    "signed_on": "2026-01-02",
    "published_on": "2026-01-03",
    "consultation_opens_on": "2026-01-04",
    "consultation_closes_on": "2026-01-15",
    "consultation_working_days": "10",
    "consultation_email": "b@example.org",
    "standfirst": "提要",
    "editor_note": "按语",
    "body_html": "<p>正文<script>alert(1)</script></p>",
    "source_url": "https://www.example.org/new",
    "source_name": "新网",
    "accessed_on": "2026-01-05",
    "effective-0-on": "2026-04-01",
    "effective-0-rule": "",
    "effective-0-text": "",
    "effective-0-basis": "stated",
    "cites-0-number": "国发〔2020〕1号",
}


@pytest.fixture
def issue(masthead: Masthead, cast: Cast) -> Issue:
    return builders.open_issue(masthead, by=cast.writer)


@pytest.fixture
def section(issue: Issue) -> Section:
    return Section.objects.get(part__issue=issue, code="national")


def row(entry: Entry) -> dict[str, Any]:
    return dict(Entry.objects.values().get(pk=entry.pk))


def state(entry: Entry) -> tuple[str, int, int]:
    now = Entry.objects.get(pk=entry.pk)
    return shape.entry_digest(assembly.entry_of(now)), now.version, Revision.objects.filter(entry=entry).count()


@pytest.mark.parametrize("content", [FULL, builders.notice(), builders.article(), builders.notice(body_html=None)])
def test_a_page_opened_and_sent_back_changes_nothing(
    cast: Cast, section: Section, signed_in: SignIn, content: shape.Entry
) -> None:
    entry = entries.add(section, content, by=cast.writer)
    before, issue_before = state(entry), Issue.objects.get().version
    client = signed_in(cast.editor)
    response = saved(client, entry, opened(client, entry))
    assert response.status_code == 302
    assert "Nothing was changed." in client.get(address(entry)).content.decode()
    assert state(entry) == before
    assert Issue.objects.get().version == issue_before


def test_a_change_of_one_field_changes_that_field_alone(cast: Cast, section: Section, signed_in: SignIn) -> None:
    entry = entries.add(section, FULL, by=cast.writer)
    before = row(entry)
    client = signed_in(cast.editor)
    saved(client, entry, opened(client, entry), topics="药品\r\n\r\n 器械 ")
    after = row(entry)
    assert {name for name in after if after[name] != before[name]} == {"topics", "version"}
    assert after["topics"] == ["药品", "器械"]
    assert Revision.objects.filter(entry=entry).count() == 2
    assert AuditEntry.objects.get(verb="edit").by == cast.editor


def test_every_field_of_the_page_is_saved(cast: Cast, section: Section, signed_in: SignIn) -> None:
    entry = entries.add(section, builders.notice(), by=cast.writer)
    client = signed_in(cast.editor)
    assert saved(client, entry, opened(client, entry), **ALL_CHANGED).status_code == 302
    now = assembly.entry_of(Entry.objects.get(pk=entry.pk))
    assert now.title == "新题"
    assert now.document_number == shape.DocumentNumber(
        typed="国药监药注 [2026] 12号", canonical="国药监药注〔2026〕12号"
    )
    assert (now.authorities, now.signed_by, now.topics) == (("甲", "乙"), ("丙",), ())
    assert (now.signed_on, now.published_on, now.accessed_on) == ("2026-01-02", "2026-01-03", "2026-01-05")
    assert now.effective == (shape.EffectiveDate(on="2026-04-01", basis="stated"),)
    assert now.cites == (shape.Citation(number="国发〔2020〕1号"),)
    assert now.body_html == "<p>正文</p>"
    assert now.source_url == "https://www.example.org/new"
    assert now.consultation is not None
    assert (now.consultation.working_days, now.consultation.computed_working_days) == (10, 10)


def test_a_notice_is_added_at_the_end_of_its_section(cast: Cast, section: Section, signed_in: SignIn) -> None:
    client = signed_in(cast.writer)
    page = f"{reverse('desk:editorial_notice_add')}?section={section.pk}"
    values = controls(client.get(page))
    count = section.entries.count()
    response = client.post(
        page,
        {
            **values,
            "title": "新公告",
            "number_typed": "2026年第９号",
            "body_html": "<p>x</p>",
            "attachments-0-title": "附",
        },
    )
    assert response.status_code == 302
    entry = section.entries.order_by("position").last()
    assert entry is not None
    assert (section.entries.count(), entry.title, entry.kind) == (count + 1, "新公告", "notice")
    assert (entry.created_by, entry.number_canonical) == (cast.writer, "2026年第9号")
    assert [each.title for each in entry.attachments.all()] == ["附"]
    assert Revision.objects.filter(entry=entry).count() == 1


def test_without_a_section_one_is_asked_for(cast: Cast, section: Section, signed_in: SignIn) -> None:
    page = signed_in(cast.writer).get(reverse("desk:editorial_article_add")).content.decode()
    assert f'<option value="{section.pk}">' in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": " "}, "This field is required."),
        ({"source_url": "javascript:alert(1)"}, "Give a whole web address"),
        ({"consultation_opens_on": "2026-03-02", "consultation_closes_on": "2026-03-01"}, "closes before it opens"),
        ({"signed_on": "2026-02-31"}, "Enter a valid date."),
        ({"attachments-0-url": "//example.org"}, "Give a whole web address"),
        ({"effective-0-on": "soon"}, "Enter a valid date."),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_lost(
    cast: Cast, section: Section, signed_in: SignIn, changes: dict[str, str], sentence: str
) -> None:
    entry = entries.add(section, FULL, by=cast.writer)
    before = state(entry)
    client = signed_in(cast.editor)
    response = saved(client, entry, opened(client, entry), **changes, editor_note="typed and kept")
    assert response.status_code == 200
    assert sentence in response.content.decode()
    values = controls(response)
    assert values["editor_note"] == "typed and kept"
    assert all(values[name] == value for name, value in changes.items())
    assert state(entry) == before


def test_a_refusal_is_shown_on_the_form_with_all_that_was_typed(cast: Cast, issue: Issue, signed_in: SignIn) -> None:
    workflow.submit(issue, by=cast.editor)
    entry = builders.entries_of(issue)[0]
    client = signed_in(cast.writer)
    response = saved(client, entry, opened(client, entry), title="typed and kept")
    assert "This entry is in review." in response.content.decode()
    assert controls(response)["title"] == "typed and kept"
    assert Entry.objects.get(pk=entry.pk).title == entry.title


def test_who_may_only_look_gets_no_controls_and_may_not_post(cast: Cast, issue: Issue, signed_in: SignIn) -> None:
    entry = builders.entries_of(issue)[0]
    client = signed_in(cast.auditor)
    page = client.get(address(entry)).content.decode()
    assert 'name="_save"' not in page
    assert 'name="title"' in page
    assert client.post(address(entry), {"title": "x"}).status_code == 403


def test_an_entry_of_another_masthead_is_like_one_that_never_was(
    cast: Cast, issue: Issue, other_masthead: Masthead, signed_in: SignIn
) -> None:
    stranger = User.objects.create_user("stranger")
    stranger.memberships.create(masthead=other_masthead, role="editor")
    entry = builders.entries_of(issue)[0]
    client = signed_in(stranger)
    for name, arguments in (("change", [entry.pk]), ("revisions", [entry.pk]), ("attachment", [entry.pk, "ab" * 32])):
        missing = [entry.pk + 1000, *arguments[1:]]
        answers = [client.get(reverse(f"desk:editorial_notice_{name}", args=each)) for each in (arguments, missing)]
        assert [answer.status_code for answer in answers] == [404, 404]
    assert client.post(address(entry), {}).status_code == 404
    section = entry.section_id
    assert client.get(f"{reverse('desk:editorial_notice_add')}?section={section}").status_code == 404


def test_fields_that_the_page_does_not_show_cannot_be_posted(cast: Cast, section: Section, signed_in: SignIn) -> None:
    entry = entries.add(section, builders.article(), by=cast.writer)
    client = signed_in(cast.editor)
    forged = {
        "state": "approved",
        "kind": "notice",
        "ref": "9.9.9",
        "section": "1",
        "position": "1",
        "created_by": str(cast.chief.pk),
        "number_canonical": "x",
        "document_type": "令",
        "sources": "[]",
    }
    before = row(entry)
    saved(client, entry, opened(client, entry), **forged, byline="记者乙")
    after = row(entry)
    assert {name for name in after if after[name] != before[name]} == {"byline", "version"}


def test_names_that_the_register_does_not_know_are_a_hint_only(cast: Cast, section: Section, signed_in: SignIn) -> None:
    entry = entries.add(section, builders.notice(), by=cast.writer)
    client = signed_in(cast.editor)
    assert "Not in the register" not in client.get(address(entry)).content.decode()
    assert saved(client, entry, opened(client, entry), authorities="某某局").status_code == 302
    assert "Not in the register: 某某局." in client.get(address(entry)).content.decode()


def test_the_revisions_of_an_entry_name_who_and_when(cast: Cast, section: Section, signed_in: SignIn) -> None:
    entry = entries.add(section, builders.notice(), by=cast.writer)
    client = signed_in(cast.editor)
    saved(client, entry, opened(client, entry), title="改题")
    page = client.get(reverse("desk:editorial_notice_revisions", args=[entry.pk])).content.decode()
    assert page.index(str(cast.editor)) < page.index(str(cast.writer))
    assert state(entry)[0][:12] in page


def test_the_list_shows_finds_and_filters(cast: Cast, issue: Issue, signed_in: SignIn) -> None:
    client = signed_in(cast.writer)
    page = reverse("desk:editorial_notice_changelist")
    assert "第1项技术指导原则" in client.get(page).content.decode()
    assert "第1项技术指导原则" not in client.get(page, {"q": "2026年第2号"}).content.decode()
    for query in ({"issue": issue.pk}, {"type": "通告"}, {"state__exact": "draft"}):
        assert "第2项技术指导原则" in client.get(page, query).content.decode()
    for query in ({"issue": 0}, {"type": "令"}, {"state__exact": "approved"}):
        assert "第2项技术指导原则" not in client.get(page, query).content.decode()
