"""A person with a browser, for tests of pages."""

from __future__ import annotations

import html
import io
import re
from typing import Any

import openpyxl
from django.http.response import HttpResponseBase
from django.test import Client

from hudang.accounts.models import User


def signed_in(user: User) -> Client:
    """Return the browser of somebody who signed in."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def text_of(response: HttpResponseBase) -> str:
    """Return what a page says, without tags and superfluous space."""
    page = response.content.decode()  # type: ignore[attr-defined]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))


def table_of(response: HttpResponseBase) -> list[list[Any]]:
    """Return the rows of the first sheet of a downloaded workbook."""
    book = openpyxl.load_workbook(io.BytesIO(response.content))  # type: ignore[attr-defined]
    return [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
