from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core import checks as framework
from django.core.management import call_command
from pytest_django import Settings

from bulletin import checks

# Django's own checks of models ask the database what it can do.
pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def fresh_look() -> Iterator[None]:
    checks.installed_families.cache_clear()
    checks.can_load.cache_clear()
    yield
    checks.installed_families.cache_clear()
    checks.can_load.cache_clear()


def messages(*, deploy: bool = False) -> dict[str, framework.CheckMessage]:
    found = framework.run_checks(include_deployment_checks=deploy)
    return {message.id: message for message in found if message.id and message.id.startswith("bulletin.")}


def test_a_machine_that_set_up_prepared_passes() -> None:
    assert messages() == {}


def test_a_missing_chinese_font_is_named_with_its_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = tmp_path / "fonts.conf"
    nothing.write_text(f"<fontconfig><dir>{tmp_path}</dir><cachedir>{tmp_path}</cachedir></fontconfig>")
    monkeypatch.setenv("FONTCONFIG_FILE", str(nothing))
    message = messages()["bulletin.W001"]
    assert "Noto Serif CJK SC" in message.msg
    assert "apt-get install" in str(message.hint)
    assert "fonts-noto-cjk" in str(message.hint)


def test_without_fontconfig_the_font_counts_as_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert "bulletin.W001" in messages()


def test_a_missing_font_subsetter_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "HARFBUZZ_SUBSET", ("libharfbuzz-absent.so.0",))
    message = messages()["bulletin.W002"]
    assert "libharfbuzz-subset0" in str(message.hint)


def test_a_missing_judge_of_file_types_is_named_with_its_package_on_the_desk_alone(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    monkeypatch.setattr(checks, "LIBMAGIC", ("libmagic-absent.so.1",))
    assert "libmagic1" in str(messages()["bulletin.W005"].hint)
    settings.DESK = False
    assert "bulletin.W005" not in messages()


@pytest.mark.parametrize("version", ["69.9", "8.0", "69.0rc1"])
def test_an_old_weasyprint_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str) -> None:
    install(tmp_path, monkeypatch, version)
    message = messages()["bulletin.E003"]
    assert version in message.msg
    assert "requirements.txt" in str(message.hint)


@pytest.mark.parametrize("version", ["70.0", "70.0.1", "71", "100.2"])
def test_weasyprint_of_70_or_later_passes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str) -> None:
    install(tmp_path, monkeypatch, version)
    assert "bulletin.E003" not in messages()


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, version: str) -> None:
    metadata = folder / f"weasyprint-{version}.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: weasyprint\nVersion: {version}\n")
    monkeypatch.syspath_prepend(str(folder))


@pytest.mark.parametrize("name", ["STORE_URL", "DRAFTS_URL"])
def test_a_store_that_cannot_be_made_is_an_error(settings: Settings, tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    setattr(settings, name, f"file://{tmp_path}/file/store")
    message = messages()["bulletin.E004"]
    assert f"{tmp_path}/file/store" in message.msg
    assert f"{tmp_path}/file/store" in str(message.hint)


@pytest.mark.parametrize("mode", [0o555, 0o500])
def test_a_store_that_belongs_to_somebody_else_is_an_error(settings: Settings, mode: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings.STORE_URL = f"file://{folder}/inner/store"
        Path(folder, "inner").mkdir()
        Path(folder, "inner").chmod(mode)
        Path(folder).chmod(0o755)
        assert seen_by_nobody(lambda: bool(checks.stores_are_writable(None)))
        Path(folder, "inner").chmod(0o755)


def seen_by_nobody(question: Callable[[], bool]) -> bool:
    # Root may write everywhere, so the question is put in a child that is not root.
    child = os.fork()
    if child == 0:
        answer = False
        try:
            if os.geteuid() == 0:
                os.setuid(65534)
            answer = question()
        finally:
            os._exit(0 if answer else 1)
    return os.waitpid(child, 0)[1] == 0


def test_a_process_for_readers_only_needs_no_writable_store(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    settings.STORE_URL = f"file://{tmp_path}/file/store"
    settings.DESK = False
    assert "bulletin.E004" not in messages()


def test_a_demo_login_is_refused_in_a_deployment() -> None:
    get_user_model().objects.create(username="chief", is_demo=True)
    message = messages(deploy=True)["bulletin.E107"]
    assert "chief" in message.msg


def test_the_line_that_mends_demo_logins_does(capsys: pytest.CaptureFixture[str]) -> None:
    get_user_model().objects.create(username="chief", is_demo=True)
    call_command("shell", command=checks.CLOSE_DEMO_LOGINS)
    assert "bulletin.E107" not in messages(deploy=True)


def test_a_login_of_the_newsroom_is_no_demo_login() -> None:
    get_user_model().objects.create(username="chief")
    assert "bulletin.E107" not in messages(deploy=True)


def test_the_packages_in_the_hints_are_those_that_set_up_installs() -> None:
    script = (ROOT / "bin" / "setup").read_text(encoding="utf-8")
    assert "fonts-noto-cjk" in script
    assert "libharfbuzz-subset0" in script
    assert shutil.which("fc-list")
