from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from bulletin.models import Authority, AuthorityName, Masthead
from bulletin.refusal import Refused
from editorial.intake import accept, naming
from editorial.intake.vocabulary import current
from editorial.models import AuditEntry, ProposedName, User
from tests.cast import Cast

SignIn = Callable[[User], Client]
TEXT = "知识产权信息篇\n国家级\n1、示例港药品管理处关于开展检查的通知\n现开展检查。\n特此通知。\n{}\n2021年3月1日\n"
State = ProposedName.State


@pytest.fixture
def proposed(cast: Cast, masthead: Masthead) -> ProposedName:
    accept.receive(TEXT.format("示例港药品管理处").encode(), "甲.txt", masthead, by=cast.writer)
    return ProposedName.objects.get()


def say(proposed: ProposedName, state: State, *, by: User, authority: Authority | None = None) -> None:
    proposed.state, proposed.authority = state, authority
    naming.settle(proposed, by=by)


def test_a_name_that_the_register_has_not_is_proposed_once(
    cast: Cast, masthead: Masthead, proposed: ProposedName
) -> None:
    assert (proposed.name, proposed.state, proposed.near) == ("示例港药品管理处", State.OPEN, "")
    accept.receive(f"{TEXT.format('示例港药品管理处')}\n".encode(), "乙.txt", masthead, by=cast.writer)
    assert ProposedName.objects.count() == 1


def test_a_known_name_and_one_that_depends_on_its_place_are_not_proposed(cast: Cast, masthead: Masthead) -> None:
    for at, name in enumerate(("国家药监局", "国家局", "最高人民法院办公厅 国家知识产权局办公室")):
        accept.receive(TEXT.format(name).encode(), f"{at}.txt", masthead, by=cast.writer)
    assert set(ProposedName.objects.values_list("name", flat=True)) <= {"示例港药品管理处"}


def test_a_slip_is_proposed_beside_the_name_that_it_is_like(cast: Cast, masthead: Masthead) -> None:
    accept.receive(TEXT.format("国家药品监督管埋局").encode(), "甲.txt", masthead, by=cast.writer)
    assert ProposedName.objects.get(name="国家药品监督管埋局").near == "国家药品监督管理局"


def test_a_proposed_name_becomes_a_new_authority(cast: Cast, proposed: ProposedName) -> None:
    say(proposed, State.NEW, by=cast.chief)
    assert ProposedName.objects.get().authority == Authority.objects.get(name="示例港药品管理处")
    assert current().registry.find("示例港药品管理处") is not None
    [trace] = AuditEntry.objects.filter(verb="settle name")
    assert (trace.by, trace.refused) == (cast.chief, False)


def test_a_proposed_name_becomes_another_name_of_an_authority(cast: Cast, proposed: ProposedName) -> None:
    authority = Authority.objects.get_or_create(name="国家药品监督管理局")[0]
    say(proposed, State.JOINED, by=cast.chief, authority=authority)
    assert AuthorityName.objects.get(name="示例港药品管理处").authority == authority
    known = current().registry.find("示例港药品管理处")
    assert known is not None
    assert known.name == "国家药品监督管理局"


def test_a_declined_name_is_not_asked_about_again(cast: Cast, masthead: Masthead, proposed: ProposedName) -> None:
    say(proposed, State.DECLINED, by=cast.chief)
    accept.receive(f"{TEXT.format('示例港药品管理处')}\n".encode(), "乙.txt", masthead, by=cast.writer)
    assert ProposedName.objects.get().state == State.DECLINED
    assert not Authority.objects.filter(name="示例港药品管理处").exists()


def test_nothing_is_merged_without_a_word(cast: Cast, proposed: ProposedName) -> None:
    with pytest.raises(Refused) as refused:
        say(proposed, State.OPEN, by=cast.chief)
    assert refused.value.reasons == [naming.UNDECIDED]
    with pytest.raises(Refused) as refused:
        say(proposed, State.JOINED, by=cast.chief)
    assert refused.value.reasons == [naming.WHICH]
    Authority.objects.create(name="示例港药品管理处")
    with pytest.raises(Refused, match="already"):
        say(proposed, State.NEW, by=cast.chief)


def test_only_one_of_two_people_says_what_a_name_is(cast: Cast, proposed: ProposedName) -> None:
    stale = ProposedName.objects.get()
    say(proposed, State.DECLINED, by=cast.chief)
    with pytest.raises(Refused) as refused:
        say(stale, State.NEW, by=cast.chief)
    assert refused.value.reasons == [naming.SETTLED]
    assert not Authority.objects.filter(name=stale.name).exists()


@pytest.mark.parametrize("name", ["writer", "editor", "reviewer1", "auditor"])
def test_nobody_but_who_keeps_the_register_says_it(cast: Cast, proposed: ProposedName, name: str) -> None:
    with pytest.raises(Refused):
        say(proposed, State.DECLINED, by=getattr(cast, name))
    assert ProposedName.objects.get().state == State.OPEN


def test_the_form_says_what_a_name_is(cast: Cast, proposed: ProposedName, signed_in: SignIn) -> None:
    client = signed_in(cast.chief)
    address = reverse("desk:editorial_proposedname_change", args=[proposed.pk])
    assert "示例港药品管理处" in client.get(reverse("desk:editorial_proposedname_changelist")).content.decode()
    undecided = client.post(address, {"state": "joined"})
    assert str(naming.WHICH) in undecided.content.decode()
    assert client.post(address, {"state": "new"}).status_code == 302
    assert Authority.objects.filter(name="示例港药品管理处").exists()
