"""Keeps the web server and the worker of background jobs running, and stops both together."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from types import FrameType

from hudang.cli.output import say

_PAUSE = 0.25
_LONGEST_WAIT = 30.0
_STOP_WITHIN = 20.0
# whether a night is due is asked some time after the start, when the pages are up, and then every so often
_FIRST_TICK, _TICK = 60.0, 30.0
WEB = [sys.executable, "-m", "gunicorn", "hudang.config.wsgi:application", "-c", "python:hudang.config.gunicorn"]
# who waits before a screen goes first: the worker takes what the web server leaves. It holds the lock for writing during
# an import, but the pages use half the processor at most, so it is never stopped for long
WORKER = [
    *["nice", "-n", "19"],
    *[sys.executable, "-m", "django", "db_worker", "--verbosity", "0"],
    *["--interval", "0.5", "--no-startup-delay", "--no-reload"],
]


def port_is_free(host: str, port: int) -> bool:
    """Tell whether the address can be bound."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def answers(host: str, port: int) -> bool:
    """Tell whether somebody listens at the address."""
    try:
        with socket.create_connection((host, port), timeout=1):
            return True
    except OSError:
        return False


class Supervisor:
    """Runs two child processes in sessions of their own, so that Ctrl+C reaches this process only."""

    def __init__(self, interrupted: Callable[[], None], tick: Callable[[], None]) -> None:
        self._interrupted = interrupted
        self._tick = tick
        self._tick_at = time.monotonic() + _FIRST_TICK
        self._stopping = False
        self._wait = 1.0
        self._restart_at = 0.0
        self._web: subprocess.Popen[bytes] | None = None
        self._worker: subprocess.Popen[bytes] | None = None

    def run(self, ready: Callable[[], bool], announce: Callable[[], None]) -> int:
        """Run until a signal comes (0) or the web server ends by itself (its exit code, at least 1)."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        self._web = _start(WEB)
        self._start_worker()
        announced = False
        try:
            while not self._stopping:
                code = self._web.poll()
                if code is not None:
                    return code or 1
                if not announced and ready():
                    announced = True
                    announce()
                self._keep_worker()
                self._keep_time()
                time.sleep(_PAUSE)
        finally:
            self._end()
        return 0

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._stopping = True

    def _start_worker(self) -> None:
        # work that was under way when the worker died is marked, so that nobody waits for it
        self._interrupted()
        self._worker = _start(WORKER)
        self._started = time.monotonic()

    def _keep_worker(self) -> None:
        if self._worker is not None and self._worker.poll() is not None:
            lasted = time.monotonic() - self._started
            self._wait = 1.0 if lasted > _LONGEST_WAIT else min(self._wait * 2, _LONGEST_WAIT)
            say(f"后台任务进程退出（代码 {self._worker.returncode}），{self._wait:.0f} 秒后重新启动。")
            self._worker, self._restart_at = None, time.monotonic() + self._wait
        if self._worker is None and time.monotonic() >= self._restart_at:
            self._start_worker()

    def _keep_time(self) -> None:
        if time.monotonic() >= self._tick_at:
            self._tick_at = time.monotonic() + _TICK
            self._tick()

    def _end(self) -> None:
        children = [child for child in (self._web, self._worker) if child is not None]
        for child in children:
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + _STOP_WITHIN
        for child in children:
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    # setpriv (util-linux) ends the child also when this process is killed without warning
    setpriv = shutil.which("setpriv")
    guarded = [setpriv, "--pdeathsig", "TERM", *command] if setpriv else command
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "hudang.config.settings"}
    return subprocess.Popen(guarded, env=environment, start_new_session=True)
