from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest
from django.test import override_settings
from django.utils import translation

from bulletin import rendering
from bulletin.rendering import Rendered, design, pdf, styles
from bulletin.rendering.html import ROOT
from bulletin.snapshot import Snapshot, canonical, loads
from tests.rendering import issues
from tests.rendering.printing import print_html

SEEDS, ZONES, LANGUAGES = ("0", "1", "77"), ("Asia/Shanghai", "America/New_York"), ("C", "zh_CN.UTF-8")
RUNS = 5
LOADED = """
import sys
import bulletin.rendering.compositor, bulletin.rendering.html
print(*(each.__file__ for name, each in sys.modules.items() if name.startswith("bulletin.")))
"""
# These carry a snapshot, or bytes, to where they are printed, and decide nothing of how.
CARRIERS = ("boxes", "box_lines", "imprint", "refusal", "shaping", "snapshot", "store", "confinement")
RENDER = """
import django, sys
django.setup()
from bulletin import rendering
from bulletin.snapshot import loads
from tests.rendering.test_determinism import RUNS, digests
snapshot = loads(open(sys.argv[1], "rb").read())
found = {digests(rendering.render(snapshot)) for _ in range(RUNS)}
print(*found, sep="\\n")
"""


def digests(made: Rendered) -> str:
    return f"{hashlib.sha256(made.pdf).hexdigest()} {hashlib.sha256(made.html).hexdigest()} {made.renderer}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("deterministic")


@pytest.fixture(scope="module")
def whole(folder: Path) -> tuple[Path, str]:
    """A small issue that holds everything, as stored, and what it is made into here."""
    with override_settings(STORE_URL=f"file://{folder / 'store'}"):
        snapshot = issues.small("digest")
        path = folder / "snapshot.json"
        path.write_bytes(canonical(snapshot))
        return path, digests(rendering.render(snapshot))


def rendered_elsewhere(path: Path, folder: Path, seed: str, zone: str, language: str) -> str:
    surroundings = {"PYTHONHASHSEED": seed, "TZ": zone, "LANG": language, "LC_ALL": language, "HOME": "/nonexistent"}
    own = {"DJANGO_SETTINGS_MODULE": "bulletin.settings", "DEBUG": "on", "STORE_URL": f"file://{folder / 'store'}"}
    command = [sys.executable, "-c", RENDER, str(path)]
    environment = {**os.environ, **surroundings, **own}
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.mark.parametrize(("seed", "zone", "language"), list(product(SEEDS, ZONES, LANGUAGES)))
def test_five_runs_make_the_same_bytes_whatever_the_seed_zone_and_language(
    seed: str, zone: str, language: str, whole: tuple[Path, str], folder: Path
) -> None:
    assert rendered_elsewhere(whole[0], folder, seed, zone, language) == whole[1]


def test_the_stored_form_renders_to_the_same_bytes(weekly: Snapshot, rendered: Rendered) -> None:
    assert digests(rendering.render(loads(canonical(weekly)))) == digests(rendered)


def test_the_interface_language_changes_nothing(weekly: Snapshot, rendered: Rendered) -> None:
    with translation.override("de"):
        assert digests(rendering.render(weekly)) == digests(rendered)


def test_a_warm_render_gives_the_bytes_of_a_cold_one(weekly: Snapshot, rendered: Rendered) -> None:
    assert pdf.typeset(print_html(weekly), {}).pdf == rendered.pdf


def test_the_warm_style_sheet_is_the_one_that_pages_carry(weekly: Snapshot) -> None:
    assert styles.block("classic") in print_html(weekly)
    assert set(pdf.warmed().sheets) == {styles.block(each) for each in styles.DESIGNS}


def test_the_web_edition_alone_is_that_of_the_whole_render(weekly: Snapshot, rendered: Rendered) -> None:
    assert rendering.render_html(weekly) == rendered.html


def test_the_renderer_is_named_by_design_libraries_and_fonts(rendered: Rendered) -> None:
    assert rendered.renderer == rendering.renderer_version()
    assert design.digest()[:12] in rendered.renderer
    assert "WeasyPrint 7" in rendered.renderer
    assert "fonts " in rendered.renderer
    # What fits the column of an edition.
    assert len(rendered.renderer) <= 120


def test_every_module_that_decides_what_is_printed_is_in_the_digest_of_the_design() -> None:
    asked = subprocess.run([sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, text=True, check=True)
    found = {Path(each).relative_to(ROOT / "bulletin") for each in asked.stdout.split()}
    deciding = {each for each in found if each.parts[0].removesuffix(".py") not in CARRIERS}
    assert {ROOT / "bulletin" / each for each in deciding} <= set(design.files())
    assert len(deciding) > 30
