"""Parts of long or careful work: progress, uploads, identity in clear, the page viewer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_block_tag
def job_progress(
    content: str,
    url: str,
    text: str,
    done: int = 0,
    total: int = 0,
    finished: bool = False,
    failed: bool = False,
) -> SafeString:
    """Progress of a job: asks ``url`` every second for itself until it has finished or failed."""
    given = {"content": content, "url": url, "text": text, "done": done, "total": total}
    return render_to_string("components/job_progress.html", {**given, "finished": finished, "failed": failed})


@register.simple_block_tag(takes_context=True)
def dropzone(
    context: Context,
    content: str,
    url: str,
    field: str = "files",
    accept: str = "",
    title: str = "把文件拖到这里，或点此选择",
    hint: str = "",
    button: str = "上传",
    next: str = "",
    single: bool = False,
) -> SafeString:
    """A place to drop files on; the content are further fields, sent along with every file."""
    given = {"content": content, "url": url, "field": field, "accept": accept, "title": title, "hint": hint}
    more = {"button": button, "next": next, "single": single, "csrf_token": context.get("csrf_token")}
    return render_to_string("components/dropzone.html", {**given, **more})


@register.inclusion_tag("components/reveal.html")
def reveal(url: str, text: str, label: str) -> dict[str, Any]:
    """A masked number with the button that asks for a reason and shows it in clear."""
    return {"url": url, "text": text, "label": label}


@register.inclusion_tag("components/viewer.html")
def viewer(pages: Iterable[Any], title: str = "页面", start: int = 1) -> dict[str, Any]:
    """Scanned pages to look through; each has label, thumb_url, web_url and original_url."""
    return {"pages": list(pages), "title": title, "start": start}
