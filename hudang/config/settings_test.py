"""Settings of the tests: a folder of their own, weak hashing, tasks run at once."""

from __future__ import annotations

import os
import tempfile

os.environ["HUDANG_DATA"] = os.environ.get("HUDANG_TEST_DATA") or tempfile.mkdtemp(prefix="hudang-test-")

from hudang.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
STORAGES = {
    **STORAGES,  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
AXES_ENABLED = False
# WhiteNoise lists this folder once for every test client, so nothing lies in it; the browser tests are served real files
STATIC_ROOT = DATA / "static"  # noqa: F405
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
