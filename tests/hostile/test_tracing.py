from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bulletin.confinement.exchange import ENVIRONMENT, ROOT

TRACED = """
import sys
from tests.hostile import auditing
cases, judges = auditing.prepared()
open(sys.argv[1]).read()
auditing.read(cases, judges)
"""
ALLOWED = (sys.prefix, sys.base_prefix, "/proc/self/", "/sys/", "/dev/null", "/dev/urandom")


@pytest.mark.faults
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed: system calls are not looked at")
def test_system_calls_show_no_connection_and_no_file_even_where_the_kernel_would_allow_them(tmp_path: Path) -> None:
    marker, trace = tmp_path / "marker", tmp_path / "trace"
    marker.write_text("from here on")
    strace = ["strace", "-f", "-qq", "-e", "trace=connect,socket,open,openat,openat2,execve,unlink", "-o", str(trace)]
    command = [sys.executable, "-s", "-P", "-c", TRACED, str(marker)]
    done = subprocess.run([*strace, *command], cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    if "ptrace" in done.stderr.lower():
        pytest.skip("strace may not trace here: system calls are not looked at")
    assert done.returncode == 0, done.stderr
    _, found, after = trace.read_text().partition(str(marker))
    assert found
    opened = [line.split('"')[1] for line in after.splitlines() if "open" in line and '"' in line]
    # Fonts that a PDF names and does not hold are looked for by pdfium; in the child that is refused by the kernel.
    assert [path for path in opened if not path.startswith((*ALLOWED, "/usr/share/", str(ROOT / "editorial")))] == []
    assert not [line for line in after.splitlines() if any(each in line for each in ("connect(", "socket(", "execve("))]
