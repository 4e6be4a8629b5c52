"""Answers that are files."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def attachment(content: bytes, name: str, media_type: str) -> HttpResponse:
    """Return a file for saving under a Chinese name."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


def workbook_response(name: str, content: bytes) -> HttpResponse:
    """Return an Excel workbook."""
    return attachment(content, f"{name}.xlsx", WORKBOOK)


def pdf_response(name: str, content: bytes) -> HttpResponse:
    """Return a PDF that opens in the browser's own viewer, to be printed from there."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name)}.pdf"
    return response
