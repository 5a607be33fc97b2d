from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from fontTools.fontBuilder import FontBuilder  # type: ignore[import-untyped]
from fontTools.pens.ttGlyphPen import TTGlyphPen  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from bulletin.rendering import Rendered, faces, styles
from bulletin.rendering.html import ROOT
from tests.rendering import reading_tags

VERSION = "from bulletin.rendering import pdf; print(pdf.version())"
OWN = 'from bulletin.rendering import faces; print(faces._revision(faces.file_of("Own")) / 65536)'
TYPESET = """
import sys
from bulletin.rendering import pdf
made = pdf.typeset('<html lang="en"><title>t</title><p style="font: 12pt Own">aaaa', {})
print(made.forbidden)
"""
CONFIGURATION = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>{folders}<cachedir>{cache}</cachedir></fontconfig>"""


def font(path: Path, *, permission: int = 0, revision: float = 1.0, family: str = "Own") -> None:
    """A font of one letter."""
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    pen.lineTo((0, 500))
    pen.lineTo((500, 500))
    pen.closePath()
    glyph = pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "a"])
    builder.setupCharacterMap({ord("a"): "a"})
    builder.setupGlyf({".notdef": glyph, "a": glyph})
    builder.setupHorizontalMetrics({".notdef": (600, 0), "a": (600, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": family, "styleName": "Regular"})
    builder.setupOS2(fsType=permission)
    builder.setupPost()
    builder.font["head"].fontRevision = revision
    builder.save(path)


def with_fonts(code: str, folder: Path, *folders: str) -> str:
    """What code prints in a process that knows the fonts of some folders only."""
    listed = "".join(f"<dir>{each}</dir>" for each in (folder, *folders))
    (folder / "fonts.conf").write_text(CONFIGURATION.format(folders=listed, cache=folder / "cache"))
    environment = {**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf")}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("permission", "told"),
    [(0x0000, "()"), (0x0004, "()"), (0x0008, "()"), (0x0002, "('Own',)"), (0x0100, "('Own',)"), (0x0108, "('Own',)")],
)
def test_a_font_is_embedded_only_as_its_makers_allow(permission: int, told: str, tmp_path: Path) -> None:
    font(tmp_path / "own.ttf", permission=permission)
    assert with_fonts(TYPESET, tmp_path) == told


def test_the_faces_that_are_printed_in_are_those_that_are_named() -> None:
    assert {"Noto Sans CJK SC", "Noto Serif CJK SC", "LXGW WenKai"} <= styles.families()


def test_another_revision_of_a_font_or_its_absence_is_another_renderer(tmp_path: Path) -> None:
    family = next(iter(sorted(name for name in styles.families() if "CJK" in name)))
    versions = []
    for revision in (1.0, 1.5):
        font(tmp_path / "own.ttf", revision=revision, family=family)
        versions.append(with_fonts(VERSION, tmp_path))
    (tmp_path / "own.ttf").unlink()
    font(tmp_path / "other.ttf", family="Other")
    versions.append(with_fonts(VERSION, tmp_path))
    assert len(set(versions)) == 3
    assert len({re.sub("fonts [0-9a-f]{8}", "", version) for version in versions}) == 1


def test_the_revision_is_that_of_the_file(tmp_path: Path) -> None:
    font(tmp_path / "own.ttf", revision=2.5)
    assert with_fonts(OWN, tmp_path) == "2.5"


def test_all_fonts_of_an_edition_are_embedded_and_cut_down(rendered: Rendered) -> None:
    with reading_tags.opened(rendered.pdf) as document:
        found = [each for each in document.objects if isinstance(each, pikepdf.Dictionary)]
        fonts = [each for each in found if each.get("/Type") == "/Font" and each.get("/Subtype") != "/Type0"]
        assert fonts
        for each in fonts:
            assert re.match("/[A-Z]{6}\\+", str(each.BaseFont))
            descriptor = each.FontDescriptor
            (file,) = [descriptor[key] for key in ("/FontFile2", "/FontFile3") if key in descriptor]
            # Each of the whole fonts is beyond ten million bytes.
            assert len(file.read_raw_bytes()) < 1_500_000


def test_what_the_installed_fonts_allow_is_enough() -> None:
    found = [faces.file_of(family) for family in styles.families()]
    assert len(found) >= 3
    for path in found:
        with TTFont(path, fontNumber=0, lazy=True) as opened:
            assert faces.allows_subsets(opened["OS/2"].fsType)
