"""What goes over the line: pages compressed, what is compressed already as it is."""

from __future__ import annotations

import gzip

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory

from hudang.web.shared.middleware import CompressedPages
from tests.people import People

LONG = "户" * 5000


@pytest.mark.parametrize(
    ("kind", "compressed"),
    [("text/html; charset=utf-8", True), ("application/json", True), ("image/jpeg", False), ("application/pdf", False)],
)
def test_only_text_is_compressed(kind: str, compressed: bool) -> None:
    request = RequestFactory().get("/", headers={"Accept-Encoding": "gzip"})
    answer = CompressedPages(lambda _: HttpResponse(LONG, content_type=kind))(request)
    assert answer.headers.get("Content-Encoding") == ("gzip" if compressed else None)


def test_what_is_sent_in_parts_is_left_alone() -> None:
    request = RequestFactory().get("/", headers={"Accept-Encoding": "gzip"})
    answer = CompressedPages(lambda _: StreamingHttpResponse([LONG], content_type="text/csv"))(request)
    assert "Content-Encoding" not in answer.headers


def test_a_page_arrives_whole(people: People, client: Client) -> None:
    client.force_login(people.handler, "django.contrib.auth.backends.ModelBackend")
    answer = client.get("/", headers={"Accept-Encoding": "gzip"})
    assert "</html>" in gzip.decompress(answer.content).decode()
    assert "</html>" in client.get("/").content.decode()
