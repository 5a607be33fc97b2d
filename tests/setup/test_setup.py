from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RUN_PACKAGES = ["fonts-noto-cjk", "fonts-lxgw-wenkai", "libharfbuzz-subset0", "libpango-1.0-0", "libpangoft2-1.0-0"]
RUN_PACKAGES += ["libmagic1", "gettext"]
TEST_PACKAGES = ["postgresql", "default-jdk-headless", "libjaxb-java", "libistack-commons-java", "poppler-utils"]
TEST_PACKAGES += ["strace", "libatomic1"]
TOOLS = ["sh", "dirname", "cat", "cksum", "grep", "env"]


@dataclass
class Machine:
    """A checkout on a machine whose package tools only note what they were asked."""

    home: Path
    installed: set[str] = field(default_factory=lambda: {*RUN_PACKAGES, *TEST_PACKAGES})
    root: bool = True
    venv_module: bool = True
    apt_works: bool = True
    browser: bool = True

    def set_up(self, kind: str) -> subprocess.CompletedProcess[str]:
        shutil.rmtree(self.home / "path", ignore_errors=True)
        (self.home / "path").mkdir()
        for tool in TOOLS:
            (self.home / "path" / tool).symlink_to(str(shutil.which(tool)))
        self._write_programs()
        command = ["/bin/sh", str(self.home / "bin" / "setup"), kind]
        environment = {"PATH": str(self.home / "path"), "HOME": str(self.home)}
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=20, check=False)

    def asked(self) -> list[str]:
        log = self.home / "log"
        lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
        log.unlink(missing_ok=True)
        return lines

    def _write_programs(self) -> None:
        self._program("id", f"echo {0 if self.root else 1000}")
        self._program("sudo", "exit 1")
        self._program("apt-get", f'echo "apt-get $*" >>"{self.home}/log"; exit {0 if self.apt_works else 100}')
        names = "|".join(self.installed) or "none"
        self._program("dpkg-query", f'case "$3" in {names}) printf installed ;; *) exit 1 ;; esac')
        self._program("python3", self._interpreter(self.home / "path" / "python3"))
        if self.browser:
            self._program("chromium", "exit 0")

    def _interpreter(self, path: Path) -> str:
        venv = self.home / ".venv" / "bin"
        return f"""
case "$*" in
    *version_info*3,*) exit 0 ;;
    *%d.%d*) echo 3.11 ;;
    *sys.executable*) echo "{path}" ;;
    *ensurepip*) exit {0 if self.venv_module else 1} ;;
    *"-m venv"*) mkdir -p "{venv}"; cp "{path}" "{venv}/python"; echo "venv" >>"{self.home}/log" ;;
    *"pip --version"*) exit 0 ;;
    *"pip install"*) echo "pip ${{*##* }}" >>"{self.home}/log" ;;
esac"""

    def _program(self, name: str, text: str) -> None:
        path = self.home / "path" / name
        path.write_text(f"#!/bin/sh\nPATH={os.defpath}:/usr/bin\n{text}\n", encoding="utf-8")
        path.chmod(0o755)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    (tmp_path / "bin").mkdir()
    shutil.copy(ROOT / "bin" / "setup", tmp_path / "bin")
    (tmp_path / "requirements.txt").write_text("django==5.2.19\n")
    (tmp_path / "requirements-dev.txt").write_text("pytest==9.2.0\n")
    return Machine(tmp_path)


def test_the_first_set_up_makes_the_environment_and_installs_the_pins(machine: Machine) -> None:
    assert machine.set_up("test").returncode == 0
    assert machine.asked() == ["venv", "pip requirements.txt", "pip requirements-dev.txt"]


def test_running_needs_no_development_pins(machine: Machine) -> None:
    machine.set_up("run")
    assert machine.asked() == ["venv", "pip requirements.txt"]


def test_the_second_set_up_does_nothing_and_says_nothing(machine: Machine) -> None:
    machine.set_up("test")
    machine.asked()
    result = machine.set_up("test")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    assert machine.asked() == []


def test_only_changed_pins_are_installed_again(machine: Machine) -> None:
    machine.set_up("test")
    machine.asked()
    (machine.home / "requirements.txt").write_text("django==5.2.20\n")
    machine.set_up("test")
    assert machine.asked() == ["pip requirements.txt"]


def test_root_installs_exactly_what_is_missing(machine: Machine) -> None:
    machine.installed -= {"fonts-noto-cjk", "gettext"}
    assert machine.set_up("run").returncode == 0
    assert machine.asked()[:2] == [
        "apt-get update -qq",
        "apt-get install -y -qq --no-install-recommends fonts-noto-cjk gettext",
    ]


@pytest.mark.parametrize(("kind", "wanted"), [("run", RUN_PACKAGES), ("test", [*RUN_PACKAGES, *TEST_PACKAGES])])
def test_run_and_test_install_what_each_needs(machine: Machine, kind: str, wanted: list[str]) -> None:
    machine.installed = set()
    machine.set_up(kind)
    assert machine.asked()[1].removeprefix("apt-get install -y -qq --no-install-recommends ").split() == wanted


def test_a_browser_is_installed_where_there_is_none(machine: Machine) -> None:
    machine.browser = False
    machine.set_up("test")
    assert machine.asked()[1].endswith("chromium")


def test_who_may_not_install_is_told_the_exact_line(machine: Machine) -> None:
    machine.root = False
    machine.installed -= {"fonts-noto-cjk", "gettext"}
    result = machine.set_up("run")
    assert result.returncode == 1
    line = "sudo apt-get update && sudo apt-get install -y --no-install-recommends fonts-noto-cjk gettext"
    assert line in [text.strip() for text in result.stderr.splitlines()]
    assert machine.asked() == []


def test_a_missing_venv_module_is_a_package_of_its_interpreter(machine: Machine) -> None:
    machine.venv_module = False
    machine.root = False
    assert "--no-install-recommends python3.11-venv\n" in machine.set_up("run").stderr


def test_a_failing_apt_ends_the_set_up_with_a_sentence(machine: Machine) -> None:
    machine.installed = set()
    machine.apt_works = False
    result = machine.set_up("run")
    assert result.returncode == 1
    assert "apt-get could not install: fonts-noto-cjk" in result.stderr
    assert "venv" not in machine.asked()


def test_an_unknown_kind_is_refused_with_the_usage(machine: Machine) -> None:
    result = machine.set_up("everything")
    assert (result.returncode, result.stderr) == (1, "Usage: bin/setup run|test\n")
