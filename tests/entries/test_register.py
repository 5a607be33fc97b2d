from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from bulletin.models import Authority, DocumentType, Masthead, WorkdayOverride
from bulletin.refusal import Refused
from editorial import registering
from editorial.models import AuditEntry, Plan, User
from tests.cast import Cast, make_user

SignIn = Callable[[User], Client]
NAMES = {"names-TOTAL_FORMS": "0", "names-INITIAL_FORMS": "0"}
PAPER = {
    "title": "新刊",
    "code": "new",
    "language": "zh-Hans",
    "time_zone": "Asia/Shanghai",
    "design": "classic",
    "days_between_issues": "7",
}


def page(name: str, *arguments: object) -> str:
    return reverse(f"desk:{name}", args=arguments)


def test_the_chief_keeps_the_register_and_every_change_is_traced(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.chief)
    names = NAMES | {"names-TOTAL_FORMS": "1", "names-0-name": "国家药监局", "names-0-kind": "short"}
    client.post(page("bulletin_authority_add"), {"name": "国家药品监督管理局", **names})
    client.post(page("bulletin_documenttype_add"), {"name": "公告", "statutory": "on"})
    client.post(page("bulletin_workdayoverride_add"), {"on": "2026-05-09", "is_workday": "on", "source": "通知"})
    assert list(Authority.objects.get().names.values_list("name", flat=True)) == ["国家药监局"]
    assert DocumentType.objects.get().statutory
    assert WorkdayOverride.objects.get().is_workday
    assert AuditEntry.objects.filter(verb="add", by=cast.chief).count() == 3


@pytest.mark.parametrize("name", ["writer", "editor", "reviewer1", "auditor", "user_administrator"])
def test_nobody_else_writes_in_it(cast: Cast, signed_in: SignIn, name: str) -> None:
    client = signed_in(getattr(cast, name))
    assert client.post(page("bulletin_authority_add"), {"name": "某局", **NAMES}).status_code == 403
    assert client.post(page("bulletin_documenttype_add"), {"name": "公告"}).status_code == 403
    assert not Authority.objects.exists()
    with pytest.raises(Refused):
        registering.keep(DocumentType(name="公告"), by=getattr(cast, name))


def test_a_new_masthead_is_founded_by_a_chief_of_the_house_with_its_plan(cast: Cast, signed_in: SignIn) -> None:
    refused = signed_in(cast.chief).post(page("bulletin_masthead_add"), PAPER)
    assert "founded by a chief of the whole house" in refused.content.decode()
    founder = make_user("founder", role="chief")
    assert signed_in(founder).post(page("bulletin_masthead_add"), PAPER).status_code == 302
    plan = Plan.objects.get(masthead__code="new")
    assert [stage.code for stage in plan.stages.all()] == ["first", "second", "final"]


def test_the_code_of_a_masthead_stays(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    changed = PAPER | {"title": "改题", "code": "other"}
    signed_in(cast.chief).post(page("bulletin_masthead_change", masthead.pk), changed)
    masthead.refresh_from_db()
    assert (masthead.title, masthead.code) == ("改题", "weekly")


def test_another_masthead_is_out_of_reach(cast: Cast, other_masthead: Masthead, signed_in: SignIn) -> None:
    client = signed_in(cast.chief)
    client.post(page("bulletin_masthead_change", other_masthead.pk), PAPER)
    other_masthead.refresh_from_db()
    assert other_masthead.title == "知识产权月报"
    assert other_masthead.title not in client.get(page("bulletin_masthead_changelist")).content.decode()


def test_whoever_may_view_looks_at_a_plan_and_cannot_change_it(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    address = page("editorial_plan_change", masthead.plan.pk)
    for person in (cast.writer, cast.auditor, cast.reviewer1):
        client = signed_in(person)
        assert "初审" in client.get(address).content.decode()
        assert client.post(address, {"version": 1}).status_code == 403


def test_an_authority_is_found_by_any_of_its_names(cast: Cast, signed_in: SignIn) -> None:
    house = Authority.objects.get_or_create(name="示例港管理局")[0]
    centre = Authority.objects.create(name="示例港管理局审评中心", parent=house, kind="centre")
    centre.names.create(name="港审中心")
    centre.names.create(name="GSC", kind="latin")
    client = signed_in(cast.chief)
    for words in ("港审中心", "GSC", "示例港管理局审评"):
        page_of = client.get(page("bulletin_authority_changelist"), {"q": words}).content.decode()
        assert "示例港管理局审评中心" in page_of
    nothing = client.get(page("bulletin_authority_changelist"), {"q": "没有这个"}).content.decode()
    assert "示例港管理局审评中心" not in nothing
