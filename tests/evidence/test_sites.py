from __future__ import annotations

import pytest
from django.urls import reverse

from bulletin.models import Masthead
from bulletin.refusal import Refused
from editorial.evidence import sites
from editorial.models import Issue, Membership, Source
from tests.cast import Cast
from tests.evidence.test_copies import SignIn


@pytest.fixture
def source(masthead: Masthead, issue: Issue) -> Source:
    part = issue.parts.get(position=1)
    return Source.objects.create(
        masthead=masthead, part_code=part.code, name="国家药监局", url="https://www.nmpa.example/"
    )


def test_a_source_stands_under_its_part_until_somebody_looked(source: Source, issue: Issue, cast: Cast) -> None:
    ((part, (line,)),) = sites.checklist(issue)
    assert (part, line.look) == (str(issue.parts.get(position=1)), None)
    sites.look(issue, source, nothing_new=True, by=cast.writer)
    ((_part, (line,)),) = sites.checklist(issue)
    assert line.look is not None
    assert (line.look.by, line.look.nothing_new) == (cast.writer, True)


def test_the_last_look_counts(source: Source, issue: Issue, cast: Cast) -> None:
    sites.look(issue, source, nothing_new=True, by=cast.writer)
    sites.look(issue, source, nothing_new=False, by=cast.editor)
    ((_part, (line,)),) = sites.checklist(issue)
    assert line.look is not None
    assert (line.look.by, line.look.nothing_new) == (cast.editor, False)


def test_a_source_of_no_part_of_the_issue_is_for_every_part(masthead: Masthead, issue: Issue) -> None:
    Source.objects.create(masthead=masthead, name="新华网", url="https://news.example/")
    ((part, lines),) = sites.checklist(issue)
    assert (part, len(lines)) == ("", 1)


def test_a_source_that_is_no_longer_looked_at_is_left_out(source: Source, issue: Issue) -> None:
    Source.objects.filter(pk=source.pk).update(is_active=False)
    assert sites.checklist(issue) == []


def test_the_sites_are_those_that_may_be_asked(source: Source, masthead: Masthead, other_masthead: Masthead) -> None:
    Source.objects.create(masthead=masthead, name="x", url="http://localhost/")
    assert sites.hosts(masthead) == {"nmpa.example"}
    assert sites.hosts(other_masthead) == frozenset()


def test_a_site_that_is_written_badly_hides_no_other(source: Source, masthead: Masthead) -> None:
    for number, url in enumerate(("https://公报.例子./a", "http://[::1", "http://a..b/", "https://WWW.Gov.cn/", "x")):
        Source.objects.create(masthead=masthead, name=str(number), url=url)
    assert sites.hosts(masthead) == {"nmpa.example", "xn--55qt33b.xn--fsqu00a", "gov.cn"}


def test_a_released_issue_has_a_closed_checklist(source: Source, issue: Issue, cast: Cast) -> None:
    Issue.objects.update(state=Issue.State.RELEASED)
    issue.refresh_from_db()
    with pytest.raises(Refused, match="closed"):
        sites.look(issue, source, nothing_new=True, by=cast.writer)


def test_a_person_of_one_part_looks_at_nothing_of_another(source: Source, issue: Issue, cast: Cast) -> None:
    other = issue.parts.exclude(code=source.part_code)[0].code
    Membership.objects.filter(user=cast.writer).update(part_code=other)
    with pytest.raises(Refused, match="role"):
        sites.look(issue, source, nothing_new=True, by=cast.writer)
    Source.objects.update(part_code="")
    source.refresh_from_db()
    assert sites.look(issue, source, nothing_new=True, by=cast.writer).by == cast.writer


def test_the_page_shows_who_looked_and_offers_to(source: Source, issue: Issue, cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.writer)
    page = reverse("desk:editorial_issue_sources", args=[issue.pk])
    assert "not looked at yet" in client.get(page).content.decode()
    address = reverse("desk:editorial_issue_look", args=[issue.pk, source.pk])
    answer = client.post(address, {"nothing_new": ""}, follow=True).content.decode()
    assert "Noted: 国家药监局." in answer
    assert "温采编" in answer.partition("source-list")[2]
