"""Runs the demo newsroom, site, desk and their workers, until Ctrl-C; never for production."""

from __future__ import annotations

import os
import secrets
import socket
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from bin.processes import Processes, Stopped, ending_together

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
START_SECONDS = 60.0
MANAGE = [sys.executable, "manage.py"]
PREPARATION = {
    "the database": ["migrate", "--no-input", "--verbosity", "0"],
    "the demo newsroom": ["seed_demo"],
}


class CannotRunError(Exception):
    """The newsroom cannot run; the message is the sentence to print."""


def main() -> int:
    os.chdir(ROOT)
    try:
        with ending_together() as processes:
            _run(processes, os.environ)
    except Stopped:
        print("\nBulletin has ended.")
        return 0
    except CannotRunError as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


def _run(processes: Processes, given: Mapping[str, str]) -> None:
    site, desk = ports(given)
    # WhiteNoise, which serves the demo's static files from their sources, looks for this folder all the same.
    Path("var", "static").mkdir(parents=True, exist_ok=True)
    environment = demo_environment(given, site, desk)
    prepare(processes, environment)
    processes.start("site", serve(site), {**environment, "BULLETIN_DESK": "off"})
    processes.start("desk", serve(desk), environment)
    processes.start("worker", [*MANAGE, "worker"], environment)
    processes.start("desk worker", [*MANAGE, "desk_worker"], environment)
    processes.start("link worker", [*MANAGE, "link_worker"], environment)
    for port in (site, desk):
        _await_answer(processes, port)
    print(welcome(site, desk), flush=True)
    raise CannotRunError(f"The {processes.wait_for_the_first_to_end()} ended by itself; the lines above say why.")


def ports(given: Mapping[str, str]) -> tuple[int, int]:
    """The ports of site and desk, both free; raises CannotRunError with the way round when one is not."""
    chosen = {"PORT": given.get("PORT", "8000"), "DESK_PORT": given.get("DESK_PORT", "8001")}
    for name, text in chosen.items():
        if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
            raise CannotRunError(f"{name} has to be a number from 1 to 65535, and is {text!r}.")
        if not _is_free(int(text)):
            raise CannotRunError(
                f"Port {text} is taken by another program. Choose another one: {name}={int(text) + 10} make run"
            )
    if chosen["PORT"] == chosen["DESK_PORT"]:
        raise CannotRunError("PORT and DESK_PORT are the same; site and desk need one each.")
    return int(chosen["PORT"]), int(chosen["DESK_PORT"])


def demo_environment(given: Mapping[str, str], site: int, desk: int) -> dict[str, str]:
    """What the demo's programs run with: like production wherever that is possible on one machine without TLS."""
    return {
        **given,
        "BULLETIN_DEMO": "on",
        "BULLETIN_DESK": "on",
        "DEBUG": "off",
        "SECRET_KEY": demo_key(ROOT / "var" / "demo.key"),
        "ALLOWED_HOSTS": f"localhost,{HOST}",
        "SITE_ROOT": f"http://{HOST}:{site}",
        "DESK_ROOT": f"http://{HOST}:{desk}",
        "EMAIL_URL": given.get("EMAIL_URL", "consolemail://"),
        "PYTHONUNBUFFERED": "1",
    }


def demo_key(path: Path) -> str:
    """This checkout's own key, made once, so that sessions and mailed links outlive a restart."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(60), encoding="ascii")
    return path.read_text(encoding="ascii")


def prepare(processes: Processes, environment: Mapping[str, str]) -> None:
    for name, arguments in PREPARATION.items():
        if processes.run(name, [*MANAGE, *arguments], environment) != 0:
            raise CannotRunError(f"Preparing {name} failed; the lines above say why.")


def serve(port: int) -> list[str]:
    """The command of a real server: what runs in the demo is what runs in production."""
    options = ["--workers", "1", "--threads", "4", "--no-control-socket", "--log-level", "warning"]
    return [sys.executable, "-m", "gunicorn", "bulletin.wsgi", "--bind", f"{HOST}:{port}", *options]


def welcome(site: int, desk: int) -> str:
    return "\n".join(
        [
            "",
            "Bulletin is running.",
            f"  Site    http://{HOST}:{site}/",
            f"  Desk    http://{HOST}:{desk}/desk/",
            "Mail appears here. Ctrl-C ends everything; nothing is lost.",
        ]
    )


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def _await_answer(processes: Processes, port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        ended = processes.ended()
        if ended is not None:
            raise CannotRunError(f"The {ended} did not start; the lines above say why.")
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.1)
    raise CannotRunError(f"Nothing answers on port {port} after {START_SECONDS:.0f} seconds.")


if __name__ == "__main__":
    sys.exit(main())
