from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from bulletin.archive import feeds, printed, public
from bulletin.models import Dispatch, Edition, Masthead, Withdrawal
from bulletin.rendering import composition
from tests.archive import builders
from tests.archive.test_feed import ATOM, all_of, feed

MARK = '<span class="late">late entry</span>'


@pytest.fixture
def english() -> Client:
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def late(masthead: Masthead) -> Edition:
    """Number 100, of 2020, recorded after 143 and 144 had been released."""
    for number in (143, 144):
        builders.release(masthead, number)
    return builders.record_late(masthead, 100)


def test_the_issue_shows_its_own_date_as_a_late_entry(english: Client, late: Edition) -> None:
    page = english.get("/tech-weekly/100/").content.decode()
    assert "6 March 2020 (late entry)" in page
    assert "Back issue, entered late" in page
    for said in ("责编丁", "复核甲", "主编丙", "第100期.doc", "1 June 2026"):
        assert said in page


def test_the_citation_bears_the_date_of_the_issue(english: Client, late: Edition) -> None:
    assert "《科技信息周报》第100期，2020年3月6日（补录）" in english.get("/tech-weekly/100/").content.decode()
    assert printed.citation(Edition.objects.get(number=144)) == "《科技信息周报》第144期，2021年1月8日"


def test_lists_mark_it_and_nothing_else(english: Client, late: Edition) -> None:
    assert english.get("/tech-weekly/").content.decode().count(MARK) == 1
    assert english.get("/tech-weekly/100/1.1.1/").content.decode().count(MARK) == 1
    assert MARK not in english.get("/tech-weekly/144/1.1.1/").content.decode()


def test_its_entries_are_found_under_its_date(english: Client, late: Edition) -> None:
    page = english.get("/tech-weekly/entries/").content.decode()
    assert page.count(MARK) == late.entry_count
    assert page.index("第144期") < page.index("第100期")


def test_it_is_never_the_newest_issue_while_a_later_one_is_there(english: Client, late: Edition) -> None:
    page = english.get("/tech-weekly/").content.decode()
    assert page.index("Newest issue") < page.index("第144期") < page.index("第100期")


def test_the_feed_has_it_by_its_own_date_marked_and_never_as_news(client: Client, late: Edition) -> None:
    root = feed(client)
    titles = all_of(root, "title")
    assert titles[:2] == ["科技信息周报 第144期", "科技信息周报 第143期"]
    assert "2020年3月6日" in titles[2]
    assert all_of(root, "updated")[2] == all_of(root, "published")[2] == "2020-03-06T00:00:00+08:00"
    assert root.findtext(f"{ATOM}updated") == "2021-01-08T01:00:00+00:00"


def test_back_issues_push_no_newer_one_out_of_the_feed(client: Client, masthead: Masthead) -> None:
    for number in range(1, feeds.NEWEST + 5):
        builders.record_late(masthead, number)
    builders.release(masthead, 144)
    titles = all_of(feed(client), "title")
    assert titles[0] == "科技信息周报 第144期"
    assert len(titles) == feeds.NEWEST
    assert "第1期" not in " ".join(titles)


def test_a_withdrawn_back_issue_leaves_lists_and_feed(client: Client, late: Edition) -> None:
    Withdrawal.objects.create(edition=late, reason="误收。", by="主编", at=timezone.now())
    assert client.get("/tech-weekly/100/").status_code == 410
    assert "第100期" not in " ".join(all_of(feed(client), "title"))
    assert "第100期" not in client.get("/tech-weekly/entries/").content.decode()


def test_nobody_is_mailed(late: Edition) -> None:
    assert not Dispatch.objects.filter(edition=late).exists()
    assert Dispatch.objects.count() == 2


def test_the_printed_edition_says_so(masthead: Masthead, late: Edition) -> None:
    found = composition.compose(public.snapshot_of(late))
    assert found.dateline[0].text == "2020年3月6日（补录）"
    assert found.imprint is not None
    assert found.imprint.back_issue == "过刊补录"
    assert [stage.stage for stage in found.imprint.stages] == ["补录核对"]


def test_the_database_takes_no_back_issue_without_its_date(masthead: Masthead, late: Edition) -> None:
    late.pk, late.number, late.dated_on = None, 99, None
    with pytest.raises(IntegrityError), transaction.atomic():
        late.save(force_insert=True)
