"""命令行: the command ``hudang``. Django is set up here, so that the commands import what they need at the top."""

from __future__ import annotations

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hudang.config.settings")
django.setup()
