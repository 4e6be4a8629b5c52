"""The pieces of work that are measured; each module is run as a program on the archive that HUDANG_DATA names."""

from __future__ import annotations

import django

django.setup()
