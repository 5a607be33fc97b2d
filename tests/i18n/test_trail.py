from __future__ import annotations

import ast
from collections.abc import Iterator

from django.utils import translation

from editorial.models import AuditEntry
from editorial.models.audit import ACTS
from tests.i18n.catalogue import ROOT

TRACING = frozenset({"attempt", "refusals", "acting", "refuse"})


def traced() -> Iterator[str]:
    """Every verb that the source hands to a function of the trail as it stands there."""
    for path in (ROOT / "editorial").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in TRACING:
                found = [node.args[0], *ast.walk(node.args[0])]
                yield from (str(each.value).strip() for each in found if isinstance(each, ast.Constant))


def test_every_verb_of_the_trail_has_its_word() -> None:
    verbs = set(traced())
    assert len(verbs) > 10
    assert verbs - set(ACTS) == set()


def test_a_line_of_the_trail_is_said_in_the_reader_s_language() -> None:
    line = AuditEntry(verb="hold over", object="一篇资讯")
    assert str(line) == "转下期 · 一篇资讯"
    with translation.override("en"):
        assert str(line) == "hold over · 一篇资讯"


def test_a_sign_off_names_its_stage() -> None:
    assert AuditEntry(verb="sign second").act == "审签 · 复审"


def test_a_verb_without_a_word_is_shown_as_it_is() -> None:
    assert AuditEntry(verb="something old").act == "something old"
