"""``hudang serve`` as a process: it answers, it works, it says when the port is taken, it stops as a whole."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.source import CHECKOUT

PATIENCE = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def environment(tmp_path: Path, prepared: Path) -> dict[str, str]:
    shutil.copytree(prepared, tmp_path / "data")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("HUDANG_", "DJANGO_"))}
    return kept | {"HUDANG_DATA": str(tmp_path / "data"), "HUDANG_PORT": str(free_port()), "HUDANG_NIGHT": "off"}


def hudang(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from hudang.cli.main import main; main()", *arguments]
    return subprocess.run(
        command, env=environment, cwd=CHECKOUT, capture_output=True, text=True, timeout=PATIENCE, check=False
    )


@pytest.fixture
def server(environment: dict[str, str], tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", "from hudang.cli.main import main; main()", "serve"]
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(command, env=environment, cwd=CHECKOUT, stderr=log, text=True)
        try:
            yield process
        finally:
            process.terminate()
            process.wait(PATIENCE)


def wait_for(address: str) -> str:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return str(answer.read().decode())
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def children(process: subprocess.Popen[str]) -> list[int]:
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(process.pid)], capture_output=True, text=True, check=False
    )
    return [int(pid) for pid in listed.stdout.split()]


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"


@pytest.mark.slow
def test_serve(server: subprocess.Popen[str], environment: dict[str, str], tmp_path: Path) -> None:
    address = f"http://127.0.0.1:{environment['HUDANG_PORT']}"
    assert "首次设置" in wait_for(f"{address}/sign-in/")

    second = hudang(environment, "serve")
    assert second.returncode == 1
    assert "已被占用" in second.stderr

    started = children(server)
    assert len(started) == 2
    web, worker = sorted(started)
    given_way = [os.getpriority(os.PRIO_PROCESS, pid) for pid in (worker, web)]
    assert given_way[0] > given_way[1], "who waits before a screen goes before the work behind"
    os.kill(worker, signal.SIGKILL)
    deadline = time.monotonic() + PATIENCE
    while len([pid for pid in children(server) if alive(pid) and pid != worker]) < 2:
        assert time.monotonic() < deadline, "the worker was not started again"
        time.sleep(0.2)

    started = children(server)
    server.send_signal(signal.SIGTERM)
    assert server.wait(PATIENCE) == 0
    assert not [pid for pid in started if alive(pid)]
    assert address in (tmp_path / "log").read_text()
