from __future__ import annotations

import re

import pytest

from tests.architecture.tree import texts

# Written in two halves, so that this file does not break its own rules.
MACHINE_PATH = re.compile(r"(?<![\w.$}~/-])/(?:work|root|home|Users)" + r"/[\w.]")
REGISTRY = re.compile(r"\b(?:pypi\.|files\.python|registry\.npm|deb\.debian|proxy\.golang)" + r"[\w.]*\.?(?:org|com)\b")
UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
UNESCAPED = re.compile(r"\|\s*safe\b|autoescape\s+off")

BREACHES = [
    (MACHINE_PATH, "see /wo" + "rk/main/README.md"),
    (MACHINE_PATH, 'open("/ro' + 'ot/.config")'),
    (REGISTRY, "https://py" + "pi.org/simple"),
    (REGISTRY, "https://deb." + "debian.org/debian"),
    (UNFINISHED, "# TO" + "DO: later"),
    (UNESCAPED, "{{ entry.body|safe }}"),
    (UNESCAPED, "{% autoescape off %}"),
]


def breaches(pattern: re.Pattern[str], *paths: str) -> list[str]:
    lines = [(path, number, line) for path, text in texts(*paths) for number, line in enumerate(text.splitlines(), 1)]
    return [f"{path}:{number} {line.strip()[:80]}" for path, number, line in lines if pattern.search(line)]


@pytest.mark.parametrize("pattern", [MACHINE_PATH, REGISTRY, UNFINISHED], ids=["path", "registry", "unfinished"])
def test_no_file_speaks_of_one_machine_or_of_work_to_come(pattern: re.Pattern[str]) -> None:
    assert breaches(pattern) == []


def test_no_template_switches_escaping_off() -> None:
    # Mail in plain text is no HTML: an escaped character would arrive as &lt;.
    assert breaches(UNESCAPED, "*.html") == []


@pytest.mark.parametrize(("pattern", "line"), BREACHES)
def test_a_breach_is_seen(pattern: re.Pattern[str], line: str) -> None:
    assert pattern.search(line)
