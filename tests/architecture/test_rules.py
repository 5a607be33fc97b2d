from __future__ import annotations

import ast
import statistics

import pytest

from tests.architecture import rules
from tests.architecture.rules import Rule, Source
from tests.architecture.tree import sources

SOURCES = sources()
LONG_FUNCTION = "def f():\n" + "    x = 1\n" * 40

BREACHES: list[tuple[Rule, str, str]] = [
    (rules.files_are_short, "bulletin/a.py", "x = 1\n" * 301),
    (rules.files_are_short, "editorial/admin/issue.py", "x = 1\n" * 201),
    (rules.functions_are_short, "bulletin/a.py", LONG_FUNCTION),
    (rules.functions_are_short, "bulletin/a.py", f"class A:\n    async {LONG_FUNCTION.replace('    x', '        x')}"),
    (rules.doors_are_kept, "bulletin/archive/a.py", "import weasyprint"),
    (rules.doors_are_kept, "bulletin/archive/a.py", "from weasyprint.urls import URLFetcher"),
    (rules.doors_are_kept, "bulletin/rendering/html.py", "from weasyprint import HTML"),
    (rules.doors_are_kept, "bulletin/recording.py", "def f():\n    import pikepdf"),
    (rules.doors_are_kept, "bulletin/archive/a.py", "from docx import Document"),
    (rules.doors_are_kept, "bulletin/formats/a.py", "import segno"),
    (rules.doors_are_kept, "editorial/drafting/logos.py", "from PIL import Image"),
    (rules.doors_are_kept, "editorial/intake/a.py", "import urllib3"),
    (rules.doors_are_kept, "editorial/admin/a.py", "import nh3"),
    (rules.doors_are_kept, "bulletin/delivery/a.py", "from django.core import mail"),
    (rules.doors_are_kept, "bulletin/delivery/a.py", "from django.core.mail import EmailMessage"),
    (rules.doors_are_kept, "editorial/review/a.py", "from django.utils.safestring import mark_safe"),
    (rules.doors_are_kept, "editorial/admin/a.py", "import zipfile"),
    (rules.doors_are_kept, "editorial/admin/a.py", "from xml.etree import ElementTree"),
    (rules.doors_are_kept, "editorial/intake/extract.py", "from lxml import etree"),
    (rules.doors_are_kept, "editorial/intake/extract.py", "import mammoth"),
    (rules.doors_are_kept, "editorial/intake/formats/web.py", "import pypdfium2"),
    (rules.doors_are_kept, "editorial/models/a.py", "from django.db.models.signals import post_save"),
    (rules.doors_are_kept, "editorial/models/a.py", "from django.dispatch import receiver"),
    (rules.doors_are_kept, "editorial/models/a.py", "from django.contrib.contenttypes.fields import GenericForeignKey"),
    (rules.calls_are_permitted, "bulletin/archive/a.py", "host = request.get_host()"),
    (rules.calls_are_permitted, "bulletin/archive/a.py", "send_mail('a')"),
    (rules.calls_are_permitted, "bulletin/delivery/mail.py", "mail.send_mail('a')"),
    (rules.calls_are_permitted, "editorial/admin/a.py", "mark_safe('<b>')"),
    (rules.calls_are_permitted, "editorial/admin/a.py", "SafeString('<b>')"),
    (rules.nothing_is_fetched_by_bare_key_in_views, "editorial/admin/a.py", "Issue.objects.get(pk=pk)"),
    (rules.no_error_is_swallowed_whole, "bulletin/a.py", "try:\n    f()\nexcept Exception:\n    pass"),
    (rules.no_error_is_swallowed_whole, "bulletin/a.py", "try:\n    f()\nexcept:\n    pass"),
    (rules.no_error_is_swallowed_whole, "bulletin/a.py", "try:\n    f()\nexcept BaseException:\n    log()"),
    (rules.no_check_can_be_skipped, "editorial/review/a.py", "def sign(issue, *, skip_checks=False): ..."),
    (rules.no_check_can_be_skipped, "editorial/review/a.py", "sign(issue, skip_checks=True)"),
    (rules.save_has_no_logic, "editorial/models/a.py", "class A(Model):\n    def save(self):\n        self.b = 1"),
    (rules.modules_say_what_they_are_for, "bulletin/a.py", "x = 1"),
    (rules.tests_have_no_docstrings, "tests/test_a.py", 'def test_a():\n    """Says it twice."""'),
    (rules.modules_are_named_in_the_words_of_the_trade, "editorial/review/utils.py", ""),
    (rules.modules_are_named_in_the_words_of_the_trade, "editorial/review/issue_manager.py", ""),
]

PERMITTED: list[tuple[Rule, str, str]] = [
    (rules.files_are_short, "bulletin/a.py", "x = 1\n" * 300),
    (rules.functions_are_short, "bulletin/a.py", LONG_FUNCTION.removesuffix("    x = 1\n")),
    (rules.doors_are_kept, "bulletin/rendering/pdf.py", "import weasyprint"),
    (rules.doors_are_kept, "bulletin/delivery/mail.py", "from django.core.mail import EmailMessage"),
    (rules.doors_are_kept, "tests/test_mail.py", "from django.core import mail"),
    (rules.no_error_is_swallowed_whole, "bulletin/a.py", "try:\n    f()\nexcept BaseException:\n    g()\n    raise"),
    (rules.nothing_is_fetched_by_bare_key_in_views, "editorial/review/a.py", "Issue.objects.get(pk=pk)"),
]


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.__name__)
def test_the_repository_keeps_the_rule(rule: Rule) -> None:
    assert [breach for source in SOURCES for breach in rule(source)] == []


@pytest.mark.parametrize(("rule", "path", "text"), BREACHES)
def test_a_breach_is_seen(rule: Rule, path: str, text: str) -> None:
    assert list(rule(Source(path, text)))


@pytest.mark.parametrize(("rule", "path", "text"), PERMITTED)
def test_what_is_permitted_is_let_pass(rule: Rule, path: str, text: str) -> None:
    assert not list(rule(Source(path, text)))


def test_every_rule_has_been_seen_broken() -> None:
    assert {rule for rule, _, _ in BREACHES} == set(rules.RULES)


def test_the_rules_look_at_both_packages_and_their_tests() -> None:
    assert {source.path.split("/")[0] for source in SOURCES} >= {"bin", "bulletin", "editorial", "tests"}


def test_half_of_the_functions_have_at_most_eight_lines() -> None:
    nodes = [node for source in SOURCES if not source.is_test for node in source.nodes]
    functions = [node for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    assert statistics.median(rules.length(function) for function in functions) <= 8
