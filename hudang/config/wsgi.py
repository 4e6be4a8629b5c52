"""The WSGI entry that the web server loads."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hudang.config.settings")
application = get_wsgi_application()
# every page is loaded before the server forks: the first request is as fast as the next, and a page that
# cannot be loaded stops the start instead of answering with an error
_pages = get_resolver().url_patterns
# all of it stays for good: the collector need not walk through it again, which would hold up a request for a moment
gc.collect()
gc.freeze()
# a page makes tens of thousands of short-lived objects: looked for rarely, they cost less and still go
gc.set_threshold(20_000, 20, 20)
