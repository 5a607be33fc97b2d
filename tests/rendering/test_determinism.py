from __future__ import annotations

import hashlib
import os
import subprocess
import sys

import pytest

from bulletin import rendering
from bulletin.rendering import Rendered, design, html, pdf, styles
from bulletin.rendering.html import ROOT
from bulletin.snapshot import Snapshot, canonical, loads

RENDER = """
import django, hashlib
django.setup()
from bulletin import rendering
from tests.rendering import builders
made = rendering.render(builders.weekly())
print(hashlib.sha256(made.pdf).hexdigest(), hashlib.sha256(made.html).hexdigest(), made.renderer)
"""


def digests(made: Rendered) -> str:
    return f"{hashlib.sha256(made.pdf).hexdigest()} {hashlib.sha256(made.html).hexdigest()} {made.renderer}"


@pytest.mark.parametrize(
    ("seed", "zone", "language"),
    [("0", "UTC", "C"), ("1", "Asia/Shanghai", "zh_CN.UTF-8"), ("77", "America/New_York", "de_DE.UTF-8")],
)
def test_another_process_makes_the_same_bytes_whatever_its_seed_zone_and_language(
    seed: str, zone: str, language: str, rendered: Rendered
) -> None:
    surroundings = {"PYTHONHASHSEED": seed, "TZ": zone, "LANG": language, "LC_ALL": language, "HOME": "/nonexistent"}
    environment = {**os.environ, **surroundings, "DJANGO_SETTINGS_MODULE": "bulletin.settings", "DEBUG": "on"}
    command = [sys.executable, "-c", RENDER]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == digests(rendered)


def test_five_renders_are_one(weekly: Snapshot, rendered: Rendered) -> None:
    assert {digests(rendering.render(weekly)) for _ in range(5)} == {digests(rendered)}


def test_the_stored_form_renders_to_the_same_bytes(weekly: Snapshot, rendered: Rendered) -> None:
    assert digests(rendering.render(loads(canonical(weekly)))) == digests(rendered)


def test_the_interface_language_changes_nothing(weekly: Snapshot, rendered: Rendered) -> None:
    from django.utils import translation

    with translation.override("de"):
        assert digests(rendering.render(weekly)) == digests(rendered)


def test_a_warm_render_gives_the_bytes_of_a_cold_one(weekly: Snapshot, rendered: Rendered) -> None:
    assert pdf.typeset(html.print_html(weekly), {}).pdf == rendered.pdf


def test_the_warm_style_sheet_is_the_one_that_pages_carry(weekly: Snapshot) -> None:
    assert styles.block("classic") in html.print_html(weekly)
    assert set(pdf.warmed().sheets) == {styles.block(design) for design in styles.DESIGNS}


def test_the_web_edition_alone_is_that_of_the_whole_render(weekly: Snapshot, rendered: Rendered) -> None:
    assert rendering.render_html(weekly) == rendered.html


def test_the_renderer_is_named_by_design_and_libraries(rendered: Rendered) -> None:
    assert rendered.renderer == rendering.renderer_version()
    assert design.digest()[:12] in rendered.renderer
    assert "WeasyPrint 7" in rendered.renderer
