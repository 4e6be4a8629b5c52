"""An archive served as its office serves it (``hudang serve``), and somebody who works in it over HTTP."""

from __future__ import annotations

import html
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from measuring import CHECKOUT, Archive, StageError

PASSWORD = "Hudang-2026"
_HUDANG = "from hudang.cli.main import main; main()"
_START_WITHIN, _STOP_WITHIN = 60.0, 30.0
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _listens(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False


@contextmanager
def served(archive: Archive) -> Iterator[str]:
    """Serve the archive with web server and worker; give its address."""
    port = _free_port()
    ours = {"HUDANG_DATA": str(archive.data), "HUDANG_PORT": str(port), "PYTHONPATH": str(CHECKOUT)}
    # the measured work is not mixed with the works of the night
    ours |= {"HUDANG_NIGHT": "off"}
    environment = os.environ | ours | {"DJANGO_SETTINGS_MODULE": "hudang.config.settings"}
    log = (archive.folder / "serve.log").open("wb")
    command = [sys.executable, "-c", _HUDANG, "serve"]
    process = subprocess.Popen(command, cwd=CHECKOUT, env=environment, stdout=log, stderr=log)
    try:
        deadline = time.monotonic() + _START_WITHIN
        while not _listens(port):
            if process.poll() is not None or time.monotonic() > deadline:
                raise StageError(f"the server did not start:\n{(archive.folder / 'serve.log').read_text()}")
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(_STOP_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
        log.close()


@dataclass
class Answer:
    """What the server answered."""

    status: int
    text: str
    location: str = ""

    @property
    def token(self) -> str:
        """The token that a form of this page sends back."""
        found = _TOKEN.search(self.text)
        return html.unescape(found[1]) if found else ""


@dataclass
class Visitor:
    """Somebody with a browser: keeps cookies and the connection."""

    base: str
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._line = http.client.HTTPConnection(urlsplit(self.base).netloc, timeout=60)

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self._ask("GET", path)

    def post(self, path: str, fields: dict[str, str], files: dict[str, tuple[str, bytes]] | None = None) -> Answer:
        """Send a form; ``files`` by field: name and content."""
        if not files:
            return self._ask("POST", path, urlencode(fields).encode(), "application/x-www-form-urlencoded")
        edge = "hudang-bench-edge"
        parts = [
            f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode() for name, value in fields.items()
        ]
        for name, (file_name, content) in files.items():
            head = f'Content-Disposition: form-data; name="{name}"; filename="{file_name}"\r\n'
            parts.append(f"{head}Content-Type: application/octet-stream\r\n\r\n".encode() + content)
        body = b"".join(b"--%b\r\n%b\r\n" % (edge.encode(), part) for part in parts) + f"--{edge}--\r\n".encode()
        return self._ask("POST", path, body, f"multipart/form-data; boundary={edge}")

    def sign_in(self, username: str) -> None:
        """Sign in by the form."""
        page = self.get("/sign-in/")
        fields = {"csrfmiddlewaretoken": page.token, "username": username, "password": PASSWORD}
        answer = self.post("/sign-in/", fields)
        if answer.status != 302:
            raise StageError(f"{username} could not sign in: {answer.status}")

    def _ask(self, method: str, path: str, body: bytes | None = None, kind: str = "") -> Answer:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        headers |= {"Origin": self.base, "Referer": self.base + path} if body is not None else {}
        headers |= {"Content-Type": kind} if kind else {}
        try:
            self._line.request(method, path, body, headers)
            response = self._line.getresponse()
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            # the server closed a connection that had been idle, as it does with a browser's
            self._line.close()
            self._line.request(method, path, body, headers)
            response = self._line.getresponse()
        text = response.read().decode("utf-8", "replace")
        for line in response.headers.get_all("Set-Cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name.strip()] = value
        return Answer(response.status, text, response.headers.get("Location", ""))
