"""The web server: two processes with threads, loaded once and forked. Settings: docs/settings.md."""

from __future__ import annotations

import os
from pathlib import Path

bind = f"{os.environ.get('HUDANG_BIND', '127.0.0.1')}:{os.environ.get('HUDANG_PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("HUDANG_WORKERS", "2"))
# so many that some may wait for a long write to end while the others answer
threads = 12
preload_app = True
# a whole stack of scans over a slow line
timeout = 300
graceful_timeout = 10
keepalive = 5
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None
loglevel = "warning"
accesslog = None
proc_name = "hudang"
control_socket_disable = True
