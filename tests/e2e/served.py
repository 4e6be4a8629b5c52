"""An archive of its own, served as its user would serve it: data folder, port, web server and worker."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parents[2]
HUDANG = Path(sys.executable).with_name("hudang")
_START_WITHIN = 90.0
_STOP_WITHIN = 30.0


class Archive:
    """A data folder, a copy of a prepared one, with the command ``hudang`` on it; ``serve`` puts it on a free port."""

    def __init__(self, data: Path, prepared: Path) -> None:
        self.data = data
        self.log = data / "serve.log"
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None
        shutil.copytree(prepared, data, dirs_exist_ok=True)

    @property
    def _environment(self) -> dict[str, str]:
        ours = {"HUDANG_DATA": str(self.data), "HUDANG_PORT": str(self.port), "PYTHONPATH": str(CHECKOUT)}
        ours |= {"HUDANG_NIGHT": "off"}
        # what the tests themselves run with must not reach the product
        inherited = {k: v for k, v in os.environ.items() if not k.startswith(("HUDANG_", "DJANGO_"))}
        return inherited | ours

    def run(self, *words: str) -> str:
        """Run ``hudang`` with these words; return what it prints."""
        done = subprocess.run([HUDANG, *words], env=self._environment, cwd=CHECKOUT, capture_output=True, text=True)
        assert done.returncode == 0, f"hudang {' '.join(words)} ended with {done.returncode}:\n{done.stderr}"
        return done.stdout

    def run_whatever(self, *words: str) -> None:
        """Run ``hudang`` with these words, which may end with work left over."""
        command = [HUDANG, *words]
        subprocess.run(command, env=self._environment, cwd=CHECKOUT, capture_output=True, text=True, check=False)

    def act(self, module: str, *words: str) -> str:
        """Run a module of these tests inside the archive; return what it prints."""
        environment = self._environment | {"DJANGO_SETTINGS_MODULE": "hudang.config.settings"}
        command = [sys.executable, "-m", module, *words]
        done = subprocess.run(command, env=environment, cwd=CHECKOUT, capture_output=True, text=True)
        assert done.returncode == 0, f"{module} ended with {done.returncode}:\n{done.stderr}"
        return done.stdout

    def lines(self, *words: str) -> list[dict[str, Any]]:
        """Run ``hudang … --json``; return the objects it prints."""
        return [json.loads(line) for line in self.run(*words, "--json").splitlines()]

    def serve(self) -> None:
        """Start the web server and the worker; return when they answer."""
        with self.log.open("wb") as log:
            command = [str(HUDANG), "serve"]
            self._process = subprocess.Popen(command, env=self._environment, cwd=CHECKOUT, stdout=log, stderr=log)
        deadline = time.monotonic() + _START_WITHIN
        while not _answers(self.port):
            said = self.log.read_text(encoding="utf-8")
            assert self._process.poll() is None, f"hudang serve ended:\n{said}"
            assert time.monotonic() < deadline, f"hudang serve does not answer:\n{said}"
            time.sleep(0.1)

    def stop(self) -> None:
        """Stop both as Ctrl+C does."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(_STOP_WITHIN)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False
