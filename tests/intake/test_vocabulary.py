from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bulletin.models import Authority, AuthorityName, DocumentType
from bulletin.models.filling import fill
from bulletin.reading import DEFAULT, kinds, read
from bulletin.reading.registry_shipped import rows
from editorial.intake.vocabulary import current

pytestmark = pytest.mark.django_db


def filled() -> int:
    return fill(Authority, AuthorityName, DocumentType)


def test_filling_twice_adds_nothing() -> None:
    filled()
    before = (Authority.objects.count(), AuthorityName.objects.count(), DocumentType.objects.count())
    assert before[0] >= 400
    assert filled() == 0
    assert (Authority.objects.count(), AuthorityName.objects.count(), DocumentType.objects.count()) == before


def test_filling_leaves_what_an_editor_wrote() -> None:
    Authority.objects.create(name="国家药品监督管理局", prefixes="药监", level="local")
    filled()
    row = Authority.objects.get(name="国家药品监督管理局")
    assert (row.prefixes, row.level, row.kind) == ("药监", "local", "bureau")
    assert row.names.filter(name="NMPA", kind="latin").exists()


def test_an_authority_that_was_renamed_and_a_name_that_was_taken_out_do_not_come_back() -> None:
    filled()
    Authority.objects.filter(name="国家知识产权局").update(name="国家知识产权总局")
    AuthorityName.objects.filter(name="NMPA").delete()
    assert filled() == 0
    assert not Authority.objects.filter(name="国家知识产权局").exists()
    assert not AuthorityName.objects.filter(name="NMPA").exists()


def test_the_tables_carry_parents_successors_and_names_by_kind() -> None:
    filled()
    centre = Authority.objects.get(names__name="CDE")
    assert (centre.name, str(centre.parent)) == ("国家药品监督管理局药品审评中心", "国家药品监督管理局")
    assert str(Authority.objects.get(name="国家食品药品监督管理总局").successor) == "国家药品监督管理局"
    assert AuthorityName.objects.get(authority=centre, name="CDE").kind == "latin"


def test_the_filled_tables_know_every_name_that_is_shipped() -> None:
    filled()
    registry = current().registry
    assert {each.name: each for each in rows()} == registry.authorities
    assert registry.find("药审中心") == registry.find("国家药监局药审中心")


def test_an_empty_register_reads_with_the_shipped_words() -> None:
    assert current() is DEFAULT


def test_a_register_that_was_never_filled_is_read_beside_the_shipped_one() -> None:
    Authority.objects.create(name="示例港药品管理处")
    registry = current().registry
    assert registry.find("示例港药品管理处")
    assert registry.find("国家药监局")


def test_what_editors_keep_is_what_documents_are_read_with() -> None:
    filled()
    bureau = Authority.objects.create(name="示例港药品管理处", level="local", prefixes="示药管")
    AuthorityName.objects.create(authority=bureau, name="示例港药管处")
    DocumentType.objects.create(name="告知书")
    vocabulary = current()
    assert vocabulary.registry.find("示例港药管处") == vocabulary.registry.of_prefix("示药管发")
    assert vocabulary.registry.find("国家药监局药审中心") == vocabulary.registry.find("CDE")
    assert kinds.document_type("某局关于某事的告知书", vocabulary) == "告知书"
    assert kinds.document_type("某局关于某事的告知书", DEFAULT) is None
    assert [each.name for each in vocabulary.registry.unknown(["某某管理处"])] == ["某某管理处"]


def test_the_words_of_the_tables_read_a_title_like_the_shipped_ones() -> None:
    filled()
    vocabulary = current()
    for title in ("国家药监局关于发布指南的公告", "今日新闻", "国家标准", "某局工作报告", "关于公开征求意见的公示"):
        assert kinds.document_type(title, vocabulary) in {kinds.document_type(title, DEFAULT), "国家标准"}
        assert kinds.is_formal(title, vocabulary) == kinds.is_formal(title, DEFAULT)


def test_a_document_is_read_with_the_names_of_the_register() -> None:
    filled()
    Authority.objects.create(name="示例港药品管理处", level="local", prefixes="示药管")
    text = "关于开展检查的通知\n示药管发〔2021〕3号\n各有关单位：\n现开展检查。\n特此通知。\n2021年3月1日\n"
    assert read(text, current()).snapshot.entries()[0].authorities == ("示例港药品管理处",)


def test_the_number_of_queries_does_not_grow_with_the_register() -> None:
    filled()
    with CaptureQueriesContext(connection) as queries:
        current()
    assert len(queries) == 3


def test_the_command_fills_the_register_once(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("fill_register")
    call_command("fill_register")
    first, second = capsys.readouterr().out.splitlines()
    assert (int(first.split()[0]), second) == (Authority.objects.count(), "0 rows were added.")
